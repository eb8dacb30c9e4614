"""What each amount measures: a table of sentences, properties, and the gold's labels."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogao.facts.amounts.scan import scan
from baogao.facts.labels import label_figures
from baogao.text.outline import read_outline

CASES = tomllib.loads((Path(__file__).parent / "cases" / "labels.toml").read_text(encoding="utf-8"))
_PIECES = [
    "新增",
    "企业",
    "5个",
    "、",
    ",",
    "。",
    "增长",
    "6%",
    "的",
    "投资3亿元",
    "分别",
    "和",
    "“",
    "”",
    "(",
    ")",
]
_PIECES += ["其中", "均", "占", "10亿元以上", "总量", "五年", "完成", "惠及", "公里"]


def labels_of(text: str) -> list[str]:
    outline = read_outline("各位代表:\n一、2022年工作回顾\n" + text)
    # Spans of years in Chinese numerals are no figures.
    amounts = [a for a in scan(outline.folded, outline.text).amounts if not a.spelled]
    return label_figures(outline, amounts, [])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"][:16])
def test_label(case: dict) -> None:
    assert labels_of(case["text"]) == case["labels"], case["why"]


@pytest.mark.parametrize("case", CASES["known"], ids=lambda case: case["text"][:16])
@pytest.mark.xfail(strict=True)
def test_known_failure(case: dict) -> None:
    assert labels_of(case["text"]) == case["labels"], case["why"]


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_text_gives_a_label_for_each_amount_and_copies_it(text: str) -> None:
    outline = read_outline("各位代表:\n" + text)
    amounts = scan(outline.folded, outline.text).amounts
    labels = label_figures(outline, amounts, [])
    assert len(labels) == len(amounts)
    for label in labels:
        assert all(letter in outline.text for letter in label)


def test_both_scripts_give_the_same_label() -> None:
    assert labels_of("新增省級示範企業12家、農民合作社8家。") == ["新增省級示範企業", "新增農民合作社"]
    assert labels_of("新增省级示范企业12家、农民合作社8家。") == ["新增省级示范企业", "新增农民合作社"]
