"""Takes from a phrase the words that are no part of what is measured: time, degree, verbs, predicates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.lexicon import load
from baogao.text.spans import Span

_CN: Final = "一二三四五六七八九十两百"
# Numbering and words of time at the head of a clause.
_OPENING: Final = re.compile(
    r"[\s?、,:;·—●◆■]+|[①-⑳⑴-⒇㉑-㉟㊱-㊿]|\[\d{1,3}\]|\(P?\d{1,3}\)|\(下同\)|\d{1,2}[.、](?!\d)|\([一二三四五六七八九十]{1,3}\)"
    rf"|[{_CN}]{{1,3}}(?:是|要)|^[{_CN}]{{1,3}}、|(?<=\n)[{_CN}]{{1,3}}、"
    r"|(?:到|至|从|自|与|比|较)?(?:1 ?9|2 ?0) ?\d ?\d ?年(?:底|末|初|来|间|度|以来|前|相比)?"
    r"|(?:到|至|比|较)?“?(?:十[一二三四五六七八九]?|[一二三四五六七八九])五”? ?(?:规划|计划)?"
    r"(?:期间|时期|末|以来|期末)"
    r"|(?:比|较|同|与)(?:去年|上年|前年|年初|上届|前一年)(?:同期|末|底)?"
    rf"|(?:近|过去|今后|未来|最近|这|前|后)?[{_CN}\d]{{1,3}}年(?:来|间|内|里)(?:,)?"
    r"|\d{1,3}(?:年|个月|天|个工作日|个?小时)(?:时间|之?内)"
    rf"|(?:截至|截止|到|至)?[{_CN}\d]{{1,2}}月(?:底|份|末|初)?"
)
_CLOSING: Final = re.compile(
    r"(?:比|较|同|与) ?(?:去年|上年|前年|上月|年初|上届|本届|前一年|[一二三四五六七八九十]{1,2}年前"
    r"|\d{1,2}年前|(?:1 ?9|2 ?0) ?\d ?\d ?年|[“”十一二三四五六七八九]{2,6}(?:末|期末))"
    r"(?:同期|末|底|初|年初预算|预算|相比|时)*$"
    r"|(?:分别)?(?:是|为|由|从|到|至|在|比|较)?“?[一二三四五六七八九十]{1,2}五”? ?(?:规划|计划)?"
    r"(?:期间|时期|期末|末)的?$"
    r"|[\s、,:;—]+$"
    r"|(?:近|过去|最近)?[一二三四五六七八九十]{1,3}年(?:来|间)?$|(?:比|较)[^,;比较]{2,8}(?:之初|前|初期|同期)$"
    r"|(?:是|由|从|到|至)? ?(?:1 ?9|2 ?0) ?\d ?\d ?年(?:末|底)?$|\[\d{1,3}\]$|[①-⑳㉑-㉟㊱-㊿]$|(?:占|居)$"
)
# Behind a verb they make a noun of it: 覆盖率, 完成额.
_MEASURES: Final = frozenset("率额量度费")
_PLUS: Final = re.compile(r"[和、及与并]")
_RANKED: Final = re.compile(
    r"(?:位居|位列|名列|列居|列|居|跻身|挺进|进入|进位至|排名|排|保持|稳居|上升至|升至|前移至|跃居)"
    r"(?:在)?(?:全[国省市县区州盟旗球]|世界|中部|西部|东部|同类)?[^,、]{0,12}$"
)


class Words:
    """A set of words that is asked for the longest one at an end of a text."""

    __slots__ = ("first", "last", "words")

    def __init__(self, found: frozenset[str]) -> None:
        self.words = found
        # The lengths of the words by their first and by their last letter: most letters begin and end none.
        self.first = {letter: _sizes(w for w in found if w[0] == letter) for letter in {w[0] for w in found}}
        self.last = {letter: _sizes(w for w in found if w[-1] == letter) for letter in {w[-1] for w in found}}

    def head(self, text: str, start: int, end: int) -> int:
        """The length of the longest of the words that opens `text[start:end]`, or 0."""
        for size in self.first.get(text[start : start + 1], ()):
            if start + size <= end and text[start : start + size] in self.words:
                return size
        return 0

    def tail(self, text: str, start: int, end: int) -> int:
        """The length of the longest of the words that closes `text[start:end]`, or 0."""
        for size in self.last.get(text[end - 1 : end], ()):
            if end - size >= start and text[end - size : end] in self.words:
                return size
        return 0


def _sizes(found: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in found}, reverse=True))


@cache
def words(room: str, *keys: str) -> Words:
    """The word list at `keys` of a lexicon room."""
    node = load(room)
    for key in keys:
        node = node[key]
    return Words(frozenset(node if isinstance(node, list) else node["words"]))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is left of a phrase: `core`, the noun; `verb`, a verb that must stay with it (empty where none).

    `dropped` is where the first verb that adds nothing stood (the core's start where there is none).
    """

    verb: Span
    core: Span
    dropped: int


