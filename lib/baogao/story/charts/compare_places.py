"""Small multiples: an indicator a panel, a place a row, the largest target first, words last."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from baogao.story.charts.canvas import CHOSEN, Canvas, Datum
from baogao.story.charts.compare_marks import Field, Mark, draw, rooms
from baogao.story.charts.compare_years import bare
from baogao.story.charts.place import Box, beside, gridlines
from baogao.story.charts.scale import Scale
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.compare import Entry, Panel, Said
from baogao.story.views.names import named
from baogao.story.views.quantity import bound, number, plain
from baogao.story.words import say

_GAP: Final = 36.0  # px between two columns of panels
_LEADING: Final = 20.0


class PlacesSheet:
    """Panels on a sheet, in two columns where there is room; each has a scale of its own."""

    def __init__(self, sheet: Canvas, panels: list[Panel]) -> None:
        self.sheet, self.panels, self.lang = sheet, panels, sheet.lang
        self.size, self.unit = sheet.sizes, sheet.sizes.row / 14
        self.columns = 1 if self.size.kind == "phone" or len(panels) == 1 else 2
        gap = _GAP * self.unit * (self.columns - 1)
        self.wide = (sheet.width - gap) / self.columns
        names = [entry.place for panel in panels for entry in panel.entries]
        widest = max((width_of(name, self.size.row, True) for name in names), default=0.0)
        self.name_room = min(widest + 10 * self.unit, self.wide * 0.32)

    def draw(self, y: float = 0.0) -> float:
        """Draws the panels from `y` on, each into the shorter column; gives the y below all."""
        ends = [y] * self.columns
        for index, panel in enumerate(self.panels):
            column = ends.index(min(ends))
            x = column * (self.wide + _GAP * self.unit)
            ends[column] = self._panel(
                panel, x, ends[column] + (14 * self.unit if ends[column] > y else 0), index
            )
        return max(ends)

    def alt(self) -> str:
        """The panels in words."""
        joint = "; " if self.lang == "en" else "；"
        inner = ", " if self.lang == "en" else "、"
        told = []
        for panel in self.panels:
            values = inner.join(f"{entry.place} {entry.target.quote}" for entry in panel.entries)
            told.append(f"{self._name(panel)[0]}: {values}")
        return say("compare.alt_places", self.lang, rows=joint.join(told))

    def _name(self, panel: Panel) -> tuple[str, str]:
        code = panel.indicator if " " not in panel.indicator else ""
        return named(panel.label, code, self.lang)

    def _panel(self, panel: Panel, left: float, top: float, index: int) -> float:
        sheet, unit, size = self.sheet, self.unit, self.size
        name, behind = self._name(panel)
        y = top + 10 * unit
        own = self.lang != "en" or name == panel.label
        for line in wrap(name, size.row, self.wide, bold=True):
            sheet.text(left, y, line, bold=True, own=own)
            at = width_of(line, size.row, True) + 8 * unit
            y += 20 * unit
        for words in (self._unit_words(panel), behind):
            if words and at + width_of(words, size.axis) <= self.wide:
                sheet.text(left + at, y - 20 * unit, words, size=size.axis, color="grey", own=words == behind)
                at += width_of(words, size.axis) + 8 * unit
        numbers = [entry for entry in panel.entries if entry.target.measure]
        field = self._field(panel, numbers, left)
        grid: list[float] = []
        if numbers:
            y, grid = self._axis(panel, field, numbers, left, y, heads=index == 0)
        y -= 0 if numbers else 6 * unit
        sheet.rule(left, y, left + self.wide, y, width=size.hair)
        for entry in panel.entries:
            y = self._row(panel, entry, left, y, field, grid)
        return y

    def _field(self, panel: Panel, numbers: list[Entry], left: float) -> Field:
        values = [0.0]
        for entry in numbers:
            values += [entry.target.value, entry.target.value_max or entry.target.value]
            values += [entry.result.value] if entry.result else []
        low, high = min(values), max(values)
        if high <= low:
            high = low + 1
        unit = self.unit
        text_x, right = left + self.name_room, left + self.wide
        beyond = max((self._room(panel, entry.target) for entry in numbers), default=0.0) + 26 * unit
        beyond = min(max(beyond, 50 * unit), (right - text_x) * 0.42)
        start = text_x + 5 * unit + ((46 * unit) if low < 0 else 0)
        return Field(Scale(low, high, start, right - beyond), text_x, right)

    def _room(self, panel: Panel, side: Said) -> float:
        return sum(rooms(self.sheet, self._words(panel, side)))

    def _axis(
        self, panel: Panel, field: Field, numbers: list[Entry], left: float, y: float, *, heads: bool
    ) -> tuple[float, list[float]]:
        """The axis' numbers, and in the first panel what rings and dots are."""
        sheet, unit, size = self.sheet, self.unit, self.size.axis
        ticks, words = self._ticks(panel, field)
        y -= 2 * unit
        for tick, word in zip(ticks, words, strict=True):
            sheet.text(field.scale(tick), y, word, size=size, color="grey", align="center", own=False)
        grid = [field.scale(tick) for tick in ticks]
        top = y + 9 * unit
        y += 12 * unit
        covered = []
        if heads:
            y += 8 * unit
            for color, word, at in self._heads(field, numbers):
                sheet.text(at, y, word, size=size, color=color, own=False)
                covered.append(Box(at, y - 8 * unit, at + width_of(word, size), y + 8 * unit))
            y += 10 * unit
        gridlines(sheet, grid, top, y, covered)
        return y, grid

    def _ticks(self, panel: Panel, field: Field) -> tuple[list[float], list[str]]:
        """As many round values as stand apart, three at the most, and how they are written."""
        for most in (3, 2):
            ticks = [t for t in field.scale.ticks(0, most) if field.scale(t) <= field.right - 10 * self.unit]
            words = [self._tick(panel, tick) for tick in ticks]
            halves = [width_of(word, self.size.axis) / 2 for word in words]
            places = [field.scale(tick) for tick in ticks]
            apart = (
                right - left > one + two + 6 * self.unit
                for (left, right), (one, two) in zip(pairwise(places), pairwise(halves), strict=True)
            )
            if all(apart):
                return ticks, words
        return ticks[:1], words[:1]

    def _unit_words(self, panel: Panel) -> str:
        if panel.measure == "growth":
            return say("targets.axis", self.lang) if panel.unit == "%" else panel.unit
        return say("compare.axis_unit", self.lang, unit=panel.unit)

    def _tick(self, panel: Panel, tick: float) -> str:
        return ("−" if tick < 0 else "") + plain(abs(tick)) if panel.unit == "%" else number(tick, self.lang)

    def _heads(self, field: Field, numbers: list[Entry]) -> list[tuple[str, str, float]]:
        entry = next((entry for entry in numbers if entry.result), numbers[0])
        size = self.size.axis
        heads = [("promised", say("targets.target_plain", self.lang), field.clamp(entry.target.value))]
        if entry.target.period:
            heads = [("promised", say("targets.target", self.lang, year=entry.target.period), heads[0][2])]
        if entry.result:
            words = say("targets.result", self.lang, year=entry.result.period)
            heads.append(("done", words, field.clamp(entry.result.value)))
        wanted = [(x - width_of(words, size) / 2, width_of(words, size)) for _, words, x in heads]
        lefts = beside(wanted, field.left - self.name_room, field.right, 8 * self.unit)
        return [(color, words, at) for (color, words, _), at in zip(heads, lefts, strict=True)]

    # Rows.

    def _row(
        self, panel: Panel, entry: Entry, left: float, top: float, field: Field, grid: list[float]
    ) -> float:
        sheet, unit = self.sheet, self.unit
        datum: Datum = {"ref": entry.target.ref, "start": entry.target.place}
        if entry.result:
            datum["also"] = [entry.result.place]
        pitch = (26 if self.size.kind == "phone" else self.size.pitch) + 5 * unit
        room = field.right - field.left
        words = [] if entry.target.measure else wrap(bare(entry.target), self.size.row, room)
        dots = bool(entry.result and not entry.target.measure)
        names = wrap(entry.place, self.size.row, self.name_room - 6 * unit, bold=True)
        lines = max(len(names), len(words))
        high = max(pitch, pitch + (lines - 1) * _LEADING * unit)
        y, bottom = top + pitch / 2, top + high
        tip = f"{entry.place} {entry.target.label} {entry.target.quote}"
        sheet.touch(left, top, left + self.wide, bottom, tip=tip, **datum)
        for index, name in enumerate(names):
            sheet.text(left, y + index * 18 * unit, name, bold=entry.mine or "chosen", **datum)
        covered: list[Box] = []
        if words:
            for line in words:
                sheet.text(field.left, y - 2.5 * unit, line, color="promised", **datum)
                wide = width_of(line, self.size.row)
                sheet.underline(field.left, y - 2.5 * unit, wide, "promised")
                covered.append(Box(field.left, y - 12 * unit, field.left + wide, y + 12 * unit))
                y += _LEADING * unit
            if dots:
                bottom = self._result_alone(panel, entry, field, bottom, covered)
        else:
            result = self._mark(panel, entry.result, datum) if entry.result else None
            covered = draw(sheet, field, y, self._mark(panel, entry.target, datum), result)
        gridlines(sheet, grid, top, bottom, covered)
        sheet.rule(left, bottom, left + self.wide, bottom, width=self.size.hair)
        for edge in (top, bottom):
            sheet.rule(
                left, edge, left + self.wide, edge, width=self.size.rule, color="ink", z=2,
                when=CHOSEN, **datum,
            )  # fmt: skip
        return bottom

    def _result_alone(self, panel: Panel, entry: Entry, field: Field, y: float, covered: list[Box]) -> float:
        """Last year's result below a target in words; gives the y below it."""
        assert entry.result
        unit, sheet = self.unit, self.sheet
        mark = self._mark(panel, entry.result, {"ref": entry.result.ref, "start": entry.result.place})
        at, middle = field.clamp(entry.result.value), y + 6 * unit
        sheet.dot(at, middle, **mark.datum)
        words = "".join(part.strip() for part in mark.words)
        wide = width_of(words, self.size.row, True)
        right = at + 9.5 * unit + wide <= field.right
        x = at + 9.5 * unit if right else at - 9.5 * unit - wide
        sheet.text(x + wide, middle, words, bold=True, color="done", align="right", own=False)
        covered.append(Box(x, middle - 8 * unit, x + wide, middle + 8 * unit))
        return y + 18 * unit

    def _mark(self, panel: Panel, side: Said, row: Datum) -> Mark:
        datum: Datum = {
            "ref": side.ref,
            "start": side.place,
            "also": [row["start"]],
            "tip": side.tip,
        }
        return Mark(side.value, self._words(panel, side), datum, side.comparator, side.value_max)

    def _words(self, panel: Panel, side: Said) -> tuple[str, str, str]:
        before, after = bound(side.comparator, self.lang)

        def digits(value: float) -> str:
            return plain(abs(value)) if panel.unit == "%" else number(abs(value), self.lang)

        told = digits(side.value)
        if side.value < 0:
            if before or after:
                before = say("bound.fall", self.lang) + before
            else:
                told = f"−{told}"
        if side.value_max is not None:
            told += f"–{digits(side.value_max)}"
        return before, told, after
