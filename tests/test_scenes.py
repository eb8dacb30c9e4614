"""The scenes: a question and a sentence for any report, rows that open their place, nothing from nothing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

import baogao
from baogao.story import charts
from baogao.story.scene import Link, Scene
from baogao.story.scenes import SCENES, build_scene
from baogao.story.scenes.common import plain
from baogao.story.views.quantity import number
from baogao.tables.report import Report
from chart_tools import LANGS
from invented import Maker

ROOT = Path(__file__).parent.parent


@cache
def seed() -> Report:
    return baogao.read(ROOT / "seeds" / "liling-2023.txt")


def links(scene: Scene) -> list[Link]:
    cells = [cell for table in scene.tables for row in table.rows for cell in row.cells]
    return [part for segments in (scene.sentence, *cells) for part in segments if isinstance(part, Link)]


def known(report: Report) -> set[str]:
    found = set()
    for name, table in report.tables.items():
        for column in ("start", "first_start"):
            if column in table:
                found |= {f"{name}-{int(start)}" for start in table[column].dropna()}
    return found


# Nothing lies beside the seed: test_compare_story.py tells that scene.
@pytest.mark.parametrize("scene_id", [one for one in SCENES if one != "compare"])
@pytest.mark.parametrize("lang", LANGS)
def test_scene_of_the_seed(scene_id: str, lang: str) -> None:
    scene = build_scene(seed(), scene_id, lang)
    assert scene.id == scene_id
    assert scene.question.endswith(("?", "？"))
    assert plain(scene.sentence).endswith((".", "。"))
    assert scene.name
    assert scene.empty == ""
    assert scene.alt
    assert set(scene.charts) <= set(charts.__all__)
    assert "{" not in plain(scene.sentence) + scene.note
    for table in scene.tables:
        assert table.title
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize("scene_id", SCENES)
def test_rows_and_links_open_their_place(scene_id: str) -> None:
    report = seed()
    scene = build_scene(report, scene_id, "zh-Hant")
    refs = {link.ref for link in links(scene)} | {row.ref for table in scene.tables for row in table.rows} - {
        ""
    }
    for ref in refs - known(report):
        match = re.fullmatch(r"text-(\d+)-(\d+)", ref)
        assert match, ref
        assert 0 <= int(match[1]) < int(match[2]) <= len(report.text)


def test_links_show_what_stands_there() -> None:
    report = seed()
    quotes = dict(zip(report.figures["figure_id"], report.figures["quote"], strict=True))
    for link in links(build_scene(report, "figures", "en")):
        if link.ref in quotes and link.status != "other":
            assert link.text == quotes[link.ref]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("scene_id", SCENES)
def test_a_report_without_matter_says_so_in_one_line(scene_id: str, lang: str) -> None:
    made = Maker()
    made.put("本報告沒有可讀之物。")
    scene = build_scene(made.report(), scene_id, lang)
    if scene_id in ("overview", "provenance"):
        assert scene.empty == ""
        return
    assert scene.empty == plain(scene.sentence)
    assert scene.charts == ()
    assert scene.tables == ()
    assert "\n" not in scene.empty


def two_years() -> Maker:
    made = Maker()
    review = made.section(1, "一", "回顧", "review")
    made.results = [  # type: ignore[attr-defined]
        made.figure("甲", "5%", 5, "%", status="result", measure="growth"),
        made.figure("乙", "8%", 8, "%", status="result", measure="growth"),
        made.figure("丙", "2%", 2, "%", status="result", measure="growth"),
        made.figure("丁", "6%", 6, "%", status="result", measure="growth"),
    ]
    made.close(review)
    made.section(1, "二", "安排", "plan")
    return made


def test_targets_sentence_counts_each_way() -> None:
    made = two_years()
    results = made.results  # type: ignore[attr-defined]
    for label, quote, value, sign, result in (
        ("甲", "6%以上", 6, ">=", results[0]),
        ("乙", "7%", 7, "=", results[1]),
        ("丙", "3%以內", 3, "<=", results[2]),
        ("丁", "6%左右", 6, "~", results[3]),
    ):
        made.pair(label, result, made.target(label, quote, value, "%", comparator=sign))
    made.target("戊", "低於全省水平", None, "", measure="share")
    said = plain(build_scene(made.report(), "targets", "zh-Hant").sentence)
    assert said == (
        "5 項主要預期目標裡，4 項的增長率報告兩年都寫了：甲的目標是 6%以上，高於去年的 5%；"
        "丁的目標是 6%左右，與去年的 6% 相當；乙的目標是 7%，低於去年的 8%；丙的上限是 3%以內，去年是 2%。"
    )


def test_a_ceiling_is_never_said_to_be_above_or_below() -> None:
    made = two_years()
    made.pair("丙", made.results[2], made.target("丙", "3%以內", 3, "%", comparator="<="))  # type: ignore[attr-defined]
    for lang, words in (("zh-Hant", ("高於", "低於")), ("en", ("above", "below"))):
        said = plain(build_scene(made.report(), "targets", lang).sentence)
        assert not any(word in said for word in words)


def test_targets_without_last_year() -> None:
    made = Maker()
    made.section(1, "一", "安排", "plan")
    made.target("甲", "6%以上", 6, "%")
    scene = build_scene(made.report(), "targets", "en")
    assert plain(scene.sentence).startswith("1 headline target;")
    assert scene.charts == ("targets",)


def test_pairs_outside_the_headline_have_chart_and_table() -> None:
    scene = build_scene(seed(), "targets", "zh-Hant")
    assert scene.charts == ("targets", "pairs")
    assert len(scene.tables) == 2
    headline = {f"figures-{start}" for start in seed().targets["start"]}
    assert not headline & {row.ref for row in scene.tables[1].rows}


@pytest.mark.parametrize(("last", "this"), [(True, True), (False, True), (True, False)])
def test_livelihood_with_one_list_or_two(last: bool, this: bool) -> None:
    made = Maker()
    made.section(1, "一", "民生", "plan")
    old = ""
    for year, there, status in ((2030, last, "done"), (2031, this, "candidate")):
        if not there:
            continue
        start, end = made.put("改造老舊小區；")
        made.row(
            "livelihood",
            item_id=f"livelihood-{start}",
            list=f"{year}年實事",
            period=year,
            item_no=1,
            item="改造老舊小區",
            domain="housing",
            status=status,
            status_quote="",
            status_start=None,
            status_end=None,
            continues=old,
            figures="",
            start=start,
            end=end - 1,
        )
        old = f"livelihood-{start}"
    scene = build_scene(made.report(), "livelihood", "zh-Hant")
    said = plain(scene.sentence)
    assert scene.count == last + this
    assert ("去年的 1 項裡，1 項的主題今年還在，0 項不再列；今年新列 0 項。" in said) == (last and this)
    assert ("候選" in said) == this
    assert len(scene.tables[0].rows) == last + this


def test_provenance_accounts_for_every_run_of_digits() -> None:
    report = seed()
    scene = build_scene(report, "provenance", "en")
    account = next(table for table in scene.tables if table.title == "What the digits are")
    assert sum(int(plain(row.cells[1])) for row in account.rows) == len(report.numbers)
    listed = next((table for table in scene.tables if table.title == "Digits that are no figure"), None)
    assert (len(listed.rows) if listed else 0) == int((report.numbers["kind"] != "figure").sum())
    assert str(len(report.numbers)) in plain(scene.sentence)


def test_glossary_counts_uses_outside_its_own_pages() -> None:
    made = Maker()
    body = made.section(1, "一", "回顧", "review")
    first = made.put("推進“雙千”工程，深化雙千工作。")[0]
    made.close(body)
    explained = made.section(1, "附", "名詞解釋", "glossary")
    start, end = made.put("1.雙千：一千畝林地、一千畝茶園。\n")
    made.row(
        "glossary",
        no="1",
        term="雙千",
        page=None,
        definition="一千畝林地、一千畝茶園。",
        start=start,
        end=end,
        first_use=first + 3,
    )
    made.close(explained)
    scene = build_scene(made.report(), "glossary", "en")
    row = scene.tables[0].rows[0]
    assert plain(row.cells[4]) == "1 2"


@pytest.mark.parametrize(
    ("value", "lang", "written"),
    [
        (84750000000, "zh-Hant", "847.5億"),
        (84750000000, "zh-Hans", "847.5亿"),
        (84750000000, "en", "84.75 billion"),
        (1e12, "zh-Hant", "1萬億"),
        (7307, "zh-Hant", "7307"),
        (7307, "en", "7,307"),
        (11000, "zh-Hant", "1.1萬"),
        (12345, "zh-Hant", "12345"),
        (-2.5, "zh-Hant", "−2.5"),
        (0, "en", "0"),
    ],
)
def test_numbers_as_readers_write_them(value: float, lang: str, written: str) -> None:
    assert number(value, lang) == written


def test_an_unknown_scene_names_the_known() -> None:
    with pytest.raises(ValueError, match="overview, targets, projects"):
        build_scene(seed(), "nosuch")
