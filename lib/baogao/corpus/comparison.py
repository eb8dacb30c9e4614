"""`Comparison`: what `compare` gives, as DataFrames whose rows lead back into the reports."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from baogao.corpus.compare_sides import Told
from baogao.errors import BaogaoError
from baogao.tables.report import Report, frames
from baogao.tables.schema import declared
from baogao.text.spans import Span

if TYPE_CHECKING:
    import pandas as pd

COMPARED: Final = declared("baogao.corpus", "compare.toml")
VERDICTS: Final = ("kept", "missed", "changed", "absent", "unjudged")
# The columns of a table that hold a place: report, start, end.
_PLACES: Final = (
    ("target_report", "target_start", "target_end"),
    ("result_report", "result_start", "result_end"),
    ("report_id", "start", "end"),
    ("first_report", "first_start", "first_end"),
    ("later_report", "later_start", "later_end"),
)


class Place(NamedTuple):
    """A span of one report's text."""

    report: str
    span: Span


class Comparison:
    """Reports set side by side.

    `judged` has a row a target of one year and the result in the next year's report; `beside` the targets of
    several places for one year; `revised` values that a later report gives otherwise; `left_out` what was
    compared with nothing, and why. `notes` say in a line each what was set beside what. `docs/compare.md`
    describes the columns and the rules.
    """

    def __init__(self, told: list[Told], rows: Mapping[str, list[dict[str, Any]]], notes: list[str]) -> None:
        self.reports: dict[str, Report] = {one.who.id: one.report for one in told}
        self.notes = tuple(notes)
        self.tables: dict[str, pd.DataFrame] = frames(rows, COMPARED)

    @property
    def judged(self) -> pd.DataFrame:
        return self.tables["judged"]

    @property
    def beside(self) -> pd.DataFrame:
        return self.tables["beside"]

    @property
    def revised(self) -> pd.DataFrame:
        return self.tables["revised"]

    @property
    def left_out(self) -> pd.DataFrame:
        return self.tables["left_out"]

    def locate(self, row: Mapping[str, Any]) -> tuple[Place, ...]:
        """Every place that a row of any table was read from, of a judged row the target's first."""
        found = []
        for report, start, end in _PLACES:
            if report in row and row[report] and str(row[start]) not in ("<NA>", "nan", "None"):
                found.append(Place(str(row[report]), Span(int(row[start]), int(row[end]))))
        if not found:
            raise KeyError("the row has no start")
        return tuple(found)

    def quote(self, place: Place) -> str:
        """The words at a place."""
        return self.reports[place.report].text[slice(*place.span)]

    def counts(self) -> dict[str, int]:
        """How many targets have which verdict."""
        held = Counter(self.judged["verdict"])
        return {verdict: held[verdict] for verdict in VERDICTS if held[verdict]}

    def save(self, folder: str | Path) -> list[Path]:
        """Writes each table as `folder/<table>.csv`; gives the files."""
        folder, made = Path(folder), []
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, table in self.tables.items():
                path = folder / f"{name}.csv"
                with path.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow(table.columns)
                    for row in table.to_dict("records"):
                        writer.writerow([_cell(row[column]) for column in table.columns])
                made.append(path)
        except OSError as error:
            raise BaogaoError(
                str(folder), f"cannot be written ({error.strerror})", "choose another folder with --out"
            ) from error
        return made

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {len(table)}" for name, table in self.tables.items() if len(table))
        return f"<Comparison of {', '.join(self.reports)}: {counts or 'nothing in common'}>"

    def _repr_html_(self) -> str:
        parts = [f"<p>{escape(note)}</p>" for note in self.notes]
        shown = {
            "judged": ["label", "target_quote", "result_quote", "verdict", "reason", "difference", "doubt"],
            "beside": ["indicator", "order", "place", "status", "label", "quote", "doubt"],
            "revised": ["label", "first_quote", "later_quote", "difference"],
            "left_out": ["place", "label", "quote", "reason"],
        }
        for name, columns in shown.items():
            table = self.tables[name]
            if len(table):
                html = table[columns].to_html(index=False, na_rep="", max_rows=60, border=0)
                parts.append(f"<details open><summary>{name} {len(table)}</summary>{html}</details>")
        return "".join(parts)


def _cell(value: Any) -> str:
    if value is None or value != value or str(value) == "<NA>":
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(float(value))
    return str(value)
