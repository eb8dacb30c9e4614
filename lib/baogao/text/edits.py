"""A change to a text, with the way back to where it was made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Edit:
    """One change: `source[start:end]` was `before` and reads `after`.

    `kind` names the damage (`slip`, `separator`, …); `confidence` lies between 0 and 1. Where `kind` is
    `damaged` nothing was changed: the place is broken and could not be mended.
    """

    start: int
    end: int
    before: str
    after: str
    kind: str
    confidence: float


def without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits in order; of two that overlap the one given first stays.

    >>> kept = without_overlaps([Edit(3, 5, "??", "。", "slip", 1.0), Edit(0, 4, "ab??", "", "space", 1.0)])
    >>> [(edit.start, edit.kind) for edit in kept]
    [(3, 'slip')]
    """
    ranked = sorted(enumerate(edits), key=lambda pair: (pair[1].start, pair[1].end))
    kept: list[tuple[int, Edit]] = []
    for rank, edit in ranked:
        while kept and kept[-1][1].end > edit.start and kept[-1][0] > rank:
            kept.pop()
        if not kept or kept[-1][1].end <= edit.start:
            kept.append((rank, edit))
    return tuple(edit for _, edit in kept)


@dataclass(frozen=True)
class Repaired:
    """A text after repair, with the edits that led to it, in order and without overlaps."""

    source: str
    edits: tuple[Edit, ...] = ()

    @cached_property
    def text(self) -> str:
        parts, at = [], 0
        for edit in self.edits:
            parts += [self.source[at : edit.start], edit.after]
            at = edit.end
        return "".join([*parts, self.source[at:]])

    @cached_property
    def _starts(self) -> list[int]:
        return [knot[0] for knot in self._knots]

    @cached_property
    def _knots(self) -> list[tuple[int, int, int, int]]:
        """(start in text, end in text, start in source, end in source) of each edit."""
        knots, shift = [], 0
        for edit in self.edits:
            start = edit.start + shift
            knots.append((start, start + len(edit.after), edit.start, edit.end))
            shift += len(edit.after) - (edit.end - edit.start)
        return knots

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """The offset in the source of an offset in the repaired text.

        Inside an edit the start of the damaged span is given, or with `end` its end, unless the edit
        keeps its length: then characters answer one to one.

        >>> repaired = Repaired("a??b", (Edit(1, 3, "??", "。", "slip", 1.0),))
        >>> repaired.text, repaired.to_source(2), repaired.to_source(2, end=True)
        ('a。b', 3, 3)
        """
        i = (bisect_left if end else bisect_right)(self._starts, offset) - 1
        if i < 0:
            return offset
        start, stop, source_start, source_end = self._knots[i]
        if offset < stop:
            if stop - start == source_end - source_start:
                return source_start + offset - start
            if offset == start and not end:
                return source_start
            return source_end if end else source_start
        if offset == stop and end:
            return source_end
        return source_end + offset - stop
