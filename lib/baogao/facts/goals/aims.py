"""The clauses of the headline: what each is about, and what an aim in words says."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.indicators import indicator_of, plain_label
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_REACH: Final = 90  # characters before a value among which its subject is looked for


@cache
def _lead() -> re.Pattern[str]:
    words = load("targets")["lead"]
    return re.compile(
        rf"(?:(?:{alternation(words['words'])})(?!{alternation(words['kept'])})|[\s、,:—\-·●■◆]+)"
    )


@cache
def _tail() -> re.Pattern[str]:
    words = load("targets")["tail"]
    return re.compile(rf"(?:{alternation(words['words'])}|[\s、,(:])$")


@cache
def _kept() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(load('targets')['tail']['kept'])})$")


@cache
def _word_patterns() -> dict[str, re.Pattern[str]]:
    words = load("targets")["word"]
    return {
        "subjects": re.compile(alternation(words["subjects"])),
        "predicates": re.compile(alternation(words["predicates"])),
        "verbs": re.compile(f"(?:{alternation(words['verbs'])})"),
    }


def subject(folded: str, span: Span) -> Span:
    """What is measured, of the words before a value: without 力争 in front and 增长, 控制在 behind.

    >>> words = "其中全县地区生产总值同比增长"
    >>> words[slice(*subject(words, Span(0, len(words))))]
    '地区生产总值'
    >>> words = "人口自然增长率控制在"
    >>> words[slice(*subject(words, Span(0, len(words))))]
    '人口自然增长率'
    """
    start, end = max(span.start, span.end - _REACH), span.end
    while start < end and (match := _lead().match(folded, start, end)):
        start = match.end()
    while end > start and not _kept().search(folded[start:end]):
        match = _tail().search(folded[start:end])
        if not match or not match[0]:
            break
        end = start + match.start()
    return Span(start, end)


def is_word_target(clause: str) -> bool:
    """Whether a folded clause without a number states an aim.

    >>> is_word_target("居民收入增长与经济增长基本同步"), is_word_target("迈好第一步,见到新气象")
    (True, False)
    """
    return any(_says_aim(part) for part in re.split(r"[,;。\n]", clause))


def _says_aim(clause: str) -> bool:
    patterns = _word_patterns()
    said = patterns["subjects"].search(clause) and patterns["predicates"].search(clause)
    # ——经济增长。is the title of a group, not an aim.
    return bool(said) and not indicator_of(clause.strip(" —-●■◆·"))


def word_label(folded: str, clause: Span) -> Span:
    """What an aim in words is about.

    >>> [text[slice(*word_label(text, Span(0, len(text))))] for text in (
    ...     "力争各项主要经济指标增速进入全市前列", "全面完成上级下达的约束性指标", "外贸进出口量增质升")]
    ['各项主要经济指标增速', '约束性指标', '外贸进出口']
    """
    patterns = _word_patterns()
    start, end = clause
    ahead = start
    while match := _lead().match(folded, ahead, end):
        ahead = match.end()
    first = folded[start:ahead]
    if patterns["verbs"].search(first):
        of = max(folded.rfind("的", ahead, end), folded.rfind("下达", ahead, end) + 1)
        if of > ahead:
            return Span(of + 1, end)
    known = _known_prefix(folded, ahead, end)
    predicate = patterns["predicates"].search(folded, max(known, ahead + 2), end)
    if known > ahead and predicate and predicate.start() - known <= 4:
        return Span(ahead, predicate.start() if predicate.start() > known else known)
    return _without_scope(folded, Span(ahead, predicate.start() if predicate else end))


def _without_scope(folded: str, label: Span) -> Span:
    """A label without 全省 or 在全市 behind it."""
    scope = re.search(r"(?:在|列)?全[国省市县区州盟旗]$", folded[slice(*label)])
    return Span(label.start, label.start + scope.start()) if scope else label


def _known_prefix(folded: str, start: int, end: int) -> int:
    """The end of the longest indicator that begins at `start`; `start` where none does."""
    for stop in range(min(end, start + 24), start + 1, -1):
        words = folded[start:stop]
        if plain_label(words) == words and indicator_of(words):
            return stop
    return start


def word_comparator(clause: str) -> str:
    """The comparator that a folded aim in words says, or an empty string.

    >>> word_comparator("失业率低于全省平均水平"), word_comparator("不低于上年"), word_comparator("持续改善")
    ('<', '>=', '')
    """
    for sign, words in load("targets")["word"]["comparators"].items():
        if any(word in clause for word in words):
            return str(sign)
    return ""


def word_measure(clause: str) -> str:
    """What kind of value a folded aim in words would have, or an empty string.

    >>> word_measure("收入与经济增长同步"), word_measure("主要指标进入全市前列"), word_measure("收支平衡")
    ('growth', 'rank', '')
    """
    for measure, words in load("targets")["word"]["measures"].items():
        if any(word in clause for word in words):
            return str(measure)
    return ""
