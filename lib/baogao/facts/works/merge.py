"""One project under several names: the names gathered, and those of one thing put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from baogao.facts.works.names import NAMED, WORKS, judge, longest_unknown, own_place
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_WORK: Final = re.compile(r"(?:PPP)?项目$|工程$")
_QUOTES: Final = re.compile(r"[“”]")
_ROAD_CODE: Final = re.compile(r"([国省县])道(\d{3})(?!\d)")  # 省道520 is S520
_LETTERS: Final = {"国": "G", "省": "S", "县": "X"}
_CODE: Final = re.compile(r"[GSX]\d{3}(?=\D)")
_CODE_LINE: Final = re.compile(r"(?<=[国省县]道\d\d\d)线|(?<=[GSX]\d\d\d)线")
_SECTION: Final = re.compile(r"(.*.至..+)段")  # 甲至乙段 is 甲至乙
_MALL: Final = re.compile(r"(?:城市|商业)?综合体$")  # 甲广场城市综合体 is 甲广场
_BEHIND: Final = re.compile(r"(?:片区|建设|开发)$")
# 国道303甲至乙公路养护 is done to 国道303甲至乙.
_ROAD_WORK: Final = re.compile(
    r"(.*(?:\d|至).*)(?:公路|道路|铁路)(?:养护|改造|改扩建|扩建|大修|升级|拓宽|建设).{0,4}"
)
_PHASE: Final = re.compile(r"[(]?[一二三四五]期[)]?$")
# Words inside a name that tell one thing from another.
_TELLS: Final = re.compile(r"[第一二三四五六七八九十东西南北中上下新老旧大小高\d]|人民|中医|妇|儿|实验|职")
_INSIDE: Final = 6  # characters that one wording has more than the other
_SAME: Final = 5  # characters that both have
_RATED: Final = re.compile(r"\d+(?:千伏|万?吨级|兆瓦|万千瓦)")
_RATED_SAME: Final = 4
_LINES: Final = (
    "铁路",
    "高铁",
    "高速",
    "高速公路",
    "公路",
    "城际",
)  # named by their two ends, in either order
_CLOSE: Final = 80  # characters between two names of one passage
_PREFIX: Final = 6  # characters of place that a longer name has before a shorter one


@dataclass
class Name:
    """A name as it is written: folded text, its first place, the class word it borrows, where it was read."""

    text: str
    span: Span
    borrowed: Span | None
    kind: str
    spans: list[Span] = field(default_factory=list)


@dataclass
class Merged:
    """The names of one project; `shown` is the one to show, `aliases` are what to search the text for.

    `stem` is the part that names the thing where a work is done to it (`甲乙瓷厂` of `甲乙瓷厂升级改造`).
    """

    names: list[Name]
    shown: Name
    aliases: tuple[str, ...]
    stem: str = ""


class Names:
    """Gathers the names that a report gives its projects."""

    def __init__(self, place: str = "") -> None:
        self.place = place
        self.found: dict[str, Name] = {}

    def add(self, folded: str, span: Span, borrowed: Span | None, kind: str) -> None:
        """A name was read at `span`; the report's own place before it is no part of it (`甲县第二水厂`)."""
        rest = span.start + len(self.place)
        if self.place and folded.startswith(self.place, span.start) and span.end - rest >= 4:
            span = Span(rest, span.end)
        text = folded[slice(*span)] + (folded[slice(*borrowed)] if borrowed else "")
        name = self.found.setdefault(text, Name(text, span, borrowed, kind))
        name.spans.append(span)


def merge_names(names: Names) -> list[Merged]:
    """The projects: names of one thing together.

    >>> names = Names()
    >>> text = "甲河水厂项目、甲河水厂、乙丙产业园"
    >>> for span in (Span(0, 6), Span(7, 11), Span(12, 17)): names.add(text, span, None, "water")
    >>> [(one.shown.text, sorted(one.aliases)) for one in merge_names(names)]
    [('甲河水厂', ['甲河水厂', '甲河水厂项目']), ('乙丙产业园', ['乙丙产业园'])]
    """
    sets: dict[str, list[Name]] = {}
    for name in names.found.values():
        sets.setdefault(_key(name.text), []).append(name)
    keys = sorted(sets, key=lambda key: (len(key), key))
    into = _parents(keys, sets, own_place(names.place))
    into.update({key: longer for key, longer in _reworded(keys, sets, names.place) if key not in into})
    stems: dict[str, str] = {}
    fronts: dict[str, list[str]] = {}
    for key in keys:
        fronts.setdefault(key[:4], []).append(key)
    for key in keys:
        stem = _stem(key) if key not in into else ""
        if stem:
            stems[key] = stem
            near = [k for k in fronts[stem[:4]] if k != key and k.startswith(stem) and k not in into]
            if len(near) == 1:
                into[key] = near[0]
    merged: dict[str, list[Name]] = {}
    for key in keys:
        merged.setdefault(_root(key, into), []).extend(sets[key])
    found = []
    for root, group in merged.items():
        stem = next(
            (stems[key] for key in keys if key in into and key in stems and _root(key, into) == root), ""
        )
        found.append(Merged(group, _shown(root, group), _aliases(group, stem), stem))
    return found


