"""Figures of a report: which amounts it states, and what is told of each."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from baogao.facts.figures import read_figures
from baogao.facts.glossary import read_glossary
from baogao.facts.rows import Figure
from baogao.text.outline import read_outline
from baogao.text.repair import repair
from baogao.text.source import read_source

REPORT = """各位代表：
一、2022年工作回顾
完成生产总值120亿元，增长6.5%。新建幼儿园12所，改造六个老旧小区。获批“三大平台”建设[1]。五年来，连续三年获奖。
二、2023年工作安排
生产总值增长7%以上，力争引进企业20家。
名词解释
[1] 三大平台：指总投资5亿元以上的3个园区。
[2] 12所幼儿园：指新区幼儿园等。
"""


def figures_of(text: str) -> list[Figure]:
    outline = read_outline(text, "")
    return read_figures(outline, read_glossary(outline))[0]


def quotes(text: str) -> list[str]:
    return [text[f.start : f.end] for f in figures_of(text)]


def test_states_the_body_and_the_definitions_only() -> None:
    assert quotes(REPORT) == ["120亿元", "6.5%", "12所", "六个", "7%以上", "20家", "5亿元以上", "3个"]


def test_an_annex_behind_the_glossary_states_plans() -> None:
    annex = "2023年两件实事\n一、修路。新建公路36公里。\n二、办学。新建学校2所。\n"
    rows = [f for f in figures_of(REPORT + annex) if f.start >= len(REPORT)]
    assert [(f.label, f.value, f.period, f.status) for f in rows] == [
        ("新建公路", 36, 2023, "target"),
        ("新建学校", 2, 2023, "target"),
    ]


def test_a_row_says_all_of_a_figure() -> None:
    gdp, growth, *_, aim, firms = figures_of(REPORT)[:6]
    assert (gdp.label, gdp.value, gdp.unit, gdp.measure, gdp.period) == (
        "生产总值",
        12e9,
        "元",
        "level",
        2022,
    )
    assert (growth.label, growth.measure, growth.status) == ("生产总值", "growth", "result")
    assert (aim.value, aim.comparator, aim.period, aim.status) == (7, ">=", 2023, "target")
    assert (firms.modality, firms.status) == ("力争", "target")


def test_traditional_and_simplified_give_the_same_rows() -> None:
    simplified = "各位代表：\n一、2022年工作回顾\n改造小区46个，征地3960亩，收入增长5.5%。\n"
    traditional = "各位代表：\n一、2022年工作回顧\n改造小區46個，徵地3960畝，收入增長5.5%。\n"
    rows = [[(f.start, f.end, f.value, f.measure) for f in figures_of(t)] for t in (simplified, traditional)]
    assert rows[0] == rows[1]
    assert [f.unit for f in figures_of(traditional)] == ["個", "畝", "%"]


def test_numerals_of_speech_are_no_figures() -> None:
    text = "各位代表：\n一、2022年工作回顾\n{}\n"
    for said in (
        "做好以下五个方面工作。",
        "发挥县、乡、村三个积极性。",
        "十届五次会议召开。",
        "连续五年获奖。",
    ):
        assert quotes(text.format(said)) == [], said
    assert quotes(text.format("引进两家医院，近百家企业开工。")) == ["两家", "百家"]


def test_a_doubtful_reading_says_why() -> None:
    text = "各位代表：\n一、2022年工作回顾\n三次产业结构调整为10.5:30.5:59。\n"
    (figure,) = figures_of(text)
    assert figure.doubt == "ratio"


def score_module(shared: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", shared / "score" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_agrees_with_the_gold(shared: Path) -> None:
    """Which spans are figures, their value, unit, measure and comparator, over all annotated reports."""
    score = score_module(shared)
    found = {}
    for folder in sorted((shared / "gold").iterdir()):
        path = shared / "reports" / f"{folder.name}.txt"
        if not (folder / "figures.csv").exists() or not path.exists():
            continue
        source = read_source(path)
        repaired = repair(source.text)
        rows = []
        for f in figures_of(repaired.text):
            span = {
                "start": str(repaired.to_source(f.start)),
                "end": str(repaired.to_source(f.end, end=True)),
            }
            top = "" if f.value_max is None else repr(f.value_max)
            rows.append(span | vars(f) | {"value": repr(f.value), "value_max": top} | span)
        gold, scope = score.table(folder, "figures"), score.table(folder, "scope")
        if scope:
            gold, rows = score.within(gold, scope), score.within(rows, scope)
        found[folder.name] = score.score_spans(gold, rows, ["measure", "comparator"], [])
    assert len(found) == 9
    for report, row in found.items():
        assert row["f1"] >= 0.95, (report, row)
        assert row["span"] >= 0.97, (report, row)
    for column, floor in {"f1": 0.98, "measure": 0.97, "comparator": 0.97}.items():
        assert sum(row[column] for row in found.values()) / len(found) >= floor, column


@pytest.mark.parametrize("text", ["", "\n", "5", "各位代表：", "名词解释\n[1] 5个：5个。"])
def test_small_texts(text: str) -> None:
    figures_of(text)
