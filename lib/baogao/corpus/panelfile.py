"""Writes a panel as CSV, Parquet, Excel or Stata, as the ending of the file's name says."""

from __future__ import annotations

import datetime
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from baogao.corpus.panel import PANEL
from baogao.errors import BaogaoError
from baogao.tables.export import export_table

if TYPE_CHECKING:
    import pandas as pd

ENDINGS: Final = {".csv": "csv", ".parquet": "parquet", ".xlsx": "xlsx", ".dta": "dta"}
_EXCEL_ROWS: Final = 1_048_575  # below the header
_STATA_TEXT: Final = 2045  # bytes; longer text must be a strL
_EPOCH: Final = datetime.datetime(
    1980, 1, 1
)  # what stands for the time of writing: the same panel, the same bytes


def kind_of(path: Path) -> str:
    """The kind of file that a name asks for; raises `BaogaoError` for others.

    >>> kind_of(Path("gdp.dta"))
    'dta'
    """
    try:
        return ENDINGS[path.suffix.lower()]
    except KeyError:
        raise BaogaoError(
            str(path), "has an ending that says no kind of table", f"use one of {', '.join(ENDINGS)}"
        ) from None


def write(table: pd.DataFrame, path: Path) -> None:
    """Writes the panel beside `path` and moves it there."""
    kind = kind_of(path)
    if kind == "xlsx" and len(table) > _EXCEL_ROWS:
        raise BaogaoError(
            str(path),
            f"would have {len(table):,} rows, and Excel takes {_EXCEL_ROWS:,}",
            "ask for fewer indicators, or write csv, parquet or dta",
        )
    data = _stata(table) if kind == "dta" else export_table(table, kind, "panel")
    made = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(data)
        os.replace(made, path)
    except OSError as error:
        raise BaogaoError(
            str(path), f"cannot be written ({error.strerror})", "choose another file with --out"
        ) from error


def _stata(table: pd.DataFrame) -> bytes:
    """Stata 14 and later: text in UTF-8, whole numbers as doubles so that missing ones stay missing."""
    ready, long = table.copy(), []
    labels = {}
    for column in PANEL.columns:
        labels[column.name] = column.meaning.encode("ascii", "ignore").decode()[:80]
        if column.type == "string":
            cells = ready[column.name].astype(object)
            if cells.map(lambda cell: len(cell.encode())).max() > _STATA_TEXT:
                long.append(column.name)
            ready[column.name] = cells
        else:
            ready[column.name] = ready[column.name].astype("float64")
    held = io.BytesIO()
    ready.to_stata(
        held,
        write_index=False,
        version=118,
        time_stamp=_EPOCH,
        data_label="baogao panel",
        variable_labels=labels,
        convert_strl=long,
    )
    return held.getvalue()
