"""What a livelihood item is about."""

from __future__ import annotations

from functools import cache

from baogao.lexicon import load


@cache
def _words() -> dict[str, list[str]]:
    return {
        domain: sorted(words, key=len, reverse=True)
        for domain, words in load("livelihood")["domains"].items()
    }


def domain_of(item: str) -> str:
    """The domain whose words the folded item holds most of, the one named first where two are even.

    >>> domain_of("新增义务教育学位以及资助困难学生"), domain_of("新建通村公路"), domain_of("开展对外交流")
    ('education', 'roads', 'other')
    """
    best, mark = "other", (0.0, 0)
    for domain, words in _words().items():
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
