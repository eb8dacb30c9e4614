"""All figures: a strip for each family of units, done above the line, promised below it, other on it."""

from __future__ import annotations

import math

import altair as alt

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.scale import round_values
from baogao.story.charts.type import cut, width_of
from baogao.story.views.figures import Family, Figure, families
from baogao.story.views.quantity import number, plain
from baogao.story.words import say
from baogao.tables.report import Report

DEEP = 3  # marks that stand over one another


def figures(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """A strip a family of units, scaled to itself, logarithmic where its values span decades; the numbers of
    its axis stand in the line. Units with too little to compare are words below. Param: `chosen`.
    """
    strips, rest = families(report)
    return _Figures(Canvas.of(report, width, lang, mode), strips, rest).chart()


class _Figures:
    def __init__(self, sheet: Canvas, strips: list[Family], rest: list[Figure]) -> None:
        self.sheet, self.strips, self.rest, self.lang = sheet, strips, rest, sheet.lang
        self.phone = sheet.sizes.kind == "phone"
        self.unit = 2.0 if sheet.sizes.kind == "projector" else 1.0
        self.size, self.small = 14 * self.unit, 12 * self.unit
        self.left, self.right = (4.0 if self.phone else self._label_column()), sheet.width - 6.0 * self.unit
        self.r = 3.5 * self.unit
        self.step = 7.5 * self.unit

    def _label_column(self) -> float:
        names = max((width_of(self._name(strip), self.size) for strip in self.strips), default=0.0)
        return (
            min(max(names, 80 * self.unit), self.sheet.width * (0.28 if self.lang == "en" else 0.25))
            + 60 * self.unit
        )

    def chart(self) -> alt.LayerChart:
        y = 4.0 * self.unit
        for strip in self.strips:
            top, y = y, self._strip(strip, y)
            self.sheet.band(top, y)
        if self.rest:
            top, y = y, self._rest(y + 6 * self.unit)
            self.sheet.band(top, y)
        return self.sheet.chart(y, "figures", alt_text=self._alt())

    def _alt(self) -> str:
        joint = "; " if self.lang == "en" else "；"
        told = []
        for strip in self.strips:
            values = [figure.value for figure in strip.figures]
            low, high = number(min(values), self.lang), number(max(values), self.lang)
            told.append(
                say("figures.alt_row", self.lang, name=self._name(strip), n=len(values), low=low, high=high)
            )
        return say("figures.alt", self.lang, n=len(self.strips), rest=len(self.rest), rows=joint.join(told))

    def _name(self, strip: Family) -> str:
        units = strip.units
        shown = "".join(units[:3]) + (say("figures.more", self.lang) if len(units) > 3 else "")
        return say(f"figures.{strip.kind}", self.lang, units=shown)

    def _strip(self, strip: Family, top: float) -> float:
        levels = self._levels(strip)
        above = max((level for figure, _, level in levels if figure.status == "done"), default=0)
        below = max((level for figure, _, level in levels if figure.status == "promised"), default=0)
        unit = self.unit
        high = (13 + self.step / unit * min(above, DEEP - 1)) * unit
        low = (13 + self.step / unit * min(below, DEEP - 1)) * unit
        y = top + high + 4 * unit
        name_y = y
        if self.phone:
            name_y = top + 10
            y += 24
        name_room = self.sheet.width - 40 if self.phone else self.left - 60 * unit
        name = cut(self._name(strip), self.size, name_room)
        count_x = self.sheet.width if self.phone else self.left - 24 * unit
        self.sheet.text(0, name_y, name, size=self.size)
        self.sheet.text(
            count_x, name_y, str(len(strip.figures)), size=self.small, color="grey", align="right", own=False
        )
        self._axis(strip, y)
        for figure, x, level in levels:
            self._mark(figure, x, y, level)
        return y + low + 4 * unit

    def _axis(self, strip: Family, y: float) -> None:
        """The line with its numbers set in it."""
        gap = 3 * self.unit
        x = self.left - 4 * self.unit
        for left, room, words in self._numbers(strip):
            if left - gap > x:
                self.sheet.rule(x, y, left - gap, y, width=self.unit, color="strip")
            self.sheet.text(left, y, words, size=self.small, color="grey", own=False)
            x = left + room + gap
        if x < self.right + 4 * self.unit:
            self.sheet.rule(x, y, self.right + 4 * self.unit, y, width=self.unit, color="strip")

    def _numbers(self, strip: Family) -> list[tuple[float, float, str]]:
        """Left edge, width and words of the axis numbers: of several choices the one with the most that lie
        on no mark and on no other number.
        """
        marks = [self._x(strip, figure.value) for figure in strip.figures if figure.status == "other"]
        best: list[tuple[float, float, str]] = []
        for values in self._choices(strip):
            clear: list[tuple[float, float, str]] = []
            for value in values:
                words = (
                    number(value, self.lang)
                    if abs(value) >= 1e4
                    else ("−" if value < 0 else "") + plain(abs(value))
                )
                room = width_of(words, self.small)
                left = max(
                    self._x(strip, value) - room / 2, 0.0 if self.phone else self.left - 10 * self.unit
                )
                left = min(left, self.sheet.width - room)
                free = not clear or left > clear[-1][0] + clear[-1][1] + 6 * self.unit
                if free and not any(left - 3 < mark < left + room + 3 for mark in marks):
                    clear.append((left, room, words))
            if len(clear) > len(best):
                best = clear
        return best

    def _choices(self, strip: Family) -> list[list[float]]:
        low, high = strip.bounds
        if not strip.logarithmic:
            return [round_values(low, high), round_values(low, high, 3), round_values(low, high, 6)[1::2]]
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        step = max(math.ceil((last - first + 1) / 4), 1)
        return [[10.0**power for power in range(first + skip, last + 1, step)] for skip in range(step)]

    def _x(self, strip: Family, value: float) -> float:
        return self.left + strip.position(value) * (self.right - self.left)

    def _levels(self, strip: Family) -> list[tuple[Figure, float, int]]:
        """Each figure's place and how many marks it stands above; near ones of a side are stacked."""
        taken: dict[tuple[str, int], float] = {}
        placed = []
        for figure in sorted(strip.figures, key=lambda figure: (figure.value, figure.start)):
            x = self._x(strip, figure.value)
            level = 0
            while level < DEEP - 1 and x - taken.get((figure.status, level), -1e9) < self.step:
                level += 1
            taken[figure.status, level] = x
            placed.append((figure, x, level if figure.status != "other" else 0))
        return placed

    def _mark(self, figure: Figure, x: float, y: float, level: int) -> None:
        unit = self.unit
        tip = f"{figure.label} {figure.quote}".strip()
        datum: Datum = {"ref": figure.ref, "start": figure.start, "tip": tip}
        away = 9 * unit + level * self.step
        if figure.status == "done":
            self.sheet.dot(x, y - away, r=self.r, says=-1, **datum)
        elif figure.status == "promised":
            self.sheet.ring(x, y + away, r=self.r, stroke=1.75 * unit, says=1, **datum)
        else:
            self.sheet.rule(
                x,
                y - 4.5 * unit,
                x,
                y + 4.5 * unit,
                width=2 * unit,
                wide=4 * unit,
                color="other",
                z=3,
                **datum,
            )

    def _rest(self, top: float) -> float:
        """What no strip holds: marks and quotes in lines."""
        unit, size = self.unit, 13 * self.unit
        y = top + 10 * unit
        head = say("figures.rest", self.lang)
        self.sheet.text(0, y, head, size=size, own=False)
        indent = 0.0 if self.phone else width_of(head, size) + 14 * unit
        x = indent
        if self.phone:
            y += 22
        for figure in self.rest:
            room = 15 * unit + width_of(figure.quote, size)
            if x > indent and x + room > self.sheet.width:
                x, y = indent, y + 22 * unit
            datum: Datum = {
                "ref": figure.ref,
                "start": figure.start,
                "tip": f"{figure.label} {figure.quote}".strip(),
            }
            at = x + 5 * unit
            if figure.status == "done":
                self.sheet.dot(at, y, r=self.r, **datum)
            elif figure.status == "promised":
                self.sheet.ring(at, y, r=self.r, stroke=1.75 * unit, **datum)
            else:
                self.sheet.rule(
                    at, y - 4.5 * unit, at, y + 4.5 * unit, width=2 * unit, color="other", z=3, **datum
                )
            color = figure.status if figure.status != "other" else "grey"
            self.sheet.text(x + 13 * unit, y, figure.quote, size=size, color=color, bold="chosen", **datum)
            x += room + 14 * unit
        return y + 14 * unit
