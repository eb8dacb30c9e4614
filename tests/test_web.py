"""Pages of governments' sites: the report as in the txt, whatever stands around it and however it is set."""

from __future__ import annotations

from pathlib import Path

import pytest

import baogao
from baogao.errors import BaogaoError
from baogao.text.source import read_source
from conftest import ROOT
from webpages import FURNITURE, LAYOUTS

LINES = (ROOT / "tests" / "fixtures" / "liyuan-2031.txt").read_text(encoding="utf-8").split("\n")[:-1]
COLUMNS = ["label", "value", "unit", "comparator", "period", "status"]


def facts(path: Path) -> list[tuple[object, ...]]:
    return [tuple(map(str, row)) for row in baogao.read(path).figures[COLUMNS].itertuples(index=False)]


@pytest.fixture(scope="module")
def wanted() -> list[tuple[object, ...]]:
    return facts(ROOT / "tests" / "fixtures" / "liyuan-2031.txt")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_report_and_its_figures(
    layout: str, wanted: list[tuple[object, ...]], tmp_path: Path
) -> None:
    path = tmp_path / "x.html"
    encoding = "gb18030" if layout == "fonts" else "utf-8"
    path.write_bytes(LAYOUTS[layout](LINES).encode(encoding))
    text = read_source(path).text
    squeezed = "".join(text.split())
    for line in LINES:
        assert "".join(line.split()) in squeezed
    assert [words for words in FURNITURE if words in text] == []
    kept = [line.strip() for line in text.split("\n") if line.strip()]
    assert [line for line in kept if line in LINES] == LINES, "a line a paragraph, in order, none twice"
    assert facts(path) == wanted


def test_a_page_of_frames_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(
        "<html><frameset cols='20%,*'><frame src=a.htm><frame src=b.htm></frameset></html>", "utf-8"
    )
    with pytest.raises(BaogaoError, match="holds frames and no text; open the frame"):
        read_source(path)


@pytest.mark.parametrize("layout", ["panel", "nested", "fonts"])
def test_a_table_of_figures_keeps_its_rows(layout: str, tmp_path: Path) -> None:
    table = (
        "<table><tr><td>指标</td><td>2030年</td><td>增长</td></tr>"
        "<tr><td>粮食产量（万吨）</td><td>32.5</td><td>2.1%</td></tr></table>"
    )
    path = tmp_path / "x.html"
    path.write_text(LAYOUTS[layout]([*LINES[:9], table, *LINES[9:]]).replace("gb2312", "utf-8"), "utf-8")
    assert "粮食产量（万吨）\t32.5\t2.1%" in read_source(path).text


def test_a_page_that_names_an_older_encoding_is_read_in_the_newer(tmp_path: Path) -> None:
    """GB 2312 has no 镕 and another dash than what everyone writes."""
    path = tmp_path / "x.html"
    page = LAYOUTS["fonts"]([*LINES, "朱镕和——喆。"])
    path.write_bytes(page.encode("gb18030"))
    assert "朱镕和——喆。" in read_source(path).text


def test_the_line_with_the_date_loses_the_counter(tmp_path: Path) -> None:
    path = tmp_path / "x.html"
    path.write_text(LAYOUTS["editor"](LINES), "utf-8")
    assert "发布时间：2031-01-15 09:30 来源：县政府办\n" in read_source(path).text
    assert baogao.read(path).about("published") == "2031-01-15"
