"""The same indicator in the review and in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from baogao.facts.alike import alike
from baogao.facts.indicators import indicator_of
from baogao.facts.rows import Figure, Pair, Target
from baogao.lexicon import fold

_STOCK: Final = 3  # a count this many times the number added in a year is the stock


def read_pairs(figures: Sequence[Figure], targets: Sequence[Target]) -> list[Pair]:
    """Pairs of a result and a target that measure one thing in one unit, the headline first.

    A result of the year before the targets' year meets a target of that year; each is used once, but for
    a headline target that is said of two things (GDP、园区总收入).

    >>> result = Figure(10, 15, "规上工业增加值", "", "growth", 5.0, None, "%", "=", 2022, "result")
    >>> target = Figure(90, 95, "规模以上工业增加值", "", "growth", 7.0, None, "%", ">=", 2023, "target")
    >>> [(pair.indicator, pair.result, pair.target) for pair in read_pairs([result, target], [])]
    [('industrial_value_added', 10, 90)]
    """
    year = _plan_year(figures, targets)
    if year is None:
        return []
    results = [figure for figure in figures if figure.status == "result" and figure.period == year - 1]
    aims = [figure for figure in figures if figure.status == "target" and figure.period == year]
    headline = {target.start: target for target in targets if target.value is not None}
    of_start = {figure.start: figure for figure in figures}
    pairs: list[Pair] = []
    used: set[int] = set()
    known: set[tuple[str, str, str]] = set()

    def match(aim: Figure | Target, label: str, *, shared: bool = False) -> None:
        found = _best(aim, label, results, used)
        code = indicator_of(fold(label)) or aim.indicator
        # One place has one value of an indicator a year: a second one is of a part of it.
        if found and (not code or (code, aim.measure, aim.unit) not in known):
            if not shared:
                used.add(found.start)
                known.add((code, aim.measure, aim.unit))
            pairs.append(Pair(label, code, aim.measure, aim.unit, found.start, aim.start))

    for target in headline.values():
        if target.start in of_start:
            said = target.label.split("、")
            for label in said:
                match(target, label, shared=len(said) > 1)
    for aim in aims:
        if aim.start not in headline:
            match(aim, aim.label)
    return pairs


def _plan_year(figures: Sequence[Figure], targets: Sequence[Target]) -> int | None:
    """The year that most targets are for, of those whose year before has results."""
    told = {figure.period for figure in figures if figure.status == "result" and figure.period}
    years = Counter(figure.period for figure in figures if figure.status == "target" and figure.period)
    years.update(target.period for target in targets if target.period)
    return next((year for year, _ in years.most_common() if year - 1 in told), None)


def _best(aim: Figure | Target, label: str, results: Iterable[Figure], used: set[int]) -> Figure | None:
    """The unused result that agrees best with a target: the first of those that agree most."""
    best: tuple[float, Figure] | None = None
    unit = fold(aim.unit)
    for result in results:
        if result.start in used or result.measure != aim.measure or fold(result.unit) != unit:
            continue
        # A rate may be said of two things (电子化率、开标率); a count of two things is their sum.
        one = result.label.split("、") if aim.measure in {"share", "growth"} else [result.label]
        two = label.split("、") if aim.measure in {"share", "growth"} else [label]
        agreement = max(alike(a, b) for a in one for b in two)
        if _stock_against_flow(result, label, aim.value):
            continue
        if agreement and (best is None or agreement > best[0]):
            best = agreement, result
    return best[1] if best else None


def _stock_against_flow(result: Figure, label: str, value: float | None) -> bool:
    """Whether one of two counts is what there is, the other what is added to it (946家, 新增200家)."""
    added = "新增" in fold(label)
    if value is None or added == ("新增" in fold(result.label)):
        return False
    flow, stock = (value, result.value) if added else (result.value, value)
    return stock > _STOCK * flow
