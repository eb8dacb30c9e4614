"""Pairs outside the headline: one thing in the review and in the plan, and the change between them."""

from __future__ import annotations

from dataclasses import dataclass

from baogao.story.views.targets import Side, side
from baogao.tables.report import Report


@dataclass(frozen=True)
class PairRow:
    """Last year's result and this year's target of one thing."""

    label: str
    indicator: str
    unit: str
    result: Side
    target: Side

    @property
    def ref(self) -> str:
        return self.target.ref

    @property
    def start(self) -> int:
        return self.target.start

    @property
    def change(self) -> float | None:
        """The target against the result in percent; None for rates, and where it would say nothing."""
        rate = self.unit in ("%", "‰") or self.target.measure in ("growth", "share", "rank")
        if rate or self.result.value <= 0 or self.target.value < 0:
            return None
        return (self.target.value / self.result.value - 1) * 100


def pair_rows(report: Report) -> list[PairRow]:
    """The pairs whose target is no headline target, in the order of the plan."""
    figures = {int(row["start"]): row for row in report.figures.to_dict("records")}
    headline = {int(start) for start in report.targets["start"]}
    rows, seen = [], set()
    for row in report.pairs.sort_values(["target_start", "result_start"]).to_dict("records"):
        result, target = int(row["result_start"]), int(row["target_start"])
        if target in headline or (result, target) in seen or not {result, target} <= figures.keys():
            continue
        seen.add((result, target))
        rows.append(
            PairRow(
                label=str(row["label"]),
                indicator=str(row["indicator"]),
                unit=str(row["unit"]),
                result=side(figures[result]),
                target=side(figures[target]),
            )
        )
    return rows


def by_change(rows: list[PairRow]) -> list[PairRow]:
    """The rows from the largest rise to the largest fall, those without a change last."""
    return sorted(rows, key=lambda row: (row.change is None, -(row.change or 0.0)))
