"""The projects that one noun phrase names: lists cut at their marks, counts and classes left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.facts.project_names import NAMED, NONE, PLAIN, WORKS, Judged, is_many, judge, longest_unknown
from baogao.facts.stages import Unit
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_ETC: Final = re.compile(
    r"(?:(?<![高中初均同平优上下])等(?![级候待于同值效])|(?<=平)等(?=\d))"
    r"(?:[\d一二三四五六七八九十两]+(?:余|多)?(?:公里|个|条|座|所|处|项|家|类|大|批|宗|件)?|一批|系列|[几多]个)?"
)
_SITE: Final = re.compile(r"(?P<name>.{3,}?)(?P<stage>创建?(?:国家)?\d?A+级?(?:旅游)?景区)$")
_JOIN: Final = re.compile(r"以及|[和及与暨]")
_FRONT: Final = re.compile(r"[^\w“(《]+|[”)]+")
_BACK: Final = re.compile(r"[^\w”)]+$")
_COUNTED: Final = re.compile(r"(?<=.)\d.*$")
_JOINED: Final = re.compile(r"(?P<own>\D{2,6})[和及](?P<also>.{4,})")
_MIDDLE: Final = re.compile(r"\D\d+[个所座条家处]\D")
_SCALE: Final = re.compile(r"[千百万]+亿?元?级(?:的)?(?=市|县|区)?")
_SPACE: Final = re.compile(r"\s")


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
    nominal: re.Pattern[str]
    things: tuple[str, ...]
    borrowed: tuple[str, ...]
    others: tuple[str, ...]
    strong: re.Pattern[str]
    titles: re.Pattern[str]
    many: tuple[str, ...]


@cache
def _words() -> _Words:
    stages, words = load("stages"), load("projects")

    def longest_first(of: list[str]) -> tuple[str, ...]:
        return tuple(sorted(set(of), key=lambda word: (-len(word), word)))

    return _Words(
        nominal=re.compile(rf"(?:的|等)?(?:{alternation(stages['verbs']['nominals'])})$"),
        things=longest_first(words["classes"]["things"]),
        borrowed=longest_first(words["classes"]["borrowed"]),
        others=longest_first(words["classes"]["others"]),
        strong=re.compile(alternation(stages["strong"]["words"])),
        many=tuple(words["generic"]["many"]),
        titles=re.compile(rf"(?:{alternation(words['generic']['titles'])})$"),
    )


def read_members(folded: str, unit: Unit, place: str = "") -> list[Member]:
    """The projects that the noun phrase of `unit` names.

    >>> from baogao.facts.stages import read_units
    >>> text = "加快推进甲河大桥、乙丙学校等12个项目建设"
    >>> [text[slice(*m.span)] for u in read_units(text, 0, len(text)) for m in read_members(text, u)]
    ['甲河大桥', '乙丙学校']
    """
    if unit.trail is None and (unit.weak or unit.lead is None):
        return []
    said = "".join(folded[slice(*span)] for span in (unit.lead, unit.trail) if span)
    strong = bool(_words().strong.search(said))
    etc = _last_etc(folded, unit.start, unit.end)
    if etc:
        return _listed(
            folded, Span(unit.start, etc.start()), Span(etc.end(), unit.end), etc[0], strong, place
        )
    return _plain(folded, Span(unit.start, unit.end), strong, unit.trail is not None, place)


def _last_etc(folded: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for last in _ETC.finditer(folded, start + 1, end):
        pass
    return last


def _listed(folded: str, names: Span, rest: Span, etc: str, strong: bool, place: str) -> list[Member]:
    """`A、B等N个项目`: the class behind 等 tells whether the members are projects."""
    words = _words()
    end = _trim(folded, rest.start, rest.end)
    behind = folded[rest.start : end] or folded[rest.start : rest.end]
    behind = _COUNTED.sub("", behind)
    more = _JOINED.match(behind)
    also = (
        _member(folded, Span(rest.start + more.start("also"), rest.start + more.end("also")), place)
        if more
        else None
    )
    if more and also and also.judged.level == NAMED:
        behind = more["own"]
    thing = next((word for word in words.things if behind.endswith(word)), "")
    other = next((word for word in words.others if behind.endswith(word)), "")
    if (
        ("一批" in etc and not thing)
        or len(other) > len(thing)
        or folded.startswith(_words().many, names.start)
    ):
        return []
    least = PLAIN if thing and "一批" not in etc else NAMED
    taken = next((word for word in words.borrowed if behind.endswith(word)), "")
    found = [also] if more and also and also.judged.level == NAMED else []
    for span in _split(folded, names, place):
        member = _member(folded, span, place)
        if taken and (member is None or member.judged.level <= PLAIN or taken == "片区"):
            clean = _clean(folded, span)
            name = folded[slice(*clean)] if clean else ""
            judged = judge(name + taken, place)
            if clean and name and judged.level and not name.endswith((taken, "新城")):
                at = rest.start + behind.rindex(taken)
                found.append(Member(clean, Span(at, at + len(taken)), judged))
                continue
        if member is None:
            continue
        if member.judged.level >= least or (strong and member.judged.level >= WORKS):
            found.append(member)
    return found


def _plain(folded: str, names: Span, strong: bool, said: bool, place: str) -> list[Member]:
    """`推进A、B和C建设`: each member must show by itself that it is one, or stand with one that does."""
    end = _trim(folded, *names)
    strong = strong or folded.endswith("建设", names.start, names.end) and end < names.end
    spans = _split(folded, Span(names.start, end), place)
    joined = _joined(folded, spans, place)
    if joined:
        return [joined]
    if len(spans) > 1 and _MIDDLE.search(folded, *spans[-1]) and not _counted_site(folded[slice(*spans[-1])]):
        return []  # the count is of them all
    members = [_member(folded, span, place) for span in spans]
    members = _shed_class(folded, members, place)
    least = WORKS if strong else NAMED
    good = [m is not None and m.judged.level >= least for m in members]
    last = members[-1] if members else None
    beside = last is not None and good[-1] and (last.judged.works or said or last.judged.level == NAMED)
    return [
        m
        for m, ok in zip(members, good, strict=True)
        if m is not None and (ok or (beside and m.judged.level == PLAIN and not m.judged.works))
    ]


def _joined(folded: str, spans: list[Span], place: str) -> Member | None:
    """`甲山、乙坊灌区续建项目`: bare names that share the thing and the work are one project."""
    if len(spans) != 2:
        return None
    first, last = (_member(folded, span, place) for span in spans)
    whole = Span(spans[0].start, spans[1].end)
    if last is None or not last.judged.works or last.judged.kind == "other" or last.judged.level != NAMED:
        return None
    if spans[0].end - spans[0].start > 4 or (first is not None and first.judged.head):
        return None
    return Member(whole, None, last.judged)


def _shed_class(folded: str, members: list[Member | None], place: str) -> list[Member | None]:
    """`甲路西段、乙街中段道路`: the class word behind the last of a list is no part of its name."""
    last = members[-1] if members else None
    if last is None or len(members) < 2:
        return members
    name = folded[slice(*last.span)]
    for word in ("城市道路", "断头路", "道路", "路段", "项目", "工程"):
        if name.endswith(word) and len(name) - len(word) >= 2:
            short = Span(last.span.start, last.span.end - len(word))
            judged = judge(folded[slice(*short)], place)
            if judged.level == NAMED and not judged.works and (judged.head or judged.kind == "road"):
                return [*members[:-1], Member(short, None, judged)]
    return members


def _clean(folded: str, span: Span) -> Span | None:
    """The member without what stands around its name; None where it counts or classes things."""
    start, end = span
    inner = folded.rfind("的", start, end)
    if inner >= 0:
        start = inner + 1
    front = _FRONT.match(folded, start, end)
    start = front.end() if front else start
    scale = _SCALE.match(folded, start, end)
    start = scale.end() if scale else start
    back = _BACK.search(folded, start, end)
    end = back.start() if back else end
    end = _trim(folded, start, end)
    text = folded[start:end]
    if end - start < 2 or _SPACE.search(text):
        return None
    if text.count("“") != text.count("”") or text.count("(") != text.count(")"):
        return None
    if is_many(text) and not _counted_site(text):
        return None
    return Span(start, end)


def _counted_site(text: str) -> bool:
    """`甲乙河沿线11个村庄污水治理项目` counts what lies at its place; it is one project all the same."""
    middle = _MIDDLE.search(text)
    return bool(
        middle and text.endswith(("项目", "工程")) and longest_unknown(text[: middle.start() + 1]) >= 2
    )


def _member(folded: str, span: Span, place: str) -> Member | None:
    clean = _clean(folded, span)
    if clean is None:
        return None
    start, end = clean
    text = folded[start:end]
    site = _SITE.match(text)
    if site:
        judged = judge(site["name"], place)
        stage = Span(start + site.start("stage"), end)
        return Member(Span(start, start + site.end("name")), None, judged, stage) if judged.level else None
    judged = judge(text, place)
    return Member(Span(start, end), None, judged) if judged.level != NONE else None


def _trim(folded: str, start: int, end: int) -> int:
    """The end of the phrase without the nouns of doing behind it (`…建设`, `…前期工作`)."""
    nominal = _words().nominal
    while True:
        match = nominal.search(folded[max(start, end - 8) : end])
        if match is None or end - len(match[0]) - start < 2:
            return end
        end -= len(match[0])


def _split(folded: str, span: Span, place: str) -> list[Span]:
    """The members of a list; quotes and brackets hold together, and so does 和 inside a name."""
    parts, depth, at = [], 0, span.start
    for i in range(span.start, span.end):
        sign = folded[i]
        depth += (sign in "“(《") - (sign in "”)》")
        if sign == "、" and depth <= 0:
            parts.append(Span(at, i))
            at = i + 1
    parts.append(Span(at, span.end))
    return [piece for part in parts for piece in _split_joined(folded, part, place)]


def _split_joined(folded: str, part: Span, place: str) -> list[Span]:
    for join in _JOIN.finditer(folded, part.start + 1, part.end - 1):
        left, right = Span(part.start, join.start()), Span(join.end(), part.end)
        if left.end - left.start < 2 or right.end - right.start < 2:
            continue
        words = folded[slice(*left)]
        judged = judge(words[words.rfind("的") + 1 :], place)
        if (
            (judged.head and (judged.level >= WORKS or judge(folded[slice(*right)], place).level >= WORKS))
            or _words().titles.search(words)
            or is_many(words)
        ):
            return [left, *_split_joined(folded, right, place)]
    return [part]
