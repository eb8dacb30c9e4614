"""Tables whose cells hold whole reports: columns, encodings, cells of any size, rows that are amiss."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from baogao.errors import BaogaoError
from baogao.text.sheets import SheetRow, is_sheet, rows_of, source_of
from conftest import ROOT

TEXT = (ROOT / "tests" / "fixtures" / "liyuan-2031.txt").read_text(encoding="utf-8")
ROWS = [["县", "报告全文"], ["甲县", TEXT], [" ", " "], ["乙县", ""], ["", "各位代表，\r\n“甲”"]]
WANTED = [("甲县", 2, TEXT), ("乙县", 4, ""), ("all-5", 5, "各位代表，\r\n“甲”")]


def write_csv(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def write_xlsx(path: Path, *sheets: list[list[object]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_any_encoding_and_separator(encoding: str, delimiter: str, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "all.csv", ROWS, encoding, delimiter)
    assert [tuple(row) for row in rows_of(path, "报告全文", "县")] == WANTED


def test_a_workbook_is_read_from_the_sheet_that_has_the_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [list(row) for row in ROWS]
    rows[-1][-1] = "各位代表，_x000D_\n“甲”"  # as Excel writes a carriage return
    path = write_xlsx(tmp_path / "all.xlsx", [["说明"]], [], [[None], *rows])
    assert [tuple(row) for row in rows_of(path, "报告全文", "县")] == [
        (name if name != "all-5" else "all-6", number + 1, text) for name, number, text in WANTED
    ]


def test_a_number_is_an_id(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "all.xlsx", [["id", "t"], [430281.0, "甲"], [7, "乙"]])
    assert [row.id for row in rows_of(path, "t", "id")] == ["430281", "7"]


def test_a_cell_may_be_of_any_size_and_the_limit_of_csv_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    path = write_csv(tmp_path / "all.csv", [["t"], ["甲" * 200_000], ["乙"]])
    rows = rows_of(path, "t")
    assert len(next(rows).text) == 200_000
    assert csv.field_size_limit() == before
    assert next(rows).text == "乙"


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """The first row is there although the end of the file is broken."""
    path = write_xlsx(tmp_path / "all.xlsx", [["t"], *([["甲" * 1000]] * 50)])
    assert next(iter(rows_of(path, "t"))).text == "甲" * 1000


def test_a_cell_as_long_as_excel_allows_is_probably_cut() -> None:
    assert SheetRow("a", 2, "字" * 32_767).cut
    assert not SheetRow("a", 2, "字" * 32_768).cut


def test_a_wrong_column_is_told_with_the_near_one_and_all(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "all.csv", ROWS)
    with pytest.raises(
        BaogaoError, match=r"has no column 报告; did you mean 报告全文[?] it has 县, 报告全文"
    ):
        next(rows_of(path, "报告"))
    with pytest.raises(BaogaoError, match="has no column 名; name another with --text"):
        next(rows_of(path, "报告全文", "名"))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", b"", "holds no rows"),
        ("a.xlsx", b"PK\x03\x04", "broken xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        ("a.csv", b"\x00\x01\x02" * 99, "unknown encoding"),
    ],
)
def test_what_is_no_table_is_told(name: str, data: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BaogaoError, match=why):
        next(rows_of(tmp_path / name, "t"))


def test_a_report_from_a_row_says_where_it_was() -> None:
    source = source_of(SheetRow("甲", 12, "\ufeff一\r\n二"), "data/all.csv")
    assert (source.name, source.text) == ("all.csv#row-12", "一\n二")
    with pytest.raises(BaogaoError, match=r"all[.]csv, row 3: the cell holds no text"):
        source_of(SheetRow("甲", 3, " \n"), "all.csv")


def test_what_is_a_table_is_told_by_the_name() -> None:
    assert [is_sheet(name) for name in ("a.csv", "b.XLSX", "c.tsv", "d.xls", "e.txt")] == [True] * 3 + [
        False
    ] * 2
