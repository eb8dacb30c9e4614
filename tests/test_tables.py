"""The tables as a whole: spans, types, the schema, and the committed copy."""

from __future__ import annotations

import filecmp
import json
from pathlib import Path

import pytest

import baogao
from baogao.tables.schema import TABLES, datapackage
from baogao.tables.store import save
from conftest import ROOT, SEED

SPANS = [
    ("start", "end", "quote"),
    ("start", "end", "before"),
]


@pytest.fixture(scope="module")
def report() -> baogao.Report:
    return baogao.read(SEED)


def test_every_quote_is_its_span_of_the_source(report: baogao.Report) -> None:
    checked = 0
    for name, table in report.tables.items():
        for start, end, quote in SPANS:
            if quote in table:
                for row in table.to_dict("records"):
                    assert report.text[row[start] : row[end]] == row[quote], (name, row)
                    checked += 1
    assert checked > 300


def test_every_start_lies_in_the_text(report: baogao.Report) -> None:
    for name, table in report.tables.items():
        for column in (c for c in table if c.endswith("start") or c == "first_use"):
            known = table[column].dropna()
            assert ((known >= 0) & (known < len(report.text))).all(), (name, column)


def test_ids_are_made_of_table_and_start_and_are_unique(report: baogao.Report) -> None:
    for name, table in TABLES.items():
        if table.key and table.key != "key":
            frame = getattr(report, name)
            assert (frame[table.key] == [f"{name}-{start}" for start in frame["start"]]).all()
            assert frame[table.key].is_unique


def test_references_lead_somewhere(report: baogao.Report) -> None:
    figures, sections = set(report.figures["figure_id"]), set(report.outline["section_id"]) | {""}
    assert set(report.figures["section_id"]) <= sections
    assert set(report.numbers.loc[report.numbers["kind"] == "figure", "figure_id"]) <= figures
    assert {i for cell in report.livelihood["figures"] for i in cell.split(";") if i} <= figures
    assert set(report.livelihood["continues"]) <= set(report.livelihood["item_id"]) | {""}
    assert set(report.pairs["result_start"]) | set(report.pairs["target_start"]) <= set(
        report.figures["start"]
    )
    assert set(report.project_mentions["name"]) == set(report.projects["name"])


def test_every_cell_keeps_to_the_legal_values(report: baogao.Report) -> None:
    for name, table in TABLES.items():
        for column in table.columns:
            if column.values:
                said = set(getattr(report, name)[column.name]) - {""}
                assert said <= set(column.values), (name, column.name)


def test_saved_and_loaded_it_is_the_same(report: baogao.Report, tmp_path: Path) -> None:
    loaded = baogao.load(save(report, tmp_path / report.id))
    assert loaded.text == report.text
    for name in TABLES:
        assert loaded.tables[name].equals(report.tables[name]), name


def test_the_same_input_gives_the_same_bytes(report: baogao.Report, tmp_path: Path) -> None:
    first, second = save(report, tmp_path / "a" / "x"), save(baogao.read(SEED, "x"), tmp_path / "b" / "x")
    report_package = (first / "datapackage.json").read_text(encoding="utf-8")
    assert json.loads(report_package)["resources"][0]["name"] == "meta"
    names = sorted(p.name for p in second.iterdir() if p.name != "datapackage.json")
    assert filecmp.cmpfiles(first, second, names, shallow=False) == (names, [], [])


def test_data_is_what_the_code_makes_today(report: baogao.Report, tmp_path: Path) -> None:
    """If this fails, run `make story` and commit data/."""
    made, held = save(report, tmp_path / report.id), ROOT / "data" / report.id
    names = sorted(p.name for p in made.iterdir())
    assert sorted(p.name for p in held.iterdir()) == names
    assert filecmp.cmpfiles(made, held, names, shallow=False) == (names, [], [])


def test_frictionless_finds_nothing_wrong(report: baogao.Report, tmp_path: Path) -> None:
    from frictionless import Package

    folder = save(report, tmp_path / report.id)
    validation = Package(str(folder / "datapackage.json")).validate()
    assert validation.valid, validation.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def test_frictionless_would_find_a_wrong_cell(report: baogao.Report, tmp_path: Path) -> None:
    from frictionless import Package

    folder = save(report, tmp_path / report.id)
    figures = folder / "figures.csv"
    figures.write_text(
        figures.read_text(encoding="utf-8").replace(",growth,", ",grwoth,", 1), encoding="utf-8"
    )
    assert not Package(str(folder / "datapackage.json")).validate().valid


def test_the_package_names_every_table_and_says_what_each_column_means() -> None:
    resources = datapackage("x")["resources"]
    assert [r["name"] for r in resources] == list(TABLES)
    assert all(field["description"] for r in resources for field in r["schema"]["fields"])


def test_a_row_of_any_table_is_located(report: baogao.Report) -> None:
    row = report.figures.iloc[0]
    assert report.text[slice(*report.locate(row))] == row["quote"]
    project = report.projects.iloc[0]
    assert report.locate(project).start == project["first_start"]
    with pytest.raises(KeyError):
        report.locate({"name": "x"})


def test_a_table_that_is_not_there_is_told_with_those_that_are(report: baogao.Report) -> None:
    with pytest.raises(AttributeError, match=r"no table named 'figure'.*figures"):
        _ = report.figure


def test_an_unknown_report_is_told_with_the_near_name() -> None:
    with pytest.raises(baogao.BaogaoError, match="did you mean liling-2023"):
        baogao.load("liling-2032")
