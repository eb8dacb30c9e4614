"""Joining lines that were broken at a fixed width: only where a text is set so."""

from __future__ import annotations

import pytest

from baogao.text.edits import Repaired
from baogao.text.wraps import join_wraps

SENTENCES = "全市完成生产总值一百二十亿元,增长百分之六。新建学校三所,改造老旧小区四十个,惠及居民。" * 8


def _set(text: str, width: int) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("width", [20, 34, 60])
def test_a_text_set_to_a_width_is_whole_again(width: int) -> None:
    text = _set(SENTENCES, width)
    joined = Repaired(text, tuple(join_wraps(text))).text
    left = [line for line in joined.split("\n")[:-1] if not line.endswith("。")]
    assert not left
    assert joined.replace("\n", "") == SENTENCES


def test_what_opens_a_paragraph_stays_on_a_line_of_its_own() -> None:
    text = _set(SENTENCES[:300], 30) + "\n一、工作回顾\n" + _set(SENTENCES[:300], 30) + "\n(一)抓产业\n尾"
    joined = Repaired(text, tuple(join_wraps(text))).text
    assert "\n一、工作回顾\n" in joined
    assert "\n(一)抓产业" in joined


UNTOUCHED = [
    (SENTENCES.replace("。", "。\n"), "a sentence a line"),
    ("\n".join(["各位代表:", "一、工作回顾", SENTENCES, "二、工作安排", SENTENCES]), "a paragraph a line"),
    ("\n".join(["生产总值增长百分之六以上的目标"] * 4), "too few lines to tell"),
    ("\n".join(f"第{n}项,名称和单位都写在这里" for n in "一二三四五六七八九十"), "a table"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "reason"), UNTOUCHED)
def test_other_texts_are_not_touched(text: str, reason: str) -> None:
    assert join_wraps(text) == [], reason
