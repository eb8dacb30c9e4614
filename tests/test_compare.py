"""Reports set side by side: verdicts, units, places, what is left out, and the account of it."""

from __future__ import annotations

import csv
import doctest
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import baogao
from baogao.cli import main
from baogao.corpus import compare_who
from baogao.corpus.compare_judge import Amount, judge
from baogao.corpus.compare_near import MOST, near, with_others
from baogao.corpus.comparison import COMPARED, Comparison
from baogao.errors import BaogaoError
from baogao.tables.report import Report
from baogao.tables.store import save
from conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
PAIR = [FIXTURES / "yunqi-2031.txt", FIXTURES / "yunqi-2032.txt"]
PLACES = [FIXTURES / f"{name}-2032.txt" for name in ("yunqi", "liupu", "nanzhu")]
CASES = tomllib.loads((ROOT / "tests" / "cases" / "compare.toml").read_text(encoding="utf-8"))["case"]


def report_of(
    folder: Path, year: int, review: str, headline: str = "", plan: str = "", place: str = "青禾县"
) -> Report:
    """A report of `place` that says `review` of the year before, and aims at `headline` and `plan`."""
    path = folder / f"{place}-{year}.txt"
    aims = f"{year}年主要预期目标是:{headline}。" if headline else ""
    path.write_text(
        f"{year}年{place}政府工作报告\n各位代表:\n现在,我向大会报告工作。\n"
        f"一、{year - 1}年工作回顾\n过去一年,{review}。\n"
        f"二、{year}年工作安排\n{aims}\n{plan and f'今年要{plan}。'}\n各位代表,让我们共同奋斗!\n",
        encoding="utf-8",
    )
    return baogao.read(path)


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return baogao.compare(PAIR)


@pytest.fixture(scope="module")
def places() -> Comparison:
    return baogao.compare(PLACES)