def _root(key: str, into: dict[str, str]) -> str:
    seen = {key}
    while key in into and into[key] not in seen:
        key = into[key]
        seen.add(key)
    return key


def _key(text: str) -> str:
    plain = _CODE_LINE.sub("", _QUOTES.sub("", text))
    plain = _ROAD_CODE.sub(lambda m: _LETTERS[m[1]] + m[2], plain)
    section = _SECTION.fullmatch(plain)
    plain = section[1] if section else plain
    short = _WORK.sub("", plain)
    return short if len(short) >= 2 else plain


def _parents(keys: list[str], known: dict[str, list[Name]], own: tuple[str, ...]) -> dict[str, str]:
    """For a name that is short for just one other, that other."""
    longer: dict[str, list[str]] = {}
    into: dict[str, str] = {}
    levels = tuple(load("projects")["own"]["levels"])  # 市乙新区 is 乙新区
    for key in keys:
        for size in range(1, _PREFIX + 1):
            short = key[size:]
            ranked = key[:size] in own or key[:size] in levels
            if short in known and (_says_where(short, key[:size]) or (len(short) > 2 and ranked)):
                longer.setdefault(short, []).append(key)
        phase = _PHASE.search(key)
        if phase and len(key[: phase.start()]) >= 4 and key[: phase.start()] in known:
            longer.setdefault(key[: phase.start()], []).append(key)
        work = _ROAD_WORK.fullmatch(key)
        if work and work[1] in known:
            longer.setdefault(work[1], []).append(key)
        mall = _MALL.search(key)
        if mall and key[: mall.start()] in known:
            longer.setdefault(key[: mall.start()], []).append(key)
        code = _CODE.match(key)
        if code and code[0] in known:
            longer.setdefault(code[0], []).append(key)
        behind = _BEHIND.search(key)
        if behind and len(key[: behind.start()]) >= 3 and key[: behind.start()] in known:
            into[key] = key[: behind.start()]
    into.update({short: names[0] for short, names in longer.items() if len(names) == 1})
    return into


def _reworded(keys: list[str], known: dict[str, list[Name]], place: str) -> Iterator[tuple[str, str]]:
    """Names that differ by plain words inside, or by the report's own place (`甲至乙[电力外送]通道`).

    Two names that stand close together are two things: no report says one thing twice in one breath.
    """
    own = own_place(place)
    for key in keys:
        turned = key[1::-1] + key[2:]  # 松柳铁路 is 柳松铁路
        if len(key) >= _SAME and turned in known and turned != key and key.endswith(_LINES):
            first = min((key, turned), key=lambda one: known[one][0].span.start)
            yield (turned if first == key else key), first
        for start in range(2, len(key) - 2):
            for end in range(start + 1, min(len(key) - 1, start + _INSIDE) + 1):
                short, inside = key[:start] + key[end:], key[start:end]
                least = _RATED_SAME if _RATED.fullmatch(inside) else _SAME
                if len(short) < least or short not in known or not _is_plain(inside, own, key[:start]):
                    continue
                if not _close(known[key], known[short]):
                    yield short, key


def _is_plain(inside: str, own: tuple[str, ...], before: str) -> bool:
    if inside == "线":
        return before[-1].isdigit()  # 国道303线
    if _RATED.fullmatch(inside):
        return True  # 甲西[500千伏]变电站
    return inside in own or (len(inside) > 1 and not _TELLS.search(inside) and longest_unknown(inside) == 0)


def _close(one: list[Name], other: list[Name]) -> bool:
    return any(abs(a.start - b.start) < _CLOSE for x in one for a in x.spans for y in other for b in y.spans)


def _says_where(short: str, before: str) -> bool:
    """A plain name (`服饰产业园`) is short for one that says where; a proper one takes plain words only."""
    return len(short) >= 4 and (judge(short).level <= WORKS or longest_unknown(before) == 0)


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('projects')['works']['doing'])})$")


def _stem(key: str) -> str:
    """What the work is done to, where that is a name of four characters or more."""
    match = _doing().search(key)
    stem = key[: match.start()] if match else ""
    return stem if len(stem) >= 4 and judge(stem).level >= NAMED else ""


def _shown(root: str, group: list[Name]) -> Name:
    """The longest name; without 项目 or 工程 where the text has it so and it has a head of its own."""
    texts = {name.text: name for name in group}
    longest = max(group, key=lambda name: (_key(name.text) == root, len(name.text), -name.span.start))
    bare = texts.get(_WORK.sub("", longest.text))
    if bare is not None and judge(bare.text).head and not judge(bare.text).works:
        return bare
    return longest


def _aliases(group: list[Name], stem: str) -> tuple[str, ...]:
    # A bare name of two characters (a firm, a place) says something else elsewhere.
    group = [name for name in group if len(name.text) > 2]
    found = {name.text for name in group} | {_QUOTES.sub("", name.text) for name in group}
    found |= {key for name in group if len(key := _key(name.text)) >= 3}
    if stem:
        found.add(stem)
    return tuple(sorted(found, key=lambda alias: (-len(alias), alias)))
