"""The class word behind a list (`A、B等12个变电站项目`): what it makes of the names before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.facts.naming.trim import Words
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_LOOSE: Final = ("项目", "工程")
_COUNTED: Final = re.compile(r"(?<=[^\d.])\d.*$")
_NEW: Final = re.compile(r"(?:续建|新建|在建|改扩建|扩容)$")  # 等高速公路续建项目
_RATED: Final = re.compile(r"^\d[\d.]*(?:千伏|kV|KV|兆瓦|MW|万?吨级|万千瓦)")
_QUOTED: Final = re.compile(
    r"^[^“”]*“([^“”]+)”(?:建设|实施)?$"
)  # 等“十大产业项目”建设: the class stands in the quotes
# 等重大项目齐头并进: words that nobody knows stand behind the class.
_LATER: Final = re.compile(r"(?:项目|工程)(?=.{1,4}$)")
_PUBLIC: Final = ("road", "water", "power", "hospital", "school")


@dataclass(frozen=True)
class Class:
    """The class word behind 等: its place, whether names take it along, whether only a work stands there."""

    name: str
    start: int
    borrowed: bool
    work: bool


@dataclass(frozen=True)
class _Words:
    things: Words
    borrowed: tuple[str, ...]
    others: Words
    doing: re.Pattern[str]
    firms: tuple[str, ...]


@cache
def _words() -> _Words:
    stages, words = load("stages"), load("projects")

    # Whatever head of a public work stands behind 等, a bare name takes it along (`甲、乙等煤矿`).
    heads = [head for kind in _PUBLIC for head in words["heads"][kind] if len(head) > 1]
    kept = {*words["classes"]["kept"], *(head for head in heads if head.endswith(_LOOSE))}
    borrowed = [head for head in heads if head not in kept] + words["classes"]["borrowed"]
    return _Words(
        things=Words(frozenset(words["classes"]["things"] + borrowed)),
        borrowed=tuple(borrowed),
        others=Words(frozenset(words["classes"]["others"])),
        doing=re.compile(rf"(?:{alternation(stages['verbs']['nominals'] + words['classes']['doing'])})$"),
        firms=tuple(words["classes"]["firms"]),
    )


def doing_behind(text: str) -> str:
    """The noun of doing at the end of the phrase (`改造` of `甲路改造`), or nothing.

    >>> doing_behind("甲路改造"), doing_behind("甲路")
    ('改造', '')
    """
    match = _words().doing.search(text)
    return match[0] if match else ""


def counted_things(behind: str) -> bool:
    """`甲、乙两个商业综合体`: does the class behind the count make names of what stands before it?

    >>> counted_things("商业综合体"), counted_things("项目")
    (True, False)
    """
    words = _words()
    behind = words.doing.sub("", behind)
    for loose in _LOOSE:
        behind = behind.removesuffix(loose)
    thing = _at_end(behind, words.things)
    return thing not in {"", "项目", "工程"} and len(behind) <= len(thing) + 3


def class_behind(folded: str, rest: Span) -> tuple[Class, bool]:
    """The class behind 等, and whether it is one of things that are no projects.

    >>> class_behind("甲、乙等变电站项目", Span(4, 9))
    (Class(name='变电站', start=4, borrowed=True, work=False), False)
    """
    words = _words()
    quoted = _QUOTED.match(folded[slice(*rest)])
    if quoted:
        rest = Span(rest.start + quoted.start(1), rest.start + quoted.end(1))
    rated = _RATED.match(folded[slice(*rest)])
    rest = Span(rest.start + rated.end(), rest.end) if rated else rest  # 等6座500千伏变电站
    behind = _COUNTED.sub("", folded[slice(*rest)])
    if behind.startswith(words.firms):
        return Class("", rest.start, False, False), True
    work = False
    while behind:
        thing, other = _at_end(behind, words.things), _at_end(behind, words.others)
        inner = _NEW.sub("", behind[: -len(thing)]) if thing in (*_LOOSE, "干线") else ""
        if inner and inner.endswith(words.borrowed):
            behind = inner  # 等高速公路项目: the specific word goes with the names
            continue
        if thing.startswith("前期") and len(behind) > len(thing):
            behind = behind[: -len(thing)]  # 等重大项目前期工作: the class is 项目
            continue
        if thing or other:
            good = len(thing) >= len(other)
            start = rest.start + len(behind) - len(thing)
            return Class(thing, start, thing in words.borrowed, False), not good
        doing = words.doing.search(behind)
        if doing is None:
            break
        work = work or doing[0] not in ("建设", "等")
        behind = behind[: doing.start()]
    later = _LATER.search(behind)
    if later and not work:
        return Class(later[0], rest.start + later.start(), False, False), False
    return Class("", rest.start, False, work and not behind), False


def is_other(text: str) -> bool:
    """Does the phrase end in a word for things that are no projects (`…公交`, `…企业`)?

    >>> is_other("甲乙公交"), is_other("甲乙大桥")
    (True, False)
    """
    return bool(_at_end(text, _words().others))


def _at_end(text: str, words: Words) -> str:
    """The longest of the words that ends the text, or nothing."""
    size = words.tail(text, 0, len(text))
    return text[len(text) - size :] if size else ""
