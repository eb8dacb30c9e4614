"""Whether a result keeps a target, by the comparator that the target was said with.

Each side is an interval: 以上 is open to the right, 以内 to the left, 左右 has the tolerance of the
lexicon, a range its two ends. What was promised as a fall (能耗降低2.5%以上) is compared by its size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from baogao.lexicon import fold, load

_FLIPPED: Final = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_SAME: Final = 1e-9  # of a value: what differs by less is the same


@dataclass(frozen=True)
class Amount:
    """One side: a value in the target's unit, and how it bounds what is meant."""

    value: float
    comparator: str = "="
    top: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Judgement:
    """`verdict` is kept, missed or unjudged; `difference` result less target, `tolerance` that of 左右.

    `reason` says why a target is missed (below, above, equal) or not judged (bound: the result is a bound
    too, and both readings are left). `doubts`: `tolerance` where the verdict rests on it, `beyond` where a
    result lies outside 左右 or a range on the side that was asked for, `approximate` for a result without a
    number of its own.
    """

    verdict: str
    reason: str = ""
    difference: float | None = None
    tolerance: float | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Interval:
    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def holds(self, other: _Interval) -> bool:
        return not (_before(other, self) or _before(_mirror(other), _mirror(self)))

    def meets(self, other: _Interval) -> bool:
        return not (_apart(self, other) or _apart(other, self))


def _before(one: _Interval, other: _Interval) -> bool:
    """Whether `one` begins before `other` does."""
    if _equal(one.low, other.low):
        return other.low_open and not one.low_open and math.isfinite(one.low)
    return one.low < other.low


def _mirror(one: _Interval) -> _Interval:
    return _Interval(-one.high, -one.low, one.high_open, one.low_open)


def _apart(one: _Interval, other: _Interval) -> bool:
    """Whether `one` ends before `other` begins."""
    if _equal(one.high, other.low):
        return one.high_open or other.low_open
    return one.high < other.low


def _equal(one: float, other: float) -> bool:
    return one == other or (math.isfinite(one) and math.isclose(one, other, rel_tol=_SAME, abs_tol=1e-12))


@cache
def _less() -> tuple[frozenset[str], tuple[str, ...]]:
    asked = load("compare")["asked"]
    return frozenset(asked["less"]), tuple(asked["words"])


def asks_less(label: str, indicator: str, measure: str) -> bool:
    """Whether a target asks for less, as of prices, unemployment, a place in a ranking.

    >>> asks_less("居民消費價格漲幅", "cpi", "growth"), asks_less("改造老旧小区", "", "level")
    (True, False)
    """
    codes, words = _less()
    return measure == "rank" or indicator in codes or any(word in fold(label) for word in words)


def tolerance(value: float, unit: str) -> float:
    """How far from a value 左右 reaches: the lexicon's rule, in the unit of the value.

    >>> tolerance(5, "%"), tolerance(20, "%"), tolerance(12000000, "人")
    (0.2, 0.5, 300000.0)
    """
    rule = load("compare")["about"]
    least = float(rule["points"]) if unit in ("%", "个百分点", "百分点", "個百分點", "百分點") else 0.0
    return _tidy(max(least, abs(value) * float(rule["share"])))


def judge(target: Amount, result: Amount, *, less: bool = False) -> Judgement:
    """Judges `result` by `target`; `less` says that less is asked for.

    >>> one = judge(Amount(6.5, ">=", unit="%"), Amount(6.2, unit="%"))
    >>> one.verdict, one.reason, one.difference
    ('missed', 'below', -0.3)
    >>> two = judge(Amount(5, "~", unit="%"), Amount(4.9, unit="%"))
    >>> two.verdict, two.tolerance, two.doubts
    ('kept', 0.2, ('tolerance',))
    """
    if target.value < 0:
        # A bound of a fall speaks of its size, and more of it is asked for.
        sizes = judge(_turned(target), _turned(result))
        difference = None if sizes.difference is None else -sizes.difference
        reason = {"below": "above", "above": "below"}.get(sizes.reason, sizes.reason)
        return replace(sizes, difference=difference, reason=reason)
    around = tolerance(target.value, target.unit) if target.comparator == "~" else None
    wanted, reached = _wanted(target, less, around or 0.0), _reached(result)
    aim = target.top if less and target.top is not None else target.value
    difference = _tidy(result.value - aim)
    doubts = ("approximate",) if result.comparator != "=" else ()
    if wanted.holds(reached):
        return Judgement("kept", "", difference, around, (*_eased(target, result, less, around), *doubts))
    if wanted.meets(reached):
        return Judgement("unjudged", "bound", difference, around, doubts)
    reason = "equal" if _equal(result.value, aim) else "below" if result.value < aim else "above"
    return Judgement("missed", reason, difference, around, doubts)


def _wanted(target: Amount, less: bool, around: float) -> _Interval:
    value, top = target.value, target.top if target.top is not None else target.value
    match target.comparator:
        case ">=" | ">":
            return _Interval(value, math.inf, low_open=target.comparator == ">")
        case "<=" | "<":
            return _Interval(-math.inf, value, high_open=target.comparator == "<")
    return _Interval(-math.inf, top + around) if less else _Interval(value - around, math.inf)


def _reached(result: Amount) -> _Interval:
    value = result.value
    match result.comparator:
        case ">=" | ">":
            return _Interval(value, math.inf, low_open=result.comparator == ">")
        case "<=" | "<":
            return _Interval(-math.inf, value, high_open=result.comparator == "<")
        case "~":
            around = tolerance(value, result.unit)
            return _Interval(value - around, value + around)
    return _Interval(value, result.top if result.top is not None else value)


def _eased(target: Amount, result: Amount, less: bool, around: float | None) -> tuple[str, ...]:
    """What a kept promise owes to 左右, or has beyond it."""
    if target.comparator not in ("~", "range"):
        return ()
    sign = -1 if less else 1
    top = target.top if target.top is not None else target.value
    easy, hard = (target.value, top) if less else (top, target.value)
    if sign * (result.value - easy) > (around or 0.0) * (1 + _SAME):
        return ("beyond",)
    return ("tolerance",) if around is not None and sign * (result.value - hard) < 0 else ()


def _turned(amount: Amount) -> Amount:
    """The size of a fall; a rise is a fall of less than nothing."""
    sign = _FLIPPED.get(amount.comparator, amount.comparator) if amount.value > 0 else amount.comparator
    ends = sorted(-end for end in (amount.value, amount.top) if end is not None)
    return replace(amount, value=ends[0], comparator=sign, top=ends[1] if len(ends) > 1 else None)


def _tidy(value: float) -> float:
    """Without the dust of binary fractions."""
    return float(f"{value:.12g}")
