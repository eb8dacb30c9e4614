"""Named lists: what is split, what is cut, and what stays prose."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.glossary import read_glossary
from baogao.facts.listing.counts import counts
from baogao.facts.listing.members import members
from baogao.facts.lists import read_lists
from baogao.facts.rows import ListItem
from baogao.lexicon import fold
from baogao.text.outline import read_outline

CASES = tomllib.loads((Path(__file__).parent / "cases" / "lists.toml").read_text(encoding="utf-8"))["case"]


def text_of(case: dict[str, Any]) -> str:
    if "text" in case:
        return str(case["text"]).strip("\n")
    return f"各位代表：\n加强作风建设。\n名词解释\n1.{case['term']}：{case['definition']}\n2.备注：略。"


def lists_of(text: str) -> tuple[dict[str, list[str]], list[ListItem]]:
    outline = read_outline(text)
    items, _ = read_lists(outline, read_glossary(outline))
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.list, []).append(outline.text[item.start : item.end])
    return found, items


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads_the_lists(case: dict[str, Any]) -> None:
    assert lists_of(text_of(case))[0] == case["expect"], case["reason"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_members_are_numbered_and_lie_apart(case: dict[str, Any]) -> None:
    _, items = lists_of(text_of(case))
    for before, item in pairwise(items):
        same = item.list == before.list and item.item_no != 1
        assert item.item_no == (before.item_no + 1 if same else 1)
        assert not same or before.end <= item.start


def test_a_list_of_the_glossary_names_its_entry() -> None:
    _, items = lists_of("各位代表：\n加强作风。\n名词解释\n7.四风：略。\n8.两保：保工资、保运转。")
    assert {item.source for item in items} == {"glossary 8"}


def test_an_entry_without_a_number_counts_from_the_top() -> None:
    _, items = lists_of("各位代表：\n加强作风。\n名词解释\n四风：略。\n两保：保工资、保运转。")
    assert {item.source for item in items} == {"glossary 2"}


def test_both_scripts_give_the_same_members() -> None:
    simplified = "各位代表：\n落实。\n名词解释\n1.三风：学风、会风、文风建设。\n2.两保：保运转、保工资。"
    traditional = "各位代表：\n落實。\n名詞解釋\n1.三風：學風、會風、文風建設。\n2.兩保：保運轉、保工資。"
    _, left = lists_of(simplified)
    _, right = lists_of(traditional)
    assert [(i.start, i.end) for i in left] == [(i.start, i.end) for i in right] != []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("十园", [10]),
        ("三管三必须", [6, 3]),
        ("新“三个一”工程", [3]),
        ("2026年10件民生实事", [10]),
        ("全国百强第37位", []),
        ("三类500强", [3]),
        ("若干十亿", []),
        ("“十统一”", [10]),
    ],
)
def test_counts_in_names(name: str, expected: list[int]) -> None:
    assert counts(name) == expected


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="即指三个项目工程等四大和及与、，；。“”（）()的甲乙丙丁在从必须实施一是二是三是①②",
        max_size=80,
    ),
    st.sampled_from(["三大工程", "两个年", "放管服", "一办三中心", "十二字措施", ""]),
)
def test_members_never_raise_and_stay_inside(text: str, name: str) -> None:
    folded = fold(text)
    end = 0
    for member in members(folded, 0, len(folded), name):
        assert end <= member.start < member.end <= len(folded)
        end = member.end
