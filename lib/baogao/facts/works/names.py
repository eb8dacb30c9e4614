"""Is this a project's name? A head noun, and before it more than the genre's plain words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from baogao.lexicon import alternation, load

# Numbers that name a thing (`220千伏变电站`, `2000吨级航道`), not counts.
_RATED: Final = re.compile(
    r"\d[\d.]*(?:米(?=[水深高宽])|千伏|kV|KV|兆瓦|MW|万?吨级|万?吨|万千瓦|千瓦|GW|吉瓦|兆瓦时|万?立方米|万头|万只|万套)"
)
_DIGIT: Final = re.compile(r"\d")
_CODE: Final = re.compile(r"(?:国道|省道)?[GSXY]\d{1,4}(?!\d)|(?:国道|省道)\d{2,4}|\d{2,4}(?:国道|省道)")
_COUNT: Final = re.compile(
    r"\d+[亿万千余多]*(?:[个座条家所处台套户块辆名人次件项宗间栋幢对类亩张位批%]|公里|千米|米|平方|元|万(?!吨|千瓦|立方))|[一二三四五六七八九十两几数]+[个座条家所处批大项]"
)
_SECTION: Final = re.compile(r"(.{2,})至(.{2,})")
_NO_SECTION: Final = re.compile(r"[达降增升提]至|至[今少多于]|[\d%]至")
_ROUND: Final = re.compile(r"第[一二三四五六七八九十]+[轮次批届个]")
_SPOKEN: Final = re.compile(
    r"及.+和|实行|^..变(?!电)..$|进园区|向.+延伸|[兴扩强]城$|[+=]|^沿(?![江海河湖]高)|宜居|宜业|中有|为主|不(?!锈)|更(?!新)|最|让|使|”“|上闯|^上[千万亿]|^一江|分钟|认定|纳规|面向|重要(?!湿地)|向[下上纵]|和特色|^(?:智慧|平安|健康|法治|清廉)[^“”]{2,3}$|^[一二三四]期工程$|之[路桥]$|“[^”]*“"
)
_PHASE: Final = re.compile(r"[\d一二三四五六七八九十]+期|[\d一二三四五六七八九十]+号")
_NUMERAL: Final = re.compile(r"[一二三四五六七八九十两双百千\d]")  # “一办三中心” is a formula, no name
_NUMBERED: Final = re.compile(r"新?[一二三四五六七八九十]{1,3}[中小]")  # 三中, 新三小: schools by number
_NAME: Final = re.compile(r"[\u4e00-\u9fff]|[GSXY]\d")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")
_JOINS: Final = "和及与的"
_LINE: Final = re.compile(r"[\dSR一二三四五六七八九十]$")
_BRACKET: Final = re.compile(r"([^()]{3,})\([^()]{2,12}\)")
_QUOTED: Final = re.compile(r"“([^“”]+)”")

NONE, PLAIN, WORKS, NAMED = 0, 1, 2, 3


@dataclass(frozen=True)
class Judged:
    """What a phrase is worth as a name.

    `level`: 0 no name; 1 a name without a head (雄泰再生资源); 2 a head with plain words before it
    (健康生物科技园); 3 a head with a name before it. `kind` is the lexicon's code of the head, `head` how
    many characters head and tail take, `works` says that the head is a work (改造, 项目), not a thing.
    """

    level: int
    kind: str
    head: int
    works: bool


@dataclass(frozen=True)
class _Words:
    heads: dict[str, str]
    bare: frozenset[str]
    alone: frozenset[str]
    works: frozenset[str]
    tails: frozenset[str]
    titles: frozenset[str]
    common: frozenset[str]
    roads: frozenset[str]
    plain_roads: frozenset[str]
    given_roads: frozenset[str]
    own: re.Pattern[str]
    ordinal: re.Pattern[str]
    scope: re.Pattern[str]
    classing: re.Pattern[str]
    physical: re.Pattern[str]
    many: re.Pattern[str]
    transfer: re.Pattern[str]


@cache
def _words() -> _Words:
    words = load("projects")
    moves = "".join(words["generic"]["transfers"])
    return _Words(
        heads={head: kind for kind, heads in words["heads"].items() for head in heads},
        bare=frozenset(words["bare"]["words"]),
        alone=frozenset(words["alone"]["words"]),
        works=frozenset(words["works"]["words"]),
        tails=frozenset(words["works"]["tails"]),
        titles=frozenset(words["generic"]["titles"]),
        common=frozenset(words["common"]["words"].split()),
        roads=frozenset(words["roads"]["heads"]),
        plain_roads=frozenset(words["roads"]["plain"]),
        given_roads=frozenset(words["roads"]["given"]),
        own=re.compile(
            rf"^[{''.join(words['own']['levels'])}](?![{''.join(words['own']['other'])}])"
            rf".{{0,8}}(?:{alternation(words['own']['heads'])})"
        ),
        ordinal=re.compile(rf"^第[一二三四五六七八九十]+(?!{alternation(words['generic']['orders'])})"),
        classing=re.compile(alternation(words["generic"]["classing"])),
        scope=re.compile(alternation(words["generic"]["scope"])),
        physical=re.compile(alternation(words["works"]["physical"])),
        many=re.compile(alternation(words["generic"]["many"])),
        transfer=re.compile(rf"引[^客智才资企商贤老凤外].?[{moves}].{{1,2}}"),
    )


def _suffix(text: str, words: frozenset[str] | dict[str, str], longest: int) -> str:
    for size in range(min(len(text), longest), 0, -1):
        if text[-size:] in words:
            return text[-size:]
    return ""


@lru_cache(maxsize=8192)
def longest_unknown(text: str) -> int:
    """The longest run that no plain word of the genre covers, when as few characters as can be stay bare.

    >>> longest_unknown("现代农业"), longest_unknown("甲乙丙农业")
    (0, 3)
    """
    common = _words().common
    size = len(text)
    # cost[i]: uncovered characters of text[:i]; run[i]: the run that ends there; most[i]: the longest so far.
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for end in range(1, size + 1):
        cost, run, most = best[end - 1]
        bare = _HAN.match(text[end - 1]) and text[end - 1] not in _JOINS
        now = (cost + 1, max(most, run + 1), run + 1) if bare else (cost, most, 0)
        choice = (now[0], now[2], now[1])
        for width in (2, 3, 4):
            if end >= width and text[end - width : end] in common:
                cost, run, most = best[end - width]
                if (cost, most) < (choice[0], choice[2]):
                    choice = (cost, 0, most)
        best.append(choice)
    return best[size][2]


def is_many(text: str) -> bool:
    """Does the phrase count or class things (`一批…`, `3个…`)?

    >>> is_many("一批产业园"), is_many("甲河东220千伏变电站"), is_many("城市公共停车场2个")
    (True, False, True)
    """
    bare = _RATED.sub("", text) if _DIGIT.search(text) else text
    many = _words().many.search(bare)
    return bool(_COUNT.search(bare) or (many and longest_unknown(bare[: many.start()]) < 2))


@cache
def own_place(place: str) -> tuple[str, ...]:
    """The names of the report's own place: as it is, and without its rank.

    >>> own_place("甲乙县")
    ('甲乙县', '甲乙')
    """
    short = re.sub(r"(?:自治[县州旗]|[县市区州盟旗省])$", "", place)
    return tuple(x for x in (place, short) if len(x) >= 2)


def is_phrase(text: str) -> bool:
    """Does the phrase speak (`城中有湖`, `向下游延伸`) rather than name?"""
    return bool(_SPOKEN.search(text))


def kind_of(text: str, judged: Judged) -> str:
    """The lexicon's code for the sort of thing: the head's, else that of a word in the name.

    >>> kind_of("甲河流域综合治理", judge("甲河流域综合治理"))
    'water'
    """
    if judged.kind != "other" or (judged.head and not judged.works):
        return judged.kind
    hints = load("projects")["hints"].items()
    return next((kind for kind, words in hints if any(word in text for word in words)), "other")


@lru_cache(maxsize=8192)
def judge(text: str, place: str = "") -> Judged:
    """What the (folded) phrase is worth as the name of a project of `place`.

    >>> judge("甲乙河大桥").level, judge("健康生物科技园").level, judge("农村公路").level
    (3, 2, 0)
    """
    words = _words()
    quoted = _QUOTED.fullmatch(text)
    text = quoted[1] if quoted else text
    nothing = Judged(NONE, "other", 0, False)
    if len(text) < 2 or len(text) > 36 or not _NAME.search(text) or _SPOKEN.search(text):
        return nothing
    if quoted and (_NUMERAL.match(text) or text.endswith(("工程", "计划", "行动", "专项", "活动"))):
        return nothing
    if place and text.endswith(own_place(place)):
        return nothing  # 富强甲城: a place is no project of its own
    bracket = _BRACKET.fullmatch(text)
    if bracket and not text.endswith("期)"):
        inner = judge(bracket[1], place)  # 地铁2号线(甲乙线)
        return replace(inner, head=inner.head + len(text) - len(bracket[1])) if inner.head else inner
    rest, tail = text, ""
    while not _suffix(rest, words.heads, 8) and (more := _suffix(rest, words.tails, 6)):
        rest, tail = rest[: -len(more)], more + tail
    head = _suffix(rest, words.heads, 8)
    work = _suffix(text, words.works, 6)
    if len(_suffix(text, words.titles, 8)) > max(len(head + tail) if head else len(tail), len(work)):
        return nothing
    if _CODE.search(text):
        return Judged(NAMED, "road", len(head + tail), bool(work and not head))
    if _NUMBERED.fullmatch(text):
        return Judged(NAMED, "school", len(text), False)
    if text in words.alone:
        return Judged(WORKS, words.heads.get(head, "other"), len(text), False)
    if words.transfer.fullmatch(text):
        return Judged(NAMED, "water", 0, False)
    if is_section(text):
        kind = words.heads.get(head, "road")
        return Judged(NAMED, kind, len(head + tail), bool(work and not head))
    if head and (not work or len(head + tail) > len(work)):
        return Judged(
            _headed(rest[: -len(head)], head, tail, place), words.heads[head], len(head + tail), False
        )
    if work:
        return _work(text, work, place)
    if tail:
        kind = "industry" if "期" in tail else "road"
        least = 1 if "期" in tail and len(rest) >= 3 else 2  # 甲酒扩建一期
        level = NAMED if len(rest) >= 2 and _named(rest, place, least) else NONE
        return Judged(level, kind, len(tail), False)
    return Judged(PLAIN if _named(text, place, 2) else NONE, "other", 0, False)


def is_section(text: str) -> bool:
    """Does the phrase name a way by its ends (`甲桥至乙河`)?"""
    match = _SECTION.fullmatch(text)
    if not match or _NO_SECTION.search(text) or (len(text) > 20 and re.search("[及和与]", match[2])):
        return False
    return longest_unknown(match[1]) >= 2 and longest_unknown(match[2]) >= 1


def _headed(modifier: str, head: str, tail: str, place: str) -> int:
    words = _words()
    if words.own.search(modifier + head) or words.ordinal.search(modifier + head):
        return NAMED
    if _PHASE.search(modifier + tail) and len(modifier) >= 2:
        return NAMED
    if head == "号线" and _LINE.search(modifier):
        return NAMED
    bare = _QUOTED.sub("", modifier)
    if bare != modifier and words.ordinal.search(bare + head):
        return NAMED  # “甲电外送”第三通道
    modifier = _ROUND.sub("", bare) or modifier
    if head in words.roads:
        if tail and modifier not in words.plain_roads and len(modifier) <= 6:
            return NAMED
        if modifier in words.given_roads:
            return PLAIN
        if modifier in words.plain_roads or len(modifier) < 2:
            return NAMED if modifier == "" and tail else NONE
        if len(modifier) <= 3 and not any(modifier.endswith(p) for p in words.plain_roads if len(p) > 1):
            return NAMED
    if words.scope.match(modifier):
        return NONE
    least = 1 if 2 <= len(modifier) <= 3 else 2
    if _named(modifier, place, least):
        return NAMED
    if not modifier:
        return NONE
    if re.search("[和及与]", modifier):
        return NONE
    if head in words.bare:
        own = len(words.classing.sub("", modifier))  # 化石博物馆: one where it is said to be built
        return WORKS if own >= 4 else PLAIN if len(modifier) >= 4 or head in words.alone else NONE
    return WORKS if len(words.classing.sub("", modifier + head[:-2])) >= 2 else NONE


def _work(text: str, work: str, place: str) -> Judged:
    """A work takes its kind from the thing it is done to."""
    words = _words()
    base = text[: -len(work)]
    while more := _suffix(base, words.works, 6):
        base = base[: -len(more)]
    inner = _suffix(base, words.heads, 8)
    kind = words.heads.get(inner, "other")
    outside = base.partition("“")[0] if base.endswith("”") else ""
    if len(outside) >= 4 and (whole := judge(outside, place)).level == NAMED and whole.head:
        return Judged(NAMED, whole.kind, len(work), True)  # 甲乙机场“盖被子”工程
    if base.endswith("”"):
        return Judged(NAMED if words.transfer.search(base) else NONE, "water", len(work), True)
    if words.scope.match(base):
        return Judged(NONE, kind, len(work), True)
    thing, plain = judge(base, place).level if inner else NONE, _ROUND.sub("", _QUOTED.sub("", base))
    sure = words.own.search(base) or words.ordinal.search(base) or _PHASE.search(base)
    moved = work == "迁建" and len(base) >= 4  # what is moved is one
    # 供热管网改造 is a class of works, 配水管网延伸工程 is one.
    physical = words.physical.search(base) and len(base) >= 4 and text.endswith(("工程", "项目"))
    level = NAMED if sure or moved or physical or _named(plain, place, 2) else thing
    return Judged(level, kind, len(work), True)


def _named(modifier: str, place: str, least: int) -> bool:
    if place and any(own in modifier and own != modifier for own in own_place(place)):
        return True
    bare = _RATED.sub("", modifier) if _DIGIT.search(modifier) else modifier
    return longest_unknown(bare) >= least
