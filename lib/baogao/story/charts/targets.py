"""The headline targets in the order of the report, last year's result beside each where there is one."""

from __future__ import annotations

from typing import Any

import altair as alt

from baogao.story.charts.canvas import BOLD_WHEN_CHOSEN, CHOSEN, Canvas
from baogao.story.charts.place import GAP, Box, Placed, Row, gridlines, place
from baogao.story.charts.scale import Scale
from baogao.story.charts.textrow import TextRow, soft
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.names import named
from baogao.story.views.quantity import bound, plain
from baogao.story.views.targets import Side, TargetRow, target_rows
from baogao.story.words import say
from baogao.tables.report import Report


def targets(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """Dot: last year's result. Ring: this year's target, its bound drawn: 以上 opens to the right, 以內 to zero,
    左右 is a soft band, a range is a bar. Targets in words are words, double-underlined. Param: `chosen`.
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
        widest = max((self._name_room(row) for row in self.rows), default=0.0)
        return min(
            max(widest + 22 * self.unit, 185 * self.unit),
            self.sheet.width * (0.44 if self.lang == "en" else 0.41),
        )

    def _name_room(self, row: TargetRow) -> float:
        name, behind = self._name(row)
        room = width_of(name, self.size.row, bold=True)
        return room + (width_of(behind, self.size.small) + 7 * self.unit if behind else 0)

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
        return self.sheet.chart(y + 1, alt_text=alt_text, title=say("scene.targets.question", self.lang))

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
        size, unit = self.size, self.unit
        axis_y = 8 * unit
        for tick in self.ticks:
            words = ("−" if tick < 0 else "") + plain(abs(tick))
            self.sheet.text(
                self.scale(tick), axis_y, words, size=size.axis, color="grey", align="center", own=False
            )
        title = say("targets.axis", self.lang)
        heads_y = axis_y + 24 * unit * (0.8 if unit > 1 else 1)
        heads = self._heads(heads_y)
        if self.phone:
            room = width_of(title, size.axis)
            clear = all(self.sheet.width - room > box.x2 + 6 for box in heads)
            if clear:
                self.sheet.text(
                    self.sheet.width, heads_y, title, size=size.axis, color="grey", align="right", own=False
                )
        else:
            self.sheet.text(0, axis_y, title, size=size.axis, color="grey", own=False)
        below = heads_y + 9 * unit
        gridlines(self.sheet, self.grid, axis_y + 10 * unit, below, heads)
        return below

    def _heads(self, y: float) -> list[Box]:
        """The first pair's marks say what dots and rings are."""
        size = self.size.axis
        row = next((row for row in self.rows if row.on_scale and row.results), None)
        row = row or next((row for row in self.rows if row.on_scale), None)
        if row is None or row.target is None:
            return []
        edge = 5 * self.unit
        heads = [("promised", self._head("target", row.period), self.scale(row.target.value) - edge, 1)]
        if row.results:
            done = self._head("result", row.results[0].period)
            heads.append(("done", done, self.scale(row.results[0].value) + edge, -1))
            if row.results[0].value > row.target.value:
                heads = [
                    ("promised", heads[0][1], heads[0][2] + 2 * edge, -1),
                    ("done", done, heads[1][2] - 2 * edge, 1),
                ]
        boxes: list[Box] = []
        limit = self.sheet.width
        for color, words, x, side in heads:
            room = width_of(words, size)
            left = min(max(x if side > 0 else x - room, self.text_x), limit - room)
            for box in boxes:
                if left < box.x2 + 8 and box.x < left + room + 8:
                    left = box.x - 8 - room if side < 0 else box.x2 + 8
            if left < self.text_x - 0.1 and boxes:  # no room before the other: both from the left, in order
                left = self.text_x
                boxes[0] = Box(
                    left + room + 12, boxes[0].y, left + room + 12 + boxes[0].x2 - boxes[0].x, boxes[0].y2
                )
            boxes.append(Box(left, y - 8, left + room, y + 8))
        for (color, words, _, _), box in zip(heads, boxes, strict=True):
            self.sheet.text(box.x, y, words, size=size, color=color, own=False)
        return boxes

    def _head(self, what: str, period: int | None) -> str:
        return (
            say(f"targets.{what}", self.lang, year=period)
            if period
            else say(f"targets.{what}_plain", self.lang)
        )

    def _plain_head(self) -> float:
        if not self.rows:
            return 0.0
        period = next((row.period for row in self.rows if row.period), None)
        words = self._head("target", period)
        self.sheet.text(self.text_x, 8 * self.unit, words, size=self.size.axis, color="promised", own=False)
        return 19 * self.unit

    def _row(self, row: TargetRow, top: float) -> float:
        datum = {"ref": row.ref, "start": row.start, "also": [side.start for side in row.results] or None}
        names, name_high = self._name_lines(row)
        text = None if row.on_scale else self._text(row)
        lines = len(text.lines) if text else 1
        body = self.size.pitch if not self.phone else 26
        high = body + (lines - 1) * 24 * self.unit
        if self.phone:
            name_top, mark_y, high = top + 1, top + name_high + 13, high + name_high
        else:
            high = max(high, name_high + body - 18 * self.unit)
            name_top, mark_y = top, top + body / 2
        bottom = top + high
        tip = f"{row.label} {row.quote}"
        self.sheet.touch(0, top, self.sheet.width, bottom, tip=tip, **datum)
        covered = self._names(row, names, name_top + (0 if self.phone else body / 2), datum)
        if row.on_scale:
            covered += self._marks(row, mark_y, datum)
            gridlines(self.sheet, self.grid, top, bottom, covered)
        else:
            assert text
            text.draw(self.text_x, mark_y)
        self.sheet.rule(0, bottom, self.sheet.width, bottom, width=self.size.hair)
        for y in (top, bottom):
            self.sheet.rule(
                0, y, self.sheet.width, y, width=self.size.rule, color="ink", when=CHOSEN, z=2, **datum
            )
        return bottom

    def _name_lines(self, row: TargetRow) -> tuple[list[list[tuple[str, str]]], float]:
        """The lines of a row's name, each of words and role, and their height."""
        name, behind = self._name(row)
        room = (self.sheet.width if self.phone else self.text_x - 14 * self.unit) - 2
        lines = [[(line, "name")] for line in wrap(name, self.size.row, room, bold=True)]
        if behind:
            used = width_of(lines[-1][0][0], self.size.row, True) + 7 * self.unit
            if used + width_of(behind, self.size.small) <= room:
                lines[-1].append((behind, "behind"))
            else:
                lines += [[(line, "behind")] for line in wrap(behind, self.size.small, room)]
        return lines, (18 * len(lines) + (2 if self.phone else 0)) * self.unit

    def _names(
        self, row: TargetRow, lines: list[list[tuple[str, str]]], top: float, datum: dict[str, Any]
    ) -> list[Box]:
        boxes = []
        y = top + (9 if self.phone else 0) * self.unit
        english = self.lang == "en" and lines[0][0][0] != row.label
        for line in lines:
            x = 0.0
            for words, role in line:
                if role == "name":
                    self.sheet.text(x, y, words, bold=BOLD_WHEN_CHOSEN, own=not english, z=6, **datum)
                    room = width_of(words, self.size.row) + 3 * self.unit
                else:
                    self.sheet.text(x, y, words, size=self.size.small, color="grey", z=6, **datum)
                    room = width_of(words, self.size.small)
                boxes.append(Box(x, y - 10, x + room, y + 10))
                x += room + 7 * self.unit
            y += 18 * self.unit
        return boxes

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
        label = placed.labels[-1] if result is None else placed.labels[1]
        self._target_words((before, digits, after), rooms, label.x, y + placed.shift, datum)
        if result is not None:
            dot_x, dot_y = self.scale(result.value), y - placed.shift
            own = {"ref": result.ref, "start": result.start, "also": [row.start]}
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
            before = say("bound.fall", self.lang) + before
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
        # The number hangs on its right side next to its mark, so that faces of another width leave no gap there.
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
