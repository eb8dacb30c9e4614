"""A target's ring and a result's dot on a scale of their own, with their values beside them."""

from __future__ import annotations

from dataclasses import dataclass

from baogao.story.charts.canvas import Canvas, Datum
from baogao.story.charts.place import GAP, Box, Row, place
from baogao.story.charts.scale import Scale
from baogao.story.charts.textrow import soft
from baogao.story.charts.type import width_of


@dataclass(frozen=True)
class Mark:
    """A value on the scale, its words (before, number, after) and the row it opens."""

    value: float
    words: tuple[str, str, str]
    datum: Datum
    comparator: str = "="
    top: float | None = None


@dataclass(frozen=True)
class Field:
    """Where marks stand: a scale, and the edges that values may reach."""

    scale: Scale
    left: float
    right: float

    def clamp(self, value: float) -> float:
        return min(max(self.scale(value), self.scale.left), self.scale.right)


def rooms(sheet: Canvas, words: tuple[str, str, str]) -> tuple[float, float, float]:
    """The widths of a value's words."""
    before, digits, after = words
    small, gap = sheet.sizes.small, 2.5 * sheet.sizes.row / 14
    return (
        width_of(before.strip(), small) + gap if before else 0.0,
        width_of(digits, sheet.sizes.row, True),
        width_of(after, small) + gap if after else 0.0,
    )


def draw(sheet: Canvas, field: Field, y: float, target: Mark, result: Mark | None) -> list[Box]:
    """Draws both marks with `y` as the middle of their row; gives what their words cover."""
    unit = sheet.sizes.row / 14
    # Where no line runs from the ring its value may stand at the far side of the dot.
    away = sheet.sizes.kind == "phone" or target.comparator == "="
    x = field.clamp(target.value)
    x2 = field.clamp(target.top) if target.comparator == "range" and target.top is not None else None
    ray = _ray(field, target, x, unit)
    wide = rooms(sheet, target.words)
    done = rooms(sheet, result.words) if result else (0.0, 0.0, 0.0)
    result_x = field.clamp(result.value) if result else None
    placed = place(
        Row(
            result_x, x, x2, ray, target.comparator == "~", sum(done), sum(wide), field.left, field.right,
            unit, away,
        )
    )  # fmt: skip
    low = y + placed.shift
    if x2 is not None:
        first, last = sorted((x, x2))
        size = 5 * unit
        sheet.frame(
            first, low - size, max(last, first + 6 * unit), low + size,
            color="promised", width=sheet.sizes.ring, **target.datum,
        )  # fmt: skip
    else:
        if target.comparator == "~":
            soft(sheet, x, low)
        if ray is not None:
            sheet.ray(placed.ray_from, ray, low)
        sheet.ring(x, low, **target.datum)
    label = placed.labels[0] if result is None else placed.labels[1]
    _words(sheet, target, wide, label.x, low, "promised")
    if result is not None and result_x is not None:
        high = y - placed.shift
        sheet.dot(result_x, high, **result.datum)
        at = result_x - GAP * unit - sum(done) if placed.result_side < 0 else result_x + GAP * unit
        _words(sheet, result, done, at, high, "done")
    return [Box(box.x, box.y + y, box.x2, box.y2 + y) for box in placed.labels]


def _ray(field: Field, target: Mark, x: float, unit: float) -> float | None:
    """Where the line of a bound ends, or None; what is promised as a fall opens to the other side."""
    falls = target.value < 0
    if target.comparator in (">=", ">"):
        return field.left + 3.0 if falls else field.right - 3.0
    if target.comparator in ("<=", "<"):
        end = field.scale(0) if field.scale.low <= 0 <= field.scale.high else field.scale.left
        return None if abs(end - x) < 14 * unit else end
    return None


def _words(
    sheet: Canvas, mark: Mark, wide: tuple[float, float, float], x: float, y: float, color: str
) -> None:
    before, digits, after = mark.words
    small, datum = (
        sheet.sizes.small,
        {key: mark.datum[key] for key in ("ref", "start", "also") if key in mark.datum},
    )
    if before:
        sheet.text(x, y, before.strip(), size=small, color=color, own=False, **datum)
    end = x + wide[0] + wide[1]
    sheet.text(end, y, digits, bold=True, color=color, align="right", own=False, **datum)
    if after:
        sheet.text(x + sum(wide), y, after, size=small, color=color, align="right", own=False, **datum)
