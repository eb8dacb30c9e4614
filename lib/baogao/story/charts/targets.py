"""The headline targets in the order of the report, last year's result beside each where there is one."""

from __future__ import annotations

from typing import Any

import altair as alt

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.label import Label
from baogao.story.charts.place import GAP, Box, Placed, Row, beside, gridlines, place
from baogao.story.charts.scale import Scale
from baogao.story.charts.textrow import TextRow, soft
from baogao.story.charts.type import width_of
from baogao.story.views.names import named
from baogao.story.views.quantity import bound, plain
from baogao.story.views.targets import Side, TargetRow, target_rows
from baogao.story.words import say
from baogao.tables.report import Report


def targets(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """Dot: last year's result. Ring: this year's target, its bound drawn: 以上 opens to the right, 以內 to
    zero, 左右 is a soft band, a range is a bar. Targets in words are double-underlined. Param: `chosen`.
    """
    return _Targets(Canvas.of(report, width, lang, mode), target_rows(report)).chart()


class _Targets:
    def __init__(self, sheet: Canvas, rows: list[TargetRow]) -> None:
        self.sheet, self.rows, self.lang = sheet, rows, sheet.lang
        self.size = sheet.sizes
        self.unit = self.size.row / 14
        self.phone = self.size.kind == "phone"
        self.text_x = 0.0 if self.phone else self._label_column()
        self.scale = self._scale()
        self.ticks = self.scale.ticks(self._beyond()) if any(row.on_scale for row in rows) else []
        self.ticks = [tick for tick in self.ticks if self.scale(tick) <= sheet.width - 12 * self.unit]
        self.grid = [self.scale(tick) for tick in self.ticks]

    # Where things stand.

    def _name(self, row: TargetRow) -> tuple[str, str]:
        if not row.on_scale and len(row.results) > 1:
            key = "targets.total_two" if len(row.results) == 2 else "targets.total_many"
            return say(key, self.lang, n=len(row.results)), ""
        return named(row.label, row.indicator, self.lang)

    def _label_column(self) -> float:
        widest = max((Label.room(self.sheet, *self._name(row)) for row in self.rows), default=0.0)
        return min(
            max(widest + 22 * self.unit, 185 * self.unit),
            self.sheet.width * (0.44 if self.lang == "en" else 0.41),
        )

    def _beyond(self) -> float:
        return (62 if self.phone else 92) * self.unit

    def _scale(self) -> Scale:
        values = [0.0]
        for row in self.rows:
            if row.on_scale and row.target:
                values += [row.target.value, row.target.value_max or row.target.value]
                values += [side.value for side in row.results[:1]]
        low, high = min(values), max(values)
        if high == low:
            high = low + 1
        left = (7 if self.phone else self.text_x + 5) * 1.0
        if low < 0:
            left += (56 if self.phone else 80) * self.unit
        return Scale(low, high, left, self.sheet.width - self._beyond())

    # What is drawn.

    def chart(self) -> alt.LayerChart:
        y = self._axis() if self.ticks else self._plain_head()
        for row in self.rows:
            y = self._row(row, y)
        alt_text = say("targets.alt", self.lang, n=len(self.rows), rows=self._alt_rows())
        return self.sheet.chart(y + 1, "targets", alt_text=alt_text)

    def _alt_rows(self) -> str:
        told = []
        for row in self.rows:
            name = "".join(self._name(row)[:1])
            target = row.target.quote if row.target else row.words
            key = "targets.alt_both" if row.results else "targets.alt_one"
            results = "、".join(side.quote for side in row.results)
            told.append(say(key, self.lang, label=name, result=results, target=target))
        return ("; " if self.lang == "en" else "；").join(told)

    def _axis(self) -> float:
        size, unit, sheet = self.size, self.unit, self.sheet
        title = say("targets.axis", self.lang)
        heads = self._heads()
        axis_y = 8 * unit
        beside_heads = self.phone and all(
            sheet.width - width_of(title, size.axis) > left + width_of(words, size.axis) + 6
            for _, words, left in heads
        )
        if not beside_heads:
            sheet.text(0, axis_y, title, size=size.axis, color="grey", own=False)
            axis_y += 20 if self.phone else 0
        for tick in self.ticks:
            words = ("−" if tick < 0 else "") + plain(abs(tick))
            sheet.text(
                self.scale(tick), axis_y, words, size=size.axis, color="grey", align="center", own=False
            )
        y = axis_y + 24 * unit * (0.8 if unit > 1 else 1)
        if beside_heads:
            sheet.text(sheet.width, y, title, size=size.axis, color="grey", align="right", own=False)
        covered = []
        for color, words, left in heads:
            sheet.text(left, y, words, size=size.axis, color=color, own=False)
            covered.append(Box(left, y - 8 * unit, left + width_of(words, size.axis), y + 8 * unit))
        below = y + 9 * unit
        gridlines(sheet, self.grid, axis_y + 10 * unit, below, covered)
        return below

    def _heads(self) -> list[tuple[str, str, float]]:
        """Colour, words, left edge: the first pair's marks say what dots and rings are."""
        size, edge = self.size.axis, 5 * self.unit
        row = next((row for row in self.rows if row.on_scale and row.results), None)
        row = row or next((row for row in self.rows if row.on_scale), None)
        if row is None or row.target is None:
            return []
        x = self.scale(row.target.value)
        target = self._head("target", row.period)
        heads = [("promised", target, x - edge)]
        if row.results:
            done_x, done = self.scale(row.results[0].value), self._head("result", row.results[0].period)
            if done_x > x:
                heads = [
                    ("promised", target, x + edge - width_of(target, size)),
                    ("done", done, done_x - edge),
                ]
            else:
                heads.append(("done", done, done_x + edge - width_of(done, size)))
        wanted = [(left, width_of(words, size)) for _, words, left in heads]
        lefts = beside(wanted, self.text_x, self.sheet.width, 8 * self.unit)
        return [(color, words, left) for (color, words, _), left in zip(heads, lefts, strict=True)]

    def _head(self, what: str, period: int | None) -> str:
        return say(f"targets.{what}" if period else f"targets.{what}_plain", self.lang, year=period)

    def _plain_head(self) -> float:
        if not self.rows:
            return 0.0
        period = next((row.period for row in self.rows if row.period), None)
        words = self._head("target", period)
        self.sheet.text(self.text_x, 8 * self.unit, words, size=self.size.axis, color="promised", own=False)
        return 19 * self.unit

    def _row(self, row: TargetRow, top: float) -> float:
        datum: Datum = {
            "ref": row.ref,
            "start": row.start,
            "also": [side.start for side in row.results] or None,
        }
        name, behind = self._name(row)
        room = (self.sheet.width if self.phone else self.text_x - 14 * self.unit) - 2
        label = Label(self.sheet, room, name, behind, own=self.lang != "en" or name == row.label)
        text = None if row.on_scale else self._text(row)
        lines = len(text.lines) if text else 1
        body = self.size.pitch if not self.phone else 26
        high = body + (lines - 1) * 24 * self.unit
        if self.phone:
            name_y, mark_y, high = top + 11, top + label.height + 15, high + label.height + 2
        else:
            high = max(high, label.height + body - 18 * self.unit)
            name_y = mark_y = top + body / 2
        bottom = top + high
        tip = f"{row.label} {row.quote}"
        self.sheet.touch(0, top, self.sheet.width, bottom, tip=tip, **datum)
        self.sheet.band(top, bottom, row.ref, 0 if row.on_scale else -1)
        covered = label.draw(name_y, datum)
        if row.on_scale:
            covered += self._marks(row, mark_y, datum)
            gridlines(self.sheet, self.grid, top, bottom, covered)
        else:
            assert text
            text.draw(self.text_x, mark_y)
        self.sheet.rule(0, bottom, self.sheet.width, bottom, width=self.size.hair)
        self.sheet.chosen_rules(top, bottom, datum)
        return bottom

    def _text(self, row: TargetRow) -> TextRow:
        """A row of text: a total, a share, words."""
        text = TextRow(self.sheet, self.sheet.width - self.text_x)
        if row.target is None:
            return text.words(row.words)
        several = len(row.results) > 1
        for side in row.results:
            label = named(side.label, "", self.lang)[0] if several else ""
            text.done(side, label, bare_of=row.quote if several else "")
        return text.promised(row.target, row.before, row.after)

    # A row on the scale.

    def _marks(self, row: TargetRow, y: float, datum: dict[str, Any]) -> list[Box]:
        target, sheet, unit = row.target, self.sheet, self.unit
        assert target
        result = next((side for side in row.results if side.label == row.label), None) or next(
            iter(row.results), None
        )
        x, x2, ray = self.scale(target.value), None, None
        about = target.comparator == "~"
        if target.comparator == "range" and target.value_max is not None:
            x2 = self.scale(target.value_max)
        way = -1 if target.value < 0 else 1
        if target.comparator in (">=", ">"):
            ray = sheet.width - 3.0 if way > 0 else self.text_x + 3.0
        elif target.comparator in ("<=", "<"):
            ray = self.scale(0)
            ray = None if abs(ray - x) < 14 * unit else ray
        before, digits, after = self._value(target)
        small, gap = self.size.small, 2.5 * unit
        rooms = (
            width_of(before.strip(), small) + gap if before else 0.0,
            width_of(digits, self.size.row, True),
            width_of(after, small) + gap if after else 0.0,
        )
        done = "" if result is None else ("−" if result.value < 0 else "") + plain(abs(result.value))
        placed = place(
            Row(
                None if result is None else self.scale(result.value), x, x2, ray, about,
                width_of(done, self.size.row, True), sum(rooms), self.text_x if not self.phone else 0.0,
                sheet.width, unit, self.phone,
            )
        )  # fmt: skip
        self._target_mark(
            placed, x, x2, ray, y + placed.shift, about, {**datum, "tip": f"{target.label} {target.quote}"}
        )
        label = placed.labels[0] if result is None else placed.labels[1]
        self._target_words((before, digits, after), rooms, label.x, y + placed.shift, datum)
        if result is not None:
            dot_x, dot_y = self.scale(result.value), y - placed.shift
            own: Datum = {"ref": result.ref, "start": result.start, "also": [row.start]}
            sheet.dot(dot_x, dot_y, tip=f"{result.label} {result.quote}", **own)
            if placed.result_side < 0:
                sheet.text(
                    dot_x - GAP * unit, dot_y, done, bold=True, color="done", align="right", own=False, **own
                )
            else:
                sheet.text(dot_x + GAP * unit, dot_y, done, bold=True, color="done", own=False, **own)
        return [Box(box.x, box.y + y, box.x2, box.y2 + y) for box in placed.labels]

    def _value(self, target: Side) -> tuple[str, str, str]:
        before, after = bound(target.comparator, self.lang)
        digits = plain(abs(target.value))
        if target.value < 0:
            # A bound speaks of the size of the fall; without one the sign does.
            if before or after:
                before = say("bound.fall", self.lang) + before
            else:
                digits = f"−{digits}"
        if target.value_max is not None:
            digits += f"–{plain(abs(target.value_max))}"
        return before, digits, after

    def _target_words(
        self,
        words: tuple[str, str, str],
        rooms: tuple[float, float, float],
        x: float,
        y: float,
        datum: dict[str, Any],
    ) -> None:
        before, digits, after = words
        small = self.size.small
        # The number ends where its mark begins, so that faces of another width leave no gap there.
        if before:
            self.sheet.text(x, y, before.strip(), size=small, color="promised", own=False, **datum)
        self.sheet.text(
            x + rooms[0] + rooms[1], y, digits, bold=True, color="promised", align="right", own=False, **datum
        )
        if after:
            end = x + sum(rooms)
            self.sheet.text(end, y, after, size=small, color="promised", align="right", own=False, **datum)

    def _target_mark(
        self,
        placed: Placed,
        x: float,
        x2: float | None,
        ray: float | None,
        y: float,
        about: bool,
        datum: dict[str, Any],
    ) -> None:
        sheet, unit = self.sheet, self.unit
        if x2 is not None:
            sheet.frame(
                x,
                y - 5 * unit,
                max(x2, x + 6 * unit),
                y + 5 * unit,
                color="promised",
                width=self.size.ring,
                **datum,
            )
            return
        if about:
            soft(sheet, x, y)
        if ray is not None:
            sheet.ray(placed.ray_from, ray, y)
        sheet.ring(x, y, **datum)
