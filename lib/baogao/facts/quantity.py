"""`quantities`: the amounts in any Chinese text."""

from __future__ import annotations

from dataclasses import dataclass

from baogao.facts.amounts.scan import scan
from baogao.lexicon import fold


@dataclass(frozen=True)
class Quantity:
    """An amount in a text: `text[start:end]` holds number, unit and a comparator word attached behind.

    `value` is in base units (1.2万亿元 is 1.2e12, a percentage stays percent, a decrease is negative);
    `value_max` is the upper end of a range, else None. `unit` is as written, without the multiplier, and
    empty where there is none. `comparator` is one of ``= > >= < <= ~ range``: how the number bounds the true
    value.
    `measure` is one of ``level`` (an amount or a count), ``change`` (a difference from before), ``growth`` (a
    rate of change), ``share`` (a percentage that is part of a whole, or a rate) and ``rank``.
    """

    start: int
    end: int
    value: float
    value_max: float | None
    unit: str
    comparator: str
    measure: str


def quantities(text: str) -> list[Quantity]:
    """The amounts in any Chinese text, simplified or traditional, in order; they never overlap.

    Reads Arabic and Chinese numerals, half- or full-width, with 万 亿 兆, 半, 多 余 来; percentages in signs
    and in words; ranges; comparators before and behind; units with brackets and slashes. Numbers that belong
    to names, dates, codes and the text's own numbering are no amounts.

    >>> for q in quantities("新增5G基站200余座，完成投资1.2亿元，同比下降3%左右"):
    ...     print(q.value, q.unit, q.comparator, q.measure)
    200.0 座 > level
    120000000.0 元 = level
    -3.0 % ~ growth
    """
    return [
        Quantity(a.start, a.end, a.value, a.value_max, a.unit_written, a.comparator, a.measure)
        for a in scan(fold(text), text).amounts
    ]
