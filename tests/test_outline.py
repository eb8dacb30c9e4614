"""The tree of a report: parts, sections, items, their roles and years; where sections end."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.text.outline import Outline, read_outline

ROOT = Path(__file__).parent
CASES = tomllib.loads((ROOT / "cases" / "outline.toml").read_text(encoding="utf-8"))["case"]


def tree(outline: Outline) -> list[str]:
    return [
        f"{s.level} {s.number or '.'} {s.role} {s.year or '.'} {outline.text[slice(*s.heading)][:8].strip()}"
        for s in outline.sections
    ]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_tree(case: dict) -> None:
    outline = read_outline(case["text"].lstrip("\n"), case.get("name_of_file", ""))
    assert tree(outline) == [row.strip() for row in case["tree"]], case["why"]


def section(outline: Outline, words: str) -> tuple[str, str]:
    """Text from the section's start to its end, and what follows it."""
    found = next(s for s in outline.sections if outline.text[slice(*s.heading)].startswith(words))
    return outline.text[found.start : found.end].strip(), outline.text[found.end :].strip()


def test_an_address_to_the_hall_ends_the_sections_of_a_part() -> None:
    outline = read_outline(
        "各位代表:\n一、2020年工作回顾\n(一)改善民生。办成实事。\n各位代表!成绩来之不易。\n"
        "同时,我们也清醒地看到,问题不少。\n二、2021年工作安排\n(一)抓项目。要快。\n"
    )
    words, rest = section(outline, "改善民生")
    assert words == "(一)改善民生。办成实事。"
    assert rest.startswith("各位代表!成绩")
    address = outline.text.index("同时,我们")
    found = outline.section_at(address)
    assert found is not None
    assert (found.level, found.number, outline.role_at(address)) == (1, "一", "review")


def test_an_address_amid_a_list_does_not_end_it() -> None:
    outline = read_outline(
        "各位代表:\n一、2021年工作安排\n(三)守住三条底线。\n一是守住环保。要严。\n各位代表,上级考核很严。\n"
        "二是守住安全。要细。\n"
    )
    assert [(s.level, s.number) for s in outline.sections] == [(1, "一"), (2, "三"), (3, "一"), (3, "二")]


def test_roles_before_the_first_part_and_unknown_ones() -> None:
    outline = read_outline("政府工作报告\n各位代表:\n现在报告工作。\n一、工作情况\n好。\n二、其他\n要办。\n")
    assert outline.role_at(outline.text.index("现在")) == "front"
    assert [s.role for s in outline.sections] == ["review", "plan"]


def test_the_seed(shared: Path) -> None:
    text = (shared / "seeds" / "liling-2023.txt").read_text(encoding="utf-8-sig")
    outline = read_outline(text)
    parts = [s for s in outline.sections if s.level == 1 and s.role not in {"glossary", "tail"}]
    assert [(s.number, s.role, s.year) for s in parts] == [
        ("一", "review", 2022),
        ("二", "plan", 2023),
        ("三", "self", None),
    ]
    below = {
        part.number: [s.number for s in outline.sections if s.parent == part.start and s.number]
        for part in parts
    }
    assert below == {"一": list("一二三四五六七"), "二": list("一二三四五"), "三": list("一二三四")}
    plan = parts[1].start
    items = [
        [t.number for t in outline.sections if t.parent == s.start]
        for s in outline.sections
        if s.parent == plan and s.number
    ]
    assert items == [
        ["1", "2", "3"],
        ["1", "2", "3"],
        ["1", "2", "3", "4"],
        ["1", "2", "3", "4"],
        ["1", "2", "3"],
    ]


def test_every_development_report_has_a_review_and_a_plan(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.txt")):
        outline = read_outline(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n"), path.name)
        roles = [s.role for s in outline.sections if s.level == 1]
        assert roles[0] == "review", path.name
        assert "plan" in roles, path.name
        assert str(outline.report_year) == path.stem[-4:], path.name
        assert (outline.review_year, outline.plan_year) == (outline.report_year - 1, outline.report_year), (
            path.name
        )


LINES = st.lists(
    st.sampled_from(
        [
            *[
                "各位代表:",
                "一、2020年工作回顾",
                "二、2021年工作安排",
                "(一)抓项目。要快。",
                "(二)抓民生。要实。",
            ],
            *[
                "1.修路。",
                "2.架桥。",
                "——稳增长。要稳。",
                "一是修路。",
                "二是架桥。",
                "各位代表!努力。",
                "今年工作重点",
            ],
            *["同时,我们也清醒看到不足。", "短句无标点的一行文字"],
            "好" * 70 + "。",
        ]
    ),
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(LINES)
def test_sections_nest(lines: list[str]) -> None:
    """Children lie inside their parents, siblings do not overlap, a place has one innermost section."""
    outline = read_outline("\n".join(lines))
    by_start = {s.start: s for s in outline.sections}
    assert len(by_start) == len(outline.sections)
    last: dict[int | None, int] = {}
    for s in outline.sections:
        assert s.start < s.end or s.role == "tail"
        assert last.get(s.parent, 0) <= s.start
        last[s.parent] = s.end
        if s.parent is not None:
            parent = by_start[s.parent]
            assert parent.start < s.start < s.end <= parent.end
            assert s.level == parent.level + 1
        found = outline.section_at(s.start)
        assert found == s


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="各位代表一二三、(二)年2019工作回顾安排。!?,\n —:“”（）\u3000五十要是第部分", max_size=400
    )
)
def test_any_text_has_an_outline(text: str) -> None:
    outline = read_outline(text)
    assert outline.text == text
    assert len(outline.folded) == len(text)
    for s in outline.sections:
        assert 0 <= s.start <= s.heading.start <= s.heading.end <= s.end <= len(text)


@pytest.mark.parametrize("joint", [" ", "　　", ""], ids=["a blank", "two wide blanks", "nothing"])
def test_a_text_without_line_ends_has_the_same_parts(joint: str) -> None:
    """The cell of a table often holds a report in one line."""
    filler = "全县上下抢抓机遇，推动产业发展再上台阶。" * 60
    lines = [
        "政府工作报告", "——2021年1月20日在白石县第九届人民代表大会第六次会议上", "县长 欧阳某", "各位代表：",
        "现在，我代表县人民政府报告工作。", "一、2020年工作回顾", filler, "（一）产业发展。成效明显。",
        "二、2021年工作安排", filler, "名词解释", "1.两保：指保工资、保运转。",
        "2.三稳：指稳就业、稳投资、稳预期。",
    ]  # fmt: skip
    whole, flat = read_outline("\n".join(lines)), read_outline(joint.join(lines))
    assert [(s.level, s.number, s.role, s.year) for s in flat.sections] == [
        (s.level, s.number, s.role, s.year) for s in whole.sections
    ]
    assert {"delivered", "meeting", "place"} <= flat.meta.keys()
