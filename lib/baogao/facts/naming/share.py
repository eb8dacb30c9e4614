"""One clause for several values: who shares what (A、B分别增长N%、M%)."""

from __future__ import annotations

import re
from typing import Final

from baogao.facts.naming.trim import trim_front, words
from baogao.lexicon import load
from baogao.text.spans import Span

Label = tuple[Span, ...]

_MARKS: Final = (
    re.compile(r"、"),
    re.compile(r"、|以及|(?<![共饱总])和(?![谐美平解])|(?<![普惠涉])及(?!时|格)|与(?!会)"),
)


def share(text: str, core: Span, size: int) -> list[Label] | None:
    """The `size` labels that a shared noun phrase gives, or None where it is not so many.

    The last member's head is lent to the members without one.

    >>> text = "煤炭、钢材出口"
    >>> [["".join(text[slice(*s)] for s in label)] for label in share(text, Span(0, len(text)), 2)]
    [['煤炭出口'], ['钢材出口']]
    """
    if size == 2:
        for word, first, second in load("labels")["pairs"]["words"]:
            at = text.find(word, *core)
            if at >= 0:
                return [_said(text, core, at, word, part) for part in (first, second)]
    at = text.find("分别", *core)
    rest = Span(at + 2, core.end) if at >= 0 else Span(core.end, core.end)
    members = Span(core.start, at if at >= 0 else core.end)
    for mark in _MARKS:
        parts = _split(text, members, mark)
        if len(parts) == size:
            return [(*label, rest) if rest.end > rest.start else label for label in _lend(text, parts)]
    return None


def _said(text: str, core: Span, at: int, word: str, part: str) -> Label:
    """One member of a pair said in one word: 存款 of 存贷款余额."""
    letters = tuple(
        Span(at + word.index(letter), at + word.index(letter) + 1) for letter in part if letter in word
    )
    return (Span(core.start, at), *letters, Span(at + len(word), core.end))


def _split(text: str, core: Span, mark: re.Pattern[str]) -> list[Span]:
    parts, start = [], core.start
    for match in mark.finditer(text, *core):
        parts.append(Span(start, match.start()))
        start = match.end()
    return [part for part in [*parts, Span(start, core.end)] if part.end > part.start]


def _lend(text: str, parts: list[Span]) -> list[Label]:
    heads = words("labels", "heads")
    last = parts[-1]
    size = heads.tail(text, *last)
    tail = Span(last.end - size, last.end)
    verbs = [trim_front(text, part) for part in parts]
    if all(phrase.verb.end > phrase.verb.start or phrase.dropped < phrase.core.start for phrase in verbs):
        # Two verbs and one noun (收储、供应土地): the noun is lent.
        noun = verbs[-1].core
        return [
            (part,) if verb.core.end > verb.core.start else (part, noun)
            for part, verb in zip(parts, verbs, strict=True)
        ]
    if text[slice(*tail)] in words("labels", "over").words:
        heads = words("labels", "over")
    return [(part,) if not size or heads.tail(text, *part) else (part, tail) for part in parts]
