"""Whose report it is: the name of the administrative unit and its level."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_MANY = 40  # places whose documents are weighed; a report cites a handful
_LEVELS = ("province", "prefecture", "county", "open")


@cache
def _suffixes() -> str:
    words = load("meta")["place"]
    return alternation([suffix for level in _LEVELS for suffix in words[level]])


@cache
def _own_document() -> re.Pattern[str]:
    documents = alternation(load("meta")["place"]["documents"])
    return re.compile(
        rf"《([\u4e00-\u9fff]{{2,9}}?(?:{_suffixes()}))[^《》\n]{{0,40}}(?:{documents})[^《》\n]{{0,12}}》"
    )


def unit_name(words: str) -> tuple[int, int] | None:
    """The span of the last administrative unit that folded `words` end with; None where they end with none.

    >>> names = ("湖南省清河市", "清河壮族自治区", "津市市", "2021年清河县人民政府")
    >>> [words[slice(*unit_name(words))] for words in names]
    ['清河市', '清河壮族自治区', '津市市', '清河县']
    >>> unit_name("全面建设"), unit_name("市人民政府")
    (None, None)
    """
    body = re.search(r"(?:(?:人民|地方)?政府|行政公署|行署|公署|管(?:理)?委(?:员)?会)$", words)
    end = body.start() if body else len(words)
    match = re.compile(r"[\u4e00-\u9fff]{2,24}$").search(words, max(0, end - 24), end)
    if not match or not re.search(rf"(?:{_suffixes()})$", match[0]):
        return None
    start = match.start()
    if dated := re.compile(r"(?<=\d)年度?").match(words, start):
        start = dated.end()
    above = re.compile(r"[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|省|市|盟|地区)")
    while (upper := above.match(words, start, end)) and end - upper.end() >= 2:
        rest = words[upper.end() : end]
        if not re.search(rf"[\u4e00-\u9fff](?:{_suffixes()})$", rest) or rest in {
            "自治区",
            "自治州",
            "自治县",
        }:
            break
        start = upper.end()
    return (start, end) if end - start >= 2 and words[start:end] not in _common() else None


@cache
def _common() -> frozenset[str]:
    """What ends like a unit's name and is none (全市, 我县)."""
    suffixes = [suffix for level in _LEVELS for suffix in load("meta")["place"][level]]
    return frozenset(front + suffix for suffix in suffixes for front in ("", "全", "我", "各", "本", "该"))


def place_of_documents(folded: str, level_word: str) -> tuple[int, int] | None:
    """The unit whose documents the report cites, where it is named often enough to be its own.

    A last resort for a report whose front is lost: `level_word` (市, 县 …) is what it calls itself.

    >>> text = "印发《清河市文物保护办法》。清河大桥,清河两岸,清河新区,《白山市规划》。"
    >>> text[slice(*place_of_documents(text, "市"))], place_of_documents(text, "县")
    ('清河市', None)
    """
    names: Counter[str] = Counter()
    spans: dict[str, tuple[int, int]] = {}
    for match in _own_document().finditer(folded):
        if len(names) == _MANY:
            break
        if match[1].endswith(level_word) and match[1] not in _common() | names.keys():
            names[match[1]] = folded.count(match[1][: -len(level_word)])
            spans[match[1]] = match.span(1)
    ranked = names.most_common(2)
    if not ranked or ranked[0][1] < 4 or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return spans[ranked[0][0]]


def level_of(place: str, office: str, folded: str, body: Span) -> str:
    """`national`, `province`, `prefecture` or `county`, from a folded place name, the office, and the body.

    >>> level_of("清河市", "市长", "各县区要落实,县(市、区)", Span(0, 13))
    'prefecture'
    """
    words = load("meta")
    if office.endswith(tuple(words["speaker"]["national"])):
        return "national"
    if place in words["place"]["municipalities"]:
        return "province"
    for level in ("county", "province", "prefecture"):
        if place.endswith(tuple(words["place"][level])):
            if level == "county" and place.endswith(tuple(words["place"]["province"])):
                return "province"
            if level == "county" and place.endswith(tuple(words["place"]["prefecture"])):
                return "prefecture"
            return level
    if not place:
        for level in ("province", "prefecture", "county"):
            if office.endswith(tuple(words["speaker"][level])):
                return level
    if place.endswith("市") or office.endswith(tuple(words["speaker"]["open"])):
        text = folded[body.start : body.end]
        of = {key: sum(map(text.count, words["place"][key])) for key in ("below_prefecture", "below_county")}
        return "prefecture" if of["below_prefecture"] >= of["below_county"] else "county"
    return ""
