"""Which of last year's items an item of this year goes on with: the nouns that both name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load

_ENOUGH: Final = 3.0


@cache
def _common() -> re.Pattern[str]:
    return re.compile(alternation(load("livelihood")["words"]["common"]))


def key_words(item: str) -> list[str]:
    """The runs of an item that name its matter, without words of doing, numbers and signs.

    >>> key_words("推进第二自来水厂项目建设")
    ['第二自来水厂']
    """
    bare = _common().sub(" ", re.sub(r"[^一-鿿]+|[的了和及与等对为在]", " ", item))
    return [word for word in bare.split() if len(word) > 1]


@dataclass(frozen=True)
class _Matter:
    """What an item is about: its key words, and the keen words in it."""

    words: tuple[str, ...]
    keen: frozenset[str]

    @classmethod
    def of(cls, item: str) -> _Matter:
        keen = load("livelihood")["words"]["keen"]
        return cls(tuple(key_words(item)), frozenset(word for word in keen if word in item))


def _kinship(mine: _Matter, theirs: _Matter) -> float:
    """How surely two items are about one matter: the characters of the words they share.

    A shared word of two characters counts only where it names a matter by itself (危桥, 学位).
    """
    text = "\0".join(theirs.words)
    shared = sum(_shared(word, text) for word in mine.words)
    return shared if shared >= _ENOUGH else shared + sum(1.5 * len(word) for word in mine.keen & theirs.keen)


def _shared(word: str, text: str) -> float:
    """The length of the longest pieces of three and more characters that a word shares with a text."""
    total, at = 0, 0
    while at < len(word) - 1:
        size = len(word) - at
        while size > 1 and word[at : at + size] not in text:
            size -= 1
        if size > 2 or (size == 2 and len(word) <= 3):
            total += size
            at += size
        else:
            at += 1
    return float(total)


def continuations(this_year: list[str], last_year: list[str]) -> dict[int, int]:
    """For the items of this year, by position, the item of last year on the same matter; one to one.

    >>> continuations(["老旧小区改造26个", "农村电网改造"], ["新增城镇就业", "完成老旧小区改造"])
    {0: 1}
    """
    mine, theirs = [_Matter.of(item) for item in this_year], [_Matter.of(item) for item in last_year]
    edges = [
        (score, -i, -j)
        for i, item in enumerate(mine)
        for j, other in enumerate(theirs)
        if (score := _kinship(item, other)) >= _ENOUGH
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(edges, reverse=True):
        if -i not in found and -j not in found.values():
            found[-i] = -j
    return found
