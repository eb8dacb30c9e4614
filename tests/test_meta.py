"""What a report says of itself: title, place, level, year, meeting, speaker, dates."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from baogao.text.dates import find_dates, find_year
from baogao.text.outline import read_outline
from baogao.text.place import unit_name
from baogao.text.years import period_end

CASES = tomllib.loads((Path(__file__).parent / "cases" / "meta.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_meta(case: dict) -> None:
    outline = read_outline(case["text"].lstrip("\n"))
    said = {key: field.value for key, field in outline.meta.items()}
    assert {key: said.get(key) for key in case["expect"]} == case["expect"], case["why"]
    assert not set(case.get("absent", ())) & set(said), case["why"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_values_stand_in_their_spans(case: dict) -> None:
    """Every value but a level, a date and a year is the text of its span, blanks and lost signs aside."""
    outline = read_outline(case["text"].lstrip("\n"))
    for key, field in outline.meta.items():
        said = "".join(outline.text[field.start : field.end].replace("?", "").split())
        if key in {"delivered", "published"}:
            assert [found.value for found in find_dates(outline.folded, field.start, field.end)] == [
                field.value
            ]
        elif key == "report_year":
            assert field.start <= field.end <= len(outline.text)
        elif key != "admin_level":
            assert said == field.value


def test_no_cases_without_a_reason() -> None:
    assert all(case["why"] and case["kind"] in {"wild", "made-up", "negative"} for case in CASES)
    assert any(case["kind"] == "negative" for case in CASES)


def test_the_files_name_is_the_last_resort() -> None:
    text = "各位代表:\n一、工作回顾\n二、工作安排\n"
    assert read_outline(text, "x-2014.txt").report_year == 2014
    assert read_outline("各位代表:\n一、2019年工作回顾\n", "x-2014.txt").report_year == 2020
    assert read_outline(text).report_year is None


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("今后五年的主要任务", 2026),
        ("“十四五”时期发展目标", 2025),
        ("“九五”计划", 2000),
        ("今后三年", 2024),
        ("今年工作", None),
    ],
)
def test_the_end_of_a_period(words: str, end: int | None) -> None:
    assert period_end(words, 2022) == end


@pytest.mark.parametrize("words", ["1990年代", "90年代", "12345年", "2.2019", "五年"])
def test_what_is_no_year(words: str) -> None:
    assert find_year(words) is None


@pytest.mark.parametrize("words", ["全市", "我县", "各区", "人民政府", "建设新城", ""])
def test_what_is_no_unit(words: str) -> None:
    assert unit_name(words) is None


def test_nothing_raises_on_rubbish() -> None:
    for text in (
        "",
        "\n\n",
        "?",
        "政府工作报告",
        "年" * 500,
        "第届人民代表大会" * 50,
        "(" * 3000,
        "县长" * 400,
    ):
        assert read_outline(text).text == text
