"""One amount: number, multiplier, unit, range, comparator."""

from __future__ import annotations

from dataclasses import dataclass

from baogao.facts.scan import scan
from baogao.lexicon import fold


@dataclass(frozen=True)
class Quantity:
    """An amount in a text: `text[start:end]` holds number, unit and a comparator word attached behind."""

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    comparator: str
    measure: str


def quantities(text: str) -> list[Quantity]:
    """The amounts in any Chinese text, in order."""
    return [
        Quantity(a.start, a.end, a.value, a.value_max, a.unit, a.comparator, a.measure)
        for a in scan(fold(text), text).amounts
    ]
