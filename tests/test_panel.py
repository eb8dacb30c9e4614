"""The panel: which figure stands in a cell, in which unit, with which doubt; and files that others open."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from baogao.cli import main
from baogao.corpus.panel import PANEL, panel
from baogao.corpus.run import Options, run
from baogao.errors import BaogaoError
from conftest import ROOT
from test_corpus import FIXTURES, NAMES

DOCS = ROOT / "docs" / "panel.md"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the five invented reports, called `corpus` as in the docs."""
    folder = tmp_path_factory.mktemp("panel")
    (folder / "in").mkdir()
    for name in NAMES:
        shutil.copy(FIXTURES / f"{name}.txt", folder / "in")
    run(folder / "in", folder / "corpus", Options(jobs=2))
    return folder / "corpus"


def cell(table: pd.DataFrame, place: str, year: int, indicator: str, measure: str) -> dict[str, Any]:
    found = table[
        (table["place"] == place)
        & (table["year"] == year)
        & (table["indicator"] == indicator)
        & (table["measure"] == measure)
    ]
    assert len(found) == 1
    return dict(found.astype(object).iloc[0])


def test_target_and_result_of_a_year_stand_side_by_side_with_their_words(corpus: Path) -> None:
    table = panel(corpus, ["gdp", "grain_output"])
    assert list(table.columns) == [column.name for column in PANEL.columns]
    row = cell(table, "云栖县", 2031, "gdp", "growth")
    assert (row["target"], row["target_comparator"], row["target_quote"]) == (6.5, ">=", "6.5%以上")
    assert (row["target_report"], row["target_from"], row["target_doubt"]) == ("yunqi-2031", "targets", "")
    assert (row["result"], row["result_report"], row["result_doubt"]) == (6.2, "yunqi-2032", "estimated")
    for name in ("target", "result"):
        text = (FIXTURES / f"{row[f'{name}_report']}.txt").read_text(encoding="utf-8")
        assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[f"{name}_quote"]


def test_units_are_turned_into_one(corpus: Path) -> None:
    row = cell(panel(corpus, ["grain_output"]), "云栖县", 2031, "grain_output", "level")
    assert (row["unit"], row["target"], row["result"]) == ("吨", 120_000, 123_000)
    assert (row["target_quote"], row["result_quote"]) == ("12万吨以上", "2.46亿斤")


def test_a_target_in_words_has_its_words_and_no_value(corpus: Path) -> None:
    row = cell(panel(corpus, ["居民人均可支配收入"]), "云栖县", 2032, "income_all", "growth")
    assert row["target"] is pd.NA
    assert row["target_quote"] == "居民人均可支配收入与经济增长基本同步"


def _made(folder: Path, *texts: str) -> Path:
    (folder / "in").mkdir()
    for i, text in enumerate(texts):
        (folder / "in" / f"{i}.txt").write_text(text, encoding="utf-8")
    run(folder / "in", folder / "out", Options(jobs=1))
    return folder / "out"


def _text(name: str, *changes: tuple[str, str]) -> str:
    text = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def test_several_values_for_one_cell_are_counted_and_the_rule_says_which_stands(tmp_path: Path) -> None:
    """A second figure of the same thing, and a mean of five years before the year's own."""
    out = _made(
        tmp_path,
        _text("yunqi-2031", ("过去一年，全县", "五年来，全县地区生产总值年均增长9.9%。过去一年，全县"))
        .replace("（一）产业稳步发展。", "（一）产业稳步发展。全县地区生产总值增长6.3%。"),
    )  # fmt: skip
    row = cell(panel(out, ["gdp"], ["growth"]), "云栖县", 2030, "gdp", "growth")
    assert (row["result"], row["result_candidates"], row["result_doubt"]) == (6.4, 2, "several")


def test_two_reports_of_one_place_and_year_are_marked(tmp_path: Path) -> None:
    out = _made(tmp_path, _text("yunqi-2031"), _text("yunqi-2031", ("6.5%以上", "6.6%以上")))
    row = cell(panel(out, ["gdp"], ["growth"]), "云栖县", 2031, "gdp", "growth")
    assert (row["target_candidates"], row["target_doubt"]) == (2, "several;reports")


