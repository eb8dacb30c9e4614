"""The same report, set in other ways: its rows must not hang on where its line ends stand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from statistics import mean

import pytest

from baogao import Report, read
from baogao.text.headings import read_headings
from baogao.text.lines import find_lines
from baogao.text.sections import section_tree

_NARROW = re.compile(r"[\x20-\x7e]")
Placed = list[tuple[str, int]]  # characters with their place in the original; -1 for one that was added


def _without_blanks(text: str) -> Placed:
    """As in a table's cell that somebody cleaned: no blank and no line end is left."""
    return [(c, i) for i, c in enumerate(text) if not c.isspace()]


def _on_one_line(text: str) -> Placed:
    """As in a table's cell that somebody flattened: each line end is a blank."""
    return [(" " if c == "\n" else c, i) for i, c in enumerate(text)]


def _without_indents(text: str) -> Placed:
    return [(m[0][k], m.start() + k) for m in re.finditer(r"[^\s][^\n]*\n?", text) for k in range(len(m[0]))]


def _wrapped(text: str) -> Placed:
    """As a mail program or an old page sets it: lines of 74 columns, broken anywhere."""
    placed: Placed = []
    column = 0
    for i, c in enumerate(text):
        wide = 1 if _NARROW.match(c) else 2
        if c != "\n" and column + wide > 74:
            placed.append(("\n", -1))
            column = 0
        column = 0 if c == "\n" else column + wide
        placed.append((c, i))
    return placed


# The least share of rows that must come back, on the mean of all reports:
# figures, targets, livelihood items, meta.
LAYOUTS = {
    _without_indents: (1.0, 1.0, 1.0, 1.0),
    _on_one_line: (0.99, 0.99, 0.95, 0.98),
    _wrapped: (0.99, 0.98, 0.95, 0.98),
    _without_blanks: (0.99, 0.98, 0.9, 0.96),
}


@cache
def _as_it_is(path: Path) -> tuple[set[object], ...]:
    return _rows(read(path), {})


def _rows(report: Report, places: dict[int, int]) -> tuple[set[object], ...]:
    """What must be alike: figures and targets by place and value, items by their words, meta."""
    figures, targets = (
        {
            (places.get(start, start), value)
            for start, value in zip(table["start"], table["value"].fillna(-1), strict=True)
        }
        for table in (report.figures, report.targets)
    )
    items = {re.sub(r"\s", "", item) for item in report.livelihood["item"]}
    meta = report.meta[~report.meta["key"].isin(["source", "sha256", "version"])]
    said = {(key, re.sub(r"\s", "", value)) for key, value in zip(meta["key"], meta["value"], strict=True)}
    return figures, targets, items, said


def _share(left: set[object], right: set[object]) -> float:
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 1.0


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_report_set_in_another_way_gives_the_same_rows(layout, shared: Path, tmp_path: Path) -> None:
    shares = []
    for path in sorted((shared / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        placed = layout(text)
        other = tmp_path / path.name
        other.write_text("".join(c for c, _ in placed), encoding="utf-8")
        places = {n: i for n, (_, i) in enumerate(placed) if i >= 0}
        before = _as_it_is(path)
        shares.append([_share(a, b) for a, b in zip(before, _rows(read(other), places), strict=True)])
    reached = [mean(column) for column in zip(*shares, strict=True)]
    assert all(share >= least for share, least in zip(reached, LAYOUTS[layout], strict=True)), reached


LOST = [
    (
        "完成了任务。今后五年工作任务根据部署,",
        ["完成了任务。", "今后五年工作任务", "根据部署,"],
        "a bare heading",
    ),
    ("一、2024年工作回顾2024年是关键之年。", ["一、2024年工作回顾", "2024年是关键之年。"], "behind a number"),
    (
        "办好实事。2025年10件惠民实事一、修路。",
        ["办好实事。", "2025年10件惠民实事", "一、修路。"],
        "the year's list",
    ),
    (
        "再创佳绩!※名词解释※[1]六稳:稳就业等。",
        ["再创佳绩!", "※名词解释", "※[1]六稳:稳就业等。"],
        "the glossary",
    ),
    (
        "圆满完成了今年的目标任务,全县上下同心。",
        ["圆满完成了今年的目标任务,全县上下同心。"],
        "no heading: a sentence",
    ),
]


@pytest.mark.parametrize(("text", "lines", "why"), LOST, ids=[case[2] for case in LOST])
def test_lines_are_found_where_their_ends_are_lost(text: str, lines: list[str], why: str) -> None:
    filler = "我们坚持稳中求进。" * 250
    found = [(filler + text)[slice(*line)] for line in find_lines(filler + text)]
    found[0] = found[0].removeprefix(filler)
    assert [line for line in found if line] == lines


def test_the_items_of_a_named_list_are_no_parts() -> None:
    text = (
        "一、回顾\n完成。\n二、安排\n要办。\n市政府2031年3件实事\n一、修路。\n二、架桥。\n"
        "三、种树。\n三、自身建设\n努力。"
    )
    headings = read_headings(text, find_lines(text))
    tree = section_tree(text, headings, len(text))
    assert [(s.level, text[slice(*s.heading)]) for s in tree] == [
        (1, "回顾"),
        (1, "安排"),
        (2, "市政府2031年3件实事"),
        (3, "修路"),
        (3, "架桥"),
        (3, "种树"),
        (1, "自身建设"),
    ]
