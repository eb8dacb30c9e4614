"""Lists inside an explanation: “甲三项”即…;“乙两项”即… are lists of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.facts.listing.compounds import compound_lists
from baogao.facts.listing.counts import NUMERAL, counts, numbers
from baogao.facts.listing.members import marked_members, members
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_QUOTED: Final = re.compile(r"“([^“”\n]{2,16})”")
_BRACKETED: Final = re.compile(
    r"“(?P<name>[^“”\n]{2,14})”[^“”。;:,、()\n]{0,8}\((?P<inside>[^()。\n]{5,240})\)"
)
_FAR: Final = 160  # characters in which a list stands before its name
_CLAUSE: Final = re.compile(r"[。;,:]\s*")


@dataclass(frozen=True)
class NamedList:
    """A list and its members, as spans of the text."""

    name: Span
    members: tuple[Span, ...]


@dataclass(frozen=True)
class _Head:
    """Where a list inside an explanation begins: its name, and where its members start."""

    name: Span
    start: int
    end: int
    weak: bool = False


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load("lists")
    measures, bridges = alternation(words["counts"]["measures"]), alternation(words["intro"]["bridges"])
    cue = r"(?:是指|即|指|就是|包括|分别是|分别为|:)[:,]?"
    number = rf"(?:{NUMERAL})(?:{measures})?"
    return {
        # 甲、乙、丙实现“三下降”, 甲、乙、丙三大行动
        "summed": re.compile(
            rf"[、和及与][^、,。;:!?“”()\n]{{1,30}}?等?(?:{bridges})?"
            rf"(?:“(?P<quoted>(?:{NUMERAL})[^“”\n]{{2,10}})”|(?P<bare>(?:{NUMERAL})大[\u4e00-\u9fff]{{2,6}})(?=[,。;:\n]))"
        ),
        # “三保”即
        "quoted": re.compile(rf"“([^“”\n]{{1,16}})”\s*,?\s*{cue}"),
        "bridge": re.compile(rf"等?(?:{bridges})$"),
        # at the start of a clause: “三保”为 / 四园,即 / 两翼:
        "clause": re.compile(
            rf"(?:“([^“”\n]{{1,16}})”(?:为|是)|((?:{number}|若干)[^,。;:、“”\d\s]{{1,8}}?),?{cue})"
        ),
        # at the start of a sentence or of a clause behind ;, where more than one does so: 五个高地,
        "weak": re.compile(rf"({number}[^,。;:、“”\d\s]{{1,6}}),"),
    }


def read_groups(folded: str, span: Span, term: Span) -> list[NamedList] | None:
    """The lists that the explanation of a term holds by name; None where it names none.

    >>> text = "“两保三稳”:“两保”即保工资、保运转;“三稳”即稳就业、稳投资、稳预期。"
    >>> groups = read_groups(text, Span(7, len(text)), Span(0, 6))
    >>> [(text[slice(*group.name)], len(group.members)) for group in groups]
    [('两保', 2), ('三稳', 3)]
    """
    parts = compound_lists(folded, span, term)
    if parts:
        return [NamedList(*part) for part in parts]
    inner = _inner(folded, span)
    if inner is not None:
        return inner
    heads = _heads(folded, span)
    whole = folded[slice(*term)]
    if not heads:
        return _paired(folded, span, term)
    if len(heads) == 1:
        head = heads[0]
        word = folded[slice(*head.name)]
        if not _names(word, whole):
            return None
        found = members(folded, head.end, span.end, word if numbers(word) else whole)
        return [NamedList(term if word in whole else head.name, tuple(found))] if len(found) > 1 else []
    lists = []
    for i, head in enumerate(heads):
        end = heads[i + 1].start if i + 1 < len(heads) else span.end
        word = folded[slice(*head.name)]
        stop = folded.find("。", head.end, end)
        found = members(folded, head.end, stop if stop >= 0 else end, word) if _names(word, whole) else []
        if len(found) > 1:
            lists.append(NamedList(head.name, tuple(found)))
    return lists


def _heads(folded: str, span: Span) -> list[_Head]:
    patterns = _patterns()
    found = [_Head(Span(*m.span(1)), m.start(), m.end()) for m in patterns["quoted"].finditer(folded, *span)]
    starts = [(span.start, "。"), *((m.end(), m[0][0]) for m in _CLAUSE.finditer(folded, *span))]
    for at, sign in starts:
        match = patterns["clause"].match(folded, at, span.end)
        if match:
            found.append(_Head(Span(*match.span(match.lastindex or 0)), at, match.end()))
        elif sign in "。;" and (match := patterns["weak"].match(folded, at, span.end)):
            found.append(_Head(Span(*match.span(1)), at, match.end(), weak=True))
    found.sort(key=lambda head: (head.start, head.weak))
    weak = sum(head.weak for head in found)
    kept: list[_Head] = []
    for head in found:
        if (not head.weak or weak > 1) and (not kept or head.start >= kept[-1].end):
            kept.append(head)
    return kept


def _names(word: str, term: str) -> bool:
    """Whether a word may name a list: it counts something, or the term holds it."""
    if len(word) < 2 or re.fullmatch(r"[\dA-Za-z+]+", word):
        return False
    return bool(numbers(word)) or word.startswith(("若干", "一批")) or word in term


def _inner(folded: str, span: Span) -> list[NamedList] | None:
    """“五大任务”,一是…。二是…: the quoted name before the first mark."""
    first = folded.find("一是", *span)
    if first < 0:
        return None
    found = marked_members(folded, first, span.end)
    names = list(_QUOTED.finditer(folded, span.start, first))
    if len(found) < 3 or not names or first - names[-1].end() > 6:
        return None
    return [NamedList(Span(*names[-1].span(1)), tuple(found))]


def _paired(folded: str, span: Span, term: Span) -> list[NamedList] | None:
    """“三大甲”“五大乙”: as many clauses as names, each with the members that its name counts."""
    names = [m for m in _QUOTED.finditer(folded, *term) if counts(m[1])]
    clauses = list(re.compile(r"[^,;。]+").finditer(folded, *span))
    if len(names) < 2 or len(names) != len(clauses):
        return None
    lists = []
    for name, clause in zip(names, clauses, strict=True):
        found = members(folded, clause.start(), clause.end(), name[1])
        if len(found) != counts(name[1])[0]:
            return None
        lists.append(NamedList(Span(*name.span(1)), tuple(found)))
    return lists


def bracketed(folded: str, span: Span) -> list[NamedList]:
    """Lists that the text gives in brackets behind their name, where the number of members is the name's.

    >>> text = "抓牢“两件大事”(项目建设、城市建设),做到“三个始终”(见附件)。"
    >>> [text[slice(*group.name)] for group in bracketed(text, Span(0, len(text)))]
    ['两件大事']
    """
    lists = []
    for match in _BRACKETED.finditer(folded, *span):
        wanted = counts(match["name"])
        if not wanted or not re.search("[、,;]", match["inside"]):
            continue
        found = members(folded, *match.span("inside"), match["name"])
        if len(found) == wanted[0]:
            lists.append(NamedList(Span(*match.span("name")), tuple(found)))
    return lists


def summed(folded: str, span: Span) -> list[NamedList]:
    """Lists whose name follows their members, where the number of members is the name's.

    >>> text = "实施补链、强链、延链“三大行动”,建好水、电、路“五网”。"
    >>> [text[slice(*group.name)] for group in summed(text, Span(0, len(text)))]
    ['三大行动']
    """
    lists = []
    for match in _patterns()["summed"].finditer(folded, *span):
        kind = "quoted" if match["quoted"] else "bare"
        wanted = counts(match[kind])
        start = max(
            folded.rfind(sign, max(span.start, match.start() - _FAR), match.start()) for sign in ",。;:!?\n"
        )
        if len(wanted) != 1 or wanted[0] < 3 or (start < 0 and match.start() > _FAR):
            continue
        end = match.start(kind) - (kind == "quoted")
        if bridge := _patterns()["bridge"].search(folded, match.start(), end):
            end = bridge.start()
        found = members(folded, max(start + 1, span.start), end, match[kind])
        if len(found) == wanted[0]:
            lists.append(NamedList(Span(*match.span(kind)), tuple(found)))
    return lists
