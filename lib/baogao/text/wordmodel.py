"""How probable one character is after others: counts of common Chinese and of the report itself.

The counts lie in ``lexicon/wordmodel.bin``, made by ``tools/make_wordmodel.py``, whose head names sources
and licences. They hold runs of one to four characters of folded text, digits as ``0``, blanks left out.
"""

from __future__ import annotations

import re
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from math import exp, log
from typing import Final

from baogao.lexicon import fold

ORDER: Final = 4  # characters in the longest run
BITS: Final = 13  # of a character's number; a run is one integer, the first character highest
LAST: Final = (1 << BITS) - 1
_SECOND: Final = LAST << BITS  # of a history, the last character but one
HISTORY: Final = (1 << BITS * (ORDER - 1)) - 1
_OWN: Final = 2.0  # how much a run counts that the report itself holds
_LESS: Final = 0.5  # what is taken off such a count, for the runs that it might have held instead
_SMOOTH: Final = 1.0  # Dirichlet smoothing, times 1 + sqrt(count of the history)
_NEAR: Final = 0.003  # the share of what stands close by
_QUOTED: Final = 30.0  # times as much where a quotation opens: what is quoted is being talked of
_FRAME: Final = 0.6  # and of what stands near by two characters behind the same one
_CLOSE: Final = 12  # characters
_SIGNS: Final = frozenset("，。、,.:;!?()“”0\n")
_UNSEEN: Final = 50.0  # the weight of all characters never seen

# A byte stands for a count: FIRST_COUNT * STEP ** byte.
FIRST_COUNT: Final = 0.02
STEP: Final = exp(0.065)

# Runs of so many characters that count less are left out of the file.
LEAST: Final = {1: 0.0, 2: 0.5, 3: 0.6, 4: 0.8}
_RARELY: Final = 0.1
_REST: Final = 1.0

# Counts by character, the weight of shorter histories, 1 / total, the most that an unseen one may count.
_Level = tuple[dict[int, float], float, float, float]

_BLANK: Final = re.compile(r"[ \t\r]+")
_DIGIT: Final = re.compile(r"[0-9]")
_LINES: Final = re.compile(r"\n+")


def normal(text: str) -> str:
    """`text` as the model counts it.

    >>> normal("增長 15％")
    '增长00%'
    """
    return _LINES.sub("\n", _BLANK.sub("", _DIGIT.sub("0", fold(text))))


class Counts:
    """The counts of ``wordmodel.bin``, a tree of characters: `chars` by falling frequency, numbered from 1.

    The runs of `k` characters lie in order; `_last[k]` holds each one's last character, `_sizes[k]` its count
    as a byte, and the runs of `k + 1` that go on from the nth are those from `_first[k][n]` on.
    """

    def __init__(self, data: bytes) -> None:
        head, numbers, chars, rest = data.split(b"\n", 3)
        if not head.startswith(b"baogao word model 3"):
            raise ValueError("not a word model")
        self.chars = chars.decode("utf-8").replace("\\n", "\n")
        self.ids = {char: number for number, char in enumerate(self.chars, 1)}
        self.amount = [FIRST_COUNT * STEP**byte for byte in range(256)]
        self._last: dict[int, array[int]] = {}
        self._first: dict[int, array[int]] = {}
        self._sizes: dict[int, bytes] = {}
        at = 0
        for k, length in enumerate(map(int, numbers.split()), 1):
            self._sizes[k] = rest[at : at + length]
            at += length
            if k > 1:
                self._last[k] = _numbers("H", rest[at : at + 2 * length])
                at += 2 * length
            if k < ORDER:
                self._first[k] = _numbers("I", rest[at : at + 4 * length + 4])
                at += 4 * length + 4
        self.single = [0.0, *(self.amount[byte] for byte in self._sizes[1])]
        self.total = sum(self.single)

    def place(self, key: int, k: int) -> int | None:
        """Which of the runs of `k` characters is `key`."""
        place = (key >> BITS * (k - 1)) - 1
        if not 0 <= place < len(self._sizes[1]):
            return None
        for level in range(2, k + 1):
            number = key >> BITS * (k - level) & LAST
            low, high = self._first[level - 1][place], self._first[level - 1][place + 1]
            place = bisect_left(self._last[level], number, low, high)
            if place == high or self._last[level][place] != number:
                return None
        return place

    def after(self, key: int, k: int) -> tuple[float, dict[int, float]]:
        """The count of the run `key` of `k` characters, and of each character that follows it."""
        place = self.place(key, k)
        if place is None:
            return 0.0, {}
        amount, low, high = self.amount, self._first[k][place], self._first[k][place + 1]
        sizes = map(amount.__getitem__, self._sizes[k + 1][low:high])
        return amount[self._sizes[k][place]], dict(zip(self._last[k + 1][low:high], sizes, strict=True))


