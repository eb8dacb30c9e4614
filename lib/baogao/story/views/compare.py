"""What the comparing scene's chart and tables both say: promises with their results, and panels of places.

A row of another report than the one that is told has a ref ``<report>@<row>``; hosts open that report there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baogao.corpus.comparison import Comparison
from baogao.story.views.quantity import missing
from baogao.story.views.targets import Side
from baogao.tables.report import Report


@dataclass(frozen=True)
class Said(Side):
    """A side with the report it stands in; `mine` where that is the report that is told."""

    report: str = ""
    row_id: str = ""
    end: int = 0
    mine: bool = True

    @property
    def ref(self) -> str:
        return self.row_id if self.mine else f"{self.report}@{self.row_id}"

    @property
    def tip(self) -> str:
        return f"{self.label} {self.quote}" + ("" if self.mine else f" · {self.report}")

    @property
    def place(self) -> int:
        """The start that a chart's mark has: of another report a number that no start is."""
        return self.start if self.mine else -2 - self.start


@dataclass(frozen=True)
class Promise:
    """A target, the next year's result where there is one, and the verdict."""

    label: str
    indicator: str
    headline: bool
    verdict: str
    reason: str
    doubts: tuple[str, ...]
    difference: float | None
    tolerance: float | None
    conversion: str
    target: Said
    result: Said | None
    in_words: bool

    @property
    def own(self) -> Said | None:
        """The side that stands in the report that is told."""
        return next((side for side in (self.target, self.result) if side and side.mine), None)

    @property
    def comparable(self) -> bool:
        return self.verdict in ("kept", "missed") or (self.verdict == "unjudged" and not self.in_words)


@dataclass(frozen=True)
class Years:
    """The promises of one report for `year`, held against the report of the year after."""

    year: int
    promises: tuple[Promise, ...]
    mine: bool  # the targets stand in the report that is told

    def of(self, *, headline: bool) -> list[Promise]:
        return [promise for promise in self.promises if promise.headline == headline]


@dataclass(frozen=True)
class Entry:
    """A place in a panel: this year's target and last year's result."""

    place: str
    mine: bool
    target: Said
    result: Said | None
    conversion: str
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """An indicator and the places that set it a target, the largest first; those in words last."""

    label: str
    indicator: str
    measure: str
    unit: str
    entries: tuple[Entry, ...]


def years(report: Report, comparison: Comparison) -> list[Years]:
    """Last year's promises judged here, then this year's judged a year later; each in the report's order."""
    found: dict[tuple[int, str], list[Promise]] = {}
    for row in comparison.judged.to_dict("records"):
        if report.id in (row["target_report"], row["result_report"]):
            found.setdefault((int(row["year"]), row["target_report"]), []).append(_promise(report, row))
    return [
        Years(year, tuple(promises), told == report.id) for (year, told), promises in sorted(found.items())
    ]


def _promise(report: Report, row: dict[Any, Any]) -> Promise:
    target = _said(report, row, "target")
    result = _said(report, row, "result") if row["result_id"] else None
    return Promise(
        label=str(row["label"]),
        indicator=str(row["indicator"]),
        headline=row["kind"] == "headline",
        verdict=str(row["verdict"]),
        reason=str(row["reason"]),
        doubts=tuple(doubt for doubt in str(row["doubt"]).split(";") if doubt),
        difference=_number(row["difference"]),
        tolerance=_number(row["tolerance"]),
        conversion=str(row["conversion"]),
        target=target,
        result=result,
        in_words=missing(row["target"]),
    )


def _said(report: Report, row: dict[Any, Any], side: str) -> Said:
    own = side == "target"
    value = _number(row[side])
    return Said(
        start=int(row[f"{side}_start"]),
        quote=str(row[f"{side}_quote"]),
        label=str(row["label" if own else "result_label"]),
        value=0.0 if value is None else value,
        value_max=_number(row[f"{side}_max"]),
        unit=str(row["unit" if own else "result_unit"]),
        measure=str(row["measure" if own else "result_measure"]),
        comparator=str(row["comparator" if own else "result_comparator"]),
        period=int(row["year"]),
        report=str(row[f"{side}_report"]),
        row_id=str(row[f"{side}_id"]),
        end=int(row[f"{side}_end"]),
        mine=row[f"{side}_report"] == report.id,
    )


def panels(report: Report, comparison: Comparison) -> list[Panel]:
    """The indicators that the report and another place share, in its order; then those of others."""
    made = list(_panels(report, comparison))
    rank = {start: index for index, start in enumerate(report.targets["start"].astype(int).tolist())}

    def order(panel: Panel) -> int:
        return min((rank.get(e.target.start, len(rank)) for e in panel.entries if e.mine), default=len(rank))

    return sorted(made, key=order)


def _panels(report: Report, comparison: Comparison) -> Iterator[Panel]:
    held: dict[str, list[dict[Any, Any]]] = {}
    for row in comparison.beside.to_dict("records"):
        held.setdefault(str(row["indicator"]), []).append(row)
    for code, rows in held.items():
        entries = []
        for row in (row for row in rows if row["status"] == "target"):
            last = next((r for r in rows if r["order"] == row["order"] and r["status"] == "result"), None)
            doubts = ";".join([row["doubt"], last["doubt"] if last else ""]).split(";")
            conversion = row["conversion"] or (last["conversion"] if last else "")
            entries.append(
                Entry(
                    place=str(row["place"]),
                    mine=row["report_id"] == report.id,
                    target=_placed(report, row),
                    result=_placed(report, last) if last else None,
                    conversion=str(conversion),
                    doubts=tuple(dict.fromkeys(doubt for doubt in doubts if doubt)),
                )
            )
        first = next((row for row in rows if row["report_id"] == report.id), rows[0])
        yield Panel(str(first["label"]), code, str(rows[0]["measure"]), str(rows[0]["unit"]), tuple(entries))


def _placed(report: Report, row: dict[Any, Any]) -> Said:
    value = _number(row["value"])
    return Said(
        start=int(row["start"]),
        quote=str(row["quote"]),
        label=str(row["label"]),
        value=0.0 if value is None else value,
        value_max=_number(row["value_max"]),
        unit=str(row["unit"]),
        measure="" if value is None else str(row["measure"]),
        comparator=str(row["comparator"]),
        period=None if missing(row["period"]) else int(row["period"]),
        report=str(row["report_id"]),
        row_id=str(row["row_id"]),
        end=int(row["end"]),
        mine=row["report_id"] == report.id,
    )


def _number(cell: Any) -> float | None:
    return None if missing(cell) else float(cell)
