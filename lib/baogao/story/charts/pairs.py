"""Every pair outside the headline: this year's target against last year's result, all on one scale."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

import altair as alt

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.label import Label
from baogao.story.charts.place import Box, beside, gridlines
from baogao.story.charts.scale import Scale
from baogao.story.charts.textrow import TextRow
from baogao.story.charts.type import width_of
from baogao.story.views.names import named
from baogao.story.views.pairs import PairRow, by_change, pair_rows
from baogao.story.views.quantity import bound, number, plain
from baogao.story.words import say
from baogao.tables.report import Report

# A rise beyond this many percent ends in a chevron at the edge; its numbers are written as for all.
CEILING: Final = 200.0


def pairs(report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light") -> alt.LayerChart:
    """Dot at zero: last year's result. Ring: this year's target, as far away as it is larger or smaller in
    percent. Rows run from the largest rise to the largest fall; rates are rows of text. Param: `chosen`.
    """
    return _Pairs(Canvas.of(report, width, lang, mode), by_change(pair_rows(report))).chart()


class _Pairs:
    def __init__(self, sheet: Canvas, rows: list[PairRow]) -> None:
        self.sheet, self.rows, self.lang = sheet, rows, sheet.lang
        self.size = sheet.sizes
        self.unit = self.size.row / 14
        self.phone = self.size.kind == "phone"
        self.text_x = 0.0 if self.phone else self._label_column()
        changes = [min(row.change, CEILING) for row in rows if row.change is not None]
        self.scale = self._scale(changes)
        self.ticks = self._ticks() if changes else []

    def _label_column(self) -> float:
        widest = max((Label.room(self.sheet, *self._label(row)[:2]) for row in self.rows), default=0.0)
        return min(max(widest + 16 * self.unit, 150 * self.unit), self.sheet.width * 0.4)

    def _label(self, row: PairRow) -> tuple[str, str, str]:
        """Name, unit, and the report's word behind an English name."""
        name, behind = named(row.label, row.indicator, self.lang)
        return name, row.unit, behind

    def _scale(self, changes: list[float]) -> Scale:
        low, high = min([0.0, *changes]), max([0.0, *changes])
        if high - low < 10:
            low, high = low - 5, high + 5
        margin = max((self._value_room(row) for row in self.rows), default=60.0) + 14 * self.unit
        room = self.sheet.width - self.text_x
        beyond = 11 * self.unit * any(row.change is not None and row.change > CEILING for row in self.rows)
        margin = min(margin + beyond, room * 0.44)
        return Scale(low, high, self.text_x + margin, self.sheet.width - margin)

    def _ticks(self) -> list[float]:
        """As many round changes as stand apart, four at the most."""
        for most in (4, 3):
            ticks = self.scale.ticks(most=most)
            places = [self.scale(tick) for tick in ticks]
            if all(later - sooner > 46 * self.unit for sooner, later in pairwise(places)):
                return ticks
        return [0.0]

    def _value_room(self, row: PairRow) -> float:
        return max(
            width_of(number(row.result.value, self.lang), self.size.row, bold=True),
            sum(self._target_rooms(row)),
        )

    def _target_rooms(self, row: PairRow) -> tuple[float, float, float]:
        before, digits, after = self._target_words(row)
        small, gap = self.size.small, 2.5 * self.unit
        return (
            width_of(before.strip(), small) + gap if before else 0.0,
            width_of(digits, self.size.row, bold=True),
            width_of(after, small) + gap if after else 0.0,
        )

    def _target_words(self, row: PairRow) -> tuple[str, str, str]:
        before, after = bound(row.target.comparator, self.lang)
        digits = number(row.target.value, self.lang)
        if row.target.value_max is not None:
            digits += f"–{number(row.target.value_max, self.lang)}"
        return before, digits, after

    def chart(self) -> alt.LayerChart:
        y = self._axis() if self.ticks else 0.0
        for row in self.rows:
            y = self._row(row, y)
        told = ("; " if self.lang == "en" else "；").join(
            say("pairs.alt_row", self.lang, label=row.label, result=row.result.quote, target=row.target.quote)
            for row in self.rows
        )
        alt_text = say("pairs.alt", self.lang, n=len(self.rows), rows=told)
        return self.sheet.chart(y + 1, "pairs", alt_text=alt_text)

    def _axis(self) -> float:
        size, unit = self.size.axis, self.unit
        y = 8 * unit
        title = say("pairs.axis", self.lang)
        if self.phone:
            self.sheet.text(0, y, title, size=size, color="grey", own=False)
            y += 20
        else:
            self.sheet.text(0, y, title, size=size, color="grey", own=False)
        for tick in self.ticks:
            sign = "+" if tick > 0 else "−" if tick < 0 else ""
            words = f"{sign}{plain(abs(tick))}%" if tick else "0"
            self.sheet.text(self.scale(tick), y, words, size=size, color="grey", align="center", own=False)
        row = next((row for row in self.rows if row.change is not None), None)
        heads_y = y + 22 * unit * (0.85 if unit > 1 else 1)
        if row and row.change is not None:
            rises = row.change > 0
            heads = self._heads(row)
            zero, far = self.scale(0), self.scale(min(row.change, CEILING))
            rooms = [width_of(word, size) for word in heads]
            wanted = [zero + 5 * unit - rooms[0], far - 5 * unit]
            if not rises:
                wanted = [zero - 5 * unit, far + 5 * unit - rooms[1]]
            left, other = beside(list(zip(wanted, rooms, strict=True)), 0, self.sheet.width, 8 * unit)
            self.sheet.text(left, heads_y, heads[0], size=size, color="done", own=False)
            self.sheet.text(other, heads_y, heads[1], size=size, color="promised", own=False)
        return heads_y + 10 * unit

    def _heads(self, row: PairRow) -> tuple[str, str]:
        done, goal = row.result.period, row.target.period
        return (
            say("targets.result", self.lang, year=done) if done else say("targets.result_plain", self.lang),
            say("targets.target", self.lang, year=goal) if goal else say("targets.target_plain", self.lang),
        )

    def _row(self, row: PairRow, top: float) -> float:
        datum: Datum = {"ref": row.ref, "start": row.start, "also": [row.result.start]}
        name, unit, behind = self._label(row)
        room = (self.sheet.width if self.phone else self.text_x - 12 * self.unit) - 2
        label = Label(self.sheet, room, name, unit, behind, own=not behind)
        text = self._text(row) if row.change is None else None
        tall = label.height
        body = (26 if self.phone else self.size.pitch) + (
            (len(text.lines) - 1) * 24 * self.unit if text else 0
        )
        high = tall + body + 2 if self.phone else max(body, tall + body - 18 * self.unit)
        bottom = top + high
        mark_y = top + tall + 15 if self.phone else top + self.size.pitch / 2
        tip = f"{row.label} {row.result.quote} → {row.target.quote}"
        self.sheet.touch(0, top, self.sheet.width, bottom, tip=tip, **datum)
        self.sheet.band(top, bottom, row.ref)
        label.draw(top + (11 if self.phone else self.size.pitch / 2), datum)
        if text:
            text.draw(self.text_x, mark_y)
        else:
            covered = self._marks(row, mark_y, datum)
            grid = [self.scale(tick) for tick in self.ticks]
            gridlines(self.sheet, grid, top + (tall if self.phone else 0), bottom, covered)
        self.sheet.rule(0, bottom, self.sheet.width, bottom, width=self.size.hair)
        self.sheet.chosen_rules(top, bottom, datum)
        return bottom

    def _text(self, row: PairRow) -> TextRow:
        text = TextRow(self.sheet, self.sheet.width - self.text_x)
        return text.done(row.result, "").promised(row.target)

    def _marks(self, row: PairRow, y: float, datum: dict[str, Any]) -> list[Box]:
        """Draws the row's marks; gives what its words cover."""
        sheet, unit = self.sheet, self.unit
        assert row.change is not None
        zero, x = self.scale(0), self.scale(min(row.change, CEILING))
        rises = row.change > 0 or (row.change == 0)
        near = abs(x - zero) < 15 * unit
        shift = 5.5 * unit if near else 0.0
        done_way, goal_way = (-1, 1) if rises else (1, -1)
        if not near:
            sheet.rule(zero, y, x, y, width=self.size.ray, color="promised", z=3)
        done: Datum = {"ref": row.result.ref, "start": row.result.start, "also": [row.start]}
        sheet.dot(zero, y - shift, tip=f"{row.result.label} {row.result.quote}", **done)
        words = number(row.result.value, self.lang)
        align = "right" if done_way < 0 else "left"
        sheet.text(
            zero + done_way * 9.5 * unit,
            y - shift,
            words,
            bold=True,
            color="done",
            align=align,
            own=False,
            **done,
        )
        if row.change > CEILING:
            sheet.ray(x, x + 14 * unit, y + shift)
        sheet.ring(x, y + shift, tip=f"{row.target.label} {row.target.quote}", **datum)
        before, digits, after = self._target_words(row)
        rooms = self._target_rooms(row)
        gap = (19 if row.change > CEILING else 9.5) * unit
        left = x + gap if goal_way > 0 else x - gap - sum(rooms)
        small = self.size.small
        if before:
            sheet.text(left, y + shift, before.strip(), size=small, color="promised", own=False, **datum)
        if goal_way > 0:
            sheet.text(left + rooms[0], y + shift, digits, bold=True, color="promised", own=False, **datum)
            if after:
                at = left + rooms[0] + rooms[1] + 2.5 * unit
                sheet.text(at, y + shift, after, size=small, color="promised", own=False, **datum)
        else:
            end = left + rooms[0] + rooms[1]
            sheet.text(end, y + shift, digits, bold=True, color="promised", align="right", own=False, **datum)
            if after:
                at = left + sum(rooms)
                sheet.text(
                    at, y + shift, after, size=small, color="promised", align="right", own=False, **datum
                )
        half = 8 * unit
        done_room = width_of(words, self.size.row, True)
        done_left = zero + done_way * 9.5 * unit - (done_room if done_way < 0 else 0)
        return [
            Box(done_left, y - shift - half, done_left + done_room, y - shift + half),
            Box(left, y + shift - half, left + sum(rooms), y + shift + half),
        ]
