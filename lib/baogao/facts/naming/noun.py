"""Where a noun behind an amount ends, and where a verb begins."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.naming.trim import Words, words
from baogao.text.spans import Span

# A clause behind an amount is kept whole up to this many characters, longer ones are cut to their noun.
_LONGEST: Final = 16
_PREDICATES: Final = (("verbs", "predicates"), ("labels", "adverbs"))
# A remark in brackets, not a part of the name as in 村(社区).
_ASIDE: Final = re.compile(r"\((?:[^()]{9,}|[^()]*$)")
_WHEN: Final = re.compile(r"\d{1,2}月(?:\d{1,2}日|底|末)?(?:之?前|以前)|年底前|年内")  # 12个项目4月底前开工
# Behind a verb they make a noun of it: 覆盖率, 完成额.
_MEASURES: Final = frozenset("率额量度费")
# Before 中 these make a word with it: 集中, 高中, 其中.
_MIDDLE: Final = frozenset("集高初其空水心期年当之适华折")
# Words that end like a sign of a list.
_WHOLE: Final = ("参与", "惠及", "涉及", "普及", "给予")
_VERBS: Final = (("verbs", "drop"), ("verbs", "keep"), ("verbs", "predicates"))


def opens_verb(text: str, span: Span) -> bool:
    """Whether a verb of the lexicon opens the span.

    >>> opens_verb("完成改造", Span(0, 4)), opens_verb("建设用地", Span(0, 4))
    (True, False)
    """
    return _verb(text, span.start, span.end) > 0


def _verb(text: str, start: int, end: int) -> int:
    size = _any_of(_VERBS).head(text, start, end)
    if not size or words("verbs", "noun").head(text, start, end):
        return 0
    return 0 if text[start + size : start + size + 1] in _MEASURES else size


@cache
def _any_of(rooms: tuple[tuple[str, str], ...]) -> Words:
    """The words of several lists in one, asked in one look-up."""
    return Words(frozenset().union(*(words(*room).words for room in rooms)))


def is_general(text: str, span: Span) -> bool:
    """Whether a noun is too general to stand alone (项目, 企业)."""
    return text[slice(*span)] in words("labels", "general").words


def without_doing(text: str, noun: Span) -> tuple[Span, ...]:
    """The noun without the 实现 between the one who does and what is measured (百强企业实现产值).

    >>> text = "百强企业实现产值"
    >>> "".join(text[slice(*span)] for span in without_doing(text, Span(0, 8)))
    '百强企业产值'
    """
    at = max(text.find(verb, noun.start + 2, noun.end) for verb in ("实现", "完成"))
    if text.startswith("投资", at + 2):
        return (noun,)  # 完成投资 is a measure of its own
    if at >= 0 and words("labels", "heads").tail(text, at + 2, noun.end) == noun.end - at - 2 > 0:
        return (Span(noun.start, at), Span(at + 2, noun.end))
    return (noun,)


def first_predicate(text: str, span: Span) -> int:
    """Where a predicate begins inside the span, not at its start; -1 where none does."""
    predicates, nouns = _any_of(_PREDICATES), words("verbs", "noun")
    for at in range(span.start + 1, span.end - 1):
        size = predicates.head(text, at, span.end)
        if size < 2 or at - span.start < 2:
            continue
        if text[at + size : at + size + 1] not in _MEASURES and not nouns.head(text, at, span.end):
            return at
    return -1


def last_verb(text: str, span: Span) -> int:
    """Where the last verb of the span begins; -1 where there is none.

    >>> last_verb("科级干部联系", Span(0, 6))
    4
    """
    for at in range(span.end - 1, span.start - 1, -1):
        if (size := _verb(text, at, span.end)) > 1:
            longer = [
                at - n for n in (1, 2) if at - n >= span.start and _verb(text, at - n, span.end) == size + n
            ]
            return longer[-1] if longer else at
    return -1


def only_verbs(text: str, span: Span) -> bool:
    """Whether the span holds nothing but verbs (调整合并).

    >>> only_verbs("调整合并", Span(0, 4)), only_verbs("改造道路", Span(0, 4))
    (True, False)
    """
    start = span.start
    while start < span.end and (size := _verb(text, start, span.end)):
        start += size
    return start == span.end > span.start


def follows_verb(text: str, span: Span) -> bool:
    """Whether the span ends with a verb that takes the amount as object (育儿补贴惠及)."""
    return words("labels", "reaching").tail(text, *span) > 0


def cut_noun(text: str, span: Span, *, strict: bool) -> Span:
    """The noun that opens the span: to the end of the clause where that is short, else to its predicate.

    With `strict` the predicate is cut off in any case.

    >>> text = "全部乡镇卫生院顺利完工"
    >>> text[slice(*cut_noun(text, Span(0, len(text)), strict=False))]
    '乡镇卫生院'
    """
    start, end = span
    adverbs, closing = words("labels", "adverbs"), words("labels", "closing")
    while start < end and text[start] in " 的了":
        start += 1
    start += adverbs.head(text, start, end)
    if text.endswith("中", start + 2, end) and text[end - 2] not in _MIDDLE:
        end -= 1  # 80个县区中
    while end > start and text[end - 1] in " 、和及与并近约超等的" and not text.endswith(_WHOLE, start, end):
        end -= 1
    when = _WHEN.search(text, start + 2, end)
    if when:
        end = when.start()
    aside = _ASIDE.search(text, start + 1, end) if end - start > 1 else None
    if aside:
        end = aside.start()
    at = first_predicate(text, Span(start, end))
    if at > 0:
        adverb = adverbs.head(text, at, end) > 0
        general = is_general(text, Span(start, at))
        if strict or (not general and (adverb or end - start > _LONGEST)):
            end = at
    if (size := closing.tail(text, start, end)) and end - size > start:
        end -= size
    return Span(start, end)
