"""What a livelihood item is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter

from baogao.lexicon import load


@cache
def _words() -> dict[str, list[str]]:
    return {
        domain: sorted(words, key=len, reverse=True)
        for domain, words in load("livelihood")["domains"].items()
    }


@cache
def _by_front() -> dict[str, list[tuple[int, int]]]:
    """Domain and word, by number, under the first two characters of the word."""
    fronts: dict[str, list[tuple[int, int]]] = {}
    for i, words in enumerate(_words().values()):
        for j, word in enumerate(words):
            fronts.setdefault(word[:2], []).append((i, j))
    return fronts


def _held(item: str) -> Iterator[tuple[str, list[str]]]:
    """The domains of which the item holds a word, with words that it may hold, the longest first."""
    fronts, domains = _by_front(), list(_words().items())
    near = {
        entry for i in range(len(item)) for size in (1, 2) for entry in fronts.get(item[i : i + size], ())
    }
    for i, entries in groupby(sorted(near), key=itemgetter(0)):
        domain, words = domains[i]
        yield domain, [words[j] for _, j in entries]


def domain_of(item: str) -> str:
    """The domain whose words the folded item holds most of, the one named first where two are even.

    >>> domain_of("新增义务教育学位以及资助困难学生"), domain_of("新建通村公路"), domain_of("开展对外交流")
    ('education', 'roads', 'other')
    """
    best, mark = "other", (0.0, 0)
    for domain, words in _held(item):
        rest, weight, first = item, 0.0, len(item)
        for word in words:
            at = rest.find(word)
            if at >= 0:
                weight += len(word) + (1 if at < 12 else 0)
                first = min(first, at)
                rest = rest.replace(word, "\0" * len(word))
        if (weight, -first) > mark and weight:
            best, mark = domain, (weight, -first)
    return best
