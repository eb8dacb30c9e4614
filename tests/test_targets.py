"""The headline targets: where they stand, what each says."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.figures import read_figures
from baogao.facts.goals.aims import subject
from baogao.facts.indicators import indicator_of, plain_label
from baogao.facts.rows import Target
from baogao.facts.targets import read_targets
from baogao.lexicon import fold, load
from baogao.text.outline import Outline, read_outline
from baogao.text.spans import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "targets.toml").read_text(encoding="utf-8"))["case"]
PLAN = "各位代表:\n一、2023年工作回顾\n成绩很大。\n二、2024年工作安排\n今年经济社会发展主要预期目标是:"


def targets_of(text: str) -> tuple[Outline, list[Target]]:
    outline = read_outline(text)
    figures, _ = read_figures(outline, [])
    return outline, read_targets(outline, figures)


def row(outline: Outline, target: Target) -> str:
    value = "-" if target.value is None else f"{target.value:.15g}"
    quote = outline.text[target.start : target.end]
    cells = [quote, target.label, target.measure, value, target.unit, target.comparator]
    return " | ".join(cell or "-" for cell in cells)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_targets(case: dict) -> None:
    text = case["text"].lstrip("\n")
    outline, targets = targets_of(text if "\n" in text else f"{PLAN}{text}\n要抓好落实。\n")
    assert [row(outline, target) for target in targets] == case["rows"], case["why"]
    assert {target.period for target in targets} <= {case.get("period", 2024)}, case["why"]


def test_every_case_has_a_reason_and_some_are_negative() -> None:
    assert all(case["why"] and case["kind"] in {"wild", "made-up", "negative"} for case in CASES)
    assert sum(case["kind"] == "negative" for case in CASES) >= 4


def test_a_range_has_two_ends() -> None:
    _, targets = targets_of(PLAN + "生产总值增长5%-5.5%。\n")
    assert [(target.value, target.value_max) for target in targets] == [(5, 5.5)]


def test_numbers_are_the_figures_own() -> None:
    """A numeric target has the span of a figure, so that rows of the two tables meet."""
    outline = read_outline(PLAN + "生产总值增长9%以上,粮食产量50万吨,就业稳定增长。\n")
    figures, _ = read_figures(outline, [])
    spans = {(figure.start, figure.end) for figure in figures}
    targets = read_targets(outline, figures)
    found = [(target.start, target.end) in spans for target in targets]
    assert found == [target.value is not None for target in targets] == [True, True, False]


WORDS = st.lists(
    st.sampled_from(
        [
            *[
                "生产总值增长",
                "城乡居民收入",
                "分别",
                "5%",
                "3.5%以上",
                "、",
                "和",
                ",",
                ";",
                "。",
                "控制在",
                "“",
                "”",
                "力争",
                "与经济增长同步",
                "下降",
                "的",
            ],
            *["其中", "一、二、三产", "突破", "千亿", "(", ")", "——", "100亿元"],
            "\n",
        ]
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(WORDS)
def test_any_words_give_ordered_rows_inside_the_text(words: list[str]) -> None:
    outline, targets = targets_of(PLAN + "".join(words))
    starts = [target.start for target in targets]
    assert starts == sorted(set(starts))
    assert all(0 <= target.start < target.end <= len(outline.text) for target in targets)


@pytest.mark.parametrize(
    ("words", "subject_words"),
    [
        ("力争全市生产总值", "生产总值"),
        ("其中城镇登记失业率控制在", "城镇登记失业率"),
        ("完成固定资产投资", "固定资产投资"),
        ("社会消费品零售总额达到", "社会消费品零售总额"),
        ("经济增长速度", "经济增长速度"),
        ("同步突破", ""),
        ("人口自然增长率", "人口自然增长率"),
    ],
)
def test_subject(words: str, subject_words: str) -> None:
    assert words[slice(*subject(words, Span(0, len(words))))] == subject_words


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("全县地区生产总值", "gdp"),
        ("规上工业增加值增速", "industrial_value_added"),
        ("全社会固定资产投资", "fixed_investment"),
        ("城镇居民人均可支配收入", "income_urban"),
        ("完成一般公共预算收入", "budget_revenue"),
        ("居民消费价格涨幅", "cpi"),
        ("新增城镇就业", "urban_jobs"),
        ("万元GDP能耗", "energy_intensity"),
        ("某镇生产总值", ""),
        ("重点产业增加值", ""),
        ("增长", ""),
        ("", ""),
    ],
)
def test_indicator(label: str, code: str) -> None:
    assert indicator_of(label) == code


def test_the_indicators_are_sound() -> None:
    """Each wording stands under one code, in simplified script, and finds its own code."""
    codes = load("indicators")["codes"]
    seen: dict[str, str] = {}
    for code, entry in codes.items():
        assert entry["en"], code
        assert fold(entry["zh-Hant"]) == entry["zh-Hans"], code
        assert entry["measure"] in {"level", "growth", "share", "change", "rank"}, code
        for wording in (entry["zh-Hans"], *entry["aliases"]):
            assert seen.setdefault(wording, code) == code, wording
            assert fold(wording) == wording, wording
            assert indicator_of(wording) == code, wording
            assert plain_label(wording) == wording, wording
