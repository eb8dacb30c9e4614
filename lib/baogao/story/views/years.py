"""The year a report looks back on and the year it plans."""

from __future__ import annotations

from baogao.story.views.quantity import missing
from baogao.tables.report import Report


def years(report: Report) -> tuple[int | None, int | None]:
    """The year of most results and the year of most targets; the report's own year where it has none."""
    own = report.about("report_year")
    this = int(own) if own.isdigit() else None
    plan = _commonest(report, "target") or this
    review = _commonest(report, "result") or (plan - 1 if plan else None)
    return review, plan


def _commonest(report: Report, status: str) -> int | None:
    rows = report.figures
    periods = [int(p) for p in rows.loc[rows["status"] == status, "period"].tolist() if not missing(p)]
    return max(sorted(set(periods)), key=periods.count) if periods else None
