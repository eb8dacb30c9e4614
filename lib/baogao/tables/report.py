"""`Report`: a report's tables as DataFrames, each row tied to its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from baogao.tables.build import build_rows
from baogao.tables.schema import TABLES, TYPES, Table
from baogao.text.genre import check_genre
from baogao.text.repair import repair
from baogao.text.source import Source, read_source
from baogao.text.spans import Span
from baogao.version import VERSION

if TYPE_CHECKING:
    import pandas as pd
    from pandas.api.extensions import ExtensionArray


class Report:
    """One report: its `text` as read from the file, and its tables by name (`report.figures`).

    Columns and types are those of `baogao.tables.schema`; missing cells are ``""`` in text and ``<NA>`` in
    numbers. `folder` is where it was loaded from; `others` are the reports that its story sets beside it,
    None for those that lie in the same data folder.
    """

    def __init__(self, report_id: str, text: str, tables: Mapping[str, pd.DataFrame]) -> None:
        self.id, self.text, self.tables = report_id, text, dict(tables)
        self.folder: Path | None = None
        self.others: tuple[Report, ...] | None = None

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            table: pd.DataFrame = tables[name]
            return table
        raise AttributeError(f"Report has no table named {name!r}; it has {', '.join(TABLES)}")

    def about(self, key: str) -> str:
        """A value of the `meta` table, or an empty string."""
        rows = self.meta.loc[self.meta["key"] == key, "value"]
        return str(rows.iloc[0]) if len(rows) else ""

    def locate(self, row: Mapping[str, Any]) -> Span:
        """Where in `text` a row of any table was read."""
        for first, last in (("start", "end"), ("first_start", "first_end")):
            if first in row:
                return Span(int(row[first]), int(row[last]))
        raise KeyError("the row has no start")

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {len(table)}" for name, table in self.tables.items() if len(table))
        return f"<Report {self.id}: {counts}>"


def read(path: str | Path, report_id: str = "", *, force: bool = False) -> Report:
    """Reads a report file of any kind into tables.

    `report_id` is by default the file's name without its ending. Raises `BaogaoError` where the file cannot
    be read, or is no report unless `force`.
    """
    return read_text(read_source(path), str(path), report_id or Path(path).stem, force=force)


def read_text(source: Source, where: str, report_id: str, *, force: bool = False) -> Report:
    """Reads a text that was got already; an error says `where`. Otherwise as `read`."""
    if not force:
        check_genre(source.text, where)
    return Report(report_id, source.text, frames(build_rows(source, repair(source.text), VERSION)))


def frames(
    rows: Mapping[str, list[dict[str, Any]]], schema: Mapping[str, Table] = TABLES
) -> dict[str, pd.DataFrame]:
    """DataFrames with the columns and types of the schema."""
    import pandas as pd

    tables = {}
    for name, table in schema.items():
        of_table = rows.get(name, [])
        # Columns that are arrays of their type already, and the index, leave pandas nothing to guess.
        columns = {
            column.name: _ARRAYS[column.type]([row.get(column.name) for row in of_table])
            for column in table.columns
        }
        tables[name] = pd.DataFrame(columns, index=pd.RangeIndex(len(of_table)), copy=False)
    return tables


def _strings(cells: list[Any]) -> ExtensionArray:
    import pyarrow as pa

    texts = ["" if cell is None else cell if type(cell) is str else str(cell) for cell in cells]
    column: ExtensionArray = _text_type().__from_arrow__(pa.array(texts, type=pa.large_string()))
    return column


@cache
def _text_type() -> Any:
    import pandas as pd

    return pd.Series([], dtype=TYPES["string"]).dtype


def _integers(cells: list[Any]) -> ExtensionArray:
    import numpy as np
    import pandas as pd

    gone = np.array([cell is None for cell in cells], dtype=bool)
    return pd.arrays.IntegerArray(np.array([cell or 0 for cell in cells], dtype="int64"), gone)


def _numbers(cells: list[Any]) -> ExtensionArray:
    import numpy as np
    import pandas as pd

    gone = np.array([cell is None for cell in cells], dtype=bool)
    return pd.arrays.FloatingArray(np.array([cell or 0.0 for cell in cells], dtype="float64"), gone)


_ARRAYS: Final[dict[str, Callable[[list[Any]], ExtensionArray]]] = {
    "string": _strings,
    "integer": _integers,
    "number": _numbers,
}
