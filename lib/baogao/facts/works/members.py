"""The projects that one noun phrase names: lists cut at their marks, counts and classes left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from baogao.facts.works.classes import class_behind, counted_things, is_other
from baogao.facts.works.member import (
    Member,
    join_two,
    names_plant,
    read_member,
    share_head,
    shed_class,
    without_project,
)
from baogao.facts.works.names import (
    NAMED,
    PLAIN,
    WORKS,
    Judged,
    is_phrase,
    is_section,
    judge,
    longest_unknown,
)
from baogao.facts.works.split import clean, counted_site, counts_all, split, trim
from baogao.facts.works.stages import Unit
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

# No list of projects in one clause is longer; what is, is no prose.
_LONGEST: Final = 800
_PLACE: Final = 4  # characters of the name of a place
_SHORTEST: Final = 3  # characters of a name of plain words
_ETC: Final = re.compile(
    r"(?:(?<![高中初均同平优上下])等(?![级候待于同值效])|(?<=平)等(?=\d|高速|公路|铁路|道路|项目|工程|重点|重大)|(?<=[一二三四五六七八九十]中)等)"
    r"(?:[\d一二三四五六七八九十两]+(?:余|多)?(?:公里|个|条|座|所|处|项|家|类|大|批|宗|件)?|一大?批|系列|[几多]个)?"
)
_JOINED: Final = re.compile(r"(?P<own>\D{2,6}?)[和及](?P<also>[^等]{4,}$)")
_FEW: Final = re.compile(
    r"(?P<names>[^、]{2,}、.+?)[两三四五六七八九十\d]+[个条座所处大项](?:重点|重大)?(?P<class>\D+)"
)
_NEXT: Final = re.compile(r"以及|[、和及与]")
# The last of a list where it only counts (`甲水厂和一批泵站`, `甲高速和2个变电站`).
_REST: Final = re.compile(r"\d|一大?批|部分|其[他它]|若干|多[个条座处]|[两三四五六七八九十]+[个条座处]")
# `服务甲、乙等续建项目`: the class tells that they are built, whatever the verb.
_SURE: Final = re.compile(r"等\d*[余多]?[个项]?(?:续建|新建|在建|新开工|拟建)(?:重[大点])?(?:项目|工程)")
_TWO: Final = re.compile(r"(?P<first>\D{2,6}?)[和及]\D{2,}$")
_PLACES: Final = re.compile(r"\d*(?:个)?(?:行政|自然)?(?:村|乡镇|镇|乡|社区|嘎查)(?!.?[道路]|民|镇银)")
_ACRES: Final = re.compile(r"\d[余多]?[万千]?[余多]?(?:亩|公顷|户|头|只|株|人|套)")
_WATERS: Final = "河湖港沟"
_RIVER: Final = re.compile(r"(?<!运)[河沟]$")  # what is done to a river is no thing built; a canal is
_CODE: Final = re.compile(r"[GSXY]\d|[国省县]道")


@dataclass(frozen=True)
class _Words:
    strong: re.Pattern[str]
    firm: re.Pattern[str]
    built: re.Pattern[str]
    vague: re.Pattern[str]
    many: tuple[str, ...]
    classing: frozenset[str]


@cache
def _words() -> _Words:
    stages, words = load("stages"), load("projects")
    return _Words(
        strong=re.compile(alternation(stages["strong"]["words"])),
        firm=re.compile(alternation(stages["verbs"]["firm"])),
        built=re.compile(alternation(stages["verbs"]["built"])),
        vague=re.compile(
            rf"^(?:{alternation(words['generic']['scope'])})|(?:{alternation(words['generic']['titles'])})$"
        ),
        many=tuple(words["generic"]["many"]),
        classing=frozenset(words["generic"]["classing"]),
    )


def read_members(folded: str, unit: Unit, place: str = "") -> list[Member]:
    """The projects that the noun phrase of `unit` names.

    >>> from baogao.facts.works.stages import read_units
    >>> text = "加快推进甲河大桥、乙丙学校等12个项目建设"
    >>> [text[slice(*m.span)] for u in read_units(text, 0, len(text)) for m in read_members(text, u)]
    ['甲河大桥', '乙丙学校']
    """
    if unit.end - unit.start > _LONGEST:
        return []
    if (
        unit.trail is None
        and (unit.weak or unit.lead is None)
        and not _SURE.search(folded, unit.start, unit.end)
    ):
        return []
    said = "".join(folded[slice(*span)] for span in (unit.lead, unit.trail) if span)
    words = _words()
    strong = bool(words.strong.search(said))
    # 科技产业园积极推进: what a clause says of it alone is said of one thing.
    alone = unit.trail is not None and unit.lead is None and unit.start == unit.clause.start
    strong = strong or (alone and "、" not in folded[unit.start : unit.end])
    firm = unit.trail if unit.trail and words.firm.search(folded, *unit.trail) else None
    return [m for m in _read(folded, unit, strong, firm, place) if firm or not _is_river(folded, m)]


def _is_river(folded: str, member: Member) -> bool:
    """`治理甲河、乙河`: a river alone is no project."""
    bare = member.judged.head == 1 and not member.judged.works
    return bare and bool(_RIVER.search(folded, *(member.borrowed or member.span)))


def _read(folded: str, unit: Unit, strong: bool, firm: Span | None, place: str) -> list[Member]:
    found: list[Member] = []
    at = unit.start
    while etc := _ETC.search(folded, at + 1, unit.end):
        # `A、B等学校和C、D等小区`: the class ends where the next list begins.
        later = _ETC.search(folded, etc.end(), unit.end)
        join = _NEXT.search(folded, etc.end(), later.start()) if later else None
        end = join.start() if join else unit.end
        found += _listed(folded, Span(at, etc.start()), Span(etc.end(), end), etc[0], strong, place)
        at = join.end() if join else unit.end
    few = _FEW.fullmatch(folded, at, unit.end) if at < unit.end else None
    if few and counted_things(few["class"]):
        found += _listed(folded, Span(*few.span("names")), Span(*few.span("class")), "等", strong, place)
    elif at < unit.end:
        found += _plain(folded, Span(at, unit.end), strong, firm, place)
    return found


def _listed(folded: str, names: Span, rest: Span, etc: str, strong: bool, place: str) -> list[Member]:
    """`A、B等N个项目`: the class behind 等 tells whether the members are projects."""
    words = _words()
    also = None
    more = _JOINED.match(folded, rest.start, rest.end)
    if more:
        also = read_member(folded, Span(*more.span("also")), place)
        if also is not None and also.judged.level == NAMED:
            rest = Span(*more.span("own"))
        else:
            also = None
    strong = strong or folded.startswith("建设", rest.start)
    two = _TWO.match(folded, rest.start, rest.end)
    if two and also is None and counted_things(two["first"]):
        rest = Span(*two.span("first"))  # 等水电站和抽水蓄能项目: the names are of the first class
    thing, other = class_behind(folded, rest)
    if _ACRES.search(folded, *rest) or (etc[-1:] != "等" and _PLACES.match(folded, *rest)):
        return []  # 等特色产业基地5万亩, 等31个村污水治理项目
    if (etc.endswith("一批") and thing.name == "") or other or folded.startswith(words.many, names.start):
        return []
    least = PLAIN if thing.name else NAMED
    if (
        thing.work
        or thing.name.startswith("前期")
        or (etc.endswith("一批") and not thing.name.endswith("项目"))
    ):
        least = WORKS
    found: list[Member] = []
    plain: list[Member] = []
    common: list[Member] = []  # names of plain words (观音、甲乙等水库): names beside names
    others = 0  # members that name nothing
    behind: Member | None = None  # the name to the right, whose head a bare name may share
    for span in reversed(split(folded, names, place)):
        bare = clean(folded, span)
        if bare is None:
            continue
        member = read_member(folded, span, place)
        name = folded[slice(*bare)]
        judged = judge(name, place)
        bald = not (judged.head or judged.works)
        # 甲家河、乙山湖等煤矿: a river's name is but the place of what the class says.
        bald = bald or (judged.head == 1 and name[-1] in _WATERS and not thing.name.endswith(name[-1]))
        coded = _CODE.match(name)  # 国道303甲至乙等公路: what it is called says already what it is
        if thing.borrowed and not coded and (bald or thing.name == "片区"):
            judged = judge(name + thing.name, place)
            if not judged.level and len(name) <= _SHORTEST and name not in words.classing:
                common.append(Member(bare, Span(thing.start, thing.start + len(thing.name)), judged))
                continue
            if judged.level and not name.endswith((thing.name, "新城", "变")):
                found.append(Member(bare, Span(thing.start, thing.start + len(thing.name)), judged))
                continue
        if bald and behind and (shared := share_head(folded, span, behind, place, public=True)):
            found.append(shared)
            continue
        if bald and thing.name.endswith("基地") and len(name) <= _PLACE:
            continue  # 甲州、乙谷等制种基地: where they lie
        behind = member
        quoted = bool(
            name.startswith("“") and member and not member.judged.head and member.judged.kind == "other"
        )
        if quoted and not thing.name.endswith("项目"):
            continue  # “穿衣戴帽”等工程: programmes
        others += member is None
        if member and (member.judged.level >= least or (strong and member.judged.level >= WORKS)):
            found.append(member)
        elif (
            member is None
            and 4 <= len(name) <= 14
            and not (quoted or judged.works or words.vague.search(name) or is_phrase(name))
        ):
            plain.append(Member(bare, None, Judged(PLAIN, "other", 0, False)))
    if any(member.borrowed and member.judged.level == NAMED for member in found):
        found += [replace(member, judged=replace(member.judged, level=NAMED)) for member in common]
    sure = any(member.judged.level == NAMED for member in found)
    if not sure and others >= max(2, len(found)):
        found = [member for member in found if member.judged.level > PLAIN]  # sorts of things, no names
    elif (
        thing.name.endswith(("项目", "工程"))
        and least == PLAIN
        and (2 * len(found) >= len(plain) if sure else len(found) >= max(1, 2 * len(plain)))
    ):
        found += plain  # a plain name among names is one too (烟草物流)
    return [*found[::-1], also] if also else found[::-1]


def _plain(folded: str, names: Span, strong: bool, firm: Span | None, place: str) -> list[Member]:
    """`推进A、B和C建设`: each member must show by itself that it is one, or stand with one that does."""
    end = trim(folded, *names)
    strong = strong or (folded.endswith("建设", names.start, names.end) and end < names.end)
    spans = split(folded, Span(names.start, end), place)
    strong = strong or (len(spans) > 1 and folded.endswith("项目", names.start, end))
    joined = join_two(folded, spans, place)
    if joined:
        return [joined]
    if folded.startswith(_words().many, names.start):
        return []
    while len(spans) > 1 and _is_rest(folded, spans[-1]):
        spans.pop()
    if len(spans) > 1 and counts_all(folded, spans[-1]):
        return []  # the count is of them all
    members = [read_member(folded, span, place) for span in spans]
    members = shed_class(folded, members, place)
    if (
        len(spans) > 1
        and not (members[-1] and members[-1].judged.head)
        and is_other(folded[slice(*spans[-1])])
    ):
        # 开通甲至乙、丙公交
        members = [m if m and m.judged.head and "至" not in folded[slice(*m.span)] else None for m in members]
    least = WORKS if strong else NAMED
    good = [
        m is not None and bool(m.judged.level >= least or (firm and _stands(folded, m, firm)))
        for m in members
    ]
    last = members[-1] if members else None
    beside = last is not None and good[-1] and (last.judged.works or firm or last.judged.level == NAMED)
    found: list[Member] = []
    behind: Member | None = None  # the name to the right, whose head a bare name may share
    for span, member, ok in reversed(list(zip(spans, members, good, strict=True))):
        bare = member is None or (member.judged.level <= PLAIN and member is not last)
        if member is not None and behind is not None:
            section = is_section(folded[slice(*member.span)]) and not member.judged.head
            bare = bare or section or names_plant(member.judged, behind)
        shared = share_head(folded, span, behind, place) if bare and behind is not None else None
        if shared:
            found.append(shared)
            continue
        if member and (member.judged.head or behind is None):
            behind = without_project(folded, member, place)
        if member is not None and (
            ok or (beside and member.judged.level == PLAIN and _may_stand_beside(member, last))
        ):
            found.append(member)
    return found[::-1]


def _may_stand_beside(member: Member, last: Member | None) -> bool:
    """A plain name in a list of names; two characters without a head are the name of a place.

    Beside a work (`甲马、乙驼保护工程`) a name without a head is what the work is done to.
    """
    if last is not None and last.judged.works and not member.judged.head:
        return False
    return not member.judged.works and (member.judged.head > 0 or member.span.end - member.span.start > 2)


def _is_rest(folded: str, span: Span) -> bool:
    """`甲水厂和一批泵站`: the last of a list only counts more things of the sort."""
    if not _REST.match(folded, *span) or counted_site(folded[slice(*span)]):
        return False
    thing, other = class_behind(folded, span)
    return bool(thing.name) and not other


def _stands(folded: str, member: Member, firm: Span) -> bool:
    """Is it enough that the thing is said to be finished (`甲乙药业年内投产`)?"""
    if member.judged.head:
        return not member.judged.works
    name = folded[slice(*member.span)]
    if not _words().built.search(folded, *firm):
        return False
    return 3 <= len(name) <= 8 and longest_unknown(name) >= 2 and not _words().vague.search(name)
