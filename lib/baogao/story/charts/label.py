"""A row's name: bold when chosen, and small grey words behind it (a unit, the report's own word)."""

from __future__ import annotations

from typing import Any

from baogao.story.charts.canvas import BOLD_WHEN_CHOSEN, Canvas
from baogao.story.charts.place import Box
from baogao.story.charts.type import width_of, wrap

LEADING = 18.0


class Label:
    """Lines of a name at most `room` px wide; each of `behind` joins the last line where it fits.

    `own` says that the name is in the report's words.
    """

    def __init__(self, sheet: Canvas, room: float, name: str, *behind: str, own: bool = True) -> None:
        self.sheet, self.own = sheet, own
        self.unit = sheet.sizes.row / 14
        row, small = sheet.sizes.row, sheet.sizes.small
        self.lines: list[list[tuple[str, bool]]] = [
            [(line, False)] for line in wrap(name, row, room, bold=True)
        ]
        used = width_of(self.lines[-1][0][0], row, True)
        for words in behind:
            if not words:
                continue
            gap = 9 * self.unit
            if used + gap + width_of(words, small) <= room:
                self.lines[-1].append((words, True))
                used += gap + width_of(words, small)
                continue
            lines = wrap(words, small, room)
            self.lines += [[(line, True)] for line in lines]
            used = width_of(lines[-1], small)

    @staticmethod
    def room(sheet: Canvas, name: str, *behind: str) -> float:
        """The width it takes on one line."""
        gap = 9 * sheet.sizes.row / 14
        small = sum(gap + width_of(words, sheet.sizes.small) for words in behind if words)
        return width_of(name, sheet.sizes.row, True) + small

    @property
    def height(self) -> float:
        return LEADING * len(self.lines) * self.unit

    def draw(self, y: float, datum: dict[str, Any]) -> list[Box]:
        """Draws it with the middle of its first line at `y`; gives what it covers."""
        sheet, boxes = self.sheet, []
        for line in self.lines:
            x = 0.0
            for words, small in line:
                if small:
                    size = sheet.sizes.small
                    sheet.text(x, y, words, size=size, color="grey", z=6, **datum)
                    wide = width_of(words, size)
                else:
                    sheet.text(x, y, words, bold=BOLD_WHEN_CHOSEN, own=self.own, z=6, **datum)
                    bold = width_of(words, sheet.sizes.row, True) - 4 * self.unit
                    wide = max(width_of(words, sheet.sizes.row) + 2 * self.unit, bold)
                boxes.append(Box(x, y - 10 * self.unit, x + wide, y + 10 * self.unit))
                x += wide + 7 * self.unit
            y += LEADING * self.unit
        return boxes
