"""Marks that number the members of a list or the entries of a glossary: 1. (1) [1] ① 一、 一是 第一 1 |."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, NamedTuple

_CN: Final = "一二三四五六七八九十"
_CIRCLED: Final = "①-⒛㉑-㉟㊱-㊿❶-❿⓫-⓴➀-➓"
_DIGITS: Final = {char: i for i, char in enumerate("一二三四五六七八九", 1)} | {"两": 2, "双": 2}
# One pattern a style; the group is the number as printed.
_STYLES: Final = {
    "square": re.compile(r"[\[【]\s*(\d{1,3})\s*[\]】]"),
    "circled": re.compile(f"([{_CIRCLED}])"),
    "round": re.compile(r"\(\s*(\d{1,3})\s*\)"),
    "round_cn": re.compile(rf"\(([{_CN}]{{1,3}})\)"),
    "dot": re.compile(r"(\d{1,3})\s*[.、]"),
    "cell": re.compile(r"(\d{1,3})[ ]*[\t|]\s*"),
    "cn": re.compile(rf"([{_CN}]{{1,3}})[、.]"),
    "shi": re.compile(rf"([{_CN}]{{1,3}})(?:是|要|为)"),
    "nth": re.compile(rf"第([{_CN}]{{1,3}})(?:[,、:]|是|件|项|\s)"),
}


class Mark(NamedTuple):
    """A mark in a text: its `style`, its `number`, the number as `printed`, the span of the mark itself."""

    style: str
    number: int
    printed: str
    start: int
    end: int


def cn_number(word: str) -> int | None:
    """The value of a number below a hundred in digits or Chinese numerals; None for any other word.

    >>> [cn_number(word) for word in ("12", "十二", "两", "二十", "百")]
    [12, 12, 2, 20, None]
    """
    if word.isdecimal():
        return int(word)
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS.get(word)
    high, low = _DIGITS.get(tens) if tens else 1, _DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else 10 * high + low


def mark_at(folded: str, at: int, style: str | None = None) -> Mark | None:
    """The mark that begins at `at`, of any style or of the one that is named.

    >>> mark_at("(2)新建道路", 0)
    Mark(style='round', number=2, printed='2', start=0, end=3)
    """
    for name, pattern in _STYLES.items():
        if style not in (None, name):
            continue
        match = pattern.match(folded, at)
        if match:
            number = int(unicodedata.numeric(match[1])) if name == "circled" else cn_number(match[1])
            if number is not None:
                return Mark(name, number, str(number) if name == "circled" else match[1], at, match.end())
    return None


_INLINE: Final = re.compile(r"[。;!?:,、)\]】”]\s*")


def marks_inside(folded: str, style: str, start: int, end: int) -> Iterable[Mark]:
    """The marks of one style that stand between `start` and `end` behind a sign that closes a clause."""
    for match in _INLINE.finditer(folded, start, end):
        mark = mark_at(folded, match.end(), style) if match.end() < end else None
        if mark:
            yield mark