def _numbers(form: str, data: bytes) -> array[int]:
    numbers = array(form, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@cache
def common_counts() -> Counts:
    """The counts that ship with the library."""
    return Counts((files("baogao.lexicon") / "wordmodel.bin").read_bytes())


class WordModel:
    """Log-probabilities (natural) of a character after up to three others, from `counts` and from `own` text.

    Characters go by numbers (`ids`); a history is an integer of the last three, and `push` adds one to it.

    >>> model = WordModel(common_counts())
    >>> history = model.history("固定资产投")
    >>> model.logp(history, model.ids["资"]) > model.logp(history, model.ids["子"]) + 3
    True
    """

    def __init__(self, counts: Counts, own: str = "") -> None:
        self.counts = counts
        fresh = sorted(set(own).difference(counts.ids))[: LAST - len(counts.ids)]
        self.ids = counts.ids | {char: n for n, char in enumerate(fresh, len(counts.ids) + 1)}
        number_of = self.ids.get
        numbers = [number_of(char, 0) for char in own]
        import numpy as np  # loaded by pandas anyway, but not by every process that imports this

        runs = np.array([*numbers, 0, 0, 0], np.int64)
        runs = ((runs[:-3] << BITS | runs[1:-2]) << BITS | runs[2:-1]) << BITS | runs[3:]
        self._own: list[int] = np.sort(runs).tolist()
        single = counts.single + [0.0] * len(fresh)
        for number, times in Counter(numbers).items():
            single[number] += _OWN * times
        single[0] = 0.0
        scale = 1 / (counts.total + _OWN * len(numbers) + _UNSEEN)
        self._single = [(count + _UNSEEN / 20000) * scale for count in single]
        self._quote = self.ids.get("“", -1)
        self._near: dict[int, float] = {}
        self._frames: dict[int, float] = {}
        self._levels: tuple[dict[int, _Level | None], ...] = ({}, {}, {}, {})
        self._contexts: dict[int, tuple[_Level, ...]] = {}

    def history(self, text: str) -> int:
        """The history that the end of a normal text leaves."""
        history = 0
        for char in text[-(ORDER - 1) :]:
            history = self.push(history, self.ids.get(char, 0))
        return history

    @staticmethod
    def push(history: int, number: int) -> int:
        return (history << BITS | number) & HISTORY

    def logp(self, history: int, number: int) -> float:
        """How probable the character `number` is after `history`."""
        return self.logps(history, (number,))[0]

    def logps(self, history: int, numbers: Iterable[int]) -> list[float]:
        """The same for each of `numbers`."""
        single, frames = self._single, self._frames
        levels = self._contexts.get(history) or self._context(history)
        second = history & _SECOND
        near, times = self._near, _QUOTED if history & LAST == self._quote else 1.0
        found = []
        for number in numbers:
            p = single[number]
            for after, back, scale, least in levels:
                if number in after:
                    p = (after[number] + back * p) * scale
                else:
                    p *= back
                    p = (p if p < least else least) * scale
            if number in near:
                p += near[number] * times
            if second | number in frames:
                p += frames[second | number]
            found.append(log(p))
        return found

    def stay_near(self, before: str, behind: str) -> None:
        """Words come in flocks, and in frames: “改”,即…;“拆”,即…. Around the place that is read, between the
        normal texts `before` and `behind`, what stands there is taken for more probable."""
        number_of = self.ids.get
        self._near = near = {0: 0.0}
        for distance, pair in enumerate(zip_longest(reversed(before), behind, fillvalue="")):
            for char in pair:
                if char and char not in _SIGNS:
                    number = number_of(char, 0)
                    near[number] = near.get(number, 0.0) + _NEAR * exp(-distance / _CLOSE)
        frames: Counter[int] = Counter()
        first: Counter[int] = Counter()
        for text in (before, behind):
            numbers = [number_of(char, 0) for char in text]
            frames.update(a << BITS | c for a, c in zip(numbers, numbers[2:], strict=False))
            first.update(numbers)
        self._frames = {
            frame: _FRAME * (times - 2) / (first[frame >> BITS] + 1)
            for frame, times in frames.items()
            if times > 2
        }

    def seen_after(self, history: int) -> dict[int, float]:
        """The characters seen after the last one of `history`, with how often."""
        context = self._contexts.get(history) or self._context(history)
        return context[0][0] if context else {}

    def _context(self, history: int) -> tuple[_Level, ...]:
        """What is known of the histories of one, two and three characters."""
        levels = []
        for k in range(1, ORDER):
            key, known = history & ((1 << BITS * k) - 1), self._levels[k]
            if key in known:
                level = known[key]
            else:
                level = known[key] = self._make_level(key, k)
            if level is None:
                break
            levels.append(level)
        context = self._contexts[history] = tuple(levels)
        return context

    def _make_level(self, key: int, k: int) -> _Level | None:
        """What follows the run `key` of `k` characters; None where it was never seen."""
        if not key >> BITS * (k - 1):
            return None  # the history is shorter than this
        count, after = self.counts.after(key, k)
        kept = sum(after.values())
        total = kept + max(0.0, count - kept) * _REST
        for number, times in self._own_after(key, k).items():
            after[number] = after.get(number, 0.0) + _OWN * (times - _LESS)
            total += _OWN * times
            kept += _OWN * (times - _LESS)
        if not total:
            return None
        smooth = _SMOOTH * (1 + total**0.5)
        # A run that was left out of the file is rarer than the rarest one kept.
        return after, smooth + total - kept, 1 / (total + smooth), LEAST[k + 1] + _RARELY * smooth

    def _own_after(self, key: int, k: int) -> dict[int, int]:
        own, shift = self._own, BITS * (ORDER - 1 - k)
        low = bisect_left(own, key << shift + BITS)
        found: dict[int, int] = {}
        for run in own[low : bisect_left(own, (key + 1) << shift + BITS, low)]:
            number = run >> shift & LAST
            found[number] = found.get(number, 0) + 1
        return found
