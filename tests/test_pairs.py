"""What last year brought and this year aims at, of one thing in one unit."""

from __future__ import annotations

import pytest

from baogao.facts.figures import read_figures
from baogao.facts.goals.alike import alike
from baogao.facts.indicators import indicator_of
from baogao.facts.pairs import read_pairs
from baogao.facts.rows import Figure, Pair
from baogao.facts.targets import read_targets
from baogao.lexicon import fold
from baogao.text.outline import read_outline

# (label, label, why)
SAME = [
    ("规上工业增加值", "规模以上工业增加值", "wordings of one indicator"),
    ("一般公共财政预算收入", "一般公共预算收入", "wordings of one indicator"),
    ("城鎮新增就業", "新增城镇就业", "two scripts, two orders of words"),
    ("改造老旧小区", "老旧小区改造提升", "the verb stands in front or behind"),
    ("新开工重大项目", "重大项目开工建设", "the stage stands in front or behind"),
    ("年度重点项目", "实施重点项目", "words of order and of doing say nothing of the thing"),
    ("省、市重点项目", "市以上重点项目", "one scope in two wordings"),
    ("“清零”项目", "清零项目", "quotes"),
    ("强力关停自备井", "关停自备井", "how it is done"),
    ("农产品深加工企业产值", "农产品加工企业产值", "the shorter label is contained in the longer"),
    ("粮食播种面积", "播种面积", "the review may name the crop one clause before"),
]
# (label, label, why)
OTHER = [
    ("城镇居民人均可支配收入", "农村居民人均可支配收入", "two groups of people"),
    ("进口总额", "出口总额", "two directions"),
    ("新增高新技术企业", "净增高新技术企业", "gross and net"),
    ("谋划重大项目", "竣工重大项目", "two stages"),
    ("省级以上科技企业", "市级科技企业", "two levels"),
    ("重点项目", "重点项目总投资", "a count and its money"),
    ("家庭农场", "家庭农场示范场", "a part with a title of its own"),
    ("项目", "项目", "a noun that says nothing by itself"),
    ("生产总值", "东湖镇生产总值", "the whole and one place of it"),
    ("工业增加值", "工业用电量", "two indicators"),
    ("路灯", "路面", "two short words"),
    ("奶牛存栏", "新增奶牛存栏", "what there is and what is added"),
]


@pytest.mark.parametrize(("one", "other", "why"), SAME, ids=[f"{a}-{b}" for a, b, _ in SAME])
def test_one_thing(one: str, other: str, why: str) -> None:
    assert alike(one, other) > 0.5, why
    assert alike(one, other) == alike(other, one), why


@pytest.mark.parametrize(("one", "other", "why"), OTHER, ids=[f"{a}-{b}" for a, b, _ in OTHER])
def test_two_things(one: str, other: str, why: str) -> None:
    assert alike(one, other) == 0, why
    assert alike(other, one) == 0, why


def figure(start: int, label: str, value: float, unit: str, status: str, **more: object) -> Figure:
    measure = str(more.get("measure", "growth" if unit == "%" else "level"))
    period = 2023 if status == "result" else 2024
    code = indicator_of(fold(label))
    return Figure(start, start + 3, label, code, measure, value, None, unit, "=", period, status)


def met(pairs: list[Pair]) -> list[tuple[int, int]]:
    return [(pair.result, pair.target) for pair in pairs]


def test_measure_and_unit_must_agree() -> None:
    results = [figure(1, "生产总值", 890e8, "元", "result"), figure(2, "生产总值", 5.5, "%", "result")]
    aims = [figure(11, "生产总值", 9.5, "%", "target"), figure(12, "生产总值", 2, "个百分点", "target")]
    assert met(read_pairs([*results, *aims], [])) == [(2, 11)]


def test_each_is_used_once_and_the_first_that_agrees_most_is_taken() -> None:
    results = [figure(1, "改造危桥", 3, "座", "result"), figure(2, "改造危桥", 5, "座", "result")]
    aims = [figure(11, "改造危桥", 9, "座", "target"), figure(12, "改造危桥", 4, "座", "target")]
    assert met(read_pairs([*results, *aims], [])) == [(1, 11), (2, 12)]


