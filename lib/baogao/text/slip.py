"""Reads back a byte slip: GBK text that lost the first byte of a character and was read one byte late.

From the lost byte on, the last byte of each character and the first byte of the next were taken for one
character, until a byte that is ASCII set the reading right again. So a damaged run is a constraint on what
stood there: each character seen gives the last byte of one and the first byte of the next; the first byte of
the first is unknown; pairs in GBK's user-defined areas left nothing, pairs without a character a question
mark; full-width signs may have been made ASCII since. Of all texts that a run allows, the word model tells
the most probable one; how far it leads the next tells how sure that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from baogao.text.choices import ANY, Choices, Chooser
from baogao.text.gbk import dropped, pair_of, unmapped
from baogao.text.wordmodel import WordModel, normal

HORIZON: Final = 72  # characters behind a run's first one that are looked at
_AROUND: Final = 120  # characters before and behind whose words are expected again
_BEAM: Final = 12  # hypotheses that are followed from a position
_BEAM_FIRST: Final = 60  # and from the first ones, where little is known yet
_FAN: Final = 5  # hypotheses of a position that may go on through a dropped pair
_FAN_FIRST: Final = 10  # and of the first ones
_FAN_AGAIN: Final = 5  # and through one more
_OTHERS: Final = 3  # readings of what came before that are kept beside the best one
_WIDE: Final = 24  # hypotheses behind a dropped pair
_WIDE_FIRST: Final = 150  # and behind the first one of a run
_MANY: Final = 300  # hypotheses of a position that are not followed to unseen pairs of characters
_FEW: Final = 400  # as many characters may be tried though the model has not seen them there
_COMMON: Final = 500  # the most frequent characters, which may follow any other
_REACH: Final = 11.0  # how far (in log-probability) behind the best a hypothesis is followed
_RESUME: Final = 4  # characters behind the run whose probability depends on the reading
_MARKS: Final = "?\ufffd"

_TRAILS: Final = frozenset(range(0x80, 0xFF))
_PRICE_GUESS: Final = 0.3  # in trust, for each character that dropped pairs left nothing of
_PRICE_UNMAPPED: Final = 1.0
_PRICE_LOST: Final = 6.0
_PRICE_STRAY: Final = 3.0


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

    @property
    def trust(self) -> float:
        """How sure the best reading is: it leads, is well-known wording, and little of it is guessed."""
        return self.lead + self.fit - _PRICE_GUESS * max(0, len(self.best.text) - self.best.length)


class _Path(NamedTuple):
    score: float
    history: int
    leads: frozenset[int]  # what the first byte of the next character may be
    text: str
    # Others that came to the same history: how far behind, their text, how much of `text` that stands for.
    others: tuple[tuple[float, str, int], ...] = ()


def _score(path: _Path) -> float:
    return path.score


class SlipReader:
    """Reads damaged runs of one report; `taste` as in `Chooser`."""

    def __init__(self, model: WordModel, taste: Callable[[str], float]) -> None:
        self._model, self._chooser = model, Chooser(model, taste)

    def read(self, text: str, start: int, marks: int) -> Readings | None:
        """The readings of the run that begins at `start`, of whose first characters `marks` are question
        marks that stand for the lost byte alone."""
        return _Run(self._model, self._chooser, text, start, marks).read()


class _Run:
    def __init__(self, model: WordModel, chooser: Chooser, text: str, start: int, marks: int) -> None:
        self.model, self.chooser, self.marks = model, chooser, marks
        self.seen = text[start : start + HORIZON]
        before, behind = text[max(0, start - _AROUND) : start], text[start + marks : start + _AROUND]
        self.model.stay_near(normal(before), normal(behind))
        self.history = self.model.history(normal(text[max(0, start - 12) : start]))
        self.literal = [0.0]  # the log-probability of the text as it stands, up to each character
        history = self.history
        for char in self.seen:
            gain, history = self._say(history, char)
            self.literal.append(self.literal[-1] + gain)
        self.finals: dict[tuple[int, str], float] = {}
        self.paths: dict[int, list[_Path]] = {marks: [_Path(0.0, self.history, ANY, "")]}
        self.bar = -1e9  # the best final score

    def _say(self, history: int, char: str) -> tuple[float, int]:
        """The log-probability of a character as it stands, and the history behind it."""
        if char in " \t":
            return 0.0, history
        number = self.model.ids.get(normal(char), 0)
        return self.model.logp(history, number), self.model.push(history, number)

    def read(self) -> Readings | None:
        for at in range(self.marks, len(self.seen)):
            paths = self._prune(self.paths.pop(at, []), at)
            if not paths:
                if not self.paths:
                    break
                continue
            self._advance(paths + list(self._through_gaps(paths)), at)
        if not self.finals:
            return None
        ranked = sorted(((score, *key) for key, score in self.finals.items()), reverse=True)
        (score, length, text), others = ranked[0], ranked[1:]
        lead = score - others[0][0] if others else _REACH
        return Readings(Reading(score, length, text), lead, score - self.literal[-1], self._fit(text))

    def _fit(self, text: str) -> float:
        history, total = self.history, 0.0
        for char in text:
            gain, history = self._say(history, char)
            total += gain
        return total / max(1, len(text))

    def _prune(self, paths: list[_Path], at: int) -> list[_Path]:
        """The paths worth following. Those that came to the same history are followed as one."""
        if not paths:
            return []
        paths.sort(key=_score, reverse=True)
        # What the text as it stands, or the best reading so far, would have at this place.
        floor = max(self.literal[at], self.bar - self.literal[-1] + self.literal[at], paths[0].score) - _REACH
        beam = _BEAM_FIRST if at <= self.marks + 1 else _BEAM
        kept: dict[tuple[int, frozenset[int]], _Path] = {}
        for path in paths:
            if path.score <= floor:
                break
            key = (path.history, path.leads)
            same = kept.get(key)
            if same is None:
                if len(kept) < beam:
                    kept[key] = path
            elif len(same.others) < _OTHERS and path.text != same.text:
                other = (path.score - same.score, path.text, len(same.text))
                kept[key] = same._replace(others=(*same.others, other))
        return list(kept.values())

    def _follow(self, path: _Path, choices: Choices, floor: float, strict: bool = False) -> Iterator[_Path]:
        """The paths that go on with one of `choices`: any where the first byte is known or the run begins,
        else only what the model has seen behind the last character."""
        score, history, leads, text, others = path
        numbers = list(choices)
        if len(numbers) > 1 and text:
            seen = self.model.seen_after(history)
            if len(leads) == 1 or not (strict or len(numbers) > _FEW):
                numbers = [n for n in numbers if n < _COMMON or n in seen]
            else:
                numbers = list(choices.keys() & seen.keys())
        push = self.model.push
        for number, gain in zip(numbers, self.model.logps(history, numbers), strict=True):
            gained = score + gain
            if gained > floor:
                following = push(history, number)
                for char, taste, leads in choices[number]:
                    yield _Path(gained + taste, following, leads, text + char, others)

    def _through_gaps(self, paths: list[_Path]) -> list[_Path]:
        """The paths that go on through one dropped pair or more: a character each whose last byte is a guess,
        and from the second on the first byte too."""
        found: list[_Path] = []
        floor = paths[0].score - _REACH
        early = len(paths[0].text) < 2
        for fan in (_FAN_FIRST if early else _FAN, _FAN_AGAIN, _FAN_AGAIN):
            more = [
                new
                for path in paths[:fan]
                for new in self._follow(path, self.chooser.before_gap(path.leads), floor)
            ]
            if not more:
                break
            more.sort(key=_score, reverse=True)
            found += more[: _WIDE if paths[0].text else _WIDE_FIRST]
            paths = more
        return found

    def _advance(self, paths: list[_Path], at: int) -> None:
        char = self.seen[at]
        behind = self.seen[at + 1 : at + 2] or "\n"
        code = ord(char)
        if code >= 0x80 and char not in _MARKS:
            pair = pair_of(char)
            if pair is None:
                return
            if pair[1] >= 0x81:
                self._go(paths, *pair, at + 1)
            elif pair[1] < 0x80:  # the last byte of the run took an ASCII letter with it
                self._end(paths, frozenset(pair[:1]), at, letter=chr(pair[1]))
            return
        if 0x21 <= code <= 0x7E:
            self._go(paths, 0xA3, code + 0x80, at + 1)
        elif char == " ":
            self._go(paths, 0xA1, 0xA1, at + 1)
        if 0x40 <= code <= 0x7E:
            self._end(paths, frozenset((code,)), at)
        if char in _MARKS:
            self._go_lost(paths, at + 1)
            if behind in _MARKS:
                self._go_lost(paths, at + 2)
            # A last byte of 80 is no first byte of anything; any other is dangling before ASCII, or before
            # a first byte that it makes no pair with.
            if ord(behind) < 0x80:
                self._end(paths, _TRAILS, at)
            else:
                self._end(paths, frozenset((0x80,)), at)
                pair = pair_of(behind)
                if pair is not None:
                    bad = [t for table in (dropped(), unmapped()) for t in table if pair[0] in table[t]]
                    self._end(paths, frozenset(bad), at, price=_PRICE_STRAY)

    def _go(self, paths: list[_Path], trail: int, lead: int, to: int) -> None:
        leads = frozenset((lead,))
        more = self.paths.setdefault(to, [])
        strict = len(paths) > _MANY
        for path in paths:
            choices = self.chooser.with_trail(path.leads, trail)
            for step in self._follow(path, choices, -1e9, strict):
                more.append(step._replace(leads=leads))

    def _go_lost(self, paths: list[_Path], to: int) -> None:
        """A question mark, or two, for a pair that has no character, or for any pair at a price."""
        more = self.paths.setdefault(to, [])
        floor = paths[0].score - _REACH
        for path in paths[:_BEAM]:
            for trail, leads in unmapped().items():
                for step in self._follow(path, self.chooser.with_trail(path.leads, trail), floor):
                    more.append(step._replace(score=step.score - _PRICE_UNMAPPED, leads=leads))
            if len(path.leads) == 1:
                for step in self._follow(path, self.chooser.at_end(path.leads, _TRAILS), floor):
                    more.append(step._replace(score=step.score - _PRICE_LOST, leads=ANY))

    def _end(
        self, paths: list[_Path], trails: frozenset[int], at: int, letter: str = "", price: float = 0.0
    ) -> None:
        """The run ends with the character seen at `at`; a `letter` was drawn into it and stands again."""
        length = at + 1
        resumed = min(length + _RESUME, len(self.seen))
        rest = self.literal[-1] - self.literal[resumed] - price
        floor = max(path.score for path in paths) - _REACH
        last = [
            step
            for path in paths
            for step in self._follow(path, self.chooser.at_end(path.leads, trails), floor)
        ]
        last.sort(key=_score, reverse=True)
        for score, history, _, text, others in last[:_BEAM]:
            for char in letter + self.seen[length:resumed]:
                gain, history = self._say(history, char)
                score += gain
            score += rest
            self.bar = max(self.bar, score)
            for behind, begun, stead in ((0.0, "", 0), *others):
                key = (length, begun + text[stead:] + letter)
                self.finals[key] = max(score + behind, self.finals.get(key, -1e9))
