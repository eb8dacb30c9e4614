"""A row in words: amounts with a mark behind each, or a target that is no number."""

from __future__ import annotations

from typing import Final

from baogao.story.charts.canvas import Canvas
from baogao.story.charts.type import width_of, wrap
from baogao.story.views.quantity import bound
from baogao.story.views.targets import Side

# Bounds that a quote ends with, in the report's words; set beside the number in regular weight.
TAILS: Final = ("以上", "以內", "以内", "左右", "以下", "上下")
LEADING: Final = 24.0

Piece = tuple[str, str]  # words, and their look


class TextRow:
    """Pieces of words and marks in lines at most `room` px wide."""

    def __init__(self, sheet: Canvas, room: float) -> None:
        self.sheet, self.room = sheet, room
        self.unit = sheet.sizes.row / 14
        self.lines: list[list[Piece]] = []
        self._used = room

    def words(self, words: str) -> TextRow:
        """A target in words: promised, double-underlined."""
        self.lines += [[(line, "words")] for line in wrap(words, self.sheet.sizes.row, self.room)]
        return self

    def done(self, side: Side, label: str, bare_of: str = "") -> TextRow:
        """A result, after its label; without its unit where `bare_of`, the target's quote, says it again."""
        amount, tail = split_tail(side.quote)
        unit = split_tail(bare_of)[0].lstrip("0123456789.,，．—-~ ")
        if unit:
            amount = amount.removesuffix(unit).strip() or amount
        self._chunk([(label, "plain"), (amount, "done"), (tail, "done_tail"), ("", "dot")])
        return self

    def promised(self, side: Side, before: str = "", after: str = "") -> TextRow:
        """A target with the words of its bound and the mark that draws it."""
        amount, tail = split_tail(side.quote)
        if not before and not tail and side.comparator in (">", "<"):
            before = bound(side.comparator, self.sheet.lang)[0].strip()
        mark = f"mark{side.comparator}"
        self._chunk([(before, "plain"), (amount, "promised"), (tail, "tail"), (after, "joined"), ("", mark)])
        return self

    def _chunk(self, pieces: list[Piece]) -> None:
        kept = [piece for piece in pieces if piece[0] or piece[1].startswith(("dot", "mark"))]
        wide = sum(self._room_of(*piece) for piece in kept)
        gap = 14 * self.unit
        if self._used + gap + wide > self.room:
            self.lines.append([])
            self._used = 0.0
        else:
            kept.insert(0, ("", "gap"))
            wide += gap
        self.lines[-1] += kept
        self._used += wide

    def _room_of(self, words: str, look: str) -> float:
        unit = self.unit
        if look.startswith("mark"):
            return {"~": 66, ">=": 38, ">": 38, "<=": 38, "<": 38}.get(look[4:], 18) * unit
        if look in ("dot", "gap"):
            return (18 if look == "dot" else 14) * unit
        size = self.sheet.sizes.small if look.endswith("tail") else self.sheet.sizes.row
        wide = width_of(words, size, look in ("done", "promised"))
        return wide + (4 * unit if look == "plain" else 1.5 * unit)

    def draw(self, x: float, y: float) -> None:
        """Draws the lines, the first with its middle at `y`."""
        for line in self.lines:
            at = x
            for words, look in line:
                self._piece(words, look, at, y)
                at += self._room_of(words, look)
            y += LEADING * self.unit

    def _piece(self, words: str, look: str, x: float, y: float) -> None:
        sheet, unit = self.sheet, self.unit
        if look == "words":
            y -= 2.5 * unit  # so that the row's rule stays clear of the underline
            sheet.text(x, y, words, color="promised")
            sheet.underline(x, y, width_of(words, sheet.sizes.row), "promised")
        elif look == "dot":
            sheet.dot(x + 11 * unit, y)
        elif look.startswith("mark"):
            small_mark(sheet, look[4:], x + 11 * unit, y)
        elif words:
            color = {"plain": "ink", "joined": "ink", "done": "done", "done_tail": "done"}.get(
                look, "promised"
            )
            size = sheet.sizes.small if look.endswith("tail") else None
            sheet.text(x, y, words, color=color, bold=look in ("done", "promised"), size=size)


def small_mark(sheet: Canvas, comparator: str, x: float, y: float) -> None:
    """A ring with what its bound draws, in the line of a text."""
    unit = sheet.sizes.row / 14
    if comparator in (">=", ">"):
        sheet.ray(x + 6 * unit, x + 20 * unit, y)
    elif comparator in ("<=", "<"):
        x += 16 * unit
        sheet.ray(x - 6 * unit, x - 20 * unit, y)
    elif comparator == "~":
        x += 26 * unit
        soft(sheet, x, y)
    sheet.ring(x, y)


def soft(sheet: Canvas, x: float, y: float) -> None:
    """左右: four small dots a side, which stand for no numbers."""
    unit = sheet.sizes.row / 14
    for step in (11, 17, 23, 29):
        for way in (-1, 1):
            sheet.dot(x + way * step * unit, y, color="promised", r=1.25 * unit, z=3)


def split_tail(quote: str) -> tuple[str, str]:
    """A quoted amount and the bound it ends with.

    >>> split_tail("50萬噸以上")
    ('50萬噸', '以上')
    """
    for tail in TAILS:
        if quote.endswith(tail) and len(quote) > len(tail):
            return quote.removesuffix(tail).strip(), tail
    return quote.strip(), ""
