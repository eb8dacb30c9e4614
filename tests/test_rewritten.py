"""The seed rewritten as another report: what the code knows must be the genre, not this text.

Another place, other names of projects, eight parks for ten, other numbers, sections in another order;
the tables must follow each change.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import baogao
from conftest import SEED

# Each name becomes one that stands nowhere in the seed, of the same kind.
NAMES = {
    "醴陵": "澧源",
    "株洲": "岳州",
    "株醴": "岳澧",
    "劉新華": "陳遠山",
    "溈山": "柏山",
    "淥水": "沅水",
    "淥江": "沅江",
    "向陽河": "朝暉河",
    "玉瓷": "松柏",
    "楓溪": "桃溪",
    "陶子湖": "月亮湖",
    "建宸": "明德",
    "文家牌": "石門坳",
    "萬洋": "宏遠",
    "花炮物流": "藥材物流",
    "炻瓷產業園": "竹木產業園",
    "包裝設計產業園": "印刷設計產業園",
    "智能家居產業園": "智能儀表產業園",
    "官莊湖": "白鷺湖",
    "丁家坊": "王家灣",
    "金醴": "金澧",
}
DROPPED = ("瓷泥產業園、", "再生資源產業園、")  # of the ten parks
DIGITS = str.maketrans("123456789", "234567891")


@pytest.fixture(scope="module")
def seed() -> baogao.Report:
    return baogao.read(SEED)


def _renamed(text: str) -> str:
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text


def _other_numbers(report: baogao.Report) -> str:
    """The seed's text with other digits in every figure of the body that is written in them."""
    text, parts, at = report.text, [], 0
    for row in report.figures.to_dict("records"):
        if not _changes(row):
            continue
        parts += [text[at : row["start"]], row["quote"].translate(DIGITS)]
        at = row["end"]
    return "".join([*parts, text[at:]])


def _changes(row: dict[str, object]) -> bool:
    # Targets are kept, or the size of a list would no longer be that which its name gives.
    return (
        row["comparator"] == "=" and row["unit"] not in {"項", "大", "塊", "位"} and row["status"] == "result"
    )


def _read(text: str, folder: Path) -> baogao.Report:
    path = folder / "liyuan-2023.txt"
    path.write_text(text, encoding="utf-8")
    return baogao.read(path)


def _facts(table: pd.DataFrame, columns: list[str]) -> list[tuple[str, ...]]:
    return sorted(tuple(str(cell) for cell in row) for row in table[columns].itertuples(index=False))


def test_other_names_give_the_same_tables_with_those_names(seed: baogao.Report, tmp_path: Path) -> None:
    other = _read(_renamed(seed.text), tmp_path)
    columns = ["label", "value", "unit", "comparator", "measure", "period", "status"]
    expected = [tuple(map(_renamed, row)) for row in _facts(seed.figures, columns)]
    assert _facts(other.figures, columns) == sorted(expected)
    assert other.about("place") == "澧源市"
    assert other.about("speaker") == "陳遠山"
    for name, wanted in (
        ("targets", ["label", "value", "comparator"]),
        ("lists", ["list", "item"]),
        ("livelihood", ["item", "status", "period", "domain"]),
        ("glossary", ["no", "term", "page"]),
    ):
        expected = sorted(tuple(map(_renamed, row)) for row in _facts(seed.tables[name], wanted))
        assert _facts(other.tables[name], wanted) == expected, name


def test_other_names_of_projects_are_found_as_well(seed: baogao.Report, tmp_path: Path) -> None:
    other = _read(_renamed(seed.text), tmp_path)
    expected = {_renamed(name) for name in seed.projects["name"]}
    found = set(other.projects["name"])
    # A name's sound is part of the evidence, so one or two may come and go; not more.
    assert len(expected & found) >= 0.95 * len(expected), expected ^ found
    assert len(found - expected) <= 0.05 * len(expected), found - expected


def test_eight_parks_are_a_list_of_eight(seed: baogao.Report, tmp_path: Path) -> None:
    text = seed.text.replace("十園", "八園")
    for park in DROPPED:
        head, _, definition = text.rpartition("八園")
        text = head + "八園" + definition.replace(park, "", 1)
    other = _read(text, tmp_path)
    parks = other.lists[other.lists["list"] == "八園"]
    assert len(parks) == 8
    grouped = other.projects[other.projects["groups"].str.split(";").map(lambda groups: "八園" in groups)]
    assert set(grouped["name"]) >= {"智能家居產業園", "現代農業產業園"}
    assert not other.lists["list"].eq("十園").any()


def test_other_numbers_give_other_values(seed: baogao.Report, tmp_path: Path) -> None:
    other = _read(_other_numbers(seed), tmp_path)
    mine, yours = seed.figures.to_dict("records"), other.figures.to_dict("records")
    assert len(mine) == len(yours)
    changed = 0
    for before, after in zip(mine, yours, strict=True):
        if _changes(before):
            old, new = (float(re.sub(r"[^\d.]", "", r["quote"]) or 1) for r in (before, after))
            assert after["value"] == pytest.approx(
                abs(before["value"]) / old * new * (1 if before["value"] >= 0 else -1)
            )
            assert (after["unit"], after["measure"]) == (before["unit"], before["measure"])
            changed += 1
    assert changed > 60


def test_sections_in_another_order_keep_their_figures(seed: baogao.Report, tmp_path: Path) -> None:
    sections = seed.outline[(seed.outline["level"] == 2) & (seed.outline["role"] == "review")]
    first, second = (seed.text[s:e] for s, e in zip(sections["start"][:2], sections["end"][:2], strict=True))
    assert first + second in seed.text
    other = _read(seed.text.replace(first + second, second + first), tmp_path)
    columns = ["label", "value", "unit", "period", "status"]
    assert _facts(other.figures, columns) == _facts(seed.figures, columns)
    assert _facts(other.projects, ["name", "stage_plan"]) == _facts(seed.projects, ["name", "stage_plan"])
