"""The report's scale as a narrow column beside rows: where a thing is named."""

from __future__ import annotations

from collections.abc import Iterable

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.sections import Section, parts
from baogao.story.charts.type import width_of
from baogao.story.words import say
from baogao.tables.report import Report


class Strip:
    """Places of the report from `left` to `right` px."""

    def __init__(self, sheet: Canvas, report: Report, left: float, right: float) -> None:
        self.sheet, self.left, self.right = sheet, left, right
        self.length = max(len(report.text), 1)
        self.parts = [part for part in parts(report) if part.role not in ("front", "tail")]

    def x(self, offset: float) -> float:
        """Where an offset stands."""
        return self.left + offset / self.length * (self.right - self.left)

    def numbers(self, y: float, size: float, places: Iterable[int]) -> None:
        """The parts' printed numbers, of those that hold one of `places`, as far as they fit."""
        named = list(places)
        free = self.left - 100
        for part in self.parts:
            words = _short(part)
            if not words or len(words) > 2 or not any(part.start <= place < part.end for place in named):
                continue
            room = width_of(words, size)
            middle = (self.x(part.start) + self.x(part.end)) / 2
            left = min(max(middle - room / 2, self.left), self.right + 3 - room)
            if left >= free:
                datum: Datum = {"ref": f"outline-{part.start}", "start": part.start, "tip": part.full}
                self.sheet.text(left, y, words, size=size, color="grey", **datum)
                free = left + room + 3

    def lines(self, top: float, bottom: float) -> None:
        """A hairline where each part begins."""
        for part in self.parts:
            x = self.x(part.start)
            self.sheet.rule(x, top, x, bottom, width=self.sheet.sizes.hair, z=0)


def _short(part: Section) -> str:
    if part.number:
        return part.number
    return say("ribbon.glossary", "zh-Hant") if part.role == "glossary" else ""
