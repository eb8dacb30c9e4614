"""Every run of digits stands in the account exactly once, whatever the text."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.amounts.nonfigures import claim
from baogao.facts.figures import read_figures
from baogao.facts.glossary import read_glossary
from baogao.facts.rows import Figure, Number
from baogao.text.outline import read_outline
from baogao.text.repair import repair
from baogao.text.source import read_source

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))["case"]
KINDS = {"figure", "date", "ordinal", "page", "name", "code", "reference", "time", "phone", "unread"}
RUN = re.compile("[0-9０-９]+")
BODY = "各位代表：\n一、2022年工作回顾\n{}\n二、2023年工作安排\n要办。"


def account(text: str) -> tuple[list[Figure], list[Number]]:
    outline = read_outline(text, "")
    return read_figures(outline, read_glossary(outline))


def hold(text: str) -> None:
    """What holds for the account of any text."""
    figures, numbers = account(text)
    runs = [n for n in numbers if RUN.fullmatch(text[n.start : n.end])]
    assert [(n.start, n.end) for n in runs] == [m.span() for m in RUN.finditer(text)]
    assert {n.kind for n in numbers} <= KINDS
    assert all((n.figure is not None) == (n.kind == "figure") for n in numbers)
    assert {n.figure for n in numbers} - {None} == {f.start for f in figures}
    assert [n.start for n in numbers] == sorted(n.start for n in numbers)


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_kinds(case: dict[str, object]) -> None:
    text = BODY.format(case["text"])
    at, end = text.index(str(case["text"])), text.index(str(case["text"])) + len(str(case["text"]))
    kinds = [n.kind for n in account(text)[1] if at <= n.start < end]
    assert kinds == case["kinds"], case["reason"]


PIECES = st.sampled_from(
    [
        *"0123456789０９.:：-—/、，。(（)）[]“”《》\n 第页年月日个家元%前每",
        "附件",
        "见P",
        "国道",
        "热线",
        "名词解释",
        "5G",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_run_is_dropped_or_told_twice(text: str) -> None:
    hold(text)
    hold(BODY.format(text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_never_raises(text: str) -> None:
    hold(text)


def test_page_furniture_holds_no_figure() -> None:
    text = "阅读量320次\n字数5000个\n" + BODY.format("新建学校5所。") + "\n上一篇：投资20亿元"
    figures, _ = account(text)
    assert [text[f.start : f.end] for f in figures] == ["5所"]


def test_reads_all_digits_of_the_reports(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.txt")):
        hold(repair(read_source(path).text).text)


def test_a_claim_needs_a_rule() -> None:
    assert claim("建成20个", 2) is None
