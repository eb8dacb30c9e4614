"""Which result speaks of a target: by code, else by label; and how near one is that does not quite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.corpus.compare_sides import Side, Told
from baogao.corpus.compare_units import ratio
from baogao.facts.goals.alike import alike
from baogao.facts.indicators import plain_label
from baogao.lexicon import fold, load

SURE: Final = 0.9  # agreement of labels from which on they are one thing
_STOCK: Final = 3  # a count this many times the number added in a year is the stock
_SHARED: Final = 0.6  # of the shorter label that a longer one must say, to be called near
_SHORTEST: Final = 3  # characters of a name that is looked for in the text
_CLAUSE: Final = 60  # characters before a name that its clause is looked for in
_ENDS: Final = re.compile(r"[,;。!?\n]")


@dataclass(frozen=True)
class Found:
    """A result, how surely it is of the same thing, and why it cannot judge the target, if so."""

    side: Side
    agreement: float
    why: str = ""  # measure, unit, part, label, mean, named


def find(target: Side, results: Iterable[Side], reports: Sequence[Told] = ()) -> Found | None:
    """The result of the target's year that speaks of it, the best there is; None where none does.

    One of the same measure whose unit can be turned comes first; then the same thing otherwise measured, a
    part or the whole of it, a label that shares its words, and last the words of the review.
    """
    held = [side for side in results if side.period == target.period and not side.base]
    scored = [(agreement(target, side), side) for side in held]
    same = [(score, side) for score, side in scored if score > 0]
    meets = [(score, side) for score, side in same if _comparable(target, side)]
    if meets:
        score, side = max(meets, key=lambda pair: (pair[0], not pair[1].mean, -pair[1].start))
        return Found(side, score, "mean" if side.mean else "")
    sure = [(score, side) for score, side in same if score >= SURE]
    if sure:
        score, side = max(sure, key=lambda pair: (pair[0], not pair[1].mean, -pair[1].start))
        return Found(side, score, "measure" if side.measure != target.measure else "unit")
    return _near(target, held) or _named(target, reports)


def agreement(one: Side, other: Side) -> float:
    """How surely two sides are of one thing, from 0 to 1; labels may name several (城镇、农村)."""
    if one.indicator and other.indicator:
        return float(one.indicator == other.indicator)
    return max(alike(a, b) for a in one.label.split("、") for b in other.label.split("、"))


def _comparable(target: Side, side: Side) -> bool:
    if target.value is None or side.value is None:
        return target.value is None and (not target.measure or target.measure == side.measure)
    if side.measure != target.measure or ratio(side.unit, target.unit) is None:
        return False
    return not _stock_against_flow(target, side)


def _stock_against_flow(one: Side, other: Side) -> bool:
    """Whether one of two counts is what there is, the other what is added to it (946家, 新增200家)."""
    added = "新增" in fold(one.label)
    if one.value is None or other.value is None or added == ("新增" in fold(other.label)):
        return False
    flow, stock = (one.value, other.value) if added else (other.value, one.value)
    return stock > _STOCK * flow


@cache
def _parts() -> dict[str, frozenset[str]]:
    return {code: frozenset(group) for group in load("compare")["parts"]["groups"] for code in group}


def _near(target: Side, held: list[Side]) -> Found | None:
    """A part or the whole of the target's thing; for a headline target also a label that shares its words."""
    group = _parts().get(target.indicator, frozenset())
    parts = [side for side in held if side.indicator in group]
    if parts:
        return Found(max(parts, key=lambda s: (s.measure == target.measure, -s.start)), 0.5, "part")
    if not target.headline or target.indicator:
        return None
    best = max(held, key=lambda side: (_shared(target, side), -side.start), default=None)
    if best is None or _shared(target, best) < _SHARED or best.measure != target.measure:
        return None
    return Found(best, 0.4, "label")


def _shared(one: Side, other: Side) -> float:
    """The longest run of characters that two labels share, as a part of the shorter; 0 where it is short."""
    a, b = plain_label(fold(one.label)), plain_label(fold(other.label))
    short, long = sorted((a, b), key=len)
    for size in range(len(short), _SHORTEST, -1):
        if any(short[at : at + size] in long for at in range(len(short) - size + 1)):
            return size / len(short)
    return 0.0


def _named(target: Side, reports: Sequence[Told]) -> Found | None:
    """The clause of a review that names the target's thing and gives no number of it."""
    name = plain_label(fold(target.label))
    if len(name) < _SHORTEST:
        return None
    for told in reports:
        text = fold(told.report.text)
        for start, end in _reviews(told):
            at = text.find(name, start, end)
            if at < 0:
                continue
            last = _ENDS.search(text, at, end)
            stop = last.start() if last else end
            low = max(start, at - _CLAUSE)
            first = max((m.end() for m in _ENDS.finditer(text, low, at)), default=low)
            return Found(_words(told, target, first, stop), 0.3, "named")
    return None


def _reviews(told: Told) -> list[tuple[int, int]]:
    rows = told.report.outline.to_dict("records")
    spans = [(int(row["start"]), int(row["end"])) for row in rows if row["role"] == "review"]
    return spans or [(0, min((int(row["start"]) for row in rows if row["role"] == "plan"), default=0))]


def _words(told: Told, target: Side, start: int, end: int) -> Side:
    text = told.report.text
    while start < end and (text[start].isspace() or text[start] in "—－-●■◆·"):
        start += 1
    return Side(
        told.who.id, f"text-{start}-{end}", start, end, text[start:end], target.label, target.indicator,
        "", None, None, "", "", "", target.period,
    )  # fmt: skip
