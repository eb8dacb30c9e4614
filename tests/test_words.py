"""The words of the interface: every key in every language, and the same values asked for."""

from __future__ import annotations

import pytest

from baogao.lexicon import fold
from baogao.story.scene import Link
from baogao.story.words import LANGS, entries, say, script_of, slots, tell, words


@pytest.mark.parametrize("key", sorted(entries()))
def test_every_key_has_all_languages(key: str) -> None:
    assert set(entries()[key]) == set(LANGS)


@pytest.mark.parametrize("key", sorted(entries()))
def test_languages_ask_for_the_same_values(key: str) -> None:
    asked = {lang: slots(entries()[key][lang]) for lang in LANGS}
    assert asked["zh-Hant"] == asked["zh-Hans"]
    # A plural may ask for a number that a Chinese sentence has no use for, never the other way round.
    assert asked["zh-Hant"] <= asked["en"]


@pytest.mark.parametrize("key", sorted(entries()))
def test_no_brace_is_left_over(key: str) -> None:
    for lang in LANGS:
        values = dict.fromkeys(slots(entries()[key][lang]), 2)
        assert not set("{}") & set(say(key, lang, **values))


@pytest.mark.parametrize("key", sorted(entries()))
def test_simplified_words_are_simplified(key: str) -> None:
    text = entries()[key]["zh-Hans"]
    turned = [(a, b) for a, b in zip(text, fold(text), strict=True) if a != b and "\u4e00" <= a <= "\u9fff"]
    assert turned == []


@pytest.mark.parametrize("key", sorted(key for key in entries() if len(entries()[key]["zh-Hans"]) > 3))
def test_both_scripts_say_the_same(key: str) -> None:
    # Quotation marks differ by custom; some words do too (檔名 is 文件名), so length is compared, not wording.
    pair = entries()[key]
    assert abs(len(pair["zh-Hant"]) - len(pair["zh-Hans"])) <= 4


def test_plural_turns_with_its_number() -> None:
    assert say("count.figures", "en", n=1) == "1 figure"
    assert say("count.figures", "en", n=2) == "2 figures"
    assert say("count.figures", "zh-Hant", n=2) == "2 個數字"


def test_links_stay_links() -> None:
    link = Link("18%以上", "figures-12", "promised")
    said = tell(
        "targets.one_below", "zh-Hant", label="進出口", target=link, result=Link("20%", "figures-3", "done")
    )
    assert link in said
    assert (
        "".join(part if isinstance(part, str) else part.text for part in said)
        == "進出口的目標是 18%以上，低於去年的 20%"
    )


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("count.figures", "en")


def test_an_unknown_language_names_the_known() -> None:
    with pytest.raises(ValueError, match="zh-Hant, zh-Hans, en"):
        words("fr")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("各位代表：現在，我代表市人民政府向大會報告工作", "zh-Hant"),
        ("各位代表：现在，我代表市人民政府向大会报告工作", "zh-Hans"),
        ("", "zh-Hans"),
    ],
)
def test_script_is_told_from_the_text(text: str, script: str) -> None:
    assert script_of(text) == script


def test_no_emoji_and_no_praise() -> None:
    for key, pair in entries().items():
        text = "".join(pair.values())
        assert not any(ord(char) > 0xFFFF for char in text), key
        assert not any(
            word in text for word in ("大幅", "顯著", "显著", "輝煌", "辉煌", "impressive", "remarkable")
        ), key
