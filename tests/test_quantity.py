"""`quantities` on any Chinese text: case tables, spans as properties, linear time."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.amounts.scan import scan
from baogao.facts.quantity import Quantity, quantities

CASES = tomllib.loads((Path(__file__).parent / "cases" / "quantity.toml").read_text(encoding="utf-8"))
COMPARATORS = {"=", ">", ">=", "<", "<=", "~", "range"}
MEASURES = {"level", "change", "growth", "share", "rank"}
# What amounts are made of, so that random texts hold many.
SIGNS = "0159一二两三十百千万亿兆半多余来几第前近约超年月日个家元%‰.,，、。；：—-~至到（）()[]“”《》 \n１５％"
WORDS = (
    "个百分点",
    "分别",
    "增长",
    "下降",
    "提高到",
    "不低于",
    "以上",
    "左右",
    "百分之",
    "平方米",
    "元/村",
    "5G",
)
PIECES = st.sampled_from([*SIGNS, *WORDS])


def told(text: str, q: Quantity) -> list[Any]:
    top = [] if q.value_max is None else [q.value_max]
    return [text[q.start : q.end], q.value, *top, q.unit, q.comparator, q.measure]


def cases(*groups: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:24]) for group in groups for case in CASES[group]]


@pytest.mark.parametrize("case", cases("wild", "made"))
def test_reads(case: dict[str, Any]) -> None:
    assert [told(case["text"], q) for q in quantities(case["text"])] == case["amounts"], case["reason"]


@pytest.mark.parametrize("case", cases("negative"))
def test_takes_no_names_for_amounts(case: dict[str, Any]) -> None:
    assert [told(case["text"], q) for q in quantities(case["text"])] == [], case["reason"]


@pytest.mark.parametrize("case", cases("failing"))
@pytest.mark.xfail(strict=True, reason="known failure; see the case")
def test_known_failures(case: dict[str, Any]) -> None:
    assert [told(case["text"], q) for q in quantities(case["text"])] == case["amounts"], case["reason"]


def test_every_case_has_a_reason() -> None:
    assert all(case["reason"] for group in CASES.values() for case in group)


def test_an_amount_tells_where_its_words_lie() -> None:
    text = "全县收入预计增长约4.6万元以上"
    (amount,) = scan(text).amounts
    assert text[amount.lead_start : amount.start] == "预计增长约"
    assert text[amount.number_start : amount.number_end] == "4.6万"
    assert text[amount.start : amount.end] == "4.6万元以上"


def test_the_values_of_a_list_know_their_place() -> None:
    text = "甲、乙分别增长3%、4%，丙、丁、戊分别为5家、6家和7家，己8家"
    told = [(a.group, a.rank_in_group, a.group_size) for a in scan(text).amounts]
    first, second = text.index("分别"), text.rindex("分别")
    assert told == [(first, i, 2) for i in range(2)] + [(second, i, 3) for i in range(3)] + [(None, 0, 1)]


def hold(text: str) -> None:
    """What holds for the amounts of any text."""
    end = 0
    for q in quantities(text):
        assert end <= q.start < q.end <= len(text)
        assert any(
            sign.isdigit() or sign in "一二两三四五六七八九十百千万亿半" for sign in text[q.start : q.end]
        )
        assert q.comparator in COMPARATORS
        assert q.measure in MEASURES
        assert (q.value_max is not None) == (q.comparator == "range")
        end = q.end


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_spans_are_ordered_and_apart(text: str) -> None:
    hold(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_never_raises_on_any_text(text: str) -> None:
    hold(text)


@given(st.integers(0, 10**9), st.sampled_from(["个", "家", "公里", "元", "人次", "平方米"]))
def test_an_amount_reads_the_same_wherever_it_stands(number: int, unit: str) -> None:
    amounts = [
        quantities(f"{before}{number}{unit}{after}") for before in ("", "建成", "，") for after in ("", "。")
    ]
    assert {(q.value, q.unit) for found in amounts for q in found} == {(float(number), unit)}
    assert all(len(found) == 1 for found in amounts)


LONG = 100_000
MANY = (
    "1 ",
    "1,111,",
    "1，",
    "1，111",
    "1+",
    "1:",
    "1.",
    "1—",
    "1个(",
    "5个、",
    "分别5个、",
    "1/2/",
    "百分之",
    "15分钟",
    "1万",
    "1亿2",
)
MANY += ("达到达到达到达到达到增5", "2023年", "第1")
ADVERSARIAL = {
    "digits": "1" * LONG,
    "commas": "，" * LONG,
    "brackets": "(" * (LONG // 2) + ")" * (LONG // 2),
    "quotes": "“" * LONG,
    "numerals": "一" * LONG,
    "powers": "十百千万亿" * (LONG // 5),
    "leads": "达到" * (LONG // 2) + "5个",
    "pairs": "分别" * (LONG // 2),
    "ranks": "居" * (LONG // 2) + "第一" * (LONG // 4),
} | {
    # What holds many amounts is shorter, for the test's own time.
    unit: unit * (16_000 // len(unit))
    for unit in MANY
}


@pytest.mark.parametrize("name", ADVERSARIAL)
def test_reads_adversarial_texts_in_linear_time(name: str) -> None:
    """A text of double length may take at most about double the time: no pattern runs away."""

    def cost(text: str) -> float:
        best = float("inf")
        for _ in range(2):
            begin = time.process_time()
            quantities(text)
            best = min(best, time.process_time() - begin)
        return best

    text = ADVERSARIAL[name]
    quarter, whole = cost(text[: len(text) // 4]), cost(text)
    assert whole < 10 * max(quarter, 0.01), f"{name}: {quarter:.3f} s for a quarter, {whole:.3f} s for all"


PAGE = Path(__file__).parent.parent / "docs" / "quantities.md"


def test_the_examples_of_the_page_hold() -> None:
    import doctest

    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted >= 3
    assert result.failed == 0


def test_what_the_page_says_is_read_is_read_and_names_are_not() -> None:
    """Every example in the page's table, in a sentence; every name in the paragraph below it."""
    page = PAGE.read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:3] for line in page.splitlines() if line.startswith("| ") and "written" not in line
    ]
    assert len(rows) > 12
    for kind, written in rows:
        for words in written.replace("; ", ", ").strip().split(", "):
            if any(sign.isdigit() or sign in "一三两六廿壹十" for sign in words):
                if kind.strip() in {"numerals", "multipliers"} and not words.endswith("元"):
                    words += "元"
                assert quantities(f"达到{words}，"), (kind, words)
    names = page.partition("Names are no amounts: ")[2].partition(". Neither")[0].split(", ")
    assert len(names) > 12
    for name in names:
        assert quantities(f"推进{' '.join(name.split())}建设，") == [], name
