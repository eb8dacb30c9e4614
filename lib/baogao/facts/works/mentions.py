"""Where a project is named, by its own name, a shorter one or its group's, and what is said of it there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from baogao.facts.rows import Mention, Term
from baogao.facts.works.phrases import Stage, spell, stage_status, stage_words
from baogao.facts.works.stages import Unit
from baogao.text.outline import Outline
from baogao.text.spans import Span

_LETTER: Final = re.compile(r"[A-Za-z\d]")


@dataclass(frozen=True)
class Said:
    """A stage that stands at a place: the spans of its words, and the part (review, plan) it speaks of."""

    stage: Stage
    role: str
    in_glossary: bool
    of_class: bool = False  # the words name a class there, not this one thing


class Places:
    """The report's noun phrases and notes by place, to ask what is said at an offset."""

    def __init__(self, outline: Outline, units: list[Unit], glossary: list[Term]) -> None:
        self.outline = outline
        self._units = units
        self._starts = [unit.start for unit in units]
        self._terms = sorted(glossary, key=lambda term: term.start)
        self._term_starts = [term.start for term in self._terms]

    def unit_at(self, offset: int) -> Unit | None:
        i = bisect_right(self._starts, offset) - 1
        return self._units[i] if i >= 0 and offset < self._units[i].end else None

    def role_at(self, offset: int) -> str:
        """The part that speaks there; a note speaks for the part that first uses its term."""
        role = self.outline.role_at(offset)
        if role != "glossary":
            return role
        i = bisect_right(self._term_starts, offset) - 1
        term = self._terms[i] if i >= 0 and offset < self._terms[i].end else None
        return self.outline.role_at(term.first_use) if term and term.first_use is not None else "glossary"

    def said_at(self, place: Span, own: Span | None = None, borrowed: str = "") -> Said:
        """What is said of the thing named at `place`; `own` is what its list says of it alone."""
        unit = self.unit_at(place.start)
        stage: Stage = (own,) if own else ()
        if own is None and unit is not None:
            stage = stage_words(self.outline.folded, unit, min(place.end, unit.end), borrowed)
        return Said(stage, self.role_at(place.start), self.outline.role_at(place.start) == "glossary")


def find_names(folded: str, names: dict[str, int], start: int, end: int) -> list[tuple[Span, int]]:
    """Every place in `folded[start:end]` where one of `names` stands, with the number it maps to.

    The first place wins, and there the longest name; a code (S104) is not found inside a longer one.

    >>> find_names("甲河大桥和甲河大桥东延", {"甲河大桥": 1, "甲河大桥东延": 2}, 0, 11)
    [(Span(start=0, end=4), 1), (Span(start=5, end=11), 2)]
    """
    by_front: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_front.setdefault(name[:2], []).append(name)
    found: list[tuple[Span, int]] = []
    for at, front in _pairs(folded, start, end, by_front):
        if found and at < found[-1][0].end:
            continue
        for name in by_front[front]:
            stop = at + len(name)
            if stop <= end and folded.startswith(name, at) and not _inside_code(folded, name, at, stop):
                found.append((Span(at, stop), names[name]))
                break
    return found


def _pairs(folded: str, start: int, end: int, fronts: dict[str, list[str]]) -> Iterator[tuple[int, str]]:
    """Where one of `fronts` (two characters) stands, in one pass."""
    firsts = "".join(sorted({front[0] for front in fronts}))
    if not firsts:
        return
    for match in re.compile(f"[{re.escape(firsts)}]").finditer(folded, start, end):
        front = folded[match.start() : match.start() + 2]
        if front in fronts:
            yield match.start(), front


def _inside_code(folded: str, name: str, at: int, stop: int) -> bool:
    """S10 is not named by S104."""
    after = bool(_LETTER.match(name[-1]) and stop < len(folded) and _LETTER.match(folded[stop]))
    return after or bool(_LETTER.match(name[0]) and at and _LETTER.match(folded[at - 1]))


def mention(name: str, span: Span, said: Said, folded: str, scope: str) -> Mention:
    """The row of one mention."""
    status = stage_status(spell(folded, said.stage), said.role) if said.stage else "neither"
    return Mention(name, span.start, span.end, said.stage, status, scope)
