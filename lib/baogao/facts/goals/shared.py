"""Subjects that one 分别 tells apart: 城镇和农村居民收入分别增长5%、7%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from baogao.facts.goals.aims import subject
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

# 一、二、三产: the numerals share what follows the last of them, 产 as well.
_NUMERAL: Final = re.compile(r"第?[一二三]")
_JOINT: Final = re.compile(r"[、和与及]|以及")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(alternation(load("targets")["shared"]["heads"]))


def told_apart(folded: str, before: Span, count: int) -> list[Sequence[Span | str]]:
    """A label for each of `count` values behind `before`, as parts to be joined; empty where they share one.

    A part is a span of the text, or words where one word names two (城乡居民).

    >>> def parts(text, n):
    ...     labels = told_apart(text, Span(0, len(text)), n)
    ...     return ["".join(p if isinstance(p, str) else text[slice(*p)] for p in label) for label in labels]
    >>> parts("城镇和农村常住居民收入分别增长", 2), parts("一、二、三产增加值分别增长", 3)
    (['城镇常住居民收入', '农村常住居民收入'], ['一产增加值', '二产增加值', '三产增加值'])
    >>> parts("工业增加值、固定资产投资分别增长", 2), parts("城乡居民收入分别增长", 2)
    (['工业增加值', '固定资产投资'], ['城镇居民收入', '农村居民收入'])
    """
    span = subject(folded, before)
    members = _members(folded, span)
    if len(members) == count:
        return _completed(folded, members)
    if count == 2 and len(members) == 1:
        words = folded[slice(*span)]
        for word, two in load("targets")["shared"]["pairs"].items():
            at = words.find(word)
            if at >= 0 and "分别" in folded[slice(*before)]:
                head, rest = Span(span.start, span.start + at), Span(span.start + at + len(word), span.end)
                return [(head, one, rest) for one in two]
    return []


def _members(folded: str, span: Span) -> list[Span]:
    members, start = [], span.start
    for match in _JOINT.finditer(folded, *span):
        members.append(Span(start, match.start()))
        start = match.end()
    members.append(Span(start, span.end))
    return [member for member in members if member.end > member.start]


def _completed(folded: str, members: list[Span]) -> list[Sequence[Span | str]]:
    """Each member with what only the last one spells out, and with the head that only the first one has."""
    last = members[-1]
    head = _NUMERAL.match(folded, *last) if _NUMERAL.fullmatch(folded, *members[0]) else None
    head = head or _heads().match(folded, *last)
    size = head.end() - last.start if head else members[0].end - members[0].start
    tail = Span(last.start + size, last.end)
    labels: list[Sequence[Span | str]] = []
    for member in members[:-1]:
        short = _heads().fullmatch(folded, *member) is not None
        labels.append((member, tail) if short and tail.end > tail.start else (member,))
    if folded.startswith("第", members[0].start) and not folded.startswith("第", last.start):
        ordinal = Span(members[0].start, members[0].start + 1)
        return [labels[0], *[(ordinal, *label) for label in labels[1:]], (ordinal, last)]
    return [*labels, (last,)]
