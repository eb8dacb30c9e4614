"""Place × year × indicator: the target of a year beside its result, each with the words it was read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from baogao.corpus.cells import Candidate, Cell, choose, of_several_years
from baogao.corpus.compare_units import ratio
from baogao.corpus.compare_who import who
from baogao.corpus.dataset import MANIFEST
from baogao.errors import BaogaoError
from baogao.facts.indicators import indicator_of
from baogao.lexicon import fold, load
from baogao.tables.schema import TYPES, Column, Table

if TYPE_CHECKING:
    import pandas as pd

_RATES: Final = frozenset({"growth", "share"})
MEASURES: Final = ("level", "change", "growth", "share", "rank")


def _cell_columns(name: str, what: str) -> tuple[Column, ...]:
    return (
        Column(name, "number", f"{what}, in the unit; empty where it is in words", "OBS_VALUE"),
        Column(f"{name}_max", "number", "the upper end of a range"),
        Column(f"{name}_comparator", "string", "how the value bounds what is meant"),
        Column(f"{name}_modality", "string", "確保, 預計 and the like, where stated"),
        Column(f"{name}_quote", "string", "the words, in the unit that the report uses"),
        Column(f"{name}_report", "string", "the report they stand in"),
        Column(f"{name}_start", "integer", "where in its source text"),
        Column(f"{name}_end", "integer", "the character after the last"),
        Column(f"{name}_from", "string", "the table that the cell was taken from"),
        Column(f"{name}_candidates", "integer", "how many different values could have stood here"),
        Column(f"{name}_doubt", "string", "why the cell is doubtful, else empty", "OBS_STATUS"),
    )


PANEL: Final = Table(
    "panel",
    "One row a place, year, indicator, measure and unit.",
    (
        Column("place", "string", "as the latest report of it prints the name", "REF_AREA"),
        Column("admin_level", "string", "national, province, prefecture or county"),
        Column("year", "integer", "the year that the values are about", "TIME_PERIOD"),
        Column("indicator", "string", "code of the lexicon", "INDICATOR"),
        Column("name", "string", "the indicator's name"),
        Column("measure", "string", "level, change, growth, share or rank", "MEASURE"),
        Column("unit", "string", "of both values, in simplified script", "UNIT_MEASURE"),
        *_cell_columns("target", "what was aimed at for the year"),
        *_cell_columns("result", "what came of the year"),
    ),
)


def panel(dataset: str | Path, indicators: Sequence[str], measures: Sequence[str] = ()) -> pd.DataFrame:
    """The panel of some indicators (codes, or names as reports use them), the columns those of `PANEL`.

    The target of year N is read from the report of N, its result from that of N + 1. Raises `BaogaoError`
    where `dataset` is no corpus or an indicator is none of the lexicon.
    """
    import pandas as pd

    codes = [code_of(indicator) for indicator in indicators]
    rows = list(_Panel(_check(dataset), list(dict.fromkeys(codes)), frozenset(measures)).rows())
    rows.sort(key=lambda row: (row["place"], row["indicator"], row["measure"], row["unit"], row["year"]))
    data = {}
    for column in PANEL.columns:
        cells = [row.get(column.name) for row in rows]
        if column.type == "string":
            data[column.name] = pd.Series(["" if cell is None else cell for cell in cells], dtype="str")
        else:
            data[column.name] = pd.Series(cells, dtype=TYPES[column.type])
    return pd.DataFrame(data)


def code_of(indicator: str) -> str:
    """The code of an indicator given as a code or a name; raises `BaogaoError` with the near ones.

    >>> code_of("gdp"), code_of("社會消費品零售總額")
    ('gdp', 'retail_sales')
    """
    codes = load("indicators")["codes"]
    if indicator in codes:
        return indicator
    found = indicator_of(fold(indicator))
    if found:
        return found
    names = {fold(str(entry["zh-Hans"])): code for code, entry in codes.items()}
    near = [
        *get_close_matches(indicator, codes, 3, 0.5),
        *(names[name] for name in get_close_matches(fold(indicator), names, 2, 0.5)),
    ]
    told = f"did you mean {' or '.join(dict.fromkeys(near))}? " if near else ""
    raise BaogaoError(
        f"indicator {indicator}", "is none of the lexicon", f"{told}--list-indicators shows all there are"
    )


def coverage(dataset: str | Path) -> pd.DataFrame:
    """What of each indicator the dataset has: reports that name it, targets and results with a number."""
    import pandas as pd
    import pyarrow.dataset as ds

    seen: dict[str, tuple[set[str], list[int]]] = defaultdict(lambda: (set(), [0, 0]))
    wanted = ["report_id", "indicator", "status"]
    for batch in open_table(_check(dataset), "figures").to_batches(
        columns=wanted, filter=ds.field("indicator") != ""
    ):
        columns = batch.to_pydict()
        for report, code, status in zip(*(columns[name] for name in wanted), strict=True):
            seen[code][0].add(report)
            if status in ("target", "result"):
                seen[code][1][status == "result"] += 1
    names = load("indicators")["codes"]
    rows = [
        (code, names[code]["zh-Hans"], names[code]["en"], len(reports), *counts)
        for code, (reports, counts) in seen.items()
        if code in names
    ]
    rows.sort(key=lambda row: (-row[3], row[0]))
    return pd.DataFrame(rows, columns=["indicator", "name", "english", "reports", "targets", "results"])


def _check(dataset: str | Path) -> Path:
    path = Path(dataset)
    if not (path / MANIFEST).is_file():
        raise BaogaoError(
            str(path),
            "is no corpus, or one whose making was stopped",
            "make it with: baogao corpus FOLDER --out DIR",
        )
    return path


def open_table(dataset: str | Path, table: str) -> Any:
    """A table of a dataset as `pyarrow.dataset` has it, with the column `year`."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    hive = ds.partitioning(pa.schema([("year", pa.int32())]), flavor="hive")
    return ds.dataset(Path(dataset) / table, format="parquet", partitioning=hive)


