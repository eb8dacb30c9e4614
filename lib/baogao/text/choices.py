"""What a character may be of which bytes are known: both, one, or only the area of the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from baogao.lexicon import fold
from baogao.text.gbk import LEADS, TRAILS, dropped
from baogao.text.wordmodel import WordModel

ANY: Final = LEADS
_GAP: Final = -1  # stands for the last bytes that begin a dropped pair

# By the character's number: its forms, their tastes, and what the first byte of the next character may be.
Choices = dict[int, list[tuple[str, float, frozenset[int]]]]


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


class Chooser:
    """The characters that a report may hold, by their bytes. `taste(char)` is the log-probability of one
    script's form of a character among its forms: 0 where there is but one."""

    def __init__(self, model: WordModel, taste: Callable[[str], float]) -> None:
        self._ids = model.ids
        self._tastes: dict[str, float] = {}
        self._taste = taste
        self._choices: dict[tuple[frozenset[int], int], Choices] = {}
        self._ends: dict[tuple[frozenset[int], frozenset[int]], Choices] = {}

    def with_trail(self, leads: frozenset[int], trail: int) -> Choices:
        """The characters with such bytes that the model knows."""
        found = self._choices.get((leads, trail))
        if found is None:
            found = self._choices[leads, trail] = self._gather(leads, [(trail, ANY)])
        return found

    def before_gap(self, leads: frozenset[int]) -> Choices:
        """Those with such a first byte whose last byte begins a dropped pair."""
        found = self._choices.get((leads, _GAP))
        if found is None:
            found = self._choices[leads, _GAP] = self._gather(leads, dropped().items())
        return found

    def at_end(self, leads: frozenset[int], trails: frozenset[int]) -> Choices:
        """Those whose last byte is one of `trails`."""
        if leads == ANY and len(trails) > 1:
            return {}  # nothing at all is known of such a character
        found = self._ends.get((leads, trails))
        if found is None:
            pairs = [(trail, ANY) for trail in sorted(trails)]
            found = self._ends[leads, trails] = self._gather(leads, pairs)
        return found

    def _gather(self, leads: frozenset[int], trails: Iterable[tuple[int, frozenset[int]]]) -> Choices:
        found: Choices = {}
        table, number_of, tastes = _table(), self._ids.get, self._tastes
        for trail, following in trails:
            for lead in leads:
                char, plain = table.get(lead << 8 | trail, ("", ""))
                number = number_of(plain)
                if number is not None:
                    taste = tastes.get(char)
                    if taste is None:
                        taste = tastes[char] = self._taste(char)
                    found.setdefault(number, []).append((char, taste, following))
        return found
