"""What is taken along: tables in four formats, one archive, citations, pictures; the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import baogao
from baogao.errors import BaogaoError
from baogao.story.document import document
from baogao.story.footnotes import Footnotes
from baogao.story.takeaway import STYLES, archive, citation, takeaway
from baogao.story.takeaway import picture as pictures
from baogao.story.takeaway.citation import templates
from baogao.story.views.written import written, written_quotes
from baogao.tables.export import KINDS, LONGEST_CELL, export_table, records
from baogao.tables.report import Report, frames
from baogao.tables.schema import TABLES
from browser import HOSTILE, INVENTED

ARMED = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("reports") / "baishui-2024.txt"
    path.write_text(INVENTED, encoding="utf-8")
    return baogao.read(path)


@pytest.fixture(scope="module")
def armed() -> pd.DataFrame:
    """Texts that a spreadsheet would run, a number below zero, nothing, and a cell beyond Excel's limit."""
    texts = [*ARMED, 'plain, with "quotes"\nand lines', "\x00\x0b", "長" * 40_000]
    values = pd.Series([-1.5, *[None] * (len(texts) - 1)], dtype="Float64")
    return pd.DataFrame({"text": texts, "value": values})


def test_csv_disarms_texts_and_leaves_numbers(armed: pd.DataFrame) -> None:
    rows = list(csv.reader(io.StringIO(export_table(armed, "csv").decode(), newline="")))
    assert [row[0] for row in rows[1 : len(ARMED) + 1]] == [f"'{text}" for text in ARMED]
    assert rows[1][1] == "-1.5"
    assert rows[7][0] == 'plain, with "quotes"\nand lines'


def test_excel_holds_texts_as_texts(armed: pd.DataFrame) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export_table(armed, "xlsx"))).active
    cells = list(sheet.iter_rows(min_row=2))
    assert [row[0].data_type for row in cells] == ["s"] * len(cells)
    assert cells[0][0].value == "=HYPERLINK(1)"
    assert cells[0][1].value == -1.5
    # A cell that is too long says that it goes on.
    assert len(cells[-1][0].value) == LONGEST_CELL
    assert cells[-1][0].value.endswith("…")


