"""What for people's lives: last year's list and this year's side by side; what goes on, is new, is gone."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from baogao.story.charts.canvas import CHOSEN, Canvas, Datum
from baogao.story.charts.pieces import Piece, lines_of, piece_room
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.livelihood import Item, Lists, livelihood_lists
from baogao.story.words import say
from baogao.tables.report import Report

_WEIGHT: Final = f"({CHOSEN})?700:400"


def livelihood(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """Dot and ring joined: on both lists; ring: new; a dot with a stop: not on the list again. Numbers are
    the report's. A dot is grey where the report says otherwise of its item. Param: `chosen`.
    """
    return _Livelihood(Canvas.of(report, width, lang, mode), livelihood_lists(report)).chart()


class _Livelihood:
    def __init__(self, sheet: Canvas, lists: Lists) -> None:
        self.sheet, self.lists, self.lang = sheet, lists, sheet.lang
        self.phone = sheet.sizes.kind == "phone"
        self.unit = 2.0 if sheet.sizes.kind == "projector" else 1.0
        self.size = 14 * self.unit
        self.line = 20 * self.unit
        unit, width = self.unit, sheet.width
        self.two = bool(lists.last_count and lists.this_count)
        if self.phone or not self.two:
            self.dot_x = self.ring_x = 6.0 * unit
            self.left_x = self.right_x = 40.0 * unit
            self.left_room = self.right_room = width - 40.0 * unit
            self.last_no = self.this_no = 32.0 * unit
        else:
            middle = width * 0.48
            self.dot_x, self.ring_x = middle - 23 * unit, middle + 23 * unit
            self.last_no, self.this_no = self.dot_x - 12 * unit, self.ring_x + 12 * unit
            self.left_x, self.right_x = self.dot_x - 30 * unit, self.ring_x + 30 * unit
            self.left_room, self.right_room = self.left_x - 2, width - self.right_x

    @property
    def stacked(self) -> bool:
        return self.phone or not self.two

    def chart(self) -> alt.LayerChart:
        y = self._heads()
        for last, this in self.lists.kept:
            top, y = y, self._kept(last, this, y)
            self.sheet.band(top, y, this.ref)
        sections = (("new", self.lists.new, self._new), ("gone", self.lists.gone, self._gone))
        for name, items, draw in sections:
            if not items:
                continue
            top = y
            if self.two:
                y = self._section(name, len(items), y)
            for item in items:
                y = draw(item, y)
                # A heading goes with its first item.
                self.sheet.band(top, y, item.ref, int(bool(self.lists.kept)))
                top = y
        return self.sheet.chart(y + 2, "livelihood", alt_text=self._alt())

    def _alt(self) -> str:
        joint = "; " if self.lang == "en" else "；"
        told = [
            say("livelihood.alt_kept", self.lang, last=last.words, this=this.words)
            for last, this in self.lists.kept
        ]
        if self.two:
            told += [say("livelihood.alt_new", self.lang, item=item.words) for item in self.lists.new]
            told += [say("livelihood.alt_gone", self.lang, item=item.words) for item in self.lists.gone]
        else:
            told += [item.words for item in (*self.lists.new, *self.lists.gone)]
        return say("livelihood.alt", self.lang, rows=joint.join(told))

    # Heads and headings.

    def _heads(self) -> float:
        lists, unit, size = self.lists, self.unit, 13 * self.unit
        y = 10 * unit
        last, this = self._head_words()
        if self.stacked:
            for name, words, color in ((lists.last_name, last, "done"), (lists.this_name, this, "promised")):
                if not words or not name:
                    continue
                for line in wrap(name, size, self.sheet.width, bold=True):
                    self.sheet.text(0, y, line, size=size, bold=True, serif=True)
                    y += 18 * unit
                self.sheet.text(0, y, words, size=size, color=color, own=False)
                y += 22 * unit
            y -= 6 * unit
        else:
            y = max(
                self._head(lists.last_name, last, "done", -1, y),
                self._head(lists.this_name, this, "promised", 1, y),
            )
            kept = self._count("kept", len(lists.kept))
            middle = (self.dot_x + self.ring_x) / 2
            self.sheet.text(middle, 10 * unit, kept, size=12 * unit, color="grey", align="center", own=False)
        self.sheet.rule(0, y, self.sheet.width, y, width=self.sheet.sizes.rule, color="ink")
        return y + 6 * unit

    def _head_words(self) -> tuple[str, str]:
        lists = self.lists
        last = this = ""
        if lists.last_count:
            last = say("livelihood.last", self.lang, year=lists.last_year or "", n=lists.last_count)
        if lists.this_count:
            key = "livelihood.candidates" if lists.candidate else "livelihood.this"
            this = say(key, self.lang, year=lists.this_year or "", n=lists.this_count)
        return last, this

    def _head(self, name: str, words: str, color: str, side: int, top: float) -> float:
        """The list's name and its year over one column, on one line where they fit; gives the y below."""
        size, unit = 13 * self.unit, self.unit
        edge = self.left_x if side < 0 else self.right_x
        align = "right" if side < 0 else "left"
        room = (self.left_room if side < 0 else self.right_room) - 4
        name_room, words_room = width_of(name, size, True), width_of(words, size)
        if name_room + 12 * unit + words_room <= room:
            self.sheet.text(edge, top, name, size=size, bold=True, serif=True, align=align)
            self.sheet.text(
                edge + side * (name_room + 12 * unit),
                top,
                words,
                size=size,
                color=color,
                align=align,
                own=False,
            )
            return top + 14 * unit
        y = top
        for line in wrap(name, size, room, bold=True):
            self.sheet.text(edge, y, line, size=size, bold=True, serif=True, align=align)
            y += 18 * unit
        self.sheet.text(edge, y, words, size=size, color=color, align=align, own=False)
        return y + 14 * unit

    def _count(self, name: str, n: int) -> str:
        return say(f"livelihood.{name}", self.lang, n=n)

    def _section(self, name: str, n: int, y: float) -> float:
        unit = self.unit
        if not self.stacked or not self.lists.kept:
            self.sheet.rule(0, y, self.sheet.width, y, width=self.sheet.sizes.hair)
        words = self._count(name, n)
        size = 13 * unit
        if self.stacked:
            self.sheet.text(0, y + 15 * unit, words, size=size, bold=True, own=False)
            return y + 28 * unit
        # The heading stands in the column that is empty there, beside the first item.
        if name == "new":
            self.sheet.text(self.left_x, y + 13 * unit, words, size=size, bold=True, align="right", own=False)
        else:
            self.sheet.text(self.right_x, y + 13 * unit, words, size=size, bold=True, own=False)
        return y + 3 * unit

    # Items.

    def _kept(self, last: Item, this: Item, top: float) -> float:
        unit = self.unit
        color = "other" if last.remark else "done"
        if self.stacked:
            middle = self._item(last, top, "last", color)
            end = self._item(this, middle - 2 * unit, "this", "promised")
            self.sheet.rule(
                self.dot_x,
                top + self.line / 2,
                self.dot_x,
                middle - 2 * unit + self.line / 2,
                width=1.25 * unit,
                color="ink",
                z=3,
            )
            self.sheet.rule(0, end, self.sheet.width, end, width=self.sheet.sizes.hair)
            return end + 4 * unit
        y = top + self.line / 2
        self.sheet.rule(self.dot_x, y, self.ring_x, y, width=1.25 * unit, color="ink", z=3)
        return max(self._item(last, top, "last", color), self._item(this, top, "this", "promised"))

    def _new(self, item: Item, top: float) -> float:
        done = item.status == "done"
        return self._item(item, top, "this", "done" if done else "promised")

    def _gone(self, item: Item, top: float) -> float:
        unit = self.unit
        color = "other" if item.remark else "done"
        if self.two:
            y = top + self.line / 2
            stop = self.dot_x + (9.5 if self.stacked else 22) * unit
            self.sheet.rule(self.dot_x, y, stop, y, width=1.25 * unit, color="other", z=3)
            self.sheet.rule(stop, y - 4 * unit, stop, y + 4 * unit, width=1.25 * unit, color="other", z=3)
        return self._item(item, top, "last", color, stopped=self.two)

    def _item(self, item: Item, top: float, side: str, color: str, stopped: bool = False) -> float:
        """Mark, number and words of an item; gives the y below it."""
        unit = self.unit
        datum: Datum = {
            "ref": item.ref,
            "start": item.start,
            "also": [number.start for number in item.numbers] or None,
        }
        left = side == "last" and not self.stacked
        room = self.left_room if side == "last" else self.right_room
        lines = lines_of(item, self.size, room)
        y = top + self.line / 2
        bottom = top + len(lines) * self.line + 8 * unit
        low, high = (
            (0.0, self.dot_x + 10 * unit) if left else (self.ring_x - 10 * unit, float(self.sheet.width))
        )
        self.sheet.touch(max(low, 0), top, high, bottom, tip=item.words, **datum)
        x = self.dot_x if side == "last" else self.ring_x
        if color == "promised":
            self.sheet.ring(x, y, r=5 * unit, stroke=2.25 * unit, **datum)
        else:
            self.sheet.dot(x, y, color=color, r=5 * unit, **datum)
        if item.number:
            at = self.last_no if side == "last" else self.this_no
            align = "right" if left or self.stacked else "left"
            self.sheet.text(at, y, str(item.number), size=12 * unit, color="grey", align=align, **datum)
        for line in lines:
            wide = sum(piece_room(piece, self.size) for piece in line)
            at = self.left_x - wide if left else self.right_x
            for piece in line:
                self._piece(piece, at, y, datum)
                at += piece_room(piece, self.size)
            y += self.line
        return bottom

    def _piece(self, piece: Piece, x: float, y: float, datum: dict[str, Any]) -> None:
        words, look, start = piece
        if look == "gap" or not words:
            return
        own = datum if start < 0 else {"ref": f"figures-{start}", "start": start, "also": [datum["start"]]}
        if look == "remark":
            own = {**datum, "also": [start]} if start >= 0 else datum
            self.sheet.text(x, y, words, size=self.size, bold=True, **own)
        elif look == "plain":
            self.sheet.text(x, y, words, size=self.size, bold=_WEIGHT, z=6, **datum)
        else:
            self.sheet.text(
                x, y, words, size=self.size, color=look if look in ("done", "promised") else "grey", **own
            )
            self._underline(x, y, width_of(words, self.size), look)

    def _underline(self, x: float, y: float, width: float, status: str) -> None:
        unit = self.unit
        below = y + 8.5 * unit
        if status == "promised":
            for step in (0.5, 3.0):
                self.sheet.rule(
                    x, below + step * unit, x + width, below + step * unit, width=unit, color="promised", z=4
                )
        elif status == "done":
            self.sheet.rule(x, below + unit, x + width, below + unit, width=2 * unit, color="done", z=4)
