"""Reads back a byte slip: GBK text that lost the first byte of a character and was read one byte late.

From the lost byte on, the last byte of each character and the first byte of the next were taken for one
character, until a byte that is ASCII set the reading right again. So a damaged run is a constraint on what
stood there: each character seen gives the last byte of one and the first byte of the next; the first byte of
the first is unknown; pairs in GBK's user-defined areas left nothing, pairs without a character a question
mark; full-width signs may have been made ASCII since. Of all texts that a run allows, the word model tells
the most probable one; how far it leads the next tells how sure that is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from baogao.lexicon import fold
from baogao.text.choices import ANY, Bytes, Choices, Chooser, gaps
from baogao.text.gbk import dropped, pair_of, unmapped
from baogao.text.wordmodel import BITS, HISTORY, LAST, WordModel, normal

HORIZON: Final = 72  # characters behind a run's first one that are looked at
_AROUND: Final = 120  # characters before and behind whose words are expected again
_OTHERS: Final = 3  # readings of what came before that are kept beside the best one
_RESUME: Final = 4  # characters behind the run whose probability depends on the reading
_RARE: Final = 3000  # characters less frequent than this are seldom in a report
_ODD: Final = 3.0  # in log-probability, what such a one costs where it is said to stand rightly
# How far the search goes. A hypothesis is a reading of the run up to a place.
_BEAM: Final = 8  # hypotheses that are followed from a place
_BEAM_FIRST: Final = 60  # and from the first ones, where little is known yet
_FAN: Final = 3  # hypotheses of a place that may go on through a dropped pair
_AGAIN: Final = 2  # and through one more
_DEEP: Final = 2  # dropped pairs in a row
_WIDE: Final = 6  # hypotheses behind a dropped pair
_WIDE_FIRST: Final = 30  # and behind the first one of a run
_FEW: Final = 4  # as many characters may be tried though nothing vouches for them
_SPARE: Final = 4  # else so many of the most frequent
_SPARE_FIRST: Final = 50
_MOST: Final = 80  # of those that have been seen in such a place
_REACH: Final = 10.0  # how far (in log-probability) behind the best a hypothesis is followed
_STEP: Final = 8.0  # and how much one more character may cost
_CALM: Final = -3.5  # no dropped pair is looked for where the characters seen go on at least so well
_MARKS: Final = "?\ufffd"

_TRAILS: Final = frozenset(range(0x80, 0xFF))
_PRICE_UNMAPPED: Final = 1.0
_PRICE_LOST: Final = 6.0
_PRICE_STRAY: Final = 3.0
_SINGLE: Final = tuple(frozenset((byte,)) for byte in range(256))


class Reading(NamedTuple):
    """`text` may stand for `length` characters of the damaged text; `score` is its log-probability."""

    score: float
    length: int
    text: str


@dataclass(frozen=True)
class Readings:
    """What a run may be: the readings, best first, and the log-probability of the text as it stands."""

    best: Reading
    lead: float  # over the next reading
    gain: float  # over the text as it stands
    fit: float  # the mean log-probability of the characters of the best reading


class _Path(NamedTuple):
    score: float
    history: int
    text: str
    # Others that came to the same history: how far behind, their text, how much of `text` that stands for.
    others: tuple[tuple[float, str, int], ...] = ()


def _score(path: _Path) -> float:
    return path.score


class SlipReader:
    """Reads damaged runs of one report; `taste` as in `Chooser`."""

    def __init__(self, model: WordModel, taste: Callable[[str], float]) -> None:
        self._model, self._chooser = model, Chooser(model.ids, taste)

    def read(self, text: str, start: int, marks: int) -> Readings | None:
        """The readings of the run that begins at `start`, of whose first characters `marks` are question
        marks that stand for the lost byte alone."""
        return _Run(self._model, self._chooser, text, start, marks).read()


class _Run:
    def __init__(self, model: WordModel, chooser: Chooser, text: str, start: int, marks: int) -> None:
        self.model, self.chooser, self.marks = model, chooser, marks
        self.seen = text[start : start + HORIZON]
        self.plain = ["0" if char.isdecimal() else char for char in fold(self.seen)]
        before, behind = text[max(0, start - _AROUND) : start], text[start + marks : start + _AROUND]
        self.model.stay_near(normal(before), normal(behind))
        self.history = self.model.history(normal(text[max(0, start - 12) : start]))
        self.literal = [0.0]  # the log-probability of the text as it stands, up to each character
        history = self.history
        for char in self.plain:
            gain, history = self._say(history, char)
            self.literal.append(self.literal[-1] + gain)
        self.finals: dict[tuple[int, str], float] = {}
        self.paths: dict[int, dict[Bytes, list[_Path]]] = {marks: {ANY: [_Path(0.0, self.history, "")]}}
        self.meets: dict[tuple[int, Bytes, Bytes], list[int]] = {}
        self.bar = -1e9  # the best final score

    def _say(self, history: int, char: str) -> tuple[float, int]:
        """The log-probability of a character as it stands, and the history behind it."""
        if char in " \t":
            return 0.0, history
        number = self.model.ids.get(char, 0)
        gain = self.model.logp(history, number)
        if number > _RARE or not number:
            gain -= _ODD
        return gain, self.model.push(history, number)

    def read(self) -> Readings | None:
        for at in range(self.marks, len(self.seen)):
            buckets = self.paths.pop(at, None)
            if buckets:
                ahead = max((path.score for paths in buckets.values() for path in paths), default=-1e9)
                # What the text as it stands, or the best reading so far, would have at this place.
                floor = max(self.literal[at], self.bar - self.literal[-1] + self.literal[at], ahead) - _REACH
                for leads, paths in buckets.items():
                    kept = self._prune(paths, floor, at)
                    if kept:
                        self._advance(kept, leads, at, floor)
            elif not self.paths:
                break
        if not self.finals:
            return None
        ranked = [Reading(score, *key) for key, score in self.finals.items()]
        ranked.sort(reverse=True)
        best = ranked[0]
        lead = best.score - ranked[1].score if len(ranked) > 1 else _REACH
        return Readings(best, lead, best.score - self.literal[-1], self._fit(best.text))

    def _fit(self, text: str) -> float:
        history, total = self.history, 0.0
        for char in normal(text):
            number = self.model.ids.get(char, 0)
            total += self.model.logp(history, number)
            history = self.model.push(history, number)
        return total / max(1, len(text))

    def _prune(self, paths: list[_Path], floor: float, at: int) -> list[_Path]:
        """The paths worth following. Those that came to the same history are followed as one."""
        paths.sort(key=_score, reverse=True)
        beam = _BEAM_FIRST if at <= self.marks + 1 else _BEAM
        kept: dict[int, _Path] = {}
        for path in paths:
            if path.score <= floor:
                break
            same = kept.get(path.history)
            if same is None:
                if len(kept) < beam:
                    kept[path.history] = path
            elif len(same.others) < _OTHERS and path.text != same.text:
                other = (path.score - same.score, path.text, len(same.text))
                kept[path.history] = same._replace(others=(*same.others, other))
        return list(kept.values())

    def _numbers(self, path: _Path, choices: Choices, leads: Bytes, trails: Bytes) -> list[int]:
        """Those of `choices` worth a look behind a path: such as have been seen behind its last character,
        and the most frequent."""
        if len(choices) <= _FEW:
            return list(choices)
        key = (path.history & LAST if path.text else -1, leads, trails)
        found = self.meets.get(key)
        if found is None:
            after = self.model.seen_after(path.history)
            found = list(choices.keys() & after.keys())
            found.sort(key=lambda number: (-after[number], number))
            spare = _SPARE if path.text else _SPARE_FIRST
            found[_MOST:] = [number for number in islice(choices, spare) if number not in after]
            self.meets[key] = found
        return found

    def _follow(self, path: _Path, leads: Bytes, trails: Bytes, floor: float, to: list[_Path]) -> float:
        """Adds to `to` the paths that go on with a character of such bytes; tells how well the best does."""
        choices = self.chooser.among(leads, trails)
        if not choices:
            return -99.0
        score, history, text, others = path
        numbers = self._numbers(path, choices, leads, trails)
        gains = self.model.logps(history, numbers)
        for number, gain in zip(numbers, gains, strict=True):
            gained = score + gain
            if gained > floor:
                following = (history << BITS | number) & HISTORY
                for char, taste in self.chooser.forms(choices[number]):
                    to.append(_Path(gained + taste, following, text + char, others))
        return max(gains, default=-99.0)

    def _steps(
        self, paths: list[_Path], leads: Bytes, trails: Bytes, floor: float, slack: float = 0.0
    ) -> list[_Path]:
        """The paths that go on to a character with a last byte of `trails`: at once, or through dropped
        pairs: a character each whose last byte is a guess, and from the second on the first byte too."""
        found: list[_Path] = []
        # Of each path, how well it goes on at once.
        going = [(self._follow(path, leads, trails, floor - slack, found), path) for path in paths]
        begun = bool(paths[0].text)
        wide = _WIDE if begun else _WIDE_FIRST
        calm = begun and going[0][0] >= _CALM
        ahead = [] if calm else [(leads, paths[:_FAN])]
        for _ in range(_DEEP):
            behind: dict[Bytes, list[_Path]] = {}
            for known, open_paths in ahead:
                for ends, following in gaps():
                    more = behind.setdefault(following, [])
                    for path in open_paths:
                        self._follow(path, known, ends, floor, more)
            ahead = []
            for following, more in behind.items():
                more.sort(key=_score, reverse=True)
                for path in more[:wide]:
                    self._follow(path, following, trails, floor - slack, found)
                if more:
                    ahead.append((following, more[:_AGAIN]))
        return found

    def _advance(self, paths: list[_Path], leads: Bytes, at: int, floor: float) -> None:
        char = self.seen[at]
        behind = self.seen[at + 1 : at + 2] or "\n"
        code = ord(char)
        if code >= 0x80 and char not in _MARKS:
            pair = pair_of(char)
            if pair is None:
                return
            if pair[1] >= 0x81:
                self._go(paths, leads, *pair, at + 1, floor)
            elif pair[1] < 0x80:  # the last byte of the run took an ASCII letter with it
                self._end(paths, leads, _SINGLE[pair[0]], at, floor, letter=chr(pair[1]))
            return
        if 0x21 <= code <= 0x7E:
            self._go(paths, leads, 0xA3, code + 0x80, at + 1, floor)
        elif char == " ":
            self._go(paths, leads, 0xA1, 0xA1, at + 1, floor)
        if 0x40 <= code <= 0x7E:
            self._end(paths, leads, _SINGLE[code], at, floor)
        if char in _MARKS:
            self._go_lost(paths, leads, at + 1, floor)
            if behind in _MARKS:
                self._go_lost(paths, leads, at + 2, floor)
            # A last byte of 80 is no first byte of anything; any other is dangling before ASCII, or before
            # a first byte that it makes no pair with.
            if ord(behind) < 0x80:
                self._end(paths, leads, _TRAILS, at, floor)
            else:
                self._end(paths, leads, _SINGLE[0x80], at, floor)
                pair = pair_of(behind)
                if pair is not None:
                    bad = [t for table in (dropped(), unmapped()) for t in table if pair[0] in table[t]]
                    self._end(paths, leads, frozenset(bad), at, floor, price=_PRICE_STRAY)

    def _go(self, paths: list[_Path], leads: Bytes, trail: int, lead: int, to: int, floor: float) -> None:
        steps = self._steps(paths, leads, _SINGLE[trail], floor, _STEP)
        if steps:
            self.paths.setdefault(to, {}).setdefault(_SINGLE[lead], []).extend(steps)

    def _go_lost(self, paths: list[_Path], leads: Bytes, to: int, floor: float) -> None:
        """A question mark, or two, for a pair that has no character, or for any pair at a price."""
        nowhere = unmapped()
        for step in self._steps(paths, leads, frozenset(nowhere), floor):
            pair = pair_of(step.text[-1])
            if pair is not None:
                more = self.paths.setdefault(to, {}).setdefault(nowhere[pair[1]], [])
                more.append(step._replace(score=step.score - _PRICE_UNMAPPED))
        if len(leads) == 1:
            more = self.paths.setdefault(to, {}).setdefault(ANY, [])
            found: list[_Path] = []
            for path in paths[:_FAN]:
                self._follow(path, leads, _TRAILS, floor, found)
            more += [step._replace(score=step.score - _PRICE_LOST) for step in found]

    def _end(
        self,
        paths: list[_Path],
        leads: Bytes,
        trails: Bytes,
        at: int,
        floor: float,
        letter: str = "",
        price: float = 0.0,
    ) -> None:
        """The run ends with the character seen at `at`; a `letter` was drawn into it and stands again."""
        if leads == ANY and len(trails) > 1:
            return  # nothing at all is known of such a character
        length = at + 1
        resumed = min(length + _RESUME, len(self.seen))
        rest = self.literal[-1] - self.literal[resumed] - price
        last = self._steps(paths, leads, trails, floor)
        last.sort(key=_score, reverse=True)
        for score, history, text, others in last[: 2 * _BEAM]:
            for char in [*letter, *self.plain[length:resumed]]:
                gain, history = self._say(history, char)
                score += gain
            score += rest
            self.bar = max(self.bar, score)
            for behind, begun, stead in ((0.0, "", 0), *others):
                key = (length, begun + text[stead:] + letter)
                self.finals[key] = max(score + behind, self.finals.get(key, -1e9))
