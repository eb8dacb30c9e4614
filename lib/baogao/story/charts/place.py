"""Where the marks and values of one row stand, so that none lies on another.

A row has at most last year's result (a dot) and this year's target (a ring with what its bound draws). Each
value may stand left or right of its mark, and the two marks may be moved apart; the first arrangement without
an overlap is taken, in an order of preference.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Final

from baogao.story.charts.canvas import Canvas

APART: Final = 15.0  # px between two marks that may stand on one line
SHIFT: Final = 5.5  # px by which each is moved where they may not
WIDER: Final = 6.8  # the same where their values would lie on one another
GAP: Final = 9.5  # px from a mark's centre to its value


@dataclass(frozen=True)
class Box:
    """A rectangle in px; `y` downwards."""

    x: float
    y: float
    x2: float
    y2: float

    def over(self, other: Box) -> float:
        """How much of `other` it covers, in px²."""
        wide = min(self.x2, other.x2) - max(self.x, other.x)
        high = min(self.y2, other.y2) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True)
class Placed:
    """An arrangement: the dot moves up and the ring down by `shift`; a side is −1 for left, 1 for right."""

    shift: float
    result_side: int
    target_side: int
    labels: tuple[Box, ...]
    ray_from: float


@dataclass(frozen=True)
class Row:
    """What is to be placed: centres in px, widths of the values, the ray's end; None where there is none."""

    result: float | None
    target: float | None
    target_end: float | None  # the other end of a range's bar
    ray: float | None
    soft: bool
    result_room: float
    target_room: float
    left: float
    right: float
    unit: float = 1.0
    phone: bool = False


def place(row: Row) -> Placed:
    """The first arrangement without an overlap, else the one with the least."""
    best: tuple[float, int, Placed] | None = None
    for rank, (shift, result_side, target_side) in enumerate(_orders(row)):
        boxes, labels, ray_from = _boxes(row, shift, result_side, target_side)
        cost = sum(a.over(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
        cost += sum(200 * (max(row.left - box.x, 0) + max(box.x2 - row.right, 0)) for box in labels)
        if best is None or cost < best[0] - 0.5:
            best = (cost, rank, Placed(shift, result_side, target_side, labels, ray_from))
        if cost < 0.5:
            break
    assert best
    return best[2]


def _orders(row: Row) -> list[tuple[float, int, int]]:
    shift = SHIFT * row.unit
    must = False
    if row.result is not None and row.target is not None:
        near = abs(row.result - row.target) < APART * row.unit
        low, high = sorted((row.target, row.ray if row.ray is not None else row.target))
        inside = row.ray is not None and low - APART * row.unit < row.result < high
        bar = row.target_end is not None and row.target - 8 <= row.result <= row.target_end + 8
        soft = row.soft and abs(row.result - row.target) < 36 * row.unit
        must = near or inside or bar or soft
    larger = row.result is not None and row.target is not None and row.result >= row.target
    result_sides = (1, -1) if larger else (-1, 1)
    leftward = row.ray is not None and row.target is not None and row.ray < row.target
    target_sides = (1, -1) if (leftward or (row.phone and not larger)) else (-1, 1)
    pairs = list(product(result_sides, target_sides))
    pairs.sort(key=lambda pair: (pair[0] != result_sides[0]) + (pair[1] != target_sides[0]) * 0.5)
    steps = (shift, WIDER * row.unit) if must else (0.0, shift, WIDER * row.unit)
    return [(step, *pair) for step in steps for pair in pairs]


def _boxes(
    row: Row, shift: float, result_side: int, target_side: int
) -> tuple[list[Box], tuple[Box, ...], float]:
    unit = row.unit
    half, radius, gap = 6.7 * unit, 6 * unit, GAP * unit
    boxes: list[Box] = []
    labels: list[Box] = []
    ray_from = 0.0
    if row.result is not None:
        boxes.append(Box(row.result - radius, -shift - radius, row.result + radius, -shift + radius))
        labels.append(_label(row.result, row.result, gap, result_side, row.result_room, -shift, half))
    if row.target is not None:
        low, high = row.target, row.target_end if row.target_end is not None else row.target
        spread = 31 * unit if row.soft else radius
        boxes.append(Box(low - spread, shift - radius, high + spread, shift + radius))
        away = gap + (24 * unit if row.soft else 0)
        label = _label(low, high, away, target_side, row.target_room, shift, half)
        labels.append(label)
        if row.ray is not None:
            way = 1 if row.ray > row.target else -1
            ray_from = row.target + way * radius
            if target_side == way:
                ray_from = label.x2 + 10 * unit if way > 0 else label.x - 10 * unit
            first, last = sorted((ray_from, row.ray))
            if (row.ray - ray_from) * way < 12 * unit:
                labels.append(
                    Box(row.right + 40, 0, row.right + 41, 1)
                )  # no room for the ray: a bad arrangement
            boxes.append(Box(first, shift - 1.5, last, shift + 1.5))
    return boxes + labels, tuple(labels), ray_from


def _label(low: float, high: float, gap: float, side: int, room: float, y: float, half: float) -> Box:
    x = low - gap - room if side < 0 else high + gap
    return Box(x, y - half, x + room, y + half)


def beside(wanted: list[tuple[float, float]], low: float, high: float, gap: float) -> list[float]:
    """Left edges of words that want to begin at the first and are as wide as the second of each pair, so that
    they keep `gap` between them and stay between `low` and `high`.

    >>> beside([(80, 30), (60, 30)], 0, 100, 5)
    [70.0, 35.0]
    """
    order = sorted(range(len(wanted)), key=lambda index: wanted[index][0] + wanted[index][1] / 2)
    lefts = [0.0] * len(wanted)
    free = low
    for index in order:
        left, room = wanted[index]
        lefts[index] = max(min(left, high - room), free)
        free = lefts[index] + room + gap
    limit = high
    for index in reversed(order):
        lefts[index] = float(max(min(lefts[index], limit - wanted[index][1]), low))
        limit = lefts[index] - gap
    return lefts


def gridlines(sheet: Canvas, xs: list[float], top: float, bottom: float, covered: list[Box]) -> None:
    """Hairlines from `top` to `bottom`, which leave out what `covered` words take."""
    for x in xs:
        y = top
        for box in sorted((box for box in covered if box.x - 3 < x < box.x2 + 3), key=lambda box: box.y):
            if box.y > y:
                sheet.rule(x, y, x, min(box.y, bottom), width=sheet.sizes.hair)
            y = max(y, box.y2)
        if y < bottom:
            sheet.rule(x, y, x, bottom, width=sheet.sizes.hair)
