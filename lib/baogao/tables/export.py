"""A table as the bytes of a file that other programs open: CSV, Excel, Parquet, JSON.

Whatever a cell holds, a spreadsheet shows it as words: a text that begins as a formula does is disarmed in
CSV by an apostrophe before it, and is a string in Excel. Parquet and JSON hold the cells as they are. The
same table gives the same bytes: clocks are left out.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from baogao.errors import BaogaoError
from baogao.tables.schema import TABLES

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = ("csv", "xlsx", "parquet", "json")
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can say
LONGEST_CELL: Final = 32_767  # characters, Excel's limit
_ARMED: Final = ("=", "+", "-", "@", "\t", "\r")
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MADE: Final = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def export_table(table: pd.DataFrame, kind: str, name: str = "table") -> bytes:
    """`table` as a file of `kind` (one of `KINDS`); `name` is the sheet's name in Excel.

    >>> import pandas as pd
    >>> export_table(pd.DataFrame({"label": ["=1+1"], "value": pd.Series([5], dtype="Int64")}), "csv")
    b"label,value\\n'=1+1,5\\n"
    """
    if kind == "csv":
        return _csv(table)
    if kind == "xlsx":
        return workbook({name: table})
    if kind == "parquet":
        return _parquet(table)
    if kind == "json":
        return _json(table)
    raise BaogaoError(f"format {kind!r}", "is none for a table", f"say one of {', '.join(KINDS)}")


def disarm(text: str) -> str:
    """`text` that no spreadsheet takes for a formula; a sign alone, as in a column of comparators, is none.

    >>> disarm("@SUM(A1)"), disarm("增長5%"), disarm("-5"), disarm("=")
    ("'@SUM(A1)", '增長5%', "'-5", '=')
    """
    return f"'{text}" if len(text) > 1 and text.startswith(_ARMED) else text


def plain(value: Any) -> Any:
    """A cell as JSON holds it: None where there is no value, a whole number without its point.

    >>> plain(float("nan")), plain(5.0), plain("a")
    (None, 5, 'a')
    """
    if isinstance(value, str):
        return value
    if value is None or str(value) in ("<NA>", "nan"):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else float(value)
    return int(value)


def records(table: pd.DataFrame) -> list[list[Any]]:
    """The rows of a table as plain values."""
    return [[plain(value) for value in row] for row in table.astype(object).itertuples(index=False)]


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """An Excel file with a sheet a table. A cell longer than Excel takes ends with an ellipsis."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet = book.create_sheet(name[:31])
        sheet.append([str(column) for column in table.columns])
        for row in records(table):
            cells = []
            for value in row:
                cell = WriteOnlyCell(sheet, value=_writable(value) if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "s"  # never a formula
                cells.append(cell)
            sheet.append(cells)
    held = io.BytesIO()
    book.save(held)
    return _timeless(held.getvalue())


def _writable(text: str) -> str:
    text = _UNWRITABLE.sub("\ufffd", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _timeless(book: bytes) -> bytes:
    """An Excel file without the times that openpyxl writes into it."""
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        files = [(name, old.read(name)) for name in sorted(old.namelist())]
    return zipped((name, _MADE.sub(b"", data)) for name, data in files)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """`files` as a zip that says no time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files:
            about = zipfile.ZipInfo(name, EPOCH)
            about.compress_type, about.external_attr, about.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            made.writestr(about, data)
    return held.getvalue()


def _csv(table: pd.DataFrame) -> bytes:
    # Python's own writer leaves a bare carriage return unquoted, where lines end with \n.
    lines = [[str(column) for column in table.columns], *records(table)]
    text = "".join(",".join(map(_field, row)) + "\n" for row in lines)
    return text.encode("utf-8", "replace")


def _field(value: Any) -> str:
    if value is None:
        return ""
    text = disarm(value) if isinstance(value, str) else str(value)
    return '"' + text.replace('"', '""') + '"' if re.search('[",\n\r]', text) else text


def _parquet(table: pd.DataFrame) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    held = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    sink = io.BytesIO()
    pq.write_table(held, sink, compression="zstd")
    return sink.getvalue()


def _json(table: pd.DataFrame) -> bytes:
    names = [str(column) for column in table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in records(table)]
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def columns_of(name: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns.

    >>> columns_of("glossary")[0]
    ('no', 'string')
    """
    return [(column.name, column.type) for column in TABLES[name].columns]
