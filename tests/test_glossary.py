"""Glossaries in all layouts: entries, terms, pages, definitions, first uses, the way back to the text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.facts.glossary import read_glossary
from baogao.facts.rows import Term
from baogao.lexicon import fold
from baogao.text.endings import find_endings
from baogao.text.outline import Outline, read_outline
from baogao.text.spans import Span

CASES = tomllib.loads((Path(__file__).parent / "cases" / "glossary.toml").read_text(encoding="utf-8"))["case"]


def text_of(case: dict[str, Any]) -> str:
    """The case's text; `repeat` lengthens what stands between its two @."""
    parts = case["text"].strip("\n").split("@")
    if len(parts) == 3:
        parts[1] *= case.get("repeat", 1)
    return "".join(parts)


def definition(outline: Outline, term: Term) -> str:
    return term.definition_text or outline.text[slice(*term.definition)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads_the_layout(case: dict[str, Any]) -> None:
    outline = read_outline(text_of(case))
    found = [
        [term.no, outline.text[slice(*term.term)], term.page, "".join(definition(outline, term).split())]
        for term in read_glossary(outline)
    ]
    assert found == case["expect"], case["reason"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_spans_lie_in_order_inside_their_entry(case: dict[str, Any]) -> None:
    outline = read_outline(text_of(case))
    end = 0
    for term in read_glossary(outline):
        assert end <= term.start <= term.term[0] < term.term[1] <= term.definition[0] < term.definition[1]
        assert term.definition[1] <= term.end
        end = term.end


def test_first_use_ignores_quotes_blanks_and_note_marks() -> None:
    text = (
        "各位代表：\n落实“两 保”[1]要求。\n名词解释\n[1]“两保要求”：保工资、保运转。\n[2]三通：通水、通路。"
    )
    outline = read_outline(text)
    first, second = read_glossary(outline)
    assert first.first_use == text.index("两 保")
    assert second.first_use is None


def test_first_use_takes_a_quoted_part_where_the_whole_is_not_said() -> None:
    text = "各位代表：\n推进“一窗受理”。\n名词解释\n1.政务服务“一窗受理”改革：一个窗口办理。\n2.两保：略。"
    term = read_glossary(read_outline(text))[0]
    assert term.first_use == text.index("一窗受理")


def test_a_definition_that_is_not_cut_has_no_text_of_its_own() -> None:
    outline = read_outline(
        "各位代表：\n落实。\n名词解释\n1.两保：保工资、\n保运转。（见第2页）\n2.四风：略。"
    )
    assert [term.definition_text for term in read_glossary(outline)] == ["", ""]


def test_another_annex_is_a_plan_of_its_own() -> None:
    text = next(case["text"] for case in CASES if case["name"].startswith("another annex")).strip()
    outline = read_outline(text)
    assert outline.glossary
    assert outline.glossary.end <= text.index("2024年五件惠民实事")
    assert outline.role_at(text.index("新建学校")) == "plan"


def test_the_seed_reads_forty_one_terms_with_pages() -> None:
    text = (Path(__file__).parent.parent / "seeds" / "liling-2023.txt").read_text(encoding="utf-8")
    terms = read_glossary(read_outline(text, "liling-2023.txt"))
    assert [term.no for term in terms] == [str(n) for n in range(1, 42)]
    assert all(term.page for term in terms)
    assert sum(term.first_use is not None for term in terms) >= 40


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="各位代表:：名词解释一二三1234.、。;；()（）[]【】①②“”P页见第\n 指是即,，保", max_size=200
    )
)
def test_never_raises(text: str) -> None:
    outline = read_outline(text)
    for term in read_glossary(outline):
        assert outline.text[slice(*term.term)].strip()
        assert 0 <= term.start <= term.term[0]
        assert term.end <= len(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_endings_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    lines = [Span(i, i + 1) for i, char in enumerate(folded) if not char.isspace()]
    glossary, tail = find_endings(folded, lines, 0)
    assert 0 <= tail <= len(text)
    assert glossary is None or 0 < glossary <= tail