def test_parquet_and_json_hold_cells_as_they_are(armed: pd.DataFrame) -> None:
    back = pq.read_table(io.BytesIO(export_table(armed, "parquet")))
    assert back.column("text").to_pylist() == armed["text"].tolist()
    told = json.loads(export_table(armed, "json"))
    assert [row["text"] for row in told] == armed["text"].tolist()
    assert told[0]["value"] == -1.5
    assert told[1]["value"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_table_gives_the_same_bytes(
    kind: str, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export_table(report.figures, kind)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert export_table(report.figures, kind) == first


def test_an_unknown_format_names_the_known(report: Report) -> None:
    with pytest.raises(BaogaoError, match="csv, xlsx, parquet, json"):
        export_table(report.figures, "ods")


def test_the_archive_has_everything_and_no_clock(report: Report) -> None:
    made = archive(report)
    assert archive(report) == made
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        names = set(held.namelist())
        assert {"README.md", "citation.txt", "datapackage.json", "source.txt", "baishui-2024.xlsx"} <= names
        for name in TABLES:
            assert {f"{name}.csv", f"parquet/{name}.parquet", f"json/{name}.json"} <= names
        assert held.read("source.txt").decode() == report.text
        assert {info.date_time[0] for info in held.infolist()} == {1980}
        package = json.loads(held.read("datapackage.json"))
        assert {resource["path"] for resource in package["resources"]} <= names
        # Nothing is sampled: as many rows as the table has.
        rows = pq.read_table(io.BytesIO(held.read("parquet/figures.parquet")))
        assert rows.num_rows == len(report.figures)
        readme = held.read("README.md").decode()
    assert f"| figures | {len(report.figures)} |" in readme


def test_the_archive_is_a_valid_data_package(report: Report, tmp_path: Path) -> None:
    import frictionless

    with zipfile.ZipFile(io.BytesIO(archive(report))) as held:
        held.extractall(tmp_path)
    assert frictionless.Package(str(tmp_path / "datapackage.json")).resource_names
    checked = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert checked.valid, checked.flatten(["name", "note"])[:3]


def test_a_citation_has_its_place_in_each_style(report: Report) -> None:
    row = report.targets.iloc[0]
    start, end = int(row["start"]), int(row["end"])
    for style in STYLES:
        told = citation(report, str(row["target_id"]), style)
        assert f"{start}–{end}" in told, style
        assert report.text[start:end] in told, style
        assert "王明" in told
        assert "{" not in told.replace("{", "", told.count("}")) or style == "bibtex"
    assert "[R]" in citation(report, str(row["target_id"]), "gbt")
    assert citation(report, str(row["target_id"]), "bibtex").startswith("@techreport{baishui-2024-targets-")


def test_a_value_of_the_report_ends_no_field_of_a_citation() -> None:
    meta = [{"key": "title", "value": "報告}, author = {惡"}, {"key": "speaker", "value": "{quote}\\x"}]
    told = templates(Report("x", "", frames({"meta": meta})))["bibtex"]
    assert told.count("{") == told.count("}")
    assert "author = {quote x}" in told


def test_an_unknown_row_or_style_is_told(report: Report) -> None:
    with pytest.raises(BaogaoError, match="no row"):
        citation(report, "figures-999999")
    with pytest.raises(BaogaoError, match="gbt, apa, bibtex"):
        citation(report, str(report.figures.iloc[0]["figure_id"]), "mla")


def test_the_browser_is_given_the_same_rows(report: Report) -> None:
    made = takeaway(report)
    for name, table in report.tables.items():
        assert made["tables"][name]["rows"] == records(table)
    json.dumps(made, allow_nan=False)


@pytest.mark.usefixtures("cjk_fonts")
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_picture_says_title_source_and_place(report: Report, mode: str) -> None:
    chosen = str(report.targets.iloc[0]["target_id"])
    svg = pictures.picture(report, "targets", "svg", mode=mode, chosen=chosen).decode()
    assert "今年的目标是什么" in svg
    assert "来源" in svg
    assert f"（字 {chosen.split('-')[1]}–" in svg
    assert ("#100F0E" in svg) == (mode == "dark")
    assert pictures.picture(report, "targets", "svg", mode=mode, chosen=chosen).decode() == svg


@pytest.mark.usefixtures("cjk_fonts")
def test_a_png_is_twice_as_large_as_the_chart(report: Report) -> None:
    png = pictures.picture(report, "pairs", "png")
    assert int.from_bytes(png[16:20], "big") == 2 * (704 + 56)


def test_without_a_chinese_font_the_svg_is_offered(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "draws_chinese", lambda: False)
    with pytest.raises(BaogaoError, match="take the SVG"):
        pictures.picture(report, "targets", "png")
    assert pictures.picture(report, "targets", "svg").startswith(b"<svg")


def test_a_chart_made_of_markup_stays_words(tmp_path: Path) -> None:
    import xml.etree.ElementTree as ElementTree

    path = tmp_path / "x.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    svg = pictures.picture(baogao.read(path), "targets", "svg").decode()
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
    assert not names & {"script", "b", "img", "foreignObject"}


@pytest.mark.parametrize(
    ("row", "english", "simplified"),
    [
        # scale words become English ones; a bound its sign; a named unit its name
        (("890億元", 8.9e10, None, "元", "=", "level"), "89 billion yuan", "890亿元"),
        (("1.1萬戶以上", 11000, None, "戶", ">=", "level"), "≥ 11,000 households", "1.1万戶以上"),
        (("1—2家", 1, 2, "家", "range", "level"), "1–2 家", "1—2家"),
        (("3.5%以內", 3.5, None, "%", "<=", "growth"), "≤ 3.5%", "3.5%以內"),
        # a rank is a name of a place, not an amount
        (("第37位", 37, None, "位", "=", "rank"), "第37位", "第37位"),
        (("若干", None, None, "", "=", "level"), "若干", "若干"),
    ],
)
def test_amounts_are_written_as_the_reader_writes_them(
    row: tuple[str, float | None, float | None, str, str, str], english: str, simplified: str
) -> None:
    made = dict(zip(("quote", "value", "value_max", "unit", "comparator", "measure"), row, strict=True))
    assert written(made, "en") == english
    assert written(made, "zh-Hans") == simplified


def test_the_reports_own_script_keeps_its_words(report: Report) -> None:
    assert written_quotes(report, "zh-Hans") == {}
    assert ("3.5万平方米", "35,000 m²") in written_quotes(report, "en").values()


def test_a_footnote_holds_the_sentence_and_is_told_once(report: Report) -> None:
    made = document(report)
    notes = Footnotes(made)
    quotes = {"6%以上": "地区生产总值增长6%以上", "12家": "新增规上企业12家"}
    refs = {str(row["quote"]): str(row["figure_id"]) for row in report.figures.to_dict("records")}
    numbers = [notes.number(refs[quote]) for quote in quotes]
    assert numbers == [1, 2]
    told = notes.fresh()
    for words in quotes.values():
        assert words in told.replace("<i>", "").replace("</i>", "")
    assert notes.number(refs["12家"]) == 2
    assert notes.fresh() == ""
    assert notes.number("figures-999999") == 0
