"""Files of every kind to text: the same report in four kinds and five encodings, and what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import baogao
from baogao.errors import BaogaoError
from baogao.text.decode import decode
from baogao.text.pages import join_pages
from baogao.text.source import read_source
from conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
TEXT = (FIXTURES / "liyuan-2031.txt").read_text(encoding="utf-8")
TRADITIONAL = (
    "各位代表：現在，我代表縣人民政府，向大會報告工作。一年來，全縣經濟發展穩中有進，完成生產總值三百億元。"
)


def _facts(path: Path) -> list[tuple[object, ...]]:
    figures = baogao.read(path).figures
    return list(figures[["label", "value", "unit", "comparator", "period", "status"]].itertuples(index=False))


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_the_same_report_gives_the_same_figures_in_every_kind(kind: str) -> None:
    assert _facts(FIXTURES / f"liyuan-2031.{kind}") == _facts(FIXTURES / "liyuan-2031.txt")


@pytest.mark.parametrize("kind", ["html", "docx", "pdf"])
def test_what_the_report_says_of_itself_is_found_in_every_kind(kind: str) -> None:
    report = baogao.read(FIXTURES / f"liyuan-2031.{kind}")
    found = {key: report.about(key) for key in ("title", "place", "speaker", "speaker_role", "delivered")}
    assert found == {
        "title": "2031年澧源县政府工作报告",
        "place": "澧源县",
        "speaker": "陈远山",
        "speaker_role": "县长",
        "delivered": "2031-01-08",
    }


def test_a_page_loses_its_furniture_and_keeps_its_date() -> None:
    report = baogao.read(FIXTURES / "liyuan-2031.html")
    for furniture in ("首页", "分享到", "热词", "访问量", "var n"):
        assert furniture not in report.text
    assert report.about("published") == "2031-01-15"


def test_page_numbers_and_headers_do_not_stand_in_the_text_of_a_pdf() -> None:
    text = read_source(FIXTURES / "liyuan-2031.pdf").text
    assert "会议文件" not in text
    assert "— 1 —" not in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_every_usual_encoding(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_source(path).text == TEXT


def test_big5_is_told_from_gb18030() -> None:
    assert decode(TRADITIONAL.encode("big5"), "x") == TRADITIONAL
    assert decode(TRADITIONAL.encode("gb18030"), "x") == TRADITIONAL


def test_a_few_broken_bytes_do_not_hide_a_report(tmp_path: Path) -> None:
    data = TEXT.encode("gb18030")
    path = tmp_path / "x.txt"
    path.write_bytes(data[:200] + b"\xff" + data[200:])
    assert "各位代表" in read_source(path).text


def test_line_ends_and_the_mark_are_all_that_changes(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes("\ufeff甲\r\n乙\r丙\u3000 ５．５％\n".encode())
    assert read_source(path).text == "甲\n乙\n丙\u3000 ５．５％\n"


def test_a_pdf_without_text_is_told_to_need_ocr(tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "scan.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    with pytest.raises(BaogaoError, match="OCR"):
        read_source(path)


WRAPPED = [
    (
        ["甲县完成生产总值一百二十亿元,同比\n增长百分之六。\n新的一年"],
        "甲县完成生产总值一百二十亿元,同比增长百分之六。\n新的一年\n",
    ),
    (["一、工作回顾\n(一)产业"], "一、工作回顾\n(一)产业\n"),
    (["会议文件\n甲。\n1", "会议文件\n乙。\n2", "会议文件\n丙。\n3"], "甲。\n乙。\n丙。\n"),
    ([""], "\n"),
]


@pytest.mark.parametrize(("pages", "text"), WRAPPED)
def test_pages_are_joined_to_paragraphs(pages: list[str], text: str) -> None:
    assert join_pages(pages) == text
