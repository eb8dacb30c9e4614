"""The rows of the headline targets: each with last year's result where the report gives one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baogao.story.views.quantity import missing
from baogao.tables.report import Report


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
    """A headline target. `target` is None for one in words; `results` are last year's of the same thing."""

    start: int
    ref: str
    label: str
    indicator: str
    quote: str
    words: str
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
        rows.append(
            TargetRow(
                start, str(row["target_id"]), label, str(row["indicator"]), quote, words, _year(row["period"]),
                None if in_words else side(row), sides,
            )
        )  # fmt: skip
    return rows


def side(row: dict[Any, Any]) -> Side:
    """A figure or target row as one value."""
    top = None if missing(row["value_max"]) else float(row["value_max"])
    value = 0.0 if missing(row["value"]) else float(row["value"])
    return Side(
        int(row["start"]), str(row["quote"]), str(row["label"]), value, top, str(row["unit"]), str(row["measure"]),
        str(row["comparator"]), _year(row["period"]),
    )  # fmt: skip


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
