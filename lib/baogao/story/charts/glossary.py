"""The terms a report explains, each with a strip of the places that use it."""

from __future__ import annotations

from typing import Final

import altair as alt

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.strip import Strip
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.glossary import Term, quoted, terms
from baogao.story.words import say
from baogao.tables.report import Report

# Words in quotation marks that a chart shows where a report explains no term.
MOST: Final = 30


def glossary(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """A row a term in the order of the report: ink where the text uses it, short and grey where it is
    explained. Without a glossary: the words that the report sets in quotation marks, the most used first.
    Param: `chosen`.
    """
    rows = terms(report) or quoted(report)[:MOST]
    return _Glossary(Canvas.of(report, width, lang, mode), report, rows).chart()


class _Glossary:
    def __init__(self, sheet: Canvas, report: Report, rows: list[Term]) -> None:
        self.sheet, self.rows, self.lang = sheet, rows, sheet.lang
        self.phone = sheet.sizes.kind == "phone"
        self.unit = 2.0 if sheet.sizes.kind == "projector" else 1.0
        self.size, self.small = 14 * self.unit, 12 * self.unit
        unit, width = self.unit, float(sheet.width)
        self.number_room = max((width_of(row.no, self.small) for row in rows), default=0.0)
        self.number_room = min(self.number_room + 8 * unit, 40 * unit) if self.number_room else 0.0
        longest = max((width_of(row.term, self.size, True) for row in rows), default=0.0)
        if self.phone:
            self.name_room = width - self.number_room - 2
            left = self.number_room
        else:
            self.name_room = min(longest + 4 * unit, width * 0.42 - self.number_room)
            left = self.number_room + self.name_room + 22 * unit
        self.count_x = width
        self.strip = Strip(sheet, report, left, width - 34 * unit)

    def chart(self) -> alt.LayerChart:
        unit = self.unit
        top = self._heads()
        y = top
        for row in self.rows:
            y = self._row(row, y)
        if not self.phone and self.rows:
            self.strip.lines(top, y)
        return self.sheet.chart(y + 1 * unit, "glossary", alt_text=self._alt())

    def _alt(self) -> str:
        joint = "; " if self.lang == "en" else "；"
        told = joint.join(
            say("glossary.alt_row", self.lang, term=row.term, n=len(row.uses)) for row in self.rows
        )
        return say("glossary.alt", self.lang, n=len(self.rows), rows=told)

    def _heads(self) -> float:
        if not self.rows:
            return 0.0
        unit = self.unit
        y = 8 * unit
        uses = say("glossary.uses", self.lang)
        self.sheet.text(self.count_x, y, uses, size=self.small, color="grey", align="right", own=False)
        self.sheet.text(0, y, say("glossary.term", self.lang), size=self.small, color="grey", own=False)
        places = [place for row in self.rows for place in (*row.uses, row.start)]
        y += 18 * unit
        self.strip.numbers(y, self.small, places)
        y += 11 * unit
        self.sheet.rule(0, y, self.sheet.width, y, width=self.sheet.sizes.rule, color="ink")
        return y

    def _row(self, row: Term, top: float) -> float:
        unit, sheet = self.unit, self.sheet
        datum: Datum = {
            "ref": row.ref,
            "start": row.start,
            "also": [u for u in row.uses if u != row.start] or None,
        }
        lines = wrap(row.term, self.size, self.name_room, bold=True)
        name_high = len(lines) * 18 * unit
        bottom = top + name_high + (24 if self.phone else 6 * unit)
        sheet.touch(0, top, sheet.width, bottom, tip=row.term, **datum)
        sheet.band(top, bottom, row.ref)
        y = top + 12 * unit
        if row.no:
            sheet.text(0, y, row.no, size=self.small, color="grey", **datum)
        for line in lines:
            sheet.text(self.number_room, y, line, size=self.size, bold="chosen", z=6, **datum)
            y += 18 * unit
        middle = top + name_high + 12 if self.phone else top + 12 * unit
        sheet.rule(self.strip.left, middle, self.strip.right, middle, width=sheet.sizes.hair)
        for place in row.uses:
            x = self.strip.x(place)
            own: Datum = {"ref": row.ref, "start": place, "tip": row.term}
            sheet.rule(
                x,
                middle - 6 * unit,
                x,
                middle + 6 * unit,
                width=2 * unit,
                wide=3 * unit,
                color="ink",
                z=3,
                **own,
            )
        if row.definition:
            x = self.strip.x(row.start)
            own = {"ref": row.ref, "start": row.start, "tip": row.term}
            sheet.rule(
                x,
                middle - 3.5 * unit,
                x,
                middle + 3.5 * unit,
                width=1.25 * unit,
                wide=2.5 * unit,
                color="other",
                z=3,
                **own,
            )
        count = str(len(row.uses)) if row.uses else "–"
        sheet.text(self.count_x, middle, count, size=self.small, color="grey", align="right", own=False)
        self.sheet.chosen_rules(top, bottom, datum)
        return bottom
