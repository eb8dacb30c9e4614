"""The headline targets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from baogao.facts.goals.aims import is_word_target, subject, word_comparator, word_label, word_measure
from baogao.facts.goals.headline import Headline, find_headline
from baogao.facts.goals.shared import told_apart
from baogao.facts.indicators import indicator_of, plain_label
from baogao.facts.rows import Figure, Target
from baogao.lexicon import fold, load
from baogao.text.outline import Outline
from baogao.text.spans import Span

_CLAUSE: Final = re.compile(r"[^,;。!?\n]+")
_QUOTED: Final = re.compile(r"“[^“”\n]*”|\([^()\n]*\)|《[^《》\n]*》")
_INDEX: Final = 90  # a price index of last year = 100 stands above this
# 同步突破1000亿元: said of what stands before it in the sentence.
_TOGETHER: Final = re.compile(r"同步|双双|同时|均|都")
# 净增150元 behind 人均纯收入达到2350元: the difference from the year before.
_ADDED: Final = re.compile(r"(?:净增加?|增加|增收)$")
_FALL: Final = re.compile(r"(?:下降|降低|减少|削减|降幅|下降率)[^\u4e00-\u9fff]*$")


def read_targets(outline: Outline, figures: Sequence[Figure]) -> list[Target]:
    """The targets of the paragraph of 主要预期目标, in order.

    Those with a number take value, unit and span of its figure; those in words have no value, and their
    span is the whole clause.

    >>> from baogao.text.outline import read_outline
    >>> text = "各位代表:\\n一、2024年工作安排\\n主要预期目标是:居民收入与经济增长同步。\\n我们要努力。"
    >>> [(t.label, t.measure, t.comparator, t.period) for t in read_targets(read_outline(text), [])]
    [('居民收入', 'growth', '~', 2024)]
    """
    headline = find_headline(outline, figures)
    if headline is None:
        return []
    reader = _Reader(outline, figures, headline)
    return [target for span in headline.spans for target in reader.read(span)]


class _Reader:
    """Reads the clauses of a headline in order; a clause without a subject takes the one before."""

    def __init__(self, outline: Outline, figures: Sequence[Figure], headline: Headline) -> None:
        self.outline, self.figures, self.headline = outline, figures, headline
        self.starts = [figure.start for figure in figures]
        self.label = ""
        self.apart: list[Sequence[Span | str]] = []  # what the clause before told apart by 分别
        self.said: list[str] = []  # the labels since the last ; or stop, for what is said of all of them

    def read(self, sentence: Span) -> list[Target]:
        folded = self.outline.folded
        # Signs inside quotes and brackets do not part clauses.
        quiet = _QUOTED.sub(lambda m: re.sub(r"[,;。!?]", "·", m[0]), folded[slice(*sentence)])
        targets: list[Target] = []
        for match in _CLAUSE.finditer(quiet):
            if quiet[match.start() - 1 : match.start()] != "," or not match.start():
                self.said = []
            clause = Span(sentence.start + match.start(), sentence.start + match.end())
            inside = self.figures[
                bisect_left(self.starts, clause.start) : bisect_left(self.starts, clause.end)
            ]
            inside = self._without_names(clause, [figure for figure in inside if figure.end <= clause.end])
            targets += self._numeric(clause, inside) if inside else self._in_words(clause)
        return targets

    def _without_names(self, clause: Span, inside: list[Figure]) -> list[Figure]:
        """The figures of a clause without those that are part of a name (500万元以上固定资产投资)."""
        folded, kept = self.outline.folded, inside[-1:]
        for figure, following in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
            opens = _empty(subject(folded, Span(clause.start, figure.start)))
            if not (opens and indicator_of(plain_label(folded[figure.end : following.start]))):
                kept = [figure, *kept]
        return kept

    def _numeric(self, clause: Span, inside: Sequence[Figure]) -> list[Target]:
        """One row a figure; values told apart by 分别 take a subject each."""
        folded, targets = self.outline.folded, []
        before = Span(clause.start, inside[0].start)
        apart = told_apart(folded, before, len(inside)) if len(inside) > 1 else []
        if not apart and len(inside) == len(self.apart) and "分别" in folded[slice(*before)]:
            apart = self.apart  # 分别达到8亿元和25亿元,分别增长5%和15%
        elif not apart and 1 < len(inside) <= len(self.said) and _empty(subject(folded, before)):
            # 城镇居民收入2万元,农民收入8000元,分别增长14%、16%
            apart = (
                [(label,) for label in self.said[-len(inside) :]] if "分别" in folded[slice(*before)] else []
            )
        self.apart = apart
        last = inside[-1]
        falls = _FALL.search(folded[slice(*before)]) is not None
        for i, figure in enumerate(inside):
            comparator = figure.comparator
            if apart:
                self.label = self._copy(apart[i])
                # 分别增长4.5%、5.5%左右: what stands behind the last holds for all.
                if (
                    comparator == "="
                    and last.comparator in {"~", ">=", "<="}
                    and all(other.comparator == "=" for other in inside[:-1])
                ):
                    comparator = last.comparator
            else:
                start = inside[i - 1].end if i else clause.start
                falls = _FALL.search(folded[start : figure.start]) is not None
                words = subject(folded, Span(start, figure.start))
                if words.end - words.start >= 2:
                    self.label = self._copy((words,))
                elif len(self.said) > 1 and _TOGETHER.search(folded[start : figure.start]):
                    self.label = "、".join(self.said)
                if _empty(words) and _ADDED.search(folded[start : figure.start]):
                    figure = replace(figure, measure="change") if figure.measure == "level" else figure
            targets.append(self._row(figure, comparator, falls=falls))
            self.said = list(dict.fromkeys([*self.said, self.label]))
        return targets

    def _row(self, figure: Figure, comparator: str, *, falls: bool) -> Target:
        label = self.label or figure.label
        indicator = indicator_of(fold(label)) or figure.indicator
        measure = _measure(figure, indicator)
        value = -figure.value if measure == "growth" and falls and figure.value > 0 else figure.value
        return Target(
            figure.start,
            figure.end,
            label,
            indicator,
            measure,
            value,
            figure.value_max,
            figure.unit or self._unit_left_out(figure, indicator),
            comparator,
            self.headline.period,
        )

    def _unit_left_out(self, figure: Figure, indicator: str) -> str:
        """元 of 收入超10亿: the custom of the indicator, where a multiplier shows that a unit was meant."""
        if not indicator or not self.outline.folded[figure.start : figure.end].endswith(("亿", "万")):
            return ""
        return str(load("indicators")["codes"][indicator]["unit"])

    def _in_words(self, clause: Span) -> list[Target]:
        folded = self.outline.folded
        start = clause.start + len(folded[slice(*clause)]) - len(folded[slice(*clause)].lstrip(" —-●■◆·、"))
        words = folded[start : clause.end].rstrip()
        if not is_word_target(words):
            return []
        clause = Span(start, start + len(words))
        said_of = word_label(folded, clause)
        label = self._copy((said_of,))
        self.label = label
        return [
            Target(
                clause.start,
                clause.end,
                label,
                indicator_of(fold(label)),
                word_measure(words),
                None,
                None,
                "",
                word_comparator(folded[said_of.end : clause.end] or words),
                self.headline.period,
            )
        ]

    def _copy(self, spans: Sequence[Span | str]) -> str:
        said = "".join(self.outline.text[slice(*span)] if isinstance(span, Span) else span for span in spans)
        return re.sub(r"\s+|\[\d+\]|[①-⑳]", "", said).strip("“”、,")


def _measure(figure: Figure, indicator: str) -> str:
    """What a percentage is by the custom of its indicator: a rate of growth, a share, an index (103%)."""
    if indicator == "cpi" and figure.unit == "%":
        return "level" if figure.value > _INDEX else "growth"
    if figure.measure not in {"growth", "share"} or not indicator:
        return figure.measure
    custom = str(load("indicators")["codes"][indicator]["measure"])
    return custom if custom in {"growth", "share"} else figure.measure


def _empty(span: Span) -> bool:
    return span.end <= span.start
