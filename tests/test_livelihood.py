"""Livelihood lists: items, years, status, notes, what goes on, what went otherwise, figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.glossary import read_glossary
from baogao.facts.listing.domains import domain_of
from baogao.facts.lists import read_lists
from baogao.facts.livelihood import read_livelihood
from baogao.facts.rows import Figure, ListNote, LivelihoodItem
from baogao.lexicon import load
from baogao.text.outline import Outline, read_outline

ROOT = Path(__file__).parent
CASES = tomllib.loads((ROOT / "cases" / "livelihood.toml").read_text(encoding="utf-8"))["case"]


@dataclass
class Read:
    outline: Outline
    items: list[LivelihoodItem]
    notes: list[ListNote]

    def words(self, item: LivelihoodItem) -> str:
        return self.outline.text[item.start : item.end]

    def numbered(self, period: int, no: int) -> LivelihoodItem:
        return next(item for item in self.items if (item.period, item.item_no) == (period, no))


def read(text: str, figures: list[Figure] | None = None, name: str = "") -> Read:
    outline = read_outline(text, name)
    lists, notes = read_lists(outline, read_glossary(outline))
    return Read(outline, read_livelihood(outline, lists, notes, figures or []), notes)


def figure(text: str, words: str, label: str, period: int, status: str) -> Figure:
    start = text.index(words)
    end = start + len(words)
    return Figure(start, end, label, "", "level", 1.0, None, "个", "=", period, status)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads_the_layout(case: dict[str, Any]) -> None:
    found = read(case["text"].strip("\n"))
    rows = [[item.period, item.item_no, item.status, found.words(item)] for item in found.items]
    assert rows == case["expect"], case["reason"]
    notes = [found.outline.text[note.start : note.end] for note in found.notes]
    assert notes == case.get("notes", [])


TWO_YEARS = """各位代表：
一、2023年工作回顾
3件民生实事基本完成。改造老旧小区46个，新增学位600个。
存在的问题：建设速度还不够快，东湖新城、第二水质净化厂等项目还没有取得预期效果。
二、2024年工作安排
办好“4件民生实事”。老旧小区改造26个，新增学位350个以上。
名词解释
1.3件民生实事：老旧小区改造；推进城东第二水质净化厂建设；资助困难学生。
2.4件民生实事：第二水质净化厂建设；改造老旧小区；新增义务教育学位以及资助困难学生；建设公园10个。
"""


def test_items_on_the_same_matter_go_on() -> None:
    found = read(TWO_YEARS)
    went_on = {
        item.item_no: before.item_no
        for item in found.items
        if item.period == 2024
        for before in found.items
        if before.start == item.continues and before.period == 2023
    }
    assert went_on == {1: 2, 2: 1, 3: 3}


def test_what_the_report_says_otherwise_of_a_past_item() -> None:
    found = read(TWO_YEARS)
    quotes = {
        (item.period, item.item_no): found.outline.text[slice(*item.status_quote)]
        for item in found.items
        if item.status_quote
    }
    assert quotes == {(2023, 2): "还没有取得预期效果"}


def test_figures_inside_an_item_else_those_of_its_label_and_year() -> None:
    figures = [
        figure(TWO_YEARS, "46个", "改造老旧小区", 2023, "result"),
        figure(TWO_YEARS, "600个", "新增学位", 2023, "result"),
        figure(TWO_YEARS, "26个", "老旧小区改造", 2024, "target"),
        figure(TWO_YEARS, "350个以上", "新增学位", 2024, "target"),
        figure(TWO_YEARS, "10个", "公园", 2024, "target"),
    ]
    found = read(TWO_YEARS, figures)
    words = {
        (item.period, item.item_no): [
            found.outline.text[f.start : f.end] for f in figures if f.start in item.figures
        ]
        for item in found.items
        if item.figures
    }
    assert words == {
        (2023, 1): ["46个"],
        (2024, 2): ["26个"],
        (2024, 3): ["350个以上"],
        (2024, 4): ["10个"],
    }


@pytest.mark.parametrize(
    ("item", "domain"),
    [
        ("新增义务教育学位以及资助困难学生", "education"),
        ("改造老旧病房10万平方米、床位2000张", "health"),
        ("老旧小区改造项目", "housing"),
        ("解决农村1万人安全饮水问题", "water"),
        ("新建通村公路500公里、危桥改造", "roads"),
        ("农村电网改造", "power"),
        ("新增城镇就业", "employment"),
        ("建成40个居家养老服务中心", "care"),
        ("推进城乡生活垃圾资源化处理", "environment"),
        ("推进消防公共安全工程建设", "safety"),
        ("建成开放青少年科技馆", "culture"),
        ("高标准农田建设项目", "agriculture"),
        ("加强对外交流", "other"),
    ],
)
def test_domains(item: str, domain: str) -> None:
    assert domain_of(item) == domain


def test_every_domain_has_words_of_its_own() -> None:
    domains = load("livelihood")["domains"]
    words = [word for group in domains.values() for word in group]
    assert sorted(words) == sorted(set(words))


def test_the_seed_tells_what_goes_on_and_what_is_new() -> None:
    text = (ROOT.parent / "seeds" / "liling-2023.txt").read_text(encoding="utf-8")
    found = read(text, name="liling-2023.txt")
    assert [(item.period, item.status) for item in found.items] == [(2022, "done")] * 10 + [
        (2023, "candidate")
    ] * 12
    numbers = {item.start: item.item_no for item in found.items}
    pairs = {item.item_no: numbers[item.continues] for item in found.items if item.continues is not None}
    assert pairs == {1: 1, 2: 9, 3: 8, 5: 3, 6: 4, 9: 2, 10: 7}
    assert [item.item_no for item in found.items if item.status_quote] == [9]


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="各位代表:：一二三四十件10民生实事。；;、，是要①②③④?（）()1.2.3.4.\n年2024工作安排回顾名词解释办好",
        max_size=160,
    )
)
def test_never_raises(text: str) -> None:
    found = read(text)
    for item in found.items:
        assert 0 <= item.start < item.end <= len(text)
        assert found.words(item).strip()