def trim(text: str, span: Span, measure: str = "level") -> Phrase:
    """The noun of the phrase before an amount of this measure.

    >>> text = "预计全年累计完成固定资产投资同比增长"
    >>> phrase = trim(text, Span(0, len(text)))
    >>> text[slice(*phrase.core)]
    '固定资产投资'
    """
    return trim_front(text, trim_back(text, span, measure))


def trim_back(text: str, span: Span, measure: str = "level") -> Span:
    """`span` without the predicates at its end."""
    start, end = span
    trail, protected = words("labels", "trail"), words("labels", "trail", "protect")
    rates = words("labels", "rates")
    while start < end:
        if closing := _CLOSING.search(text[max(start, end - 24) : end]):
            end -= len(closing[0])
        elif protected.tail(text, start, end):
            break
        elif size := trail.tail(text, start, end) or (measure == "growth" and rates.tail(text, start, end)):
            end -= size
        else:
            break
    if measure == "rank" and (place := _RANKED.search(text, start, end)) and place.start() > start:
        rest = trim_back(text, Span(start, place.start()))
        bare = trim_front(text, rest).core
        return rest if bare.end > bare.start else Span(place.start(), end)
    return Span(start, max(start, end))


def trim_front(text: str, span: Span) -> Phrase:
    """`span` without what opens it: numbering, time, degree, and verbs that add nothing."""
    start, end = span
    lead, protected = words("labels", "lead"), words("labels", "lead", "protect")
    nouns, drop, keep = words("verbs", "noun"), words("verbs", "drop"), words("verbs", "keep")
    wish = words("labels", "lead", "wish")
    dropped = -1
    while start < end:
        if opening := _OPENING.match(text, start, end):
            start = opening.end()
            continue
        if protected.head(text, start, end) or nouns.head(text, start, end):
            break
        if text.startswith("争取", start) and wish.head(text, start + 2, end):
            start += 2
            continue
        skip, verb, kept = (w.head(text, start, end) for w in (lead, drop, keep))
        if text[start] == "超" and text[start + skip : start + skip + 1].isdigit():
            break  # 超10亿元企业: a threshold inside the phrase
        if (
            text[start + max(verb, kept) : start + max(verb, kept) + 1] in _MEASURES
            and max(verb, kept) > skip
        ):
            break
        if kept and kept >= max(skip, verb):
            while start + kept < end and (more := _PLUS.match(text, start + kept, end)):
                size = keep.head(text, more.end(), end)
                if not size:
                    break
                kept = more.end() + size - start
            return Phrase(
                Span(start, start + kept), Span(start + kept, end), start if dropped < 0 else dropped
            )
        if verb >= skip and verb:
            dropped = start if dropped < 0 else dropped
            start += verb
        elif skip:
            start += skip
        else:
            break
    if end - start == 1 and text[start] not in "路桥":  # one letter left of a word is no noun
        start = end
    return Phrase(Span(start, start), Span(start, end), start if dropped < 0 else dropped)
