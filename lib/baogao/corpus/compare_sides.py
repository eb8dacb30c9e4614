"""What a report brings to a comparison: its targets and its results, each with its words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from baogao.corpus.compare_who import Who, who
from baogao.facts.indicators import indicator_of
from baogao.lexicon import alternation, fold, load
from baogao.tables.report import Report

_BEFORE: Final = 160  # characters before a figure in which its sentence is read
_STOP: Final = re.compile(r"[。!?\n;]")
_SIGN: Final = re.compile(r"[,，、]")
# A value that another one is counted from, and one of several years: neither is the result of a year.
_BASE: Final = re.compile(r"(?:由|从)[^,;。\n到至]{0,12}$|累计(?:增长|增加|提高|下降)$")
_MEAN: Final = re.compile(r"(?:年均|平均每年|年平均|年递增|[两三四五六七八九十]年(?![级内]))[^,;。\n]{0,10}$")


@dataclass(frozen=True)
class Side:
    """A target or a result: a row of `targets` or `figures`, or (without `value`) words."""

    report: str
    row_id: str
    start: int
    end: int
    quote: str
    label: str
    indicator: str
    measure: str
    value: float | None
    top: float | None
    unit: str
    comparator: str
    modality: str
    period: int | None
    headline: bool = False
    base: bool = False  # what another value is counted from
    mean: bool = False  # of several years
    doubts: tuple[str, ...] = ()


@dataclass
class Told:
    """A report with its targets, headline first, and its results, both in its own order."""

    report: Report
    who: Who
    targets: list[Side] = field(default_factory=list)
    results: list[Side] = field(default_factory=list)


def told(report: Report) -> Told:
    """The sides of a report."""
    made = Told(report, who(report.id, report.about))
    folded = fold(report.text)
    figures: list[dict[Any, Any]] = report.figures.to_dict("records")
    of_start = {int(row["start"]): row for row in figures}
    headline = report.targets.to_dict("records")
    for row in headline:
        figure = of_start.get(int(row["start"]), {})
        row |= {"modality": figure.get("modality", ""), "doubt": figure.get("doubt", "")}
        made.targets.append(_side(report.id, row, str(row["target_id"]), folded, headline=True))
    starts = {int(row["start"]) for row in headline}
    for row in figures:
        side = _side(report.id, row, str(row["figure_id"]), folded)
        if row["status"] == "target" and side.start not in starts:
            made.targets.append(side)
        elif row["status"] == "result":
            made.results.append(side)
    return made


def _side(report: str, row: dict[Any, Any], row_id: str, folded: str, *, headline: bool = False) -> Side:
    start = int(row["start"])
    before = _STOP.split(folded[max(0, start - _BEFORE) : start])[-1]
    near = before[-16:]
    doubts = [str(row["doubt"])] if row["doubt"] else []
    if not headline and (row["modality"] == "预计" or _said("estimated").search(before)):
        doubts.append("estimated")
    if not headline and _said("revised").search(_SIGN.split(before)[-1]):
        doubts.append("revised")
    label, indicator = str(row["label"]), str(row["indicator"])
    if not headline and (end := _said_behind().search(fold(label))):
        doubts.append("revised")
        label = label[: end.start()]
        indicator = indicator or indicator_of(fold(label))
    return Side(
        report, row_id, start, int(row["end"]), str(row["quote"]), label, indicator,
        str(row["measure"]), _number(row["value"]), _number(row["value_max"]), str(row["unit"]),
        str(row["comparator"]), str(row["modality"]), _year(row["period"]), headline,
        _BASE.search(near) is not None, _MEAN.search(near) is not None, tuple(doubts),
    )  # fmt: skip


@cache
def _said(what: str) -> re.Pattern[str]:
    return re.compile(alternation(load("compare")["said"][what]))


@cache
def _said_behind() -> re.Pattern[str]:
    """地区生产总值修订: what is said of a value at the end of its label."""
    return re.compile(f"(?<=..)(?:{alternation(load('compare')['said']['revised'])})$")


def _number(cell: Any) -> float | None:
    return None if str(cell) in ("<NA>", "nan", "None", "") else float(cell)


def _year(cell: Any) -> int | None:
    number = _number(cell)
    return None if number is None else int(number)
