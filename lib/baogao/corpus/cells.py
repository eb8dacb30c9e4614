"""Which figure stands in a cell of the panel, where several could, and what is doubtful of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from baogao.lexicon import fold

# A rate of several years is no result of one: 五年年均增长8%, 累计增长40%.
_SEVERAL: Final = re.compile(
    r"(?:年均|平均每年|年平均|年递增|累计|[两三四五六七八九十]年(?![级内]))[^,;。\n]{0,12}$"
)
_ESTIMATED: Final = frozenset({"预计", "预计可", "初步预计", "有望"})


@dataclass(frozen=True)
class Candidate:
    """A figure or a headline target that could stand in a cell; `value` and `value_max` in the cell's unit.

    `rank` is 0 for a headline target or the result of a pair, then 1 for one in words, 2 for the rest;
    `distance` is how many years the report is from the one that should tell.
    """

    report_id: str
    report_year: int | None
    start: int
    end: int
    quote: str
    value: float | None
    value_max: float | None
    comparator: str
    modality: str
    origin: str
    rank: int
    distance: int
    several_years: bool = False
    doubt: str = ""


@dataclass(frozen=True)
class Cell:
    """The candidate that was chosen, how many different values there were, and the doubts, `;` between."""

    chosen: Candidate
    candidates: int
    doubt: str


def choose(candidates: Iterable[Candidate], reports: int = 1) -> Cell | None:
    """The best of several candidates; `reports` is how many reports of this place and year there are.

    First comes the report that should tell, then what it says in its headline targets or in a pair, then
    what is of one year, then what has no doubt, then what is said first. Nothing is chosen in silence:
    where values differ, `candidates` is above 1 and `doubt` says so.

    >>> def one(start, value, rank):
    ...     return Candidate("a", 2031, start, start + 2, "", value, None, "=", "", "figures", rank, 0)
    >>> cell = choose([one(10, 5.0, 2), one(90, 6.0, 0)])
    >>> cell.chosen.start, cell.candidates, cell.doubt
    (90, 2, 'several')
    """
    ordered = sorted(candidates, key=_order)
    if not ordered:
        return None
    best = ordered[0]
    like = [c for c in ordered if c.several_years == best.several_years and c.value is not None]
    values = {(c.value, c.value_max) for c in like}
    doubts = [word for word in (best.doubt,) if word]
    if len(values) > 1:
        doubts.append("several")
    if best.several_years:
        doubts.append("years")
    if best.distance:
        doubts.append("other report")
    if fold(best.modality) in _ESTIMATED:
        doubts.append("estimated")
    if reports > 1:
        doubts.append("reports")
    return Cell(best, max(1, len(values)), ";".join(doubts))


def _order(candidate: Candidate) -> tuple[object, ...]:
    return (
        candidate.distance,
        candidate.several_years,
        candidate.rank,
        bool(candidate.doubt),
        candidate.start,
        candidate.report_id,
    )


def of_several_years(sentence: str, quote: str) -> bool:
    """Whether a rate is said to be of several years, by the words before it in its sentence.

    >>> of_several_years("五年来,地區生產總值年均增長8%。", "8%"), of_several_years("增長8%。", "8%")
    (True, False)
    """
    before, found, _ = fold(sentence).partition(fold(quote))
    return bool(found) and _SEVERAL.search(before[-20:]) is not None
