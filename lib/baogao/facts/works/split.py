"""A noun phrase cut into the names it lists, each without what only stands around it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.works.names import NAMED, NONE, WORKS, is_many, is_section, judge, longest_unknown
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_JOIN: Final = re.compile(r"以及|[和及与]")
_FRONT: Final = re.compile(r"[^\w“(《]+|[”)]+")
_BACK: Final = re.compile(r"(?:[^\w”)]|[并均也都将])+$")
_MIDDLE: Final = re.compile(r"\D\d[\d.]*(?:[个所座条家处]|公里|米)\D")
# What classes a name from before: `千亿元级`, `在建`, `产业项目`.
_SCALE: Final = re.compile(
    r"[千百万]+亿?元?级的?|在建|我[县市区州盟省]|(?:产业|工业|重大|重点)项目(?=.{4})"
    r"|(?:世界|全球|亚洲|全国|国内|全省)(?:第一|最)[高长大深]?(?:[桥塔隧坝](?:道)?|的)"
    # 南北主干道甲乙路, 北片甲乙路: where it lies and what it is for, before its name.
    r"|(?:城市)?[东西南北中]{0,2}(?:主|次|主次)干[道路线](?=[^工项改建].{2})|[东西南北]片(?!区)(?=.{3})"
)
_LINK: Final = re.compile(r"(?:连通|互联|联网)(?:工程|项目)?$")
_LOT: Final = re.compile(r"\([^()]{0,4}标段?\)$")  # a contract's lot is no part of the name
_SIZE: Final = re.compile(
    r"(?<=项目|工程)\d[\d.]*[万千]?(?:亩|公里|平方公里|平方米|公顷)$"
)  # 甲治理项目19万亩
_TRAIN: Final = re.compile(r"配套|附属|相关|其")  # 甲机场航站区及配套设施工程 is one work
_PART: Final = 3  # a longer head behind 和 is a thing of its own, no part of the first
_LOOSE: Final = ("工程", "项目")
_CODED: Final = re.compile(r"[GSXY]\d+(?:线)?")
_SPACE: Final = re.compile(r"\s")


@cache
def _nominal() -> re.Pattern[str]:
    return re.compile(rf"(?:的|等)?(?:{alternation(load('stages')['verbs']['nominals'])})$")


@cache
def _parts() -> re.Pattern[str]:
    parts = load("projects")["works"]["parts"]
    return re.compile("|".join(rf"(?<={whole})(?:{alternation(of)})$" for whole, of in parts.items()))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('projects')['generic']['titles'])})$")


def clean(folded: str, span: Span) -> Span | None:
    """The member without what stands around its name; None where it counts or classes things.

    >>> text = "总投资的甲河大桥建设"
    >>> text[slice(*clean(text, Span(0, 10)))], clean("一批产业园", Span(0, 5))
    ('甲河大桥', None)
    """
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
    for around in (_LOT, _SIZE):
        more = around.search(folded, start, end)
        end = more.start() if more else end
    end = _whole(folded, start, trim(folded, start, end))
    text = folded[start:end]
    if end - start < 2 or _SPACE.search(text):
        return None
    if text.count("“") != text.count("”") or text.count("(") != text.count(")"):
        return None
    if is_many(text) and not (counted_site(text) or is_section(text)):
        return None
    return Span(start, end)


def _whole(folded: str, start: int, end: int) -> int:
    """`甲乙水库大坝封顶`: what is said of a part is said of the thing."""
    part = _parts().search(folded, start, end)
    return part.start() if part and part.start() - start >= 4 else end


def counted_site(text: str) -> bool:
    """`甲乙河沿线11个村庄污水治理项目` counts what lies at its place; it is one project all the same."""
    middle = _MIDDLE.search(text)
    return bool(
        middle and text.endswith(("项目", "工程")) and longest_unknown(text[: middle.start() + 1]) >= 2
    )


def counts_all(folded: str, last: Span) -> bool:
    """Does the last member count them all (`甲、乙、丙3个实验室`)?"""
    return bool(_MIDDLE.search(folded, *last)) and not counted_site(folded[slice(*last)])


def trim(folded: str, start: int, end: int) -> int:
    """The end of the phrase without the nouns of doing behind it (`…建设`, `…前期工作`)."""
    nominal = _nominal()
    while True:
        match = nominal.search(folded[max(start, end - 8) : end])
        if match is None or end - len(match[0]) - start < 2:
            return end
        end -= len(match[0])


def split(folded: str, span: Span, place: str) -> list[Span]:
    """The members of a list; quotes and brackets hold together, and so does 和 inside a name.

    >>> text = "甲河大桥、乙山水厂和丙丁学校"
    >>> [text[slice(*part)] for part in split(text, Span(0, len(text)), "")]
    ['甲河大桥', '乙山水厂', '丙丁学校']
    """
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
        if join[0] == "与" and _LINK.search(folded, *right):
            continue  # 甲河与乙湖连通工程
        if left.end - left.start < 2 or right.end - right.start < 2:
            continue
        words = folded[left.start : trim(folded, *left)]
        judged = judge(words[words.rfind("的") + 1 :], place)
        beyond = judge(folded[right.start : trim(folded, *right)], place)
        thing = judged.level == NAMED and judged.head > 0 and not judged.works
        whole = words.endswith(("项目", "工程"))
        codes = judged.level == beyond.level == NAMED and bool(_CODED.fullmatch(words))
        if (
            not whole
            and beyond.level == NONE
            and beyond.head
            and (
                (judged.works and beyond.kind == "other")
                or (beyond.head == right.end - right.start and not (thing and beyond.head > _PART))
                or _TRAIN.match(folded, *right)
                or (beyond.works and join[0] == "及" and folded.endswith(_LOOSE, *right))
            )
        ):
            continue  # 灌区续建配套与节水改造, 互通及连接线 are one work
        plain = join[0] == "和" and len(words) >= 4 and longest_unknown(words) <= ("“" not in words)
        split_off = plain and beyond.level == NAMED and beyond.head > 0 and not beyond.works
        named = judged.head and (judged.level >= WORKS or beyond.level >= WORKS)
        quoted = folded[right.start] == "“" and folded[right.end - 1] == "”" and judged.head > 0
        if whole or codes or quoted or split_off or named or _titles().search(words) or is_many(words):
            return [left, *_split_joined(folded, right, place)]
    return [part]
