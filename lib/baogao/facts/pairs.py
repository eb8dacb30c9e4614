"""The same indicator in the review and in the plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from typing import Final

from baogao.facts.goals.alike import alike, key
from baogao.facts.indicators import indicator_of
from baogao.facts.rows import Figure, Pair, Target
from baogao.lexicon import fold

_MANY: Final = 500  # labels of one unit; with more, only those are compared whose words are the same
_RATES: Final = frozenset({"share", "growth"})
_MEAN: Final = re.compile(r"(?:年均|平均每年|年平均|年递增|累计|[三四五]年(?!级))[^,;。\n]{0,10}$")
# What a value has grown by in several years, or from: neither is the result of a year.
_GROWN: Final = re.compile(r"累计(?:增长|增加|提高|下降)$|(?:由|从)[^,;。\n到至]{0,12}$")
_STOCK: Final = 3  # a count this many times the number added in a year is the stock


def read_pairs(figures: Sequence[Figure], targets: Sequence[Target], folded: str = "") -> list[Pair]:
    """Pairs of a result and a target that measure one thing in one unit, the headline first.

    A result of the year before the targets' year meets a target of that year; each is used once, but for
    a target that is said of two things (GDP、园区总收入). The `folded` text tells a result of that year
    from a mean or a sum of several, which is taken only where there is no other.

    >>> result = Figure(10, 15, "规上工业增加值", "", "growth", 5.0, None, "%", "=", 2022, "result")
    >>> target = Figure(90, 95, "规模以上工业增加值", "", "growth", 7.0, None, "%", ">=", 2023, "target")
    >>> [(pair.indicator, pair.result, pair.target) for pair in read_pairs([result, target], [])]
    [('industrial_value_added', 10, 90)]
    """
    year = _plan_year(figures, targets)
    if year is None:
        return []
    results = _Results(
        (figure for figure in figures if figure.status == "result" and figure.period == year - 1), folded
    )
    headline = {target.start: target for target in targets if target.value is not None}
    of_start = {figure.start for figure in figures}
    pairs: list[Pair] = []
    known: set[tuple[str, str, str]] = set()

    def match(aim: Figure | Target, label: str, *, shared: bool = False) -> None:
        code = indicator_of(fold(label)) or aim.indicator
        # One place has one value of an indicator a year: a second one is of a part of it.
        if code and (code, aim.measure, aim.unit) in known:
            return
        found = results.take(aim, label, keep=shared)
        if found:
            if not shared:
                known.add((code, aim.measure, aim.unit))
            pairs.append(Pair(label, code, aim.measure, aim.unit, found.start, aim.start))

    for target in headline.values():
        if target.start in of_start:
            said = target.label.split("、")
            for label in said:
                match(target, label, shared=len(said) > 1)
    for figure in figures:
        if figure.status == "target" and figure.period == year and figure.start not in headline:
            rate = figure.measure in _RATES
            said = figure.label.split("、") if rate else [figure.label]
            for label in said:
                match(figure, label, shared=len(said) > 1)
    return pairs


class _Results:
    """The review's figures by measure and unit, then by label, so that two labels are compared once."""

    def __init__(self, figures: Iterable[Figure], folded: str) -> None:
        self.groups: dict[tuple[str, str], dict[str, deque[Figure]]] = {}
        found = [f for f in figures if not _GROWN.search(folded[max(0, f.start - 16) : f.start])]
        self.means = {f.start for f in found if _MEAN.search(folded[max(0, f.start - 16) : f.start])}
        for figure in sorted(found, key=lambda f: (f.start in self.means, f.start)):
            group = self.groups.setdefault((figure.measure, fold(figure.unit)), {})
            group.setdefault(figure.label, deque()).append(figure)
        self.by_key: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for (measure, unit), group in self.groups.items():
            for label in group if len(group) > _MANY else ():
                self.by_key[measure, unit, key(label)].append(label)

    def take(self, aim: Figure | Target, label: str, *, keep: bool) -> Figure | None:
        """The result that agrees best with a target, the first of those that agree most; it is used up."""
        best: tuple[float, bool, int] = (0.0, False, 0)
        found: deque[Figure] | None = None
        group = self.groups.get((aim.measure, fold(aim.unit)), {})
        near = group if len(group) <= _MANY else self.by_key[aim.measure, fold(aim.unit), key(label)]
        for said in near:
            figures = group.get(said)
            if not figures:
                continue
            agreement = _agreement(said, label, rate=aim.measure in _RATES)
            if not agreement or _stock_against_flow(figures[0], label, aim.value):
                continue
            start = figures[0].start
            if (merit := (agreement, start not in self.means, -start)) > best or found is None:
                best, found = merit, figures
        if found is None:
            return None
        if keep:
            return found[0]
        figure = found.popleft()
        if not found:
            del group[figure.label]
        return figure


def _agreement(one: str, other: str, *, rate: bool) -> float:
    """How surely two labels agree; a rate may be said of two things at once (电子化率、开标率)."""
    if not rate or "、" not in one + other:
        return alike(one, other)
    return max(alike(a, b) for a in one.split("、") for b in other.split("、"))


def _plan_year(figures: Sequence[Figure], targets: Sequence[Target]) -> int | None:
    """The year that most targets are for, of those whose year before has results."""
    told = {figure.period for figure in figures if figure.status == "result" and figure.period}
    years = Counter(figure.period for figure in figures if figure.status == "target" and figure.period)
    years.update(target.period for target in targets if target.period)
    return next((year for year, _ in years.most_common() if year - 1 in told), None)


def _stock_against_flow(result: Figure, label: str, value: float | None) -> bool:
    """Whether one of two counts is what there is, the other what is added to it (946家, 新增200家)."""
    added = "新增" in fold(label)
    if value is None or added == ("新增" in fold(result.label)):
        return False
    flow, stock = (value, result.value) if added else (result.value, value)
    return stock > _STOCK * flow
