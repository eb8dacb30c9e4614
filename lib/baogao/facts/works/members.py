"""The projects that one noun phrase names: lists cut at their marks, counts and classes left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.facts.works.names import NAMED, NONE, PLAIN, WORKS, Judged, is_phrase, judge, longest_unknown
from baogao.facts.works.split import clean, counts_all, split, trim
from baogao.facts.works.stages import Unit
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

# No list of projects in one clause is longer; what is, is no prose.
_LONGEST: Final = 800
_LOOSE: Final = ("项目", "工程")
_WAYS: Final = ("高速公路", "高速", "铁路")
_ETC: Final = re.compile(
    r"(?:(?<![高中初均同平优上下])等(?![级候待于同值效])|(?<=平)等(?=\d|高速|公路|铁路|道路|项目|工程|重点|重大)|(?<=[一二三四五六七八九十]中)等)"
    r"(?:[\d一二三四五六七八九十两]+(?:余|多)?(?:公里|个|条|座|所|处|项|家|类|大|批|宗|件)?|一批|系列|[几多]个)?"
)
_SITE: Final = re.compile(r"(?P<name>.{3,}?)(?P<stage>创建?(?:国家)?\d?A+级?(?:旅游)?景区)$")
_COUNTED: Final = re.compile(r"(?<=.)\d.*$")
_JOINED: Final = re.compile(r"(?P<own>\D{2,6}?)[和及](?P<also>[^等]{4,}$)")
_FEW: Final = re.compile(
    r"(?P<names>[^、]+、.+?)[两三四五六七八九十\d]+[个条座所处](?:重点|重大)?(?P<class>\D+)"
)
_NEXT: Final = re.compile(r"以及|[、和及与]")


@dataclass(frozen=True)
class Member:
    """A project named at `span`; `borrowed` is the class word behind the list that the name takes with it.

    `stage` is what the list says of this member alone.
    """

    span: Span
    borrowed: Span | None
    judged: Judged
    stage: Span | None = None


@dataclass(frozen=True)
class _Words:
    things: tuple[str, ...]
    borrowed: tuple[str, ...]
    others: tuple[str, ...]
    strong: re.Pattern[str]
    firm: re.Pattern[str]
    built: re.Pattern[str]
    doing: re.Pattern[str]
    firms: tuple[str, ...]
    vague: re.Pattern[str]
    many: tuple[str, ...]


@cache
def _words() -> _Words:
    stages, words = load("stages"), load("projects")

    def longest_first(of: list[str]) -> tuple[str, ...]:
        return tuple(sorted(set(of), key=lambda word: (-len(word), word)))

    return _Words(
        things=longest_first(words["classes"]["things"]),
        borrowed=longest_first(words["classes"]["borrowed"]),
        others=longest_first(words["classes"]["others"]),
        strong=re.compile(alternation(stages["strong"]["words"])),
        firm=re.compile(alternation(stages["verbs"]["firm"])),
        built=re.compile(alternation(stages["verbs"]["built"])),
        doing=re.compile(rf"(?:{alternation(stages['verbs']['nominals'] + words['classes']['doing'])})$"),
        vague=re.compile(
            rf"^(?:{alternation(words['generic']['scope'])})|(?:{alternation(words['generic']['titles'])})$"
        ),
        firms=tuple(words["classes"]["firms"]),
        many=tuple(words["generic"]["many"]),
    )


def read_members(folded: str, unit: Unit, place: str = "") -> list[Member]:
    """The projects that the noun phrase of `unit` names.

    >>> from baogao.facts.works.stages import read_units
    >>> text = "加快推进甲河大桥、乙丙学校等12个项目建设"
    >>> [text[slice(*m.span)] for u in read_units(text, 0, len(text)) for m in read_members(text, u)]
    ['甲河大桥', '乙丙学校']
    """
    if (unit.trail is None and (unit.weak or unit.lead is None)) or unit.end - unit.start > _LONGEST:
        return []
    said = "".join(folded[slice(*span)] for span in (unit.lead, unit.trail) if span)
    words = _words()
    strong = bool(words.strong.search(said))
    firm = unit.trail if unit.trail and words.firm.search(folded, *unit.trail) else None
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
    if few and _counted_things(few["class"]):
        found += _listed(folded, Span(*few.span("names")), Span(*few.span("class")), "等", strong, place)
    elif at < unit.end:
        found += _plain(folded, Span(at, unit.end), strong, firm, place)
    return found


def _counted_things(behind: str) -> bool:
    """`甲、乙两个商业综合体`: does the class behind the count make names of what stands before it?"""
    words = _words()
    behind = words.doing.sub("", behind)
    thing = next((word for word in words.things if behind.endswith(word)), "")
    return thing not in {"", "项目", "工程"} and len(behind) <= len(thing) + 3


def _listed(folded: str, names: Span, rest: Span, etc: str, strong: bool, place: str) -> list[Member]:
    """`A、B等N个项目`: the class behind 等 tells whether the members are projects."""
    words = _words()
    also = None
    more = _JOINED.match(folded, rest.start, rest.end)
    if more:
        also = _member(folded, Span(*more.span("also")), place)
        if also is not None and also.judged.level == NAMED:
            rest = Span(*more.span("own"))
        else:
            also = None
    strong = strong or folded.startswith("建设", rest.start)
    thing, other = _class(folded, rest)
    if (etc.endswith("一批") and thing.name == "") or other or folded.startswith(words.many, names.start):
        return []
    least = PLAIN if thing.name else NAMED
    if (
        thing.work
        or thing.name.startswith("前期")
        or (etc.endswith("一批") and not thing.name.endswith("项目"))
    ):
        least = WORKS
    found = [also] if also else []
    plain: list[Member] = []
    for span in split(folded, names, place):
        bare = clean(folded, span)
        if bare is None:
            continue
        member = _member(folded, span, place)
        name = folded[slice(*bare)]
        bald = (
            member is None or member.judged.level <= PLAIN or not (member.judged.head or member.judged.works)
        )
        if thing.borrowed and (bald or thing.name == "片区"):
            judged = judge(name + thing.name, place)
            if judged.level and not name.endswith((thing.name, "新城")):
                found.append(Member(bare, Span(thing.start, thing.start + len(thing.name)), judged))
                continue
        quoted = bool(
            name.startswith("“") and member and not member.judged.head and member.judged.kind == "other"
        )
        if quoted and not thing.name.endswith("项目"):
            continue  # “穿衣戴帽”等工程: programmes
        if member and (member.judged.level >= least or (strong and member.judged.level >= WORKS)):
            found.append(member)
        elif (
            member is None
            and 4 <= len(name) <= 14
            and not (quoted or words.vague.search(name) or is_phrase(name))
        ):
            plain.append(Member(bare, None, Judged(PLAIN, "other", 0, False)))
    if thing.name.endswith(("项目", "工程")) and least == PLAIN and len(found) >= max(1, len(plain)):
        found += plain  # a plain name among names is one too (烟草物流)
    return found


@dataclass(frozen=True)
class _Class:
    """The class word behind 等: its place, whether names take it along, whether only a work stands there."""

    name: str
    start: int
    borrowed: bool
    work: bool


def _class(folded: str, rest: Span) -> tuple[_Class, bool]:
    """The class behind 等, and whether it is one of things that are no projects."""
    words = _words()
    behind = _COUNTED.sub("", folded[slice(*rest)])
    if behind.startswith(words.firms):
        return _Class("", rest.start, False, False), True
    work = False
    while behind:
        thing = next((word for word in words.things if behind.endswith(word)), "")
        other = next((word for word in words.others if behind.endswith(word)), "")
        if thing in _LOOSE and behind[: -len(thing)].endswith(_WAYS):
            behind = behind[: -len(thing)]  # 等高速公路项目: the specific word goes with the names
            continue
        if thing.startswith("前期") and len(behind) > len(thing):
            behind = behind[: -len(thing)]  # 等重大项目前期工作: the class is 项目
            continue
        if thing or other:
            good = len(thing) >= len(other)
            start = rest.start + len(behind) - len(thing)
            return _Class(thing, start, thing in words.borrowed, False), not good
        doing = words.doing.search(behind)
        if doing is None:
            break
        work = work or doing[0] not in ("建设", "等")
        behind = behind[: doing.start()]
    return _Class("", rest.start, False, work and not behind), False


def _plain(folded: str, names: Span, strong: bool, firm: Span | None, place: str) -> list[Member]:
    """`推进A、B和C建设`: each member must show by itself that it is one, or stand with one that does."""
    end = trim(folded, *names)
    strong = strong or (folded.endswith("建设", names.start, names.end) and end < names.end)
    spans = split(folded, Span(names.start, end), place)
    joined = _joined(folded, spans, place)
    if joined:
        return [joined]
    if folded.startswith(_words().many, names.start):
        return []
    if len(spans) > 1 and counts_all(folded, spans[-1]):
        return []  # the count is of them all
    members = [_member(folded, span, place) for span in spans]
    members = _shed_class(folded, members, place)
    least = WORKS if strong else NAMED
    good = [
        m is not None and bool(m.judged.level >= least or (firm and _stands(folded, m, firm)))
        for m in members
    ]
    last = members[-1] if members else None
    beside = last is not None and good[-1] and (last.judged.works or firm or last.judged.level == NAMED)
    found = []
    for span, member, ok in zip(spans, members, good, strict=True):
        bare = member is None or (member.judged.level <= PLAIN and member is not last)
        shared = _sharing(folded, span, last, place) if bare and last is not None else None
        if shared:
            found.append(shared)
        elif member is not None and (
            ok or (beside and member.judged.level == PLAIN and not member.judged.works)
        ):
            found.append(member)
    return found


def _stands(folded: str, member: Member, firm: Span) -> bool:
    """Is it enough that the thing is said to be finished (`甲乙药业年内投产`)?"""
    if member.judged.head:
        return not member.judged.works
    name = folded[slice(*member.span)]
    if not _words().built.search(folded, *firm):
        return False
    return 3 <= len(name) <= 8 and longest_unknown(name) >= 2 and not _words().vague.search(name)


def _sharing(folded: str, span: Span, last: Member, place: str) -> Member | None:
    """`甲乙、丙丁高速`: a bare name that shares the head of the last."""
    bare = clean(folded, span)
    if bare is None or not 2 <= bare.end - bare.start <= 3 or last.judged.works or not last.judged.head:
        return None
    head = Span(last.span.end - last.judged.head, last.span.end)
    name = folded[slice(*bare)]
    judged = judge(name + folded[slice(*head)], place)
    if name[-1] == folded[head.end - 1]:
        return None
    if last.judged.level < NAMED or judged.level < NAMED or judge(name, place).level > PLAIN:
        return None
    return Member(bare, head, judged) if longest_unknown(name) >= 1 else None


def _joined(folded: str, spans: list[Span], place: str) -> Member | None:
    """`甲山、乙坊灌区续建项目`: bare names that share the thing and the work are one project."""
    if len(spans) != 2:
        return None
    first, last = (_member(folded, span, place) for span in spans)
    front = clean(folded, spans[0])
    if last is None or not last.judged.works or last.judged.kind == "other" or last.judged.level != NAMED:
        return None
    if front is None or front.end - front.start > 4 or (first is not None and first.judged.head):
        return None
    return Member(Span(front.start, last.span.end), None, last.judged)


def _shed_class(folded: str, members: list[Member | None], place: str) -> list[Member | None]:
    """`甲路西段、乙街中段道路`: the class word behind the last of a list is no part of its name."""
    last = members[-1] if members else None
    if last is None or len(members) < 2:
        return members
    name = folded[slice(*last.span)]
    doing = _words().doing.search(name)
    first = members[0]
    done = (doing[0],) if doing and first and first.judged.head and not first.judged.works else ()
    for word in ("城市道路", "断头路", "道路", "路段", "项目", "工程", *done):
        if name.endswith(word) and len(name) - len(word) >= 2:
            short = Span(last.span.start, last.span.end - len(word))
            judged = judge(folded[slice(*short)], place)
            if judged.level == NAMED and not judged.works and (judged.head or judged.kind == "road"):
                return [*members[:-1], Member(short, None, judged)]
    return members


def _member(folded: str, span: Span, place: str) -> Member | None:
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
