"""What a character may be of which bytes are known: both, one, or only the area of the last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from baogao.lexicon import fold
from baogao.text.gbk import LEADS, TRAILS, dropped
from baogao.text.wordmodel import common_counts

ANY: Final = LEADS
Bytes = frozenset[int]

# By the character's number: the forms it may have.
Choices = dict[int, tuple[str, ...]]


@cache
def _table() -> dict[int, tuple[str, str]]:
    """By its two bytes as one number, every character of GBK: itself, and as the model counts it."""
    codes = [lead << 8 | trail for lead in sorted(LEADS) for trail in sorted(TRAILS)]
    # GB18030 reads every pair, those that GBK leaves open as private use.
    chars = b"".join(code.to_bytes(2, "big") for code in codes).decode("gb18030")
    plain = "".join("0" if char.isdecimal() else char for char in fold(chars))
    return {
        code: (char, same)
        for code, char, same in zip(codes, chars, plain, strict=True)
        if not "\ue000" <= char <= "\uf8ff"
    }


@cache
def _pairs(leads: Bytes, trails: Bytes) -> tuple[tuple[str, str], ...]:
    """The characters with such bytes, and as the model counts them."""
    table = _table()
    codes = [lead << 8 | trail for trail in trails for lead in leads]
    return tuple(table[code] for code in codes if code in table)


@cache
def _known(leads: Bytes, trails: Bytes) -> Choices:
    """Those of them that the common model knows."""
    found: dict[int, list[str]] = {}
    number_of = common_counts().ids.get
    for char, plain in _pairs(leads, trails):
        number = number_of(plain)
        if number is not None:
            found.setdefault(number, []).append(char)
    return {number: tuple(forms) for number, forms in sorted(found.items())}  # the most frequent first


def forget() -> None:
    """For another common model than the one that ships."""
    _known.cache_clear()


@cache
def _codes() -> dict[str, list[int]]:
    """Each character as the model counts it: the pairs that are read as one of its forms."""
    codes: dict[str, list[int]] = {}
    for code, (_, plain) in _table().items():
        codes.setdefault(plain, []).append(code)
    return codes


@cache
def gaps() -> tuple[tuple[Bytes, Bytes], ...]:
    """The last bytes of a character, and the first bytes of the next, that make a dropped pair: each of the
    former with each of the latter."""
    areas: dict[Bytes, list[int]] = {}
    for trail, following in dropped().items():
        areas.setdefault(following, []).append(trail)
    return tuple((frozenset(trails), following) for following, trails in areas.items())


class Chooser:
    """The characters that a report may hold, by their bytes.

    `ids` numbers the characters as the report's own model does. `taste(char)` is the log-probability of one
    script's form of a character among its forms: 0 where there is but one.
    """

    def __init__(self, ids: dict[str, int], taste: Callable[[str], float]) -> None:
        self._taste = taste
        self._tastes: dict[str, float] = {}
        # What this report holds and the common model does not know.
        known = common_counts().ids
        self._fresh = [
            (code, number)
            for char, number in ids.items()
            if number > len(known)
            for code in _codes().get(char, ())
        ]
        self._choices: dict[tuple[Bytes, Bytes], Choices] = {}

    def among(self, leads: Bytes, trails: Bytes) -> Choices:
        """The characters with such bytes that the model knows."""
        found = self._choices.get((leads, trails))
        if found is None:
            found = _known(leads, trails)
            fresh = [(c, n) for c, n in self._fresh if c >> 8 in leads and c & 0xFF in trails]
            if fresh:
                found = found | {number: (_table()[code][0],) for code, number in fresh}
            self._choices[leads, trails] = found
        return found

    def forms(self, chars: tuple[str, ...]) -> Iterator[tuple[str, float]]:
        """Each form with its taste."""
        for char in chars:
            taste = self._tastes.get(char)
            if taste is None:
                taste = self._tastes[char] = self._taste(char)
            yield char, taste