def test_a_place_that_was_renamed_is_one_place(tmp_path: Path) -> None:
    """A county that became a city in 2017, by a line of the lexicon; the name is real, the text is not."""
    before = _text("yunqi-2031", ("2031", "2017"), ("2030", "2016"), ("云栖县", "宁乡县"))
    after = _text("yunqi-2032", ("2032", "2018"), ("2031", "2017"), ("2030", "2016"), ("云栖县", "宁乡市"))
    row = cell(panel(_made(tmp_path, before, after), ["gdp"], ["growth"]), "宁乡市", 2017, "gdp", "growth")
    assert (row["target"], row["result"]) == (6.5, 6.2)


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx", "dta"])
def test_files_of_every_kind_hold_the_same_cells_and_the_same_bytes_twice(
    ending: str, corpus: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"panel.{ending}"
    command = ["panel", str(corpus), "--indicator", "gdp", "--indicator", "cpi", "--out", str(path)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    readers: dict[str, Any] = {
        "csv": pd.read_csv,
        "parquet": pd.read_parquet,
        "xlsx": pd.read_excel,
        "dta": pd.read_stata,
    }
    held = readers[ending](path)
    wanted = panel(corpus, ["gdp", "cpi"])
    assert list(held.columns) == list(wanted.columns)
    assert all(len(name) <= 32 for name in held.columns), "Stata's limit"
    assert held["target"].astype("Float64").fillna(-1).tolist() == wanted["target"].fillna(-1).tolist()
    assert held["target_quote"].fillna("").tolist() == wanted["target_quote"].tolist()
    assert held["target_start"].astype("Float64").sum() == wanted["target_start"].sum()
    first = path.read_bytes()
    CliRunner().invoke(main, command)
    assert path.read_bytes() == first


def test_what_looks_like_a_formula_is_disarmed(tmp_path: Path) -> None:
    out = _made(tmp_path, _text("yunqi-2031", ("增长6.4%", "增长-6.4%")))
    printed = CliRunner().invoke(main, ["panel", str(out), "--indicator", "gdp"]).output
    assert ",'-6.4%," in printed
    assert ",=," in printed, "a comparator is no formula"


def test_a_table_too_long_for_excel_is_refused(tmp_path: Path) -> None:
    from baogao.corpus.panelfile import write

    long = pd.DataFrame({"target": [1.0] * 1_048_576})
    with pytest.raises(BaogaoError, match="fewer indicators"):
        write(long, tmp_path / "panel.xlsx")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--indicator", "gpd"], "did you mean gdp?"),
        (["--indicator", "粮食产亮"], "grain_output"),
        (["--indicator", "gdp", "--out", "p.doc"], "use one of .csv"),
        ([], "--list-indicators"),
    ],
)
def test_a_mistake_is_told_with_what_to_type(arguments: list[str], told: str, corpus: Path) -> None:
    done = CliRunner().invoke(main, ["panel", str(corpus), *arguments])
    assert done.exit_code == 2
    assert told in done.output


def test_a_folder_that_is_no_corpus_says_how_to_make_one(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["panel", str(tmp_path), "--indicator", "gdp"])
    assert (done.exit_code, "baogao corpus FOLDER" in done.output) == (2, True)


def test_the_indicators_that_a_dataset_has_are_listed(corpus: Path) -> None:
    lines = CliRunner().invoke(main, ["panel", str(corpus), "--list-indicators"]).output.splitlines()
    assert lines[0] == "indicator,name,english,reports,targets,results"
    assert any(line.startswith("gdp,地区生产总值,GDP,5,") for line in lines)


def _queries() -> list[tuple[str, str]]:
    blocks = re.findall(r"```sql\n(.*?)```\s+```text\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)
    return [(query, answer) for query, answer in blocks]


@pytest.mark.parametrize(("query", "answer"), _queries())
def test_the_queries_of_the_docs_give_what_the_docs_show(
    query: str, answer: str, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus.parent)
    found = duckdb.sql(query).fetchall()
    told = [" | ".join(str(cell).replace("\n", "↵") for cell in row) for row in found]
    assert "\n".join(told) == answer.strip()


def test_the_commands_of_the_docs_run(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(corpus.parent)
    commands = re.findall(r"^\$ baogao (.*)$", DOCS.read_text(encoding="utf-8"), re.M)
    assert len(commands) == 3
    for command in commands:
        assert CliRunner().invoke(main, command.split()).exit_code == 0, command


def test_docs_name_every_doubt_and_every_column(corpus: Path) -> None:
    page = DOCS.read_text(encoding="utf-8")
    for column in PANEL.columns:
        name = column.name.replace("result_", "target_")
        assert f"`{name}`" in page, name
    for doubt in ("several", "years", "other report", "estimated", "reports"):
        assert f"| `{doubt}` |" in page
