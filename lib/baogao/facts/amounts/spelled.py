"""Amounts in Chinese numerals: 两百家, 三斤半, 百分之五, 五成, 翻两番, 第三位."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from baogao.facts.amounts.draft import Draft
from baogao.facts.amounts.nonfigures import Quotes
from baogao.facts.amounts.numerals import spelled_numeral, spelled_value
from baogao.facts.amounts.units import read_unit, stretch
from baogao.lexicon import alternation, load

# Behind these a numeral is an ordinal, vague, or the rest of another number.
_NO_COUNT: Final = frozenset("番第几数每这那某半前后0123456789. ")
# Behind a count these end a quotation, make it a class, or begin another number (五台3个街道).
_NO_COUNT_BEHIND: Final = frozenset("”’级0123456789")
# Before a bare power these make it a count: 近百家, 上千人.
_BOUND: Final = re.compile(r"(?:上|近|约|超过|突破|逾|达到?|不足|不到)$")


@cache
def _run() -> re.Pattern[str]:
    number = spelled_numeral().pattern
    return re.compile(rf"{number}|半数(?=以上|左右|[,。;、的]|$)")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    number = spelled_numeral().pattern
    rank = alternation(load("measures")["rank"]["words"])
    after = r"(?=以上|以内|左右|多|[,。;、)的]|$)"
    return {
        "percent": re.compile(rf"[百千万]分之(?P<part>[0-9]+(?:\.[0-9]+)?|{number})"),
        "fraction": re.compile(rf"(?P<low>{number})分之(?P<high>{number})"),
        "times": re.compile(r"(?P<fold>[一两三四五六二])番(?!茄|五次)"),
        "half": re.compile(r"(?:一半|半数)(?=以上|左右|[,。;、的]|$)"),
        "tenths": re.compile(rf"(?P<tenth>[一二三四五六七八九两])成(?P<more>[半一二三四五六七八九])?{after}"),
        "count": re.compile(
            rf"(?P<number>{number})(?:[至到—~](?P<top>{number}))?(?P<about>[多余来几]?)(?P<times>[万亿]?)"
        ),
        "place": re.compile(rf"(?P<place>{number})(?:位|名)?(?=[,。;、)的]|$)"),
        "ranked": re.compile(rf"(?:{rank})[^,。;、第\n]{{0,10}}第$"),
        "slogan": re.compile(alternation(load("names")["spelled"]["slogans"])),
        "follows": re.compile(
            rf"分之|成|番|半(?=以上|左右|[,。;、的]|$)|(?:[至到—~]{number})?[多余来几]?[万亿]?(?:{alternation(load('units')['spelled']['words'])})"
        ),
    }


def find_spelled(folded: str, quotes: Quotes) -> Iterator[Draft]:
    """The amounts in Chinese numerals of a folded text, in order; slogans and ordinals left out.

    >>> [(d.value, d.unit) for d in find_spelled("建成两百家，增长百分之五，三斤半", Quotes(""))]
    [(Decimal('200'), '家'), (Decimal('5'), '%'), (Decimal('3.5'), '斤')]
    """
    follows = _patterns()["follows"]
    for run in _run().finditer(folded):
        start, end = run.span()
        before = folded[start - 1] if start else ""
        if before == "第":
            draft = _rank(folded, start)
        elif follows.match(folded, end) or run[0] == "半数":
            draft = _read(folded, start, before)
        else:
            continue
        if draft and quotes.end_at(start) is None:
            yield draft


def _rank(folded: str, start: int) -> Draft | None:
    """第三 behind words of ranking: 居全省第三."""
    place = _patterns()["place"].match(folded, start)
    if place is None or not _patterns()["ranked"].search(folded, max(0, start - 18), start):
        return None
    value = spelled_value(place["place"])
    if not value:
        return None
    return Draft(start - 1, place.end(), start, place.end("place"), value, None, "位", "rank", spelled=True)


def _read(folded: str, start: int, before: str) -> Draft | None:
    patterns = _patterns()
    value: Decimal | None
    if found := patterns["percent"].match(folded, start):
        part = found["part"]
        value = Decimal(part) if part[0] in "0123456789" else spelled_value(part)
        unit = {"百": "%", "千": "‰", "万": "‱"}[found[0][0]]
        return None if value is None else _share(found, value, unit)
    if found := patterns["fraction"].match(folded, start):
        high, low = spelled_value(found["high"]), spelled_value(found["low"])
        if not high or not low or high >= low:
            return None
        return _share(found, round(100 * high / low, 4), "%", "fraction")
    if found := patterns["times"].match(folded, start):
        value = spelled_value(found["fold"])
        end = found.end()
        return Draft(start, end, start, end - 1, value, None, "番", "growth", spelled=True) if value else None
    if found := patterns["half"].match(folded, start):
        return _share(found, Decimal(50), "%", "fraction")
    if found := patterns["tenths"].match(folded, start):
        more = spelled_value({"半": "五"}.get(found["more"], found["more"] or "零"))
        value = (spelled_value(found["tenth"]) or Decimal(0)) * 10 + (more or 0)
        return _share(found, value, "%")
    found = patterns["count"].match(folded, start)
    return _count(folded, found) if found and before not in _NO_COUNT else None


def _share(found: re.Match[str], value: Decimal, unit: str, doubt: str = "") -> Draft:
    start, end = found.span()
    return Draft(start, end, start, end, value, None, unit, "share", spelled=True, doubt=doubt)


def _count(folded: str, found: re.Match[str]) -> Draft | None:
    word, end = found["number"], found.end()
    value, top, unit = spelled_value(word), None, read_unit(folded, end)
    if not value or unit is None:
        return None
    if found["top"]:
        top = spelled_value(found["top"])
        if top is None or top <= value:
            return None
    scale = Decimal(load("numerals")["powers"].get(found["times"], 1))
    whole = stretch(folded, unit)
    if whole.half:
        value += Decimal("0.5")
    elif value * scale == 1 and unit.group not in {"physical", "currency", "percent"} and unit.word != "倍":
        return None  # 一个, 一家, 一次 count nothing; 一公里 does
    if (
        _patterns()["slogan"].match(folded, whole.end)
        or folded[whole.end : whole.end + 1] in _NO_COUNT_BEHIND
    ):
        return None
    approximate = ">" if whole.more else {"": "", "来": "~"}.get(found["about"], ">")
    size = not set(word) & set(load("numerals")["digits"]) and word[0] != "十" and not approximate
    if size and not _BOUND.search(folded, max(0, found.start() - 3), found.start()):
        return None  # 百年, 千斤, 亿元以上: a size, no count
    draft = Draft(found.start(), whole.end, found.start(), end, value * scale, None, whole.word, "level")
    draft.value_max = None if top is None else top * scale
    draft.approximate, draft.spelled = approximate, True
    draft.measure = "change" if "百分点" in whole.word else "growth" if whole.word == "倍" else "level"
    return draft
