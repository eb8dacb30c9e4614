"""The bundle: the same each time, and every row, mark and link leads into the text."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

import baogao
from baogao.story.bundle import bundle, ribbon_of
from baogao.story.document import document
from baogao.story.masthead import masthead
from baogao.story.reader import assets
from baogao.story.words import words
from baogao.tables.report import Report, frames
from browser import INVENTED
from conftest import SEED

STATIC = Path(assets.__file__).parent / "static"


@pytest.fixture(scope="module")
def seed() -> Report:
    return baogao.read(SEED)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path = tmp_path_factory.mktemp("reports") / "baishui-2024.txt"
    path.write_text(INVENTED, encoding="utf-8")
    return baogao.read(path)


@pytest.fixture(scope="module")
def made(invented: Report) -> dict[str, Any]:
    return bundle(invented, widths=("phone", "laptop"))


def _links(value: Any) -> list[str]:
    """Every `ref` anywhere in a scene's words and rows."""
    if isinstance(value, dict):
        own = [value["ref"]] if "ref" in value else []
        return own + [ref for key, inner in value.items() if key != "charts" for ref in _links(inner)]
    return [ref for inner in value for ref in _links(inner)] if isinstance(value, list) else []


def test_the_same_report_gives_the_same_bytes(invented: Report, made: dict[str, Any]) -> None:
    again = bundle(invented, widths=("phone", "laptop"))
    assert json.dumps(again, ensure_ascii=False) == json.dumps(made, ensure_ascii=False)


def test_it_speaks_three_languages_at_each_width(made: dict[str, Any]) -> None:
    assert list(made["langs"]) == ["zh-Hant", "zh-Hans", "en"]
    for lang, tongue in made["langs"].items():
        assert set(ribbon_of(tongue)[0]) == {"phone", "tablet", "laptop"}
        for scene in tongue["scenes"]:
            assert scene["question"], (lang, scene["id"])
            for name, specs in scene["charts"].items():
                assert {"phone", "laptop"} <= set(specs), (lang, name)
    assert made["langs"]["en"]["scenes"][1]["name"] == "Targets"


@pytest.mark.parametrize("which", ["seed", "invented"])
def test_every_mark_row_and_link_lies_in_the_text(which: str, request: pytest.FixtureRequest) -> None:
    report: Report = request.getfixturevalue(which)
    told = bundle(report, ("en",), ("laptop",))
    length, last = len(report.text), 0
    for start, end, ref, status in told["marks"]:
        assert last <= start < end <= length
        assert told["refs"][ref] == [start, end, status]
        last = end
    assert len(told["marks"]) >= len(report.figures)
    refs = {ref for scene in told["langs"]["en"]["scenes"] for ref in _links(scene) if ref}
    rows = {ref for ref in refs if not ref.startswith("text-")}
    assert len(rows) > 10
    assert rows <= set(told["refs"]), sorted(rows - set(told["refs"]))[:5]
    for ref in refs - rows:  # words that are no row of a table: their span is their name
        start, end = map(int, ref.split("-")[1:])
        assert 0 <= start < end <= length, ref
    for start, end, _ in told["refs"].values():
        assert 0 <= start <= end <= length


def test_the_paragraphs_hold_every_word_once(seed: Report) -> None:
    told = document(seed)
    last = 0
    for start, end, kind, section in told["paragraphs"]:
        assert not seed.text[last:start].strip(" \t\n\r\u3000\xa0"), seed.text[last:start]
        assert kind in ("part", "section", "p", "term", "front")
        assert -1 <= section < len(told["sections"])
        last = end
    assert not seed.text[last:].strip()


def test_sections_are_named_by_their_numbers_and_short_names(seed: Report) -> None:
    titles = [section["title"] for section in document(seed)["sections"]]
    assert titles[0] == "一、2022年工作回顧"
    assert "一（三）改革創新" in titles


def test_a_headline_target_in_words_is_marked_as_promised() -> None:
    text = "目标是就业稳定,增长5%。"
    figure = {"figure_id": "figures-9", "start": 9, "end": 11, "quote": "5%", "status": "target"}
    inside = {"target_id": "targets-9", "start": 9, "end": 11, "quote": "5%"}
    in_words = {"target_id": "targets-3", "start": 3, "end": 7, "quote": "就业稳定"}
    report = Report("x", text, frames({"figures": [figure], "targets": [in_words, inside]}))
    assert document(report)["marks"] == [[3, 7, "targets-3", "promised"], [9, 11, "figures-9", "promised"]]


def test_a_line_break_that_was_repaired_away_joins_two_paragraphs() -> None:
    text = "前半\n12\n后半句。\n下一段。"
    edit = {"start": 2, "end": 6, "before": "\n12\n", "after": "", "kind": "page", "confidence": 1.0}
    report = Report("x", text, frames({"repairs": [edit]}))
    assert [paragraph[:2] for paragraph in document(report)["paragraphs"]] == [[0, 10], [11, 15]]


def test_searching_folds_the_script_that_the_text_is_not_in(made: dict[str, Any]) -> None:
    typed, held = made["fold"]
    assert held[typed.index("產")] == "产"
    assert len(typed) == len(held)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"title": "2023年某市政府工作報告"}, ("", "政府工作報告", "")),
        ({"title": "某报告"}, ("", "政府工作報告", "")),
        ({"meeting": "某会议上", "speaker": "甲"}, ("", "政府工作報告", "——某会议上　　甲")),
        ({"delivered": "1998-03"}, ("", "政府工作報告", "——1998年3月")),
    ],
)
def test_the_masthead_says_no_more_than_the_report(said: dict[str, str], told: tuple[str, str, str]) -> None:
    made = masthead(lambda key: said.get(key, ""), "zh-Hant")
    assert (made["place"], made["title"], made["line"]) == told


def test_every_word_that_the_scripts_show_stands_in_the_words_file() -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    asked = set(re.findall(r'say\("(\w+)"', scripts))
    asked |= set(re.findall(r'words\["host\.(\w+)"\]', scripts))
    assert len(asked) > 25
    assert {f"host.{key}" for key in asked} <= set(words("en"))


def test_the_scripts_are_small_and_of_one_piece() -> None:
    for path in STATIC.glob("*.js"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name
    library = assets.modules()
    assert len(gzip.compress(library.encode())) < 40_000
    assert not re.search(r"^(import|export) ", library, re.MULTILINE)
    # They share one scope: a name that two declare would be the later one in both.
    named = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.MULTILINE)
    names = [
        n
        for p in STATIC.glob("*.js")
        if p.name != "widget.js"
        for n in set(named.findall(p.read_text("utf-8")))
    ]
    assert len(names) == len(set(names)), sorted(n for n in set(names) if names.count(n) > 1)
    # Report text is set as text alone: nothing here may parse markup.
    assert not re.search(r"innerHTML|outerHTML\s*=|insertAdjacentHTML|document\.write", library)


def test_an_unwritable_cache_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("BAOGAO_CACHE", str(blocked / "below"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked / "too"))
    assets.cache_folder.cache_clear()
    try:
        assert assets.cache_folder().is_dir()
    finally:
        assets.cache_folder.cache_clear()
