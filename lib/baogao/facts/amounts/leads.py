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
    arrived (提高到), so that the number is a level or a share; `changes` that an amount behind it tells a
    change; `beyond` that a plan was outdone by it.
    """

    start: int
    comparator: str
    growth: int
    arrived: bool
    changes: bool
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
    """(a lead read backwards from the number, a word of a lead)."""
    words = load("measures")
    growth = [*_growth(), *words["growth"]["beyond"]]
    every = {*growth, *_comparators(), *words["lead"]["words"]}
    guards = load("comparators")["guards"] | words["lead"]["guards"]
    plain = every - set(guards)
    backward = alternation([word[::-1] for word in plain])
    backward += "".join(f"|{word}(?![{before}])" for word, before in guards.items())
    forward = alternation(list(plain)) + "".join(f"|(?<![{before}]){word}" for word, before in guards.items())
    return re.compile(rf"(?: ?(?>{backward}))++"), re.compile(forward)


@cache
def _distant() -> re.Pattern[str]:
    return re.compile(rf"(?P<word>{alternation(load('comparators')['distant']['words'])})[一-鿿]{{1,5}}$")


def read_lead(folded: str, start: int, low: int, recent: bool = False) -> Lead:
    """The lead that ends at `start` and begins at `low` or behind it; `recent` if the unit is a span of time.

    >>> read_lead("全县生产总值预计增长约5%", 11, 0)
    Lead(start=6, comparator='~', growth=1, arrived=False, changes=True, beyond=False)
    """
    low = max(low, start - _REACH)
    chain, token = _patterns()
    found = chain.match(folded[low:start][::-1])
    if found is None:
        far = _distant().search(folded, low, start)  # 至少安排4000万元
        return Lead(start, _comparators()[far["word"]] if far else "=", 0, False, False, False)
    comparator, growth, arrived, changes, beyond = "=", 0, False, False, False
    words = load("measures")["growth"]
    verbs, before = {*words["up"], *words["down"]}, ""
    begin = start - found.end()
    for part in token.finditer(folded, begin, start):
        word = part[0]
        if word in _comparators():
            if word == "近" and recent:
                continue
            comparator = _comparators()[word]
        elif word in words["beyond"]:
            beyond = True
        elif word in _growth():
            growth, arrived, changes = _growth()[word], False, word in words["change"]
        elif word in words["arrival"] and before in verbs:
            arrived = True
        if word != "了":
            before = word
    return Lead(begin, comparator, growth, arrived, changes and not arrived, beyond)
