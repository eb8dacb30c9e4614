"""The unit behind a number: measure words, units with brackets and slashes, counted nouns."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from baogao.lexicon import alternation, load

PERCENT: Final = frozenset({"%", "‰"})
POINTS: Final = frozenset({"个百分点", "百分点", "个千分点"})


class Unit(NamedTuple):
    """The `word` as written, where it ends, and its `group` in the lexicon (``count``, ``noun`` …)."""

    word: str
    end: int
    group: str


@cache
def _groups() -> dict[str, str]:
    units = load("units")
    of_word: dict[str, str] = {}
    for group in ("noun", "count", "physical", "time", "currency", "percent"):
        words = units[group].get("words", [])
        for word in [*words, *units[group].get("places", []), *units[group].get("people", [])]:
            of_word[word] = group
    return of_word


@cache
def _pattern() -> re.Pattern[str]:
    units = load("units")
    per, guards = alternation(units["per"]["words"]), units["guards"]
    guarded = "".join(f"|{word}(?![{signs}])" for word, signs in guards.items() if word in _groups())
    return re.compile(
        rf"(?P<word>{alternation([word for word in _groups() if word not in guards])}{guarded})"
        rf"(?P<bracket> ?\((?P<inner>[^()\n\d]{{1,8}})\))?"
        rf"(?P<per>(?: ?/ ?(?:{per}))+)?"
    )


def read_unit(folded: str, at: int) -> Unit | None:
    """The unit of the lexicon that begins at `at`, blanks before it skipped.

    >>> [read_unit(s, 0).word for s in ("栋(套),", "微克/立方米,", "县(市、区)全部", "个州(市)", "个百分点")]
    ['栋(套)', '微克/立方米', '县(市、区)', '个', '个百分点']
    """
    while at < len(folded) and folded[at] in " \t":
        at += 1
    found = _pattern().match(folded, at)
    if found is None:
        return None
    word, end = found["word"], found.end("word")
    group = _groups()[word]
    if found["bracket"] and _of_one_kind(found["inner"], group):
        word, end = folded[at : found.end("bracket")], found.end("bracket")
    if found["per"] and found.start("per") == end:
        word, end = folded[at : found.end("per")], found.end("per")
    return Unit("".join(word.split()), end, group)


class Stretched(NamedTuple):
    """A unit with what stands inside or behind it: 个半小时, 个多月, 斤半."""

    word: str
    end: int
    half: bool
    more: bool


@cache
def _stretches() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"(多|半)(?=月|小时|星期|百分点)"), re.compile(r"半(?![个年月数天小])")


def stretch(folded: str, unit: Unit) -> Stretched:
    """`unit` with the half or the "more" that speech puts into it.

    >>> [stretch(s, read_unit(s, 0))[:3] for s in ("个半小时", "斤半", "个月")]
    [('个小时', 4, True), ('斤', 2, True), ('个月', 2, False)]
    """
    inside, behind = _stretches()
    if unit.word == "个" and (found := inside.match(folded, unit.end)):
        rest = read_unit(folded, found.end())
        word, end = (rest.word, rest.end) if rest else ("月", found.end() + 1)
        return Stretched(f"个{word}", end, found[1] == "半", found[1] == "多")
    if (unit.group in {"time", "physical", "currency"} or unit.word == "倍") and (
        found := behind.match(folded, unit.end)
    ):
        return Stretched(unit.word, found.end(), True, False)
    return Stretched(unit.word, unit.end, False, False)


def _of_one_kind(inner: str, group: str) -> bool:
    """Whether a bracket behind a unit gives others of its kind (栋(套), 县(市、区)) and no remark."""
    parts = re.split(r"[、,/]", inner)
    kinds = {"count", "time", "physical"} if group == "count" else {group}
    return all(_groups().get(part) in kinds for part in parts)
