"""Scales in px: where a value stands, and the few round numbers that are written on an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A straight scale from values `low`–`high` to px `left`–`right`."""

    low: float
    high: float
    left: float
    right: float

    def __call__(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.left + (value - self.low) / span * (self.right - self.left)

    def ticks(self, beyond: float = 0.0, most: int = 4) -> list[float]:
        """Round values from `low` to the value `beyond` px right of `high`, `most` at the most.

        >>> Scale(0, 20, 0, 400).ticks(beyond=90)
        [0.0, 10.0, 20.0]
        """
        per_px = ((self.high - self.low) or 1.0) / ((self.right - self.left) or 1.0)
        return round_values(self.low, self.high + beyond * per_px, most)


def round_values(low: float, high: float, most: int = 4) -> list[float]:
    """Multiples of 1, 2 or 5 times a power of ten from `low` to `high`, `most` at the most.

    >>> round_values(-3, 12)
    [0.0, 5.0, 10.0]
    """
    span = high - low
    if span <= 0 or not math.isfinite(span):
        return [low]
    power = 10.0 ** math.floor(math.log10(span / most))
    for step in (power, 2 * power, 5 * power, 10 * power, 20 * power):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [round(index * step, 10) + 0.0 for index in range(first, last + 1)]
    return [low]