def row(made: Comparison, label: str, table: str = "judged") -> dict[str, Any]:
    found = made.tables[table]
    rows = found[found["label"] == label].to_dict("records")
    assert len(rows) == 1, (label, rows)
    return dict(rows[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_verdicts(case: dict[str, Any], tmp_path: Path) -> None:
    in_plan = case.get("in") == "plan"
    first = report_of(
        tmp_path, 2031, "诸事平稳", "" if in_plan else case["target"], case["target"] if in_plan else ""
    )
    made = baogao.compare([first, report_of(tmp_path, 2032, case["result"])])
    assert len(made.judged) == 1, made.judged["label"].tolist()
    told = made.judged.to_dict("records")[0]
    assert told["verdict"] == case["verdict"], (told["reason"], told["result_quote"])
    for name in ("reason", "difference", "tolerance", "factor", "conversion"):
        if name in case:
            assert told[name] == case[name], name
    assert told["doubt"] == case.get("doubt", "")


def test_a_case_says_why_it_is_there() -> None:
    assert {case["kind"] for case in CASES} == {"wild", "made", "negative"}
    assert len({case["why"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    ("target", "result", "less", "verdict"),
    [
        (Amount(10, ">="), Amount(12, ">"), False, "kept"),
        (Amount(10, ">="), Amount(9, ">"), False, "unjudged"),
        (Amount(10, ">="), Amount(10, "<"), False, "missed"),
        (Amount(10, ">"), Amount(10, ">"), False, "kept"),
        (Amount(10, "<="), Amount(10, "<="), False, "kept"),
        (Amount(10, "<"), Amount(10), False, "missed"),
        (Amount(10, "range", 12), Amount(9, "range", 11), False, "unjudged"),
        (Amount(10, "range", 12), Amount(10.5, "range", 11), False, "kept"),
        (Amount(-3, "range", -5), Amount(-4), False, "kept"),
        (Amount(-3, ">="), Amount(2), False, "missed"),
        (Amount(-3, "<="), Amount(-2), False, "kept"),
        (Amount(3, "="), Amount(2), True, "kept"),
        (Amount(0.1 + 0.2, ">="), Amount(0.3), False, "kept"),
    ],
)
def test_intervals(target: Amount, result: Amount, less: bool, verdict: str) -> None:
    assert judge(target, result, less=less).verdict == verdict


def test_the_invented_pair_is_judged(pair: Comparison) -> None:
    assert pair.counts() == {"kept": 13, "missed": 3, "changed": 4, "absent": 3, "unjudged": 2}
    missed = pair.judged[pair.judged["verdict"] == "missed"]
    assert missed["label"].tolist() == ["地区生产总值", "高新技术企业", "改造老旧小区"]
    assert pair.judged["rank"].tolist() == list(range(1, 26))
    growth = row(pair, "地区生产总值")
    assert (growth["target_quote"], growth["result_quote"], growth["doubt"]) == (
        "6.5%以上",
        "6.2%",
        "estimated",
    )


def test_a_value_given_otherwise_later_is_listed(pair: Comparison) -> None:
    told = row(pair, "地区生产总值", "revised")
    assert (told["period"], told["first_quote"], told["later_quote"]) == (2030, "335亿元", "332.4亿元")
    assert told["difference"] == -2.6e8


def test_rounding_is_no_revision(tmp_path: Path) -> None:
    first = report_of(tmp_path, 2031, "地区生产总值335.2亿元", "地区生产总值增长6%")
    later = report_of(tmp_path, 2032, "地区生产总值增长6.2%,2030年地区生产总值335亿元")
    assert len(baogao.compare([first, later]).revised) == 0


def test_a_result_that_a_third_report_restates_is_marked(tmp_path: Path) -> None:
    made = baogao.compare(
        [
            report_of(tmp_path, 2031, "诸事平稳", "一般公共预算收入达到30亿元以上"),
            report_of(tmp_path, 2032, "一般公共预算收入31亿元"),
            report_of(tmp_path, 2033, "一般公共预算收入33亿元,2031年一般公共预算收入修订为29.5亿元"),
        ]
    )
    told = row(made, "一般公共预算收入")
    assert (told["verdict"], told["doubt"]) == ("kept", "revised")
    assert row(made, "一般公共预算收入", "revised")["later_quote"] == "29.5亿元"


@pytest.mark.parametrize("which", ["pair", "places"])
def test_nothing_is_dropped(which: str, request: pytest.FixtureRequest) -> None:
    """Every target stands in one table; over the years every result of the year does too."""
    made: Comparison = request.getfixturevalue(which)
    for report in made.reports.values():
        held = [(r["target_report"], r["target_id"]) for r in made.judged.to_dict("records")]
        held += [(r["report_id"], r["row_id"]) for r in made.beside.to_dict("records")]
        held += [(r["report_id"], r["row_id"]) for r in made.left_out.to_dict("records")]
        held += [(r["result_report"], r["result_id"]) for r in made.judged.to_dict("records")]
        headline = {(report.id, target_id) for target_id in report.targets["target_id"]}
        assert headline <= set(held)
        if which == "pair":
            starts = set(report.targets["start"])
            figures = report.figures
            wanted = figures[(figures["status"] == "target") & ~figures["start"].isin(starts)]
            results = figures[(figures["status"] == "result") & (figures["period"] == 2031)]
            ids = [*wanted["figure_id"], *(results["figure_id"] if report.id == "yunqi-2032" else ())]
            assert {(report.id, one) for one in ids} <= set(held)


@pytest.mark.parametrize("which", ["pair", "places"])
def test_every_row_leads_to_its_words(which: str, request: pytest.FixtureRequest) -> None:
    made: Comparison = request.getfixturevalue(which)
    seen = 0
    for table in made.tables.values():
        for told in table.to_dict("records"):
            quotes = [cell for name, cell in told.items() if name.endswith("quote") and cell]
            found = made.locate(told)
            assert [made.quote(place) for place in found] == quotes
            seen += len(found)
    assert seen > 40


def test_the_columns_are_those_declared(pair: Comparison) -> None:
    for name, table in COMPARED.items():
        assert pair.tables[name].columns.tolist() == table.names
        for column in table.columns:
            if column.values:
                held = set(pair.tables[name][column.name].astype(str)) - {"", "<NA>"}
                assert held <= set(column.values), (name, column.name, held)


def test_places_are_sorted_and_keep_their_words(places: Comparison) -> None:
    targets = places.beside[places.beside["status"] == "target"]
    growth = targets[targets["indicator"] == "gdp"]
    assert growth["place"].tolist() == ["柳浦县", "云栖县", "南渚县"]
    assert growth["order"].tolist() == [1, 2, 3]
    income = targets[targets["indicator"] == "income_all"]
    assert income["quote"].tolist()[1:] == [
        "居民人均可支配收入与经济增长基本同步",
        "居民人均可支配收入增长与经济增长同步",
    ]
    grain = places.beside[places.beside["indicator"] == "grain_output"]
    assert set(grain["unit"]) == {"吨"}
    assert "1亿斤 = 5万吨" in set(grain["conversion"])


def test_what_cannot_stand_beside_says_why(places: Comparison) -> None:
    told = places.left_out.set_index("quote")["reason"].to_dict()
    assert told == {"40亿元": "measure", "生态环境质量持续改善": "one_place", "9%": "one_place"}


def test_years_apart_are_said_and_not_judged(tmp_path: Path) -> None:
    made = baogao.compare(
        [
            report_of(tmp_path, 2031, "诸事平稳", "地区生产总值增长6%"),
            report_of(tmp_path, 2033, "地区生产总值增长6%"),
        ]
    )
    assert len(made.judged) == 0
    assert made.left_out["reason"].tolist()[0] == "no_next"
    assert "2 years apart" in made.notes[0]
    assert "2032" in made.notes[0]


def test_neither_place_nor_year_in_common_is_said(tmp_path: Path) -> None:
    made = baogao.compare(
        [
            report_of(tmp_path, 2031, "诸事平稳", "地区生产总值增长6%"),
            report_of(tmp_path, 2033, "诸事平稳", "地区生产总值增长6%", place="白水县"),
        ]
    )
    assert set(made.left_out["reason"]) == {"no_partner"}
    assert len(made.notes) == 2


def test_a_target_for_the_end_of_a_term_waits_for_that_year(tmp_path: Path) -> None:
    first = report_of(tmp_path, 2031, "诸事平稳")
    first.targets.loc[0] = {
        "target_id": "targets-0", "rank": 1, "start": 0, "end": 4, "quote": first.text[:4], "label": "某事",
        "indicator": "", "measure": "level", "value": 5.0, "value_max": None, "unit": "个",
        "comparator": "=", "period": 2035,
    }  # fmt: skip
    made = baogao.compare([first, report_of(tmp_path, 2032, "某事5个")])
    assert made.left_out.set_index("label")["reason"]["某事"] == "no_next"


def test_a_terms_aims_are_not_set_beside_a_years(tmp_path: Path) -> None:
    first, other = (
        report_of(tmp_path, 2031, "诸事平稳", "地区生产总值增长6%", place=place)
        for place in ("青禾县", "白水县")
    )
    other.targets.loc[:, "period"] = 2035
    made = baogao.compare([first, other])
    assert len(made.beside) == 0
    assert set(zip(made.left_out["place"], made.left_out["reason"], strict=True)) == {
        ("青禾县", "one_place"),
        ("白水县", "period"),
    }


def test_a_renamed_place_is_one_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare_who, "load", lambda _: {"names": [["青禾县", "青禾区", 2031]]})
    compare_who._renamed.cache_clear()
    try:
        first = report_of(tmp_path, 2031, "诸事平稳", "地区生产总值增长6%")
        later = report_of(tmp_path, 2032, "地区生产总值增长6.1%", place="青禾区")
        made = baogao.compare([later, first])
        assert row(made, "地区生产总值")["verdict"] == "kept"
        assert "青禾县 is called 青禾区 since 2031" in made.notes
    finally:
        compare_who._renamed.cache_clear()


def test_renamings_are_well_formed() -> None:
    from baogao.lexicon import load

    names = load("renames")["names"]
    assert len({tuple(line) for line in names}) == len(names) > 100
    for before, after, year in names:
        assert before != after
        assert 1980 <= year <= 2026
        assert before[-1] in "县市区盟旗", before
        assert after[-1] in "市区", after


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["yunqi-2031"], "1 report is nothing to compare; name two or more"),
        (["yunqi-2031", "yunqi-2031"], "is the same report as yunqi-2031"),
        (["yunqi-2031", "nowhere-2031"], "nowhere-2031.txt: no report of that name"),
    ],
)
def test_errors_say_what_to_do(names: list[str], said: str) -> None:
    run = CliRunner().invoke(main, ["compare", *(str(FIXTURES / f"{name}.txt") for name in names)])
    assert run.exit_code == 2
    assert said in run.output
    assert len(run.output.strip().splitlines()) == 1


