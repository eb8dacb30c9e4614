"""A dataset as its readers open it: its places with their years, one report of it, one indicator of it.

Each function reads the columns and the row groups that its answer needs, and nothing else of the dataset.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from baogao.corpus.compare_who import who
from baogao.corpus.dataset import MANIFEST
from baogao.corpus.panel import later_name, open_table, panel
from baogao.lexicon import load
from baogao.tables.report import Report, frames
from baogao.tables.schema import TABLES

_QUANTILES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
_SLOTS: Final = 120  # columns in which marks of about the same value are stacked


def is_dataset(folder: str | Path) -> bool:
    """Whether a folder is what `baogao corpus` wrote.

    >>> is_dataset("nowhere")
    False
    """
    return (Path(folder) / MANIFEST).is_file()


def stored(dataset: str | Path, report_id: str, year: int | None = None) -> Report:
    """The report `report_id` as the dataset holds it; with its `year` only that year's parts are opened.

    Raises `KeyError` where there is none.
    """
    import pyarrow.dataset as ds

    wanted = ds.field("report_id") == report_id
    if year is not None:
        wanted &= ds.field("year") == year
    found: dict[str, list[dict[str, Any]]] = {}
    for name in ("source", *TABLES):
        columns = ["text"] if name == "source" else [column.name for column in TABLES[name].columns]
        found[name] = open_table(dataset, name).to_table(columns=columns, filter=wanted).to_pylist()
        if name == "source" and not found[name]:
            raise KeyError(report_id)
    text = str(found.pop("source")[0]["text"])
    report = Report(report_id, text, frames(found))
    report.others = ()
    return report


def index(dataset: str | Path) -> dict[str, Any]:
    """The places of a dataset with their reports, and the indicators that it has values of.

    `places` holds name, level and ``[year, id, is traditional]`` of each report, in order; a place
    that took another name is one. `measures` holds code, measure, number of targets and of results, the most
    told first.
    """
    wanted = ["report_id", "place", "admin_level", "title", "year"]
    found: dict[str, list[tuple[int, str, str, str, str]]] = defaultdict(list)
    for row in open_table(dataset, "reports").to_table(columns=wanted).to_pylist():
        about = {
            "place": row["place"],
            "admin_level": row["admin_level"],
            "report_year": str(row["year"] or ""),
        }
        one = who(row["report_id"], about.get)  # type: ignore[arg-type]
        key = later_name(one.key, one.year)
        name = one.place or (key if one.level == "national" else one.id)
        found[key].append((one.year or 0, one.id, name, one.level, row["title"]))
    places = []
    for reports in found.values():
        reports.sort()
        # As in a panel: the name and the level of the latest report.
        _, name, level = max((year, name, level) for year, _, name, level, _ in reports)
        years = [
            [year, report, int("告" in title and "報" in title)] for year, report, _, _, title in reports
        ]
        places.append([name, level, years])
    places.sort(key=lambda place: (place[0], place[2][0][1]))
    return {"places": places, "measures": _measures(dataset)}


def _measures(dataset: str | Path) -> list[list[Any]]:
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    told = (ds.field("indicator") != "") & ds.field("status").isin(["target", "result"])
    columns = ["indicator", "measure", "status"]
    table = open_table(dataset, "figures").to_table(
        columns=columns, filter=told & ds.field("value").is_valid()
    )
    counted = table.group_by(columns).aggregate([([], "count_all")])
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in counted.filter(pc.is_in(counted["indicator"], value_set=_codes())).to_pylist():
        counts[row["indicator"], row["measure"]][row["status"] == "result"] += row["count_all"]
    order = sorted(counts.items(), key=lambda pair: (-sum(pair[1]), pair[0]))
    return [[code, measure, *numbers] for (code, measure), numbers in order]


def _codes() -> Any:
    import pyarrow as pa

    return pa.array(list(load("indicators")["codes"]), pa.string())


def of_indicator(dataset: str | Path, code: str, measure: str) -> dict[str, Any]:
    """The panel of one indicator in one measure, in the unit that most rows have.

    `rows` holds a place's name, year, target, its words, its report and row, the result likewise, and the
    slot in which its mark is stacked; `years` the year, the count and the quantiles of what `kind` says
    (``target``, or ``result`` where no target is told); `domain` the values' ends without outliers.
    """
    table = panel(dataset, [code], [measure])
    units = table["unit"].value_counts()
    unit = str(units.index[0]) if len(units) else ""
    table = table[table["unit"] == unit]
    kind = "target" if table["target"].notna().any() else "result"
    values = table[kind].dropna().astype(float)
    low, high = _domain(values)
    rows = [_row(row) for row in table.to_dict("records")]
    years = []
    for year, of_year in table.groupby("year"):
        told = of_year[kind].dropna().astype(float)
        if len(told):
            years.append([int(str(year)), len(told), *(float(told.quantile(q)) for q in _QUANTILES)])
    _stack(rows, 2 if kind == "target" else 6, low, high)
    return {
        "code": code, "measure": measure, "unit": unit, "kind": kind, "domain": [low, high],
        "others": int(units.iloc[1:].sum()), "years": years, "rows": rows,
    }  # fmt: skip


def _row(row: dict[Any, Any]) -> list[Any]:
    made = [row["place"], int(row["year"])]
    for kind in ("target", "result"):
        report = row[f"{kind}_report"]
        table = "targets" if row[f"{kind}_from"] == "targets" else "figures"
        made.append(_number(row[kind]) if report else None)
        made += [row[f"{kind}_quote"], report, f"{table}-{row[f'{kind}_start']}" if report else ""]
    return made


def _number(value: Any) -> float | None:
    return None if value is None or value != value or str(value) == "<NA>" else float(value)


def _domain(values: Any) -> tuple[float, float]:
    """From the lowest to the highest but for one in a hundred at either end, where there are many."""
    if not len(values):
        return 0.0, 1.0
    low, high = float(values.min()), float(values.max())
    if len(values) >= 100:
        low, high = float(values.quantile(0.01)), float(values.quantile(0.99))
    edge = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return low - edge, high + edge


def _stack(rows: list[list[Any]], at: int, low: float, high: float) -> None:
    """Adds to each row its height in the stack of its year and value; rows without a value have -1."""
    held: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        if row[at] is None:
            row.append(-1)
            continue
        slot = round(min(max((row[at] - low) / (high - low), 0), 1) * _SLOTS)
        row.append(held[row[1], slot])
        held[row[1], slot] += 1
