"""Whether a figure is done, promised or neither, and how firmly: a table of sentences."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from baogao.facts.status import judge_figures
from test_times import read_case

CASES = tomllib.loads((Path(__file__).parent / "cases" / "status.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["why"])
def test_status(case: dict) -> None:
    assert judge_figures(*read_case(case)) == [tuple(pair) for pair in case["judged"]], case["why"]


@pytest.mark.parametrize("case", CASES["known"], ids=lambda case: case["why"])
@pytest.mark.xfail(strict=True)
def test_known_failure(case: dict) -> None:
    assert judge_figures(*read_case(case)) == [tuple(pair) for pair in case["judged"]], case["why"]


def test_modality_is_copied_as_written() -> None:
    outline, amounts, terms = read_case({"plan": "力爭新增企業5家,確保稅收增長8%。"})
    assert [modality for _, modality in judge_figures(outline, amounts, terms)] == ["力爭", "確保"]
