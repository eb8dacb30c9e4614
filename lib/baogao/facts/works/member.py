"""One name of a list, and the heads and works that the names of a list share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from baogao.facts.works.classes import doing_behind
from baogao.facts.works.names import NAMED, NONE, PLAIN, Judged, is_section, judge, longest_unknown
from baogao.facts.works.split import clean
from baogao.text.spans import Span

_SITE: Final = re.compile(r"(?P<name>.{3,}?)(?P<stage>创建?(?:国家)?\d?A+级?(?:旅游)?景区)$")
_PHASE: Final = re.compile(r"期|号")  # 甲乙二期: its phase is its own
# Characters of a bare name that shares a head; the longer ones may be firms but before heads of public works.
_SHORT, _LONG, _LONGEST = 3, 4, 8  # the longest before a head with its rank (国家级湿地公园)
_SECTION: Final = 16  # characters of a way between two places
_RANK: Final = re.compile(r"(?:国家|省|自治区)级?$")
_BUILT: Final = ("road", "water", "power")


@dataclass(frozen=True)
class Member:
    """A project named at `span`; `borrowed` is the class word behind the list that the name takes with it.

    `stage` is what the list says of this member alone.
    """

    span: Span
    borrowed: Span | None
    judged: Judged
    stage: Span | None = None


def read_member(folded: str, span: Span, place: str) -> Member | None:
    """The project that a member of a list names, or None.

    >>> read_member("总投资2亿元的甲河大桥建设", Span(0, 13), "").span
    Span(start=7, end=11)
    """
    bare = clean(folded, span)
    if bare is None:
        return None
    start, end = bare
    text = folded[start:end]
    site = _SITE.match(text)
    if site:
        judged = judge(site["name"], place)
        stage = Span(start + site.start("stage"), end)
        return Member(Span(start, start + site.end("name")), None, judged, stage) if judged.level else None
    judged = judge(text, place)
    return Member(Span(start, end), None, judged) if judged.level != NONE else None


def share_head(folded: str, span: Span, last: Member, place: str, public: bool = False) -> Member | None:
    """`甲乙、丙丁高速`: a bare name that shares the head of the last; `public`: only of public works.

    >>> text = "甲乙、丙丁高速"
    >>> share_head(text, Span(0, 2), read_member(text, Span(3, 7), ""), "").borrowed
    Span(start=5, end=7)
    """
    bare = clean(folded, span)
    built = last.judged.kind in _BUILT
    if last.judged.works or not last.judged.head or last.judged.level < NAMED:
        return None
    end = last.borrowed.end if last.borrowed else last.span.end
    head = Span(end - last.judged.head, end)
    if folded[end - 1] == "段":
        return None  # 甲路至乙、丙高铁丁段: a stretch is no class
    rank = _RANK.search(folded, last.span.start, head.start)
    if rank:
        head = Span(rank.start(), end)  # 甲、乙国家物流枢纽
    longest = (
        _SECTION
        if bare and is_section(folded[slice(*bare)])
        else _LONGEST
        if rank
        else _LONG
        if built
        else _SHORT
    )
    if bare is None or not 2 <= bare.end - bare.start <= longest or (public and not built):
        return None
    longer = last.span.end - last.span.start - last.judged.head - (bare.end - bare.start)
    longer -= rank.end() - rank.start() if rank else 0
    if _PHASE.search(folded, *head) or (not built and not last.borrowed and longer > 2):
        return None  # 甲、乙特种材料制造基地: they are not of one make
    name = folded[slice(*bare)]
    judged = judge(name + folded[slice(*head)], place)
    alone = judge(name, place)
    street = names_plant(alone, last) or (last.judged.kind == "road" and is_section(name) and not alone.head)
    if name[-1] == folded[head.end - 1] or judged.level < NAMED:
        return None
    if not street and (alone.level > PLAIN or alone.head):
        return None
    return Member(bare, head, judged) if longest_unknown(name) >= 1 else None


def without_project(folded: str, member: Member, place: str) -> Member:
    """`乙湿地公园项目` as the names before it share it: the thing without 项目.

    >>> text = "乙丙湿地公园项目"
    >>> without_project(text, read_member(text, Span(0, 8), ""), "").span
    Span(start=0, end=6)
    """
    if not member.judged.works or not folded.endswith("项目", *member.span):
        return member
    span = Span(member.span.start, member.span.end - 2)
    judged = judge(folded[slice(*span)], place)
    return (
        Member(span, None, judged) if judged.level == NAMED and not judged.works and judged.head else member
    )


def names_plant(judged: Judged, last: Member) -> bool:
    """`甲家街、乙山风电场`: a street gives its name to a plant, not to a bridge, a lake its own to a park."""
    if judged.head != 1 or judged.works:
        return False
    kinds = judged.kind, last.judged.kind
    return kinds in {("road", "power"), ("park", "park"), ("water", "park")} and last.judged.head > 1


def join_two(folded: str, spans: list[Span], place: str) -> Member | None:
    """`甲山、乙坊灌区续建项目`: bare names that share the thing and the work are one project."""
    if len(spans) != 2:
        return None
    first, last = (read_member(folded, span, place) for span in spans)
    front = clean(folded, spans[0])
    if last is None or not last.judged.works or last.judged.kind == "other" or last.judged.level != NAMED:
        return None
    if front is None or front.end - front.start > 4 or (first is not None and first.judged.head):
        return None
    name = folded[slice(*front)]
    if longest_unknown(name) == 0 or judge(name, place).head:
        return None  # 公路和甲乙养护工程: the class before 和 has no part in the name
    return Member(Span(front.start, last.span.end), None, last.judged)


def shed_class(folded: str, members: list[Member | None], place: str) -> list[Member | None]:
    """`甲路西段、乙街中段道路`: the class word behind the last of a list is no part of its name."""
    last = members[-1] if members else None
    if last is None or len(members) < 2:
        return members
    name = folded[slice(*last.span)]
    doing = doing_behind(name)
    first = members[0]
    done = (doing,) if doing and first and first.judged.head and not first.judged.works else ()
    for word in ("城市道路", "断头路", "道路", "路段", "项目", "工程", *done):
        if name.endswith(word) and len(name) - len(word) >= 2:
            short = Span(last.span.start, last.span.end - len(word))
            judged = judge(folded[slice(*short)], place)
            road = judged.kind == "road" and word != "工程"  # 甲至乙连通工程 is called so
            if judged.level == NAMED and not judged.works and (judged.head or road):
                return [*members[:-1], Member(short, None, judged)]
    return members
