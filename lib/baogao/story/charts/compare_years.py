"""A year's promises in the order of the report, the next year's results beside them, and the verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from baogao.corpus.compare_account import sign_of
from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.compare_marks import Field, Mark, draw, rooms
from baogao.story.charts.label import Label
from baogao.story.charts.place import Box, beside, gridlines
from baogao.story.charts.scale import Scale
from baogao.story.charts.textrow import TextRow, split_tail
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.compare import Promise, Said, Years
from baogao.story.views.names import named
from baogao.story.views.quantity import bound, plain
from baogao.story.words import say

FARTHEST: Final = 200.0  # % of a target: a result beyond stands at the edge, its number written as for all


class YearsSheet:
    """Blocks of promises on a sheet: the headline on a scale of growth rates, words and totals among them;
    then the others, their results as parts of what was promised.
    """

    def __init__(self, sheet: Canvas, blocks: list[Years]) -> None:
        self.sheet, self.blocks, self.lang = sheet, blocks, sheet.lang
        self.size, self.unit = sheet.sizes, sheet.sizes.row / 14
        self.phone = self.size.kind == "phone"
        shown = [row for block in blocks for row in self.shown(block)]
        verdicts = [say(f"compare.verdict.{row.verdict}", self.lang) for row in shown]
        self.verdict_room = max((width_of(v, self.size.small, True) for v in verdicts), default=0.0)
        self.text_x = 0.0 if self.phone else self._label_column(shown)
        beyond = 0.0 if self.phone else self.verdict_room + 12 * self.unit
        self.right = sheet.width - beyond

    @staticmethod
    def shown(block: Years) -> list[Promise]:
        """All headline targets, and of the others those that the next report gives."""
        return block.of(headline=True) + [row for row in block.of(headline=False) if row.result]

    def _label_column(self, rows: list[Promise]) -> float:
        widest = max((Label.room(self.sheet, *self._name(row)) for row in rows), default=0.0)
        most = self.sheet.width * (0.36 if self.lang == "en" else 0.33)
        return min(max(widest + 18 * self.unit, 150 * self.unit), most)

    def _name(self, row: Promise) -> tuple[str, str]:
        return named(row.label, row.indicator, self.lang)

    def draw(self, y: float = 0.0) -> float:
        """Draws the blocks from `y` on; gives the y below them."""
        for index, block in enumerate(self.blocks):
            y += 16 * self.unit if index else 0
            y = self._block(block, y)
        return y

    def alt(self) -> str:
        """The rows in words."""
        joint = "; " if self.lang == "en" else "；"
        told = []
        for block in self.blocks:
            rows = joint.join(self._alt_row(row) for row in self.shown(block))
            told.append(say("compare.alt_years", self.lang, year=block.year, next=block.year + 1, rows=rows))
        return " ".join(told)

    def _alt_row(self, row: Promise) -> str:
        verdict = say(f"compare.verdict.{row.verdict}", self.lang)
        values = {"label": self._name(row)[0], "target": row.target.quote, "verdict": verdict}
        if row.result is None:
            return say("compare.alt_row_only", self.lang, **values)
        return say("compare.alt_row", self.lang, result=row.result.quote, **values)

    def _block(self, block: Years, y: float) -> float:
        if len(self.blocks) > 1:
            y = self._title(say("compare.heading_years", self.lang, year=block.year, next=block.year + 1), y)
        headline = block.of(headline=True)
        rates = [row for row in headline if _on_rates(row)]
        field = self._rates(rates)
        grid = [field.scale(tick) for tick in self._ticks(field, rates)]
        y = self._axis(say("targets.axis", self.lang), field, rates, block.year, y, grid)
        for row in headline:
            y = self._row(row, y, field if _on_rates(row) else None, grid)
        others = [row for row in self.shown(block) if not row.headline]
        if others:
            y = self._title(say("compare.heading_other", self.lang), y + 10 * self.unit)
            parts = [row for row in others if _on_parts(row)]
            field = self._parts(parts)
            grid = [field.scale(tick) for tick in self._ticks(field, parts)]
            y = self._axis(say("compare.axis_share", self.lang), field, parts, block.year, y, grid)
            for row in others:
                y = self._row(row, y, field if _on_parts(row) else None, grid, parts=True)
        return y

    def _title(self, words: str, y: float) -> float:
        size = self.size.small
        for line in wrap(words, size, self.sheet.width, bold=True):
            self.sheet.text(0, y + 10 * self.unit, line, size=size, bold=True, serif=True, own=False)
            y += 20 * self.unit
        return y + 4 * self.unit

    # Scales.

    def _beyond(self) -> float:
        return (58 if self.phone else 70) * self.unit

    def _rates(self, rows: list[Promise]) -> Field:
        values = [0.0]
        for row in rows:
            values += [row.target.value, row.target.value_max or row.target.value]
            values += [row.result.value] if row.result else []
        return self._field(min(values), max(values))

    def _parts(self, rows: list[Promise]) -> Field:
        values = [0.0, 100.0]
        for row in rows:
            assert row.result
            values += [100 * (row.target.value_max or row.target.value) / row.target.value]
            values += [100 * row.result.value / row.target.value]
        return self._field(0.0, min(max(values), FARTHEST))

    def _field(self, low: float, high: float) -> Field:
        high = high if high > low else low + 1
        left = (7 * self.unit if self.phone else self.text_x + 5 * self.unit) + (
            (50 if self.phone else 64) * self.unit if low < 0 else 0
        )
        return Field(Scale(low, high, left, self.right - self._beyond()), self.text_x, self.right)

    def _ticks(self, field: Field, rows: list[Promise]) -> list[float]:
        if not rows:
            return []
        ticks = field.scale.ticks(self._beyond(), 3 if self.phone else 4)
        return [tick for tick in ticks if field.scale(tick) <= self.right - 12 * self.unit]

    def _axis(
        self, title: str, field: Field, rows: list[Promise], year: int, y: float, grid: list[float]
    ) -> float:
        if not rows:
            return y
        size, unit, sheet = self.size.axis, self.unit, self.sheet
        y += 8 * unit
        sheet.text(0, y, title, size=size, color="grey", own=False)
        y += 20 * unit if self.phone else 0
        for tick in self._ticks(field, rows):
            words = ("−" if tick < 0 else "") + plain(abs(tick))
            sheet.text(field.scale(tick), y, words, size=size, color="grey", align="center", own=False)
        top = y + 10 * unit
        y += 22 * unit
        covered = []
        for color, words, left in self._heads(field, rows, year):
            sheet.text(left, y, words, size=size, color=color, own=False)
            covered.append(Box(left, y - 8 * unit, left + width_of(words, size), y + 8 * unit))
        below = y + 10 * unit
        gridlines(sheet, grid, top, below, covered)
        return below

    def _heads(self, field: Field, rows: list[Promise], year: int) -> list[tuple[str, str, float]]:
        """What rings and dots are, over the first row that has both."""
        row = next((row for row in rows if row.result), rows[0])
        size, parts = self.size.axis, not _on_rates(row)
        x = field.clamp(100.0 if parts else row.target.value)
        heads = [("promised", say("targets.target", self.lang, year=year), x)]
        if row.result:
            at = 100 * row.result.value / row.target.value if parts else row.result.value
            heads.append(("done", say("targets.result", self.lang, year=year), field.clamp(at)))
        wanted = [(x - width_of(words, size) / 2, width_of(words, size)) for _, words, x in heads]
        lefts = beside(wanted, self.text_x, self.right, 10 * self.unit)
        return [(color, words, left) for (color, words, _), left in zip(heads, lefts, strict=True)]

    # Rows.

    def _row(
        self, row: Promise, top: float, field: Field | None, grid: list[float], *, parts: bool = False
    ) -> float:
        sheet, unit = self.sheet, self.unit
        own = row.own
        datum: Datum = {"ref": (own or row.target).ref, "start": (own or row.target).place}
        name, behind = self._name(row)
        verdict = say(f"compare.verdict.{row.verdict}", self.lang)
        room = sheet.width - self.verdict_room - 14 * unit if self.phone else self.text_x - 14 * unit
        label = Label(sheet, room, name, behind, own=self.lang != "en" or name == row.label)
        marks = self._both(row, datum, parts=parts) if field else None
        if marks and field and not self._fits(field, marks):
            marks = None
        text = None if marks else self._text(row)
        body = 26.0 if self.phone else float(self.size.pitch)
        body += (
            5 * unit if marks else 0
        )  # where ring and dot stand apart their values stay clear of the rules
        high = body + ((len(text.lines) - 1) * 24 * unit if text else 0)
        if self.phone:
            name_y, mark_y, high = top + 11, top + label.height + 17, high + label.height + 2
        else:
            high = max(high, label.height + body - 18 * unit)
            name_y = mark_y = top + body / 2
        bottom = top + high
        tip = f"{row.label} {row.target.quote}" + (f" → {row.result.quote}" if row.result else "")
        sheet.touch(0, top, sheet.width, bottom, tip=tip, **datum)
        covered = label.draw(name_y, datum)
        missed = row.verdict == "missed"
        color = "ink" if row.verdict in ("kept", "missed") else "grey"
        sheet.text(
            sheet.width, name_y, verdict, size=self.size.small, bold=missed, color=color, align="right",
            own=False, **datum,
        )  # fmt: skip
        if marks and field:
            covered += draw(sheet, field, mark_y, *marks)
            gridlines(sheet, grid, top + (label.height if self.phone else 0), bottom, covered)
        elif text:
            text.draw(self.text_x, mark_y)
        sheet.rule(0, bottom, sheet.width, bottom, width=self.size.hair)
        sheet.chosen_rules(top, bottom, datum)
        return bottom

    def _fits(self, field: Field, marks: tuple[Mark, Mark | None]) -> bool:
        wide = sum(sum(rooms(self.sheet, mark.words)) for mark in marks if mark)
        return wide < (field.right - field.left) * 0.75

    def _both(self, row: Promise, datum: Datum, *, parts: bool) -> tuple[Mark, Mark | None]:
        by = 100 / row.target.value if parts else 1.0
        return self._mark(row.target, by, datum, parts), (
            self._mark(row.result, by, datum, parts) if row.result else None
        )

    def _mark(self, side: Said, by: float, row: Datum, parts: bool) -> Mark:
        top = None if side.value_max is None else side.value_max * by
        datum: Datum = {
            "ref": side.ref,
            "start": side.place,
            "also": [row["start"]],
            "tip": side.tip,
        }
        words = self._quoted(side) if parts else self._rate(side)
        return Mark(side.value * by, words, datum, side.comparator, top)

    def _quoted(self, side: Said) -> tuple[str, str, str]:
        amount, tail = split_tail(side.quote)
        sign = sign_of(side.quote, side.comparator)
        return (bound(side.comparator, self.lang)[0] or sign) if sign else "", amount, tail

    def _rate(self, side: Said) -> tuple[str, str, str]:
        """A rate's digits, its bound before or behind it."""
        before, after = bound(side.comparator, self.lang)
        digits = plain(abs(side.value))
        if side.value < 0:
            if before or after:
                before = say("bound.fall", self.lang) + before
            else:
                digits = f"−{digits}"
        if side.value_max is not None:
            digits += f"–{plain(abs(side.value_max))}"
        return before, digits, after

    def _text(self, row: Promise) -> TextRow:
        """Both sides as words: a total, a target in words, what cannot be compared."""
        text = TextRow(self.sheet, self.right - self.text_x - 2)
        if row.in_words:
            text.words(bare(row.target))
        else:
            sign = sign_of(row.target.quote, row.target.comparator)
            text.promised(row.target, sign if sign == "≈" else "")
        if row.result:
            other = row.result.label if row.reason in ("part", "label", "words") else ""
            if width_of(other, self.size.row) > text.room * 0.6 or row.result.row_id.startswith("text-"):
                other = ""
            text.done(replace(row.result, quote=bare(row.result)), other)
        return text


def bare(side: Said) -> str:
    """A quote without the name of what it is about, where it begins with that."""
    return side.quote.removeprefix(side.label).lstrip(" ,，:：") or side.quote


def _on_rates(row: Promise) -> bool:
    """Whether a row stands on the scale of growth rates."""
    rate = row.target.measure == "growth" and row.target.unit == "%" and not row.in_words
    return rate and (row.comparable or row.verdict == "absent")


def _on_parts(row: Promise) -> bool:
    """Whether a result can be told as a part of its target."""
    return bool(row.comparable and row.result and row.target.value > 0 and row.target.measure != "rank")
