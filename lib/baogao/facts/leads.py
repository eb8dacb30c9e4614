"""The words before a number: comparators, verbs of growth, and what they say of measure and sign."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from baogao.lexicon import alternation, load

_REACH: Final = 20  # characters before a number in which its lead lies


class Lead(NamedTuple):
    """What leads to a number: where it begins, the comparator it holds, and the growth it tells.

    `growth` is 1 (rising), -1 (falling) or 0; `arrived` says that the growth word is followed by where it
    arrived (提高到), so that the number is a level or a share.
    """

    start: int
    comparator: str
    growth: int
    arrived: bool
    beyond: bool


@cache
def _comparators() -> dict[str, str]:
    return {word: sign for sign, words in load("comparators")["before"].items() for word in words}


@cache
def _growth() -> dict[str, int]:
    words = load("measures")["growth"]
    signs = dict.fromkeys([*words["up"], *words["up_nouns"]], 1)
    return signs | dict.fromkeys([*words["down"], *words["down_nouns"]], -1)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("measures")
    growth = [*_growth(), *words["growth"]["fresh"], *words["growth"]["beyond"]]
    every = {*growth, *_comparators(), *words["lead"]["words"]}
    guards = load("comparators")["guards"] | words["lead"]["guards"]
    guarded = "".join(f"|(?<![{before}]){word}" for word, before in guards.items())
    token = alternation(sorted(every - set(guards))) + guarded
    return re.compile(rf"(?:(?>{token}) ?)++$"), re.compile(token)


@cache
def _distant() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{alternation(load('comparators')['distant']['words'])})[一-鿿]{{1,5}}$")


def read_lead(folded: str, start: int, low: int, recent: bool = False) -> Lead:
    """The lead that ends at `start` and begins at `low` or behind it; `recent` if the unit is a span of time.

    >>> read_lead("全县生产总值预计增长约5%", 11, 0)
    Lead(start=6, comparator='~', growth=1, arrived=False, beyond=False)
    """
    low = max(low, start - _REACH)
    chain, token = _patterns()
    found = chain.search(folded, low, start)
    if found is None:
        far = _distant().search(folded, low, start)  # 至少安排4000万元
        return Lead(start, _comparators()[far["word"]] if far else "=", 0, False, False)
    comparator, growth, arrived, beyond = "=", 0, False, False
    words = load("measures")["growth"]
    verbs, before = {*words["up"], *words["down"]}, ""
    for part in token.finditer(folded, found.start(), start):
        word = part[0]
        if word in _comparators():
            if word == "近" and recent:
                continue
            comparator = _comparators()[word]
        elif word in words["fresh"]:
            growth, arrived = 0, False
        elif word in words["beyond"]:
            beyond = True
        elif word in _growth():
            growth, arrived = _growth()[word], False
        elif word in words["arrival"] and before in verbs:
            arrived = True
        if word != "了":
            before = word
    return Lead(found.start(), comparator, growth, arrived, beyond)
