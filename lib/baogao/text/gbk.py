"""The byte pairs of GBK: what a pair reads as, and which pairs leave no trace or a question mark."""

from __future__ import annotations

from functools import cache
from typing import Final

LEADS: Final = frozenset(range(0x81, 0xFF))
TRAILS: Final = frozenset(range(0x40, 0xFF)) - {0x7F}

# Signs that a page writes for one of GBK's own, or that codecs map in two ways.
_TWINS: Final = {"・": "·", "―": "—", "‖": "‖", "〜": "～", "−": "－", "¢": "￠", "£": "￡"}


@cache
def char_of(lead: int, trail: int) -> str:
    """The character of a pair, or an empty string where GBK has none.

    >>> char_of(0xA1, 0xA3), char_of(0xAA, 0xA1)
    ('。', '')
    """
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return ""


@cache
def pair_of(char: str) -> tuple[int, int] | None:
    """The pair that reads as `char`; a private-use character stands for its user-defined pair.

    >>> pair_of("鸨"), pair_of("\\ue000"), pair_of("a")
    ((240, 177), (170, 161), None)
    """
    if "\ue000" <= char <= "\ue765":
        return _user_pair(ord(char) - 0xE000)
    try:
        data = _TWINS.get(char, char).encode("gbk")
    except UnicodeEncodeError:
        return None
    return (data[0], data[1]) if len(data) == 2 else None


def _user_pair(number: int) -> tuple[int, int]:
    """The pair of the nth private-use character, by the order that Windows gives GBK's three areas."""
    if number < 6 * 94:
        return 0xAA + number // 94, 0xA1 + number % 94
    number -= 6 * 94
    if number < 7 * 94:
        return 0xF8 + number // 94, 0xA1 + number % 94
    number -= 7 * 94
    trail = 0x40 + number % 96
    return 0xA1 + number // 96, trail + (trail >= 0x7F)


def is_user_defined(lead: int, trail: int) -> bool:
    """Whether a pair lies in AAA1–AFFE, F8A1–FEFE or A140–A7A0, which readers drop without a trace."""
    if 0xA1 <= lead <= 0xA7:
        return trail <= 0xA0
    return (0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE) and trail >= 0xA1


@cache
def dropped() -> dict[int, frozenset[int]]:
    """First byte → second bytes (all 81 and up) of the pairs that are dropped."""
    table = {a: frozenset(b for b in LEADS if is_user_defined(a, b)) for a in sorted(LEADS)}
    return {a: seconds for a, seconds in table.items() if seconds}


@cache
def unmapped() -> dict[int, frozenset[int]]:
    """First byte → second bytes (all 81 and up) of the pairs that become a question mark.

    Only the rows of signs and two ends of rows of characters have any.
    """
    table = {
        a: frozenset(b for b in LEADS if not is_user_defined(a, b) and not char_of(a, b))
        for a in (*range(0xA1, 0xAA), 0xD7, 0xFE)
    }
    return {a: seconds for a, seconds in table.items() if seconds}