def test_two_reports_of_a_place_and_year_are_refused(tmp_path: Path) -> None:
    first = report_of(tmp_path, 2031, "诸事平稳")
    (tmp_path / "again").mkdir()
    again = report_of(tmp_path / "again", 2031, "另有说法")
    again.id = "other"
    with pytest.raises(BaogaoError, match="place and year"):
        baogao.compare([first, again])


def test_the_command_prints_and_writes(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["compare", *map(str, PAIR), "--out", str(tmp_path / "out")])
    assert run.exit_code == 0, run.output
    assert "25 targets: 13 kept, 3 missed" in run.output
    line = next(line for line in run.output.splitlines() if "改造老旧小区" in line)
    assert "26个 → 21个" in line
    assert "yunqi-2031:" in line
    assert "yunqi-2032:" in line
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{name}.csv" for name in sorted(COMPARED)
    ]
    with (tmp_path / "out" / "judged.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 25
    assert rows[0]["difference"] == "-0.3"


def test_the_order_of_the_arguments_does_not_matter(pair: Comparison) -> None:
    again = baogao.compare(list(reversed(PAIR)))
    assert again.judged.equals(pair.judged)


def test_it_shows_itself_in_a_notebook(pair: Comparison) -> None:
    html = pair._repr_html_()
    assert "改造老旧小区" in html
    assert "<script" not in html
    assert repr(pair).startswith("<Comparison of yunqi-2031, yunqi-2032: judged 25")


# What lies beside a report in its folder.


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for path in {*PAIR, *PLACES}:
        save(baogao.read(path), tmp_path / path.stem)
    return tmp_path


def test_the_same_place_comes_before_other_places(data: Path) -> None:
    assert near(data / "yunqi-2032").folders == (data / "yunqi-2031",)
    assert near(data / "yunqi-2031").folders == (data / "yunqi-2032",)
    assert near(data / "liupu-2032").folders == (data / "nanzhu-2032", data / "yunqi-2032")
    assert near(data / "nowhere").folders == ()


def test_many_places_are_held_to_a_few(tmp_path: Path) -> None:
    for number in range(MOST + 4):
        place = f"第{chr(0x4E00 + number)}县"
        save(
            report_of(tmp_path, 2031, "诸事平稳", "地区生产总值增长6%", place=place),
            tmp_path / f"r{number:02}",
        )
    found = near(tmp_path / "r00")
    assert len(found.folders) == MOST
    assert found.more == 3


def test_others_may_be_named(data: Path) -> None:
    report = with_others(str(data / "yunqi-2032"), f"{data / 'liupu-2032'}, {data / 'nanzhu-2032'}")
    assert [one.id for one in report.others or ()] == ["liupu-2032", "nanzhu-2032"]
    assert with_others(str(data / "yunqi-2032")).others is None


def test_the_examples_of_the_docs_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "compare.md"), module_relative=False)
    assert result.attempted >= 4
    assert result.failed == 0


def test_the_national_reports_of_two_years(shared: Path) -> None:
    made = baogao.compare([shared / "reports" / f"state-council-{year}.txt" for year in (2023, 2024)])
    told = made.judged[made.judged["kind"] == "headline"].set_index("indicator")["verdict"].to_dict()
    kept = ("gdp", "urban_jobs", "unemployment_surveyed", "cpi", "grain_output")
    assert {code: told[code] for code in kept} == dict.fromkeys(kept, "kept")
    assert told["income_all"] == "unjudged"
    assert told["trade"] == "absent"
