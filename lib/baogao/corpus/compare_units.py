"""Units of two reports: whether one can be turned into the other, and by what factor."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from baogao.lexicon import fold, load

_NUMBER: Final = r"[\d.,〇零一二三四五六七八九十两半]"
_POWERS: Final = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}
_POWERS_MORE: Final = {"十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12}
_SCALES: Final = _POWERS | _POWERS_MORE


class Conversion(NamedTuple):
    """`ratio` turns values in base units; `factor` the numbers as they are written; `words` says how."""

    ratio: float
    factor: float
    words: str
    counters: bool  # two measure words for the same things


@cache
def _kinds() -> dict[str, tuple[str, float]]:
    return {
        unit: (kind, float(size))
        for kind, units in load("compare")["units"].items()
        for unit, size in units.items()
    }


def ratio(unit: str, other: str) -> float | None:
    """How many of `other` one `unit` is; None where the two cannot be turned into each other.

    >>> ratio("公頃", "亩"), ratio("公里", "千米"), ratio("%", "个百分点"), ratio("元", "美元")
    (15.0, 1.0, None, None)
    """
    unit, other = fold(unit), fold(other)
    if unit == other:
        return 1.0
    one, two = _kinds().get(unit), _kinds().get(other)
    if one is None or two is None or one[0] != two[0]:
        return None
    return round(one[1] / two[1], 12)


def convert(quote: str, unit: str, other_quote: str, other: str) -> Conversion | None:
    """How an amount written as `quote` is turned into the unit that `other_quote` is written in.

    >>> convert("1008000万元", "元", "100亿元以上", "元")
    Conversion(ratio=1.0, factor=0.0001, words='1亿元 = 10000万元', counters=False)
    >>> convert("3000公頃", "公頃", "4.5萬畝", "畝").words
    '1公頃 = 15畝'
    """
    of = ratio(unit, other)
    if of is None:
        return None
    ours, theirs = _scale(quote, unit), _scale(other_quote, other)
    factor = float(f"{ours[1] * of / theirs[1]:.12g}")
    counters = fold(unit) != fold(other) and _kinds()[fold(unit)][0] == "counter"
    one, two = f"{ours[0]}{unit}", f"{theirs[0]}{other}"
    if fold(one) == fold(two):
        return Conversion(of, factor, "", counters)
    ways = ((one, two, factor), (two, one, 1 / factor), (unit, other, of), (other, unit, 1 / of))
    for left, right, by in ways:
        if by > 1 - 1e-9 and abs(by - round(by)) < 1e-6 * by:
            return Conversion(of, factor, f"1{left} = {round(by)}{right}", counters)
    return Conversion(of, factor, f"1{one} = {factor:.6g}{two}", counters)


def _scale(quote: str, unit: str) -> tuple[str, float]:
    """The multiplier that a quoted amount is written with, in its own script.

    >>> _scale("1.2万亿元左右", "元"), _scale("6600多萬人", "人"), _scale("12千瓦", "千瓦")
    (('万亿', 1000000000000.0), ('萬', 10000.0), ('', 1.0))
    """
    folded = fold(quote)
    powers = "|".join(sorted(_SCALES, key=len, reverse=True))
    found = re.search(rf"{_NUMBER}(?:多|余|来)?\s*({powers})(?:多|余)?\s*{re.escape(fold(unit))}", folded)
    if found is None:
        return "", 1.0
    return quote[found.start(1) : found.end(1)], _SCALES[found[1]]