class _Panel:
    def __init__(self, dataset: Path, codes: list[str], measures: frozenset[str]) -> None:
        self.dataset, self.codes, self.measures = dataset, codes, measures
        self.years: dict[str, int | None] = {}
        self.levels: dict[str, str] = {}
        self.places: dict[str, str] = {}  # the key of a report's place
        self.names: dict[str, tuple[int, str, str]] = {}  # of a key: the latest year, name and level
        self.told: dict[tuple[str, int | None], int] = defaultdict(int)
        self._reports()

    def _reports(self) -> None:
        wanted = ["report_id", "place", "admin_level", "year"]
        for row in _rows(open_table(self.dataset, "reports").to_table(columns=wanted)):
            about = {
                "place": row["place"],
                "admin_level": row["admin_level"],
                "report_year": str(row["year"] or ""),
            }
            it = who(row["report_id"], lambda key, about=about: about.get(key, ""))  # type: ignore[misc]
            key = later_name(it.key, it.year)
            name = it.place or (key if it.level == "national" else it.id)
            self.years[it.id], self.places[it.id] = it.year, key
            self.told[key, it.year] += 1
            self.names[key] = max(self.names.get(key, (-1, "", "")), (it.year or 0, name, it.level))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, in no order."""
        pairs = self._pairs()
        cells: dict[tuple[Any, ...], dict[str, list[Candidate]]] = defaultdict(
            lambda: {"target": [], "result": []}
        )
        headline: set[tuple[str, int]] = set()
        for row in self._read("targets"):
            headline.add((row["report_id"], row["start"]))
            if row["period"] is not None:
                self._add(cells, "target", row, "targets", 0 if row["value"] is not None else 1)
        for row in self._read("figures"):
            at = (row["report_id"], row["start"])
            if row["status"] in ("target", "result") and row["period"] is not None and at not in headline:
                paired = (row["status"], *at) in pairs
                origin = "pairs" if paired else "figures"
                self._add(cells, row["status"], row, origin, 0 if paired and row["status"] == "result" else 2)
        for (key, year, indicator, measure, unit), of_cell in cells.items():
            found = self._row(key, year, of_cell)
            if found:
                name = str(load("indicators")["codes"][indicator]["zh-Hans"])
                about = {"indicator": indicator, "name": name, "measure": measure, "unit": unit}
                yield found | about

    def _row(self, key: str, year: int, of_cell: dict[str, list[Candidate]]) -> dict[str, Any] | None:
        _, place, level = self.names[key]
        row: dict[str, Any] = {"place": place, "admin_level": level, "year": year}
        for name, told_in in (("target", year), ("result", year + 1)):
            cell = choose(of_cell[name], self.told.get((key, told_in), 1))
            if cell:
                row |= _cells(name, cell)
        return row if len(row) > 3 else None

    def _add(self, cells: dict[Any, Any], name: str, row: dict[str, Any], origin: str, rank: int) -> None:
        report, year, measure = row["report_id"], row["period"], row["measure"]
        if self.measures and measure not in self.measures:
            return
        unit, factor = _in_one_unit(row["indicator"], measure, row["unit"])
        told_in = year if name == "target" else year + 1
        of_report = self.years[report]
        several = measure in _RATES and of_several_years(row.get("sentence") or "", row["quote"])
        candidate = Candidate(
            report, of_report, row["start"], row["end"], row["quote"], _times(row["value"], factor),
            _times(row["value_max"], factor), row["comparator"], row.get("modality") or "", origin, rank,
            0 if of_report is None else abs(of_report - told_in), several, row.get("doubt") or "",
        )  # fmt: skip
        cells[self.places[report], year, row["indicator"], measure, unit][name].append(candidate)

    def _pairs(self) -> set[tuple[str, str, int]]:
        found = set()
        for row in self._read("pairs", ["report_id", "indicator", "result_start", "target_start"]):
            found.add(("result", row["report_id"], row["result_start"]))
            found.add(("target", row["report_id"], row["target_start"]))
        return found

    def _read(self, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
        import pyarrow.dataset as ds

        wanted = ds.field("indicator").isin(self.codes)
        for batch in open_table(self.dataset, table).to_batches(columns=columns, filter=wanted):
            yield from _rows(batch)


def _rows(data: Any) -> Iterable[dict[str, Any]]:
    columns = data.to_pydict()
    return (dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True))


def _cells(name: str, cell: Cell) -> dict[str, Any]:
    chosen = cell.chosen
    return {
        name: chosen.value,
        f"{name}_max": chosen.value_max,
        f"{name}_comparator": chosen.comparator,
        f"{name}_modality": chosen.modality,
        f"{name}_quote": chosen.quote,
        f"{name}_report": chosen.report_id,
        f"{name}_start": chosen.start,
        f"{name}_end": chosen.end,
        f"{name}_from": chosen.origin,
        f"{name}_candidates": cell.candidates,
        f"{name}_doubt": cell.doubt,
    }


def _in_one_unit(indicator: str, measure: str, unit: str) -> tuple[str, float]:
    """The unit that an indicator's measure is shown in, and the factor to it; else its own."""
    if measure in _RATES:
        shown = "%"
    elif measure == "level":
        shown = str(load("indicators")["codes"][indicator]["unit"])
    else:
        return fold(unit), 1.0
    if not unit:
        return shown, 1.0
    factor = ratio(unit, shown)
    return (fold(unit), 1.0) if factor is None else (shown, factor)


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value * factor:.15g}")


@cache
def _renamed() -> dict[str, tuple[str, int]]:
    return {before: (after, year) for before, after, year in load("renames")["names"]}


def later_name(key: str, year: int | None) -> str:
    """The name that a place took later, for a report of before that.

    >>> later_name("襄樊市", 2009), later_name("襄樊市", 2015)
    ('襄阳市', '襄樊市')
    """
    while year is not None and key in _renamed() and year <= _renamed()[key][1]:
        key = _renamed()[key][0]
    return key
