"""Tables whose cells hold whole reports, a row a report: xlsx, csv and tsv, read row by row."""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from baogao.errors import BaogaoError
from baogao.text.decode import encoding_of
from baogao.text.source import LARGEST, Source, readable

_SHEETS: Final = (".xlsx", ".xlsm", ".csv", ".tsv")
_SAMPLE: Final = 4 * 1024 * 1024  # bytes from which an encoding other than UTF-8 is told
# What openpyxl raises on a file that is none of its own, or was cut short.
_BROKEN: Final = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
_FULL_CELL: Final = 32_767  # characters; Excel cuts what is longer
_Rows = Iterator[tuple[int, list[str]]]
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


class SheetRow(NamedTuple):
    """A row of a table of reports: its `id`, its `number` as spreadsheets count it, its `text`.

    The id is the cell of the id column as it is, or ``<stem>-<number>``: neither unique nor safe as a name.
    """

    id: str
    number: int
    text: str

    @property
    def cut(self) -> bool:
        """Whether the text is as long as a cell of Excel can be, so that its end is probably lost."""
        return len(self.text) == _FULL_CELL


def is_sheet(path: str | Path) -> bool:
    """Whether a file is a table of reports, by its name.

    >>> is_sheet("reports.XLSX"), is_sheet("report.docx")
    (True, False)
    """
    return Path(path).suffix.lower() in _SHEETS


def rows_of(path: str | Path, text_column: str, id_column: str = "") -> Iterator[SheetRow]:
    """The rows of a table of reports, one at a time; rows without any cell are left out.

    An empty text cell gives an empty `text`; `source_of` raises for it. Raises `BaogaoError` where the table
    cannot be read or has no such column. Of a workbook the first sheet that has the columns is read.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "all.csv"
    ...     _ = path.write_text("县,年,全文\\n甲,2031,各位代表\\n乙,2031,\\n", encoding="gb18030")
    ...     [tuple(row) for row in rows_of(path, "全文")]
    [('all-2', 2, '各位代表'), ('all-3', 3, '')]
    """
    path = Path(path)
    readable(path)
    tables = _workbook(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else [_lines(path)]
    wanted = [text_column, *([id_column] if id_column else [])]
    headers: list[list[str]] = []
    for table in tables:
        header = next(table, None)
        if header is None:
            continue
        names = [cell.strip() or "-" for cell in header[1]]
        headers.append(names)
        if all(column in names for column in wanted):
            at = names.index(text_column)
            of = names.index(id_column) if id_column else None
            yield from _reports(table, path.stem, at, of)
            return
    raise _no_column(path, wanted, headers)


def source_of(row: SheetRow, path: str | Path) -> Source:
    """The report in a row, as read from a file of its own; raises `BaogaoError` where the cell holds none.

    >>> source_of(SheetRow("甲", 12, "各位代表\\r\\n"), "a/all.csv").name
    'all.csv#row-12'
    """
    path = Path(path)
    data = row.text.encode("utf-8", "replace")
    where = f"{path}, row {row.number}"
    if not row.text.strip():
        raise BaogaoError(where, "the cell holds no text", "fill it in, or leave the row out")
    if len(data) > LARGEST:
        raise BaogaoError(where, "the cell is larger than 20 MB", "keep the report's text alone in it")
    text = row.text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    return Source(f"{path.name}#row-{row.number}", text, hashlib.sha256(data).hexdigest(), "row")


def _reports(
    table: Iterator[tuple[int, list[str]]], stem: str, at: int, of: int | None
) -> Iterator[SheetRow]:
    for number, cells in table:
        if any(cell.strip() for cell in cells):
            name = cells[of].strip() if of is not None and of < len(cells) else ""
            yield SheetRow(name or f"{stem}-{number}", number, cells[at] if at < len(cells) else "")


def _no_column(path: Path, wanted: list[str], headers: list[list[str]]) -> BaogaoError:
    if not headers:
        return BaogaoError(str(path), "holds no rows", "save the table again and read that")
    header = max(headers, key=lambda names: sum(column in names for column in wanted))
    column = next((column for column in wanted if column not in header), wanted[0])
    near = get_close_matches(column, header, 1, 0.5)
    names = [name for name in header if name != "-"]
    told = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    if not column:
        return BaogaoError(str(path), "is a table", f"name a column with --text-column; it has {told}")
    remedy = (f"did you mean {near[0]}? " if near else "name another with --text-column; ") + f"it has {told}"
    return BaogaoError(str(path), f"has no column {column}", remedy)


def _lines(path: Path) -> _Rows:
    """The records of a csv or tsv, each with its number."""
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            first = "".join(islice(file, 1))
            if not first:
                return
            separator = "\t" if path.suffix.lower() == ".tsv" else max(",;\t", key=first.count)
            reader = csv.reader(chain([first.removeprefix("\ufeff")], file), delimiter=separator)
            yield from _filled(_large(reader))
    except (csv.Error, OSError) as error:
        raise BaogaoError(str(path), f"is a broken table ({error})", "save it again and read that") from error


def _large(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The records of a csv reader, whose cells may be of any size; the limit is put back each time."""
    while True:
        before = csv.field_size_limit(1 << 30)
        try:
            record = next(reader, None)
        finally:
            csv.field_size_limit(before)
        if record is None:
            return
        yield record


def _encoding(path: Path) -> str:
    """The encoding of a table of any size: UTF-8 where all of it decodes, else by its beginning."""
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for block in chain([sample], iter(lambda: file.read(_SAMPLE), b"")):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            pass
        else:
            if b"\0" not in sample:
                return "utf-8-sig"
    if len(sample) == _SAMPLE:  # a character cut in two is no damage
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    encoding = encoding_of(sample)
    if encoding in {"", "binary"}:
        raise BaogaoError(str(path), "is in an unknown encoding", "save it as CSV UTF-8 and read that")
    return encoding


def _workbook(path: Path) -> Iterator[_Rows]:
    """The sheets of a workbook, each as numbered rows of text."""
    from openpyxl import load_workbook

    if path.open("rb").read(4) == b"\xd0\xcf\x11\xe0":
        raise BaogaoError(
            str(path),
            "is locked with a password, or an old spreadsheet",
            "save it as xlsx without a password",
        )
    book = None
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size is often wrong
            yield _unbroken(path, _filled(sheet.iter_rows(values_only=True)))
    except _BROKEN as error:
        raise BaogaoError(str(path), "is a broken xlsx file", "save it again and read that") from error
    finally:
        if book is not None:
            book.close()


def _unbroken(path: Path, rows: _Rows) -> _Rows:
    try:
        yield from rows
    except _BROKEN as error:
        raise BaogaoError(str(path), "is a broken xlsx file", "save it again and read that") from error


def _filled(rows: Iterable[Sequence[Any]]) -> _Rows:
    """The rows from the first one that holds anything, which is the header."""
    begun = False
    for number, row in enumerate(rows, 1):
        cells = [_cell(value) for value in row]
        begun = begun or any(cells)
        if begun:
            yield number, cells


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    text = str(value)
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)  # as Excel writes a carriage return