def test_an_indicator_has_one_value_a_year() -> None:
    """A second value of it is of a part: of one park, of one county."""
    results = [figure(1, "规上工业增加值", 5, "%", "result"), figure(2, "规上工业增加值", 19, "%", "result")]
    aims = [figure(11, "规上工业增加值", 6, "%", "target"), figure(12, "规上工业增加值", 20, "%", "target")]
    assert met(read_pairs([*results, *aims], [])) == [(1, 11)]


def test_a_stock_does_not_meet_what_is_added_to_it() -> None:
    flow = figure(11, "新增规模企业", 20, "家", "target")
    assert met(read_pairs([figure(1, "规模企业", 300, "家", "result"), flow], [])) == []
    assert met(read_pairs([figure(1, "规模企业", 25, "家", "result"), flow], [])) == [(1, 11)]


def test_other_years_and_other_statuses_do_not_meet() -> None:
    aim = figure(11, "生产总值", 6, "%", "target")
    told = figure(1, "生产总值", 5, "%", "result")
    old = Figure(2, 4, "生产总值", "gdp", "growth", 7, None, "%", "=", 2019, "result")
    context = Figure(3, 5, "生产总值", "gdp", "growth", 7, None, "%", "=", 2023, "context")
    assert met(read_pairs([told, aim], [])) == [(1, 11)]
    assert met(read_pairs([old, context, aim], [])) == []
    assert read_pairs([], []) == []


def test_from_a_report() -> None:
    """The headline comes first; a target said of two things meets both."""
    outline = read_outline(
        "各位代表:\n一、2023年工作回顾\n完成生产总值890亿元,增长5.5%。园区总收入847亿元,增长5.8%。改造老旧小区46个。\n"
        "二、2024年工作安排\n主要预期目标是:生产总值增长9%以上,园区总收入增长18%以上,确保同步突破1000亿元大关。\n"
        "改造老旧小区26个。\n"
    )
    figures, _ = read_figures(outline, [])
    pairs = read_pairs(figures, read_targets(outline, figures))
    quotes = {f.start: outline.text[f.start : f.end] for f in figures}
    assert [(pair.label, quotes[pair.result], quotes[pair.target]) for pair in pairs] == [
        ("生产总值", "5.5%", "9%以上"),
        ("园区总收入", "5.8%", "18%以上"),
        ("生产总值", "890亿元", "1000亿元"),
        ("园区总收入", "847亿元", "1000亿元"),
        ("改造老旧小区", "46个", "26个"),
    ]
    assert [pair.indicator for pair in pairs][::4] == ["gdp", "old_neighbourhoods"]


def test_the_result_of_the_year_is_preferred_to_a_mean_and_growth_in_all_is_none() -> None:
    outline = read_outline(
        "各位代表:\n一、过去五年工作回顾\n五年来,一般公共预算收入年均增长8.1%,固定资产投资累计增长44%。\n"
        "2023年,一般公共预算收入增长5.2%,粮食产量由21万吨增加到25万吨。\n"
        "二、2024年工作安排\n主要预期目标是:一般公共预算收入增长6%,固定资产投资增长7%,粮食产量26万吨。\n"
    )
    figures, _ = read_figures(outline, [])
    pairs = read_pairs(figures, read_targets(outline, figures), outline.folded)
    quotes = {f.start: outline.text[f.start : f.end] for f in figures}
    assert [(quotes[pair.result], quotes[pair.target]) for pair in pairs] == [
        ("5.2%", "6%"),
        ("25万吨", "26万吨"),
    ]


def test_a_rate_said_of_two_things_in_the_plan_meets_both() -> None:
    results = [figure(1, "游客人次", 14, "%", "result"), figure(2, "旅游花费", 10, "%", "result")]
    aim = figure(11, "游客人次、旅游花费", 10, "%", "target")
    assert met(read_pairs([*results, aim], [])) == [(1, 11), (2, 11)]


def test_counts_of_livelihood_lists_do_not_meet() -> None:
    result, aim = figure(1, "惠民实事", 10, "件", "result"), figure(11, "惠民实事", 10, "件", "target")
    assert met(read_pairs([result, aim], [])) == []
