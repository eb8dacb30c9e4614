"""How many members the name of a list promises: 四个到位 has four, 一办三中心 one and three."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.marks import cn_number

NUMERAL: Final = r"\d{1,3}|[一二两双三四五六七八九十]{1,3}"
_NO_COUNT: Final = re.compile(
    r"(?:19|20)\d\d年?|\d+(?:\.\d+)?[%年‰]|第(?:\d+|[一二三四五六七八九十]+)|\d+强|\d{3,}|[\d一二三四五六七八九十]+字"
    r"|[\d一二三四五六七八九十百千万]+[亿万元]"
)
_TOKEN: Final = re.compile(r"(?<![\d.])\d{1,2}(?![\d.])|[一二两双三四五六七八九十]+")


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile(alternation(load("lists")["counts"]["fixed"]))


def numbers(name: str) -> list[int]:
    """The numbers in the folded name of a list, in order.

    >>> numbers("一办三中心"), numbers("“十统一”"), numbers("2026年10件民生实事"), numbers("“十二字”措施")
    ([1, 3], [10], [10], [])
    """
    bare = _fixed().sub(" ", _NO_COUNT.sub(" ", name))
    values = [cn_number(token) for token in _TOKEN.findall(bare)]
    return [value for value in values if value is not None]


def counts(name: str) -> list[int]:
    """The counts that the name admits, the likeliest first: the sum of its numbers, then each of them.

    >>> counts("一办三中心"), counts("三管三必须"), counts("放管服")
    ([4, 3], [6, 3], [])
    """
    found = numbers(name)
    ranked = [sum(found), *found] if len(found) > 1 else found
    return [n for i, n in enumerate(ranked) if 2 <= n <= 60 and n not in ranked[:i]]


def characters(name: str) -> int | None:
    """The number of characters that a name like “十二字”措施 promises in all.

    >>> characters("“十二字”措施")
    12
    """
    match = re.search(r"([\d一二三四五六七八九十]{1,3})字", name)
    return cn_number(match[1]) if match else None
