"""Amounts in Chinese numerals: 两百家, 三斤半, 百分之五, 五成, 翻两番, 第三位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from baogao.facts.draft import Draft
from baogao.facts.nonfigures import Quotes
from baogao.facts.numerals import read_numeral, spelled_numeral, spelled_value
from baogao.facts.units import read_unit
from baogao.lexicon import alternation, load

# Before a bare power these make it a count: 近百家, 上千人.
_BOUND: Final = re.compile(r"(?:上|近|约|超过|突破|逾|达到?|不足|不到)$")


@cache
def _pattern() -> re.Pattern[str]:
    number = spelled_numeral().pattern
    words = load("units")["spelled"]["words"]
    rank = alternation(load("measures")["rank"]["words"])
    return re.compile(
        rf"(?P<percent>[百千万]分之(?P<part>[0-9]+(?:\.[0-9]+)?|{number}))"
        rf"|(?P<fraction>(?P<low>{number})分之(?P<high>{number}))"
        rf"|(?P<times>(?P<fold>[一两三四五六二])番(?![茄]))"
        rf"|(?P<half>(?:一半|半数)(?=以上|左右|[,。;、的]|$))"
        rf"|(?P<tenths>(?P<tenth>[一二三四五六七八九两])成(?P<five>半)?(?=以上|以内|左右|多|[,。;、)的]|$))"
        rf"|(?P<rank>(?:{rank})[^,。;、第\n]{{0,10}}第(?P<place>{number})(?:位|名)?(?=[,。;、)的]|$))"
        rf"|(?P<count>(?<![第几数每这那某半前后一二两三四五六七八九十百千万亿零〇0-9. ])(?P<number>{number})(?P<about>[多余来]?)"
        rf"(?={alternation(words)}))"
    )


def find_spelled(folded: str, quotes: Quotes) -> Iterator[Draft]:
    """The amounts in Chinese numerals of a folded text, in order; slogans and ordinals left out.

    >>> [(d.value, d.unit) for d in find_spelled("建成两百家，增长百分之五，三斤半", Quotes(""))]
    [(Decimal('200'), '家'), (Decimal('5'), '%'), (Decimal('3.5'), '斤')]
    """
    for found in _pattern().finditer(folded):
        if quotes.end_at(found.start()) is not None:
            continue
        draft = _read(folded, found)
        if draft:
            yield draft


def _read(folded: str, found: re.Match[str]) -> Draft | None:
    start, end = found.span()
    if found["percent"]:
        part = found["part"]
        value = Decimal(part) if part[0] in "0123456789" else spelled_value(part)
        unit = {"百": "%", "千": "‰", "万": "‱"}[found[0][0]]
        return (
            None if value is None else Draft(start, end, start, end, value, None, unit, "share", spelled=True)
        )
    if found["fraction"]:
        high, low = spelled_value(found["high"]), spelled_value(found["low"])
        if not high or not low or high >= low:
            return None
        value = round(100 * high / low, 4)
        return Draft(start, end, start, end, value, None, "%", "share", spelled=True, doubt="fraction")
    if found["times"]:
        value = spelled_value(found["fold"])
        return value and Draft(start, end, start, end - 1, value, None, "番", "growth", spelled=True)
    if found["half"]:
        return Draft(start, end, start, end, Decimal(50), None, "%", "share", spelled=True, doubt="fraction")
    if found["tenths"]:
        value = (spelled_value(found["tenth"]) or Decimal(0)) * 10 + (5 if found["five"] else 0)
        return Draft(start, end, start, end, value, None, "%", "share", spelled=True)
    if found["rank"]:
        value, start = spelled_value(found["place"]), found.start("place") - 1
        return value and Draft(
            start, end, start + 1, found.end("place"), value, None, "位", "rank", spelled=True
        )
    return _count(folded, found)


def _count(folded: str, found: re.Match[str]) -> Draft | None:
    word, end = found["number"], found.end()
    value, unit = spelled_value(word), read_unit(folded, end)
    if not value or unit is None:
        return None
    half = re.compile(r"半(?![个年月数])").match(folded, unit.end)
    name, stop = unit.word, unit.end
    if name == "个" and (more := re.compile(r"半(月|小时|星期)").match(folded, unit.end)):
        name, stop, value = f"个{more[1]}", more.end(), value + Decimal("0.5")
    elif half and unit.group in {"time", "physical", "currency"}:
        stop, value = half.end(), value + Decimal("0.5")
    elif value == 1 and (unit.group not in {"physical", "currency"} or len(word) > 1):
        return None  # 一个, 一家, 一次 count nothing; 一公里 does
    slogans = alternation(load("names")["spelled"]["slogans"])
    if re.compile(slogans).match(folded, stop) or folded[stop : stop + 1] in {"”", "’", "级"}:
        return None
    approximate = {"": "", "来": "~"}.get(found["about"], ">")
    if not (set(word) & set(load("numerals")["digits"])) and word[0] != "十" and not approximate:
        if not _BOUND.search(folded, max(0, found.start() - 3), found.start()):
            return None  # 百年, 千斤, 亿元以上: a size, no count
    return Draft(
        found.start(),
        stop,
        found.start(),
        end,
        value,
        None,
        name,
        "level",
        approximate=approximate,
        spelled=True,
    )
