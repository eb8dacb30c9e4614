"""Which year an amount is about: a table of sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from baogao.facts.amounts.amount import Amount
from baogao.facts.amounts.scan import scan
from baogao.facts.glossary import read_glossary
from baogao.facts.rows import Term
from baogao.facts.times import date_figures
from baogao.text.outline import Outline, read_outline

CASES = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text(encoding="utf-8"))


def read_case(case: dict) -> tuple[Outline, list[Amount], list[Term]]:
    """A report of 2023 around the sentences of a case, its amounts without spans in Chinese numerals."""
    parts = ["各位代表:", "一、2022年工作回顾", case.get("review", "成绩来之不易。")]
    parts += ["二、2023年工作安排", case.get("plan", "任务繁重。")]
    if "glossary" in case:
        parts += ["名词解释", case["glossary"]]
    outline = read_outline("\n".join(parts))
    amounts = [a for a in scan(outline.folded, outline.text).amounts if not a.spelled]
    return outline, amounts, read_glossary(outline)


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_year(case: dict) -> None:
    assert date_figures(*read_case(case)) == case["years"], case["why"]


@pytest.mark.parametrize("case", CASES["known"], ids=lambda case: case["why"])
@pytest.mark.xfail(strict=True)
def test_known_failure(case: dict) -> None:
    assert date_figures(*read_case(case)) == case["years"], case["why"]


def test_text_without_any_year_has_none() -> None:
    outline = read_outline("修路5公里。")
    amounts = scan(outline.folded, outline.text).amounts
    assert date_figures(outline, amounts, []) == [None]
