"""The rows of the headline targets: each with last year's result where the report gives one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from baogao.lexicon import alternation, fold, load
from baogao.story.views.quantity import missing
from baogao.tables.report import Report

# What a sum is called that is passed (突破1000亿元大关).
_STEPS: Final = ("大关", "台阶")


@dataclass(frozen=True)
class Side:
    """One value of a row: a figure, by the start of its span."""

    start: int
    quote: str
    label: str
    value: float
    value_max: float | None
    unit: str
    measure: str
    comparator: str
    period: int | None

    @property
    def ref(self) -> str:
        return f"figures-{self.start}"


@dataclass(frozen=True)
class TargetRow:
    """A headline target. `target` is None for one in words; `results` are last year's of the same thing.

    `before` and `after` are the report's words next to the span that carry its bound (突破…大關).
    """

    start: int
    ref: str
    label: str
    indicator: str
    quote: str
    words: str
    before: str
    after: str
    period: int | None
    target: Side | None
    results: tuple[Side, ...]

    @property
    def on_scale(self) -> bool:
        """Whether it stands on the scale of growth rates."""
        return self.target is not None and self.target.measure == "growth" and self.target.unit == "%"


def target_rows(report: Report) -> list[TargetRow]:
    """The rows in the order of the report."""
    results = _results(report)
    figures = {int(row["start"]): row for row in report.figures.to_dict("records")}
    rows = []
    for row in report.targets.to_dict("records"):
        start = int(row["start"])
        in_words = missing(row["value"])
        sides = () if in_words else tuple(side(figures[at]) for at in results.get(start, ()) if at in figures)
        label, quote = str(row["label"]), str(row["quote"])
        words = quote.removeprefix(label).lstrip(" ,，:：") or quote
        before, after = ("", "") if in_words else _around(report.text, start, int(row["end"]))
        rows.append(
            TargetRow(
                start=start,
                ref=str(row["target_id"]),
                label=label,
                indicator=str(row["indicator"]),
                quote=quote,
                words=words,
                before=before,
                after=after,
                period=_year(row["period"]),
                target=None if in_words else side(row),
                results=sides,
            )
        )
    return rows


def side(row: dict[Any, Any]) -> Side:
    """A figure or target row as one value."""
    top = None if missing(row["value_max"]) else float(row["value_max"])
    value = 0.0 if missing(row["value"]) else float(row["value"])
    return Side(
        start=int(row["start"]),
        quote=str(row["quote"]),
        label=str(row["label"]),
        value=value,
        value_max=top,
        unit=str(row["unit"]),
        measure=str(row["measure"]),
        comparator=str(row["comparator"]),
        period=_year(row["period"]),
    )


@cache
def _lead() -> re.Pattern[str]:
    """Words of a bound, two characters or longer, right before a number."""
    words = [word for group in load("comparators")["before"].values() for word in group if len(word) > 1]
    return re.compile(f"(?:{alternation(words)})$")


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of a bound before and after a span, as the source has them."""
    lead = _lead().search(fold(text[max(start - 6, 0) : start]))
    before = text[start - len(lead[0]) : start] if lead else ""
    after = text[end : end + 2]
    return before, after if fold(after) in _STEPS else ""


def _year(cell: Any) -> int | None:
    return None if missing(cell) else int(cell)


def _results(report: Report) -> dict[int, list[int]]:
    """Starts of results by the start of their target, in the order of the report."""
    found: dict[int, list[int]] = {}
    for row in report.pairs.sort_values("result_start").to_dict("records"):
        starts = found.setdefault(int(row["target_start"]), [])
        if int(row["result_start"]) not in starts:
            starts.append(int(row["result_start"]))
    return found
