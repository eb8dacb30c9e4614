"""Damage is mended where the evidence is strong, marked where it is not, and never made."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.text.repair import Repaired, repair
from conftest import ROOT, SEED
from slips import FOLD, Slip, slip, slips

CASES = tomllib.loads((Path(__file__).parent / "cases" / "repair.toml").read_text(encoding="utf-8"))
TEXT = SEED.read_text(encoding="utf-8-sig")


def hold(repaired: Repaired) -> None:
    """What holds for the repair of any text."""
    source, text = repaired.source, repaired.text
    at = shift = 0
    for edit in repaired.edits:
        assert at <= edit.start < edit.end <= len(source)
        assert source[edit.start : edit.end] == edit.before
        assert (edit.kind == "damaged") == (edit.before == edit.after)
        assert 0 <= edit.confidence <= 1
        for offset in range(at, edit.start):  # untouched characters answer one to one
            assert text[offset + shift] == source[offset]
            assert repaired.to_source(offset + shift) == offset
            assert repaired.to_source(offset + shift + 1, end=True) == offset + 1
        at, shift = edit.end, shift + len(edit.after) - len(edit.before)
    assert text[at + shift :] == source[at:]


@pytest.mark.parametrize("case", CASES["wild"], ids=[case["reason"] for case in CASES["wild"]])
def test_plain_damage(case: dict[str, str]) -> None:
    repaired = repair(case["text"])
    assert repaired.text == case["after"], case["reason"]
    hold(repaired)


@pytest.mark.parametrize("case", CASES["negative"], ids=[case["reason"] for case in CASES["negative"]])
def test_what_must_stay(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if "known" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known"]))
    assert repair(case["text"]).text == case["text"], case["reason"]


@pytest.mark.parametrize("case", CASES["slip"], ids=[case["reason"] for case in CASES["slip"]])
def test_byte_slips(case: dict[str, str], request: pytest.FixtureRequest) -> None:
    if "known" in case:
        request.applymarker(pytest.mark.xfail(reason=case["known"]))
    made = slip(case["after"], case["after"].index(case["at"]))
    assert made is not None
    assert made.text != case["after"]
    repaired = repair(made.text)
    assert repaired.text == case["after"], case["reason"]
    assert [edit.kind for edit in repaired.edits] == ["slip"]
    hold(repaired)


def test_the_damaged_places_of_the_seed_read_as_they_must() -> None:
    repaired = repair(TEXT)
    with (ROOT / "tests" / "gold" / "liling-2023" / "repairs.csv").open(encoding="utf-8") as file:
        gold = list(csv.DictReader(file))
    assert len(gold) == 11
    for row in gold:
        start, end = int(row["start"]) - 4, int(row["end"]) + 4
        inside = [edit for edit in repaired.edits if start <= edit.start and edit.end <= end]
        window = Repaired(TEXT, tuple(inside)).text[start:]
        wanted = TEXT[start : start + 4] + row["after"] + TEXT[end - 4 : end]
        assert "".join(window[: len(wanted)].split()) == "".join(wanted.split()), row["before"]
    hold(repaired)


def test_the_repair_of_a_repaired_text_changes_nothing_more() -> None:
    once = repair(TEXT).text
    again = repair(once)
    assert [edit for edit in again.edits if edit.kind != "damaged"] == []


def _read(made: list[Slip]) -> tuple[int, int]:
    """How many slips are read right to the letter, and how many are made into other words."""
    right = wrong = 0
    for damaged in made:
        repaired = repair(damaged.text)
        end = damaged.start + len(damaged.before)
        touched = [edit for edit in repaired.edits if edit.start < end and edit.end > damaged.start]
        if any(edit.kind == "slip" for edit in touched):
            whole = damaged.text[: damaged.start] + damaged.after + damaged.text[end:]
            edited = Repaired(damaged.text, tuple(touched)).text
            right, wrong = right + (edited == whole), wrong + (edited != whole)
    return right, wrong


def test_slips_made_at_random_on_invented_wording() -> None:
    """On the genre's set phrases, around which nothing else is known."""
    text = (
        "過去一年,我們堅持以經濟建設為中心,全面深化改革,不斷擴大開放,經濟社會發展取得新的成績。"
        "固定資產投資穩步增長,重點項目加快推進,產業結構不斷優化,人民生活水平全面提升。"
        "我們持續改善民生,教育、衛生、文化、體育等各項社會事業全面發展,社會保障體系進一步完善。"
        "各位代表,我們要認真落實科學發展觀,切實轉變政府職能,加強黨風廉政建設,努力建設服務型政府。"
    )
    made = slips(text, 40, 4, seed=1)
    right, wrong = _read(made)
    assert right >= 0.6 * len(made)
    assert wrong <= 0.05 * len(made)


def test_slips_made_at_random_on_clean_reports(shared: Path) -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("s2t").convert
    made = []
    for path in _clean(shared):
        made += slips(convert(path.read_text(encoding="utf-8-sig")).translate(FOLD), 6, 4, seed=7)
    right, wrong = _read(made)
    print(f"{len(made)} slips: {right / len(made):.1%} right, {wrong / len(made):.1%} made into other words")
    assert right >= 0.5 * len(made)
    assert wrong <= 0.03 * len(made)


def _clean(shared: Path) -> list[Path]:
    """The development reports without broken characters."""
    paths = sorted((shared / "reports").glob("*.txt"))
    return [
        path for path in paths if not any("\ue000" <= char <= "\uf8ff" for char in path.read_text("utf-8"))
    ]


def test_clean_reports_keep_their_wording(shared: Path) -> None:
    """Only blanks come and go, and question marks that stand for them."""
    blanks = str.maketrans("", "", "? \t\u3000\xa0")
    for path in _clean(shared):
        for edit in repair(path.read_text(encoding="utf-8-sig")).edits:
            assert edit.before.translate(blanks) == edit.after.translate(blanks), (path.name, edit)


def test_what_is_past_mending_is_marked() -> None:
    text = "积极延伸深加工等\ue41d蟛\ue321盗刺酢保\ue0d2⒄寡，增长5%。"
    repaired = repair(text)
    assert repaired.text == text
    assert [edit.kind for edit in repaired.edits] == ["damaged"]
    assert repaired.edits[0].start <= text.index("\ue41d")
    assert repaired.edits[0].end > text.index("\ue0d2")


SIGNS = "?？!;:,.·()（） \t\n0123AfO&<—\u3000\xa0\ufffd\ue000\ud7a3。，"
BITS = [
    "偟膩碚f",
    "鶎由鐣卫",
    "鸨O",
    "(jīng)",
    "各位代表",
    "經濟發展",
    "???",
    "&nbsp;",
    "<U+00A0>",
    "索?引?號?",
]
PIECES = st.sampled_from([*SIGNS, *BITS, "索?引?號?", "1 2 5", "- 12 -\n", "政 府 工 作"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=50).map("".join))
def test_any_damage_maps_back(text: str) -> None:
    hold(repair(text))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=100))
def test_never_raises(text: str) -> None:
    hold(repair(text))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, len(TEXT) - 1))
def test_a_slip_anywhere_maps_back_and_is_told(at: int) -> None:
    made = slip(TEXT, at)
    if made is not None:
        hold(repair(made.text))
