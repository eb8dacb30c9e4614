"""The words of the interface: every key in every language, and the same values asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from baogao.lexicon import fold
from baogao.story.scene import Link
from baogao.story.words import LANGS, entries, say, script_of, slots, tell, words


def wrong(check: Callable[[str, dict[str, str]], bool]) -> list[str]:
    """The keys whose words fail a check."""
    return [key for key, pair in entries().items() if not check(key, pair)]


def test_every_key_has_all_languages() -> None:
    assert wrong(lambda _, pair: set(pair) == set(LANGS)) == []


def test_languages_ask_for_the_same_values() -> None:
    assert wrong(lambda _, pair: slots(pair["zh-Hant"]) == slots(pair["zh-Hans"])) == []
    # A plural may ask for a number that a Chinese sentence has no use for, never the other way round.
    assert wrong(lambda _, pair: slots(pair["zh-Hant"]) <= slots(pair["en"])) == []


def test_no_brace_is_left_over() -> None:
    def clean(key: str, pair: dict[str, str]) -> bool:
        return all(
            not set("{}") & set(say(key, lang, **dict.fromkeys(slots(words), 2)))
            for lang, words in pair.items()
        )

    assert wrong(clean) == []


def test_simplified_words_are_simplified() -> None:
    def simplified(_: str, pair: dict[str, str]) -> bool:
        text = pair["zh-Hans"]
        return not any(a != b and "\u4e00" <= a <= "\u9fff" for a, b in zip(text, fold(text), strict=True))

    assert wrong(simplified) == []


def test_traditional_words_are_not_simplified() -> None:
    # What both scripts write alike is alike; a simplified sign in the traditional words would fold to itself
    # and so make the two columns equal where other signs of the sentence differ.
    simplified = set("发这们个来时为会说对过还里后么关门问间实现头买卖书车东长见贝页风飞马鸟鱼区医县项报数")
    # 公里 is written so in both.
    assert wrong(lambda _, pair: not simplified & set(pair["zh-Hant"].replace("公里", ""))) == []


def test_both_scripts_say_the_same() -> None:
    # Quotation marks differ by custom, and some words do (檔名, 文件名): length is compared, not wording.
    assert wrong(lambda _, pair: abs(len(pair["zh-Hant"]) - len(pair["zh-Hans"])) <= 4) == []


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
