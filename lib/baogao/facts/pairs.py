"""The same indicator in the review and in the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from baogao.facts.indicators import indicator_of, plain_label
from baogao.facts.rows import Figure, Pair, Target
from baogao.lexicon import fold, load

_SHORTEST = 4  # characters of a label that may be contained in another one
_CONTAINED = 0.6  # its share of the longer label


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

    def match(aim: Figure | Target, label: str, *, shared: bool = False) -> None:
        found = _best(aim, label, results, used)
        if found:
            if not shared:
                used.add(found.start)
            code = indicator_of(fold(label)) or aim.indicator
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
        agreement = alike(result.label, label)
        if agreement and (best is None or agreement > best[0]):
            best = agreement, result
    return best[1] if best else None


def alike(one: str, other: str) -> float:
    """How surely two labels name one thing, from 0 to 1.

    >>> alike("規上工業增加值", "规模以上工业增加值"), alike("改造背街小巷", "背街小巷改造")
    (1.0, 0.9)
    >>> alike("城镇居民收入", "农村居民收入"), alike("新增高新技术企业", "净增高新技术企业")
    (0.0, 0.0)
    """
    (code, a), (of_other, b) = _thing(one), _thing(other)
    if code or of_other:
        return float(code == of_other)
    if not a or not b or _set_apart(a, b):
        return 0.0
    if a == b:
        return 0.9
    short, long = sorted((a, b), key=len)
    if len(short) < _SHORTEST or len(short) < _CONTAINED * len(long):
        return 0.0
    signs = iter(long)
    return 0.8 * len(short) / len(long) if all(sign in signs for sign in short) else 0.0


@cache
def _words() -> dict[str, Any]:
    words = load("pairs")
    longest = {key: tuple(sorted(words[key], key=len, reverse=True)) for key in ("doing", "done")}
    return {**words, **longest, "general": frozenset(words["general"])}


@lru_cache(maxsize=1 << 13)
def _thing(label: str) -> tuple[str, str]:
    """The indicator a label names, and its words without quotes and verbs of doing at its edges.

    The words are empty where they say nothing by themselves (项目, 总投资).
    """
    words, core = _words(), fold(label)
    code = indicator_of(core)
    core = plain_label(core)
    for sign in "“”‘’()《》·":
        core = core.replace(sign, "")
    for wording, plain in words["same"].items():
        core = core.replace(wording, plain)
    while True:
        front = next((w for w in words["doing"] if core.startswith(w) and len(core) > len(w) + 1), "")
        core = core[len(front) :]
        end = next((w for w in words["done"] if core.endswith(w) and len(core) > len(w) + 1), "")
        core = core[: len(core) - len(end)]
        if not front and not end:
            break
    return code or indicator_of(core), "" if core in words["general"] else core


def _set_apart(a: str, b: str) -> bool:
    """Whether a mark tells two labels apart (城镇 against 农村; a stock against what is added to it)."""
    words = _words()
    for marks in words["apart"]:
        of_a, of_b = ({mark for mark in marks if mark in label} for label in (a, b))
        if of_a and of_b and of_a != of_b:
            return True
    if any((mark in a) != (mark in b) for mark in words["alone"]):
        return True
    return ("新增" in a) != ("新增" in b) and any(mark in a + b for mark in words["stock"])
