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


def test_what_is_not_read_says_how_to_go_on(tmp_path: Path) -> None:
    for kind, head, remedy in OTHERS:
        path = tmp_path / f"x.{kind}"
        path.write_bytes(head + bytes(600))
        with pytest.raises(BaogaoError, match=remedy):
            read_source(path)


OTHERS = [
    ("doc", b"\xd0\xcf\x11\xe0", "Word, WPS or LibreOffice"),
    ("wps", b"\xd0\xcf\x11\xe0", "is a WPS file; open it in Word, WPS or LibreOffice"),
    ("xls", b"\xd0\xcf\x11\xe0", "save it as xlsx or csv"),
    ("docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "without a password"),
    ("rtf", b"{\\rtf1", "save it as docx"),
    ("odt", b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.text", "an OpenDocument file; open it"),
    ("ofd", b"PK\x03\x04 OFD.xml", "save it as pdf"),
    ("pptx", b"PK\x03\x04 ppt/presentation.xml", "holds slides"),
    ("zip", b"PK\x03\x04", "unpack it"),
    ("mht", b"MIME-Version: 1.0", "save it as html"),
    ("txt", b"\xff\xd8\xff", "is a picture; run it through OCR"),
]


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF\n"
)


def test_a_locked_pdf_is_told(tmp_path: Path) -> None:
    """A file with the handler of passwords, which PDFium asks for."""
    path = tmp_path / "x.pdf"
    path.write_bytes(LOCKED)
    with pytest.raises(BaogaoError, match="locked with a password; open it"):
        read_source(path)


@pytest.mark.slow
def test_what_an_office_prints_gives_the_same_figures(office: str, cjk_fonts: None, tmp_path: Path) -> None:
    """Pages with a header, page numbers, wrapped lines and automatic numbers, as a real writer makes them."""
    import re
    import subprocess

    import wordfile

    levels = wordfile.level(0, "chineseCountingThousand", "%1、") + wordfile.level(
        1, "chineseCounting", "（%2）"
    )
    body = ""
    for line in TEXT.splitlines():
        numbered = re.fullmatch(r"(?:([一二三]、)|（[一二三]）)(.+)", line)
        body += wordfile.p(numbered[2], depth=0 if numbered[1] else 1) if numbered else wordfile.p(line)
        if line.startswith(("过去一年", "（二）办好实事")):
            for i in range(20):
                words = f"完成投资{12 + i}.{i}亿元，增长{i % 9 + 1}.{i % 10}%，惠及群众{3000 + i * 17}余户。"
                body += wordfile.p(f"实施技改项目{30 + i}个，" + words * 3)
    path = tmp_path / "x.docx"
    path.write_bytes(wordfile.docx(body, levels=levels, header="澧源县第五次会议文件（12）"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    facts = _facts(tmp_path / "x.pdf")
    assert facts == _facts(path)
    assert len(facts) > 300
    assert read_source(tmp_path / "x.pdf").text.count("\n") == read_source(path).text.count("\n")


WRAPPED = [
    (
        ["甲县完成生产总值一百二十亿元,同比\n增长百分之六。\n新的一年"],
        "甲县完成生产总值一百二十亿元,同比增长百分之六。\n新的一年\n",
    ),
    (["一、工作回顾\n(一)产业"], "一、工作回顾\n(一)产业\n"),
    (["会议文件\n甲。\n1", "会议文件\n乙。\n2", "会议文件\n丙。\n3"], "甲。\n乙。\n丙。\n"),
    (["甲。\n第 1 页 共 2 页", "乙。\n－２－"], "甲。\n乙。\n"),
    (
        ["甲县大力推进产业转型升级,全年实施\n1/2", "重点项目三百个。\nPage 2 of 2"],
        "甲县大力推进产业转型升级,全年实施重点项目三百个。\n",
    ),
    (["全年完成投资\n3.5亿元,增长\n6%。"], "全年完成投资3.5亿元,增长6%。\n"),
    ([""], "\n"),
]


@pytest.mark.parametrize(("pages", "text"), WRAPPED)
def test_pages_are_joined_to_paragraphs(pages: list[str], text: str) -> None:
    assert join_pages(pages) == text
