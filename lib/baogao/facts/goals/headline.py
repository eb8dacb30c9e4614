"""Where the headline targets stand: the sentences of 主要预期目标, and the year they are for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.facts.goals.aims import is_word_target
from baogao.facts.rows import Figure
from baogao.lexicon import alternation, load
from baogao.text.dates import find_year
from baogao.text.outline import Outline
from baogao.text.spans import Span
from baogao.text.years import period_end

_ENOUGH: Final = 4  # figures of indicators that make a paragraph the headline where nothing introduces one
_LONGEST: Final = 40  # paragraphs that a list of targets may run over
_MANY: Final = 60  # introductions that are looked at; a report has a handful
_SENTENCE: Final = 3000  # characters of a sentence that are read
_TITLE: Final = 14  # characters of a line that names a group of targets and states none
_MARKS: Final = "—-●■◆·(①②③④⑤⑥⑦⑧⑨⑩"
_SHORT: Final = 160  # characters of a line that states one aim or a few
_CLAUSE_END: Final = re.compile(r"[,;:。!?、]")
_END: Final = re.compile(r"[。!?\n]")


@dataclass(frozen=True)
class Headline:
    """The stretches of text that state the headline targets, in order, and the year they are for."""

    spans: tuple[Span, ...]
    period: int | None


def find_headline(outline: Outline, figures: Sequence[Figure]) -> Headline | None:
    """The paragraph or list of the year's targets, else of the term's; None where there is neither.

    >>> from baogao.text.outline import read_outline
    >>> text = "各位代表:\\n一、2024年工作安排\\n主要预期目标是:居民收入与经济增长同步。\\n我们要努力。"
    >>> headline = find_headline(read_outline(text), [])
    >>> [text[slice(*span)] for span in headline.spans], headline.period
    (['居民收入与经济增长同步。'], 2024)
    """
    starts = [figure.start for figure in figures]
    best: tuple[float, int, Headline] | None = None
    for intro in _intros(outline):
        spans = _extent(outline, intro.end, figures, starts)
        content = sum(_content(outline, span, figures, starts) for span in spans)
        if content < 1:
            continue
        period, term = _period(outline, intro)
        score = intro.weight + min(content, 8) - (100 if term else 0)
        if best is None or score > best[0]:
            best = (score, intro.start, Headline(tuple(spans), period))
    if best:
        return best[2]
    return _fullest(outline, figures, starts)


@dataclass(frozen=True)
class _Intro:
    start: int  # of its sentence
    end: int  # where the targets begin
    weight: int


@cache
def _intro_pattern() -> re.Pattern[str]:
    words = load("targets")["intro"]
    between = f"(?:{alternation(words['between'])}){{0,2}}"
    return re.compile(rf"({alternation(list(words['nouns']))}){between}(?:(?:是|为|有|如下)[:,]?|:)\s*")


def _intros(outline: Outline) -> list[_Intro]:
    """Every place in the plan that introduces aims."""
    weights = load("targets")["intro"]["nouns"]
    planned = any(section.role == "plan" for section in outline.sections)
    found = []
    for match in _intro_pattern().finditer(outline.folded, *outline.body):
        if planned and outline.role_at(match.start()) != "plan":
            continue
        start = max(outline.folded.rfind(sign, 0, match.start()) for sign in "。!?\n;") + 1
        found.append(_Intro(start, match.end(), weights[match[1]]))
        if len(found) == _MANY:
            break
    return found


def _period(outline: Outline, intro: _Intro) -> tuple[int | None, bool]:
    """The year the aims are for, and whether it is the end of a term."""
    words = load("targets")["intro"]
    said = outline.folded[intro.start : intro.end]
    section = outline.section_at(intro.start)
    of_section = section.year if section else None
    named = find_year(said)
    year = int(named.value) if named else None
    if year and outline.plan_year and year != outline.plan_year:
        return year, year > outline.plan_year
    if year or any(word in said for word in words["this_year"]):
        return year or outline.plan_year, False
    if any(word in said for word in words["term"]) or (
        of_section and outline.plan_year and of_section > outline.plan_year
    ):
        ends = period_end(said, outline.report_year) or of_section
        return ends or outline.plan_year, True
    return of_section or outline.plan_year, False


def _figures_in(span: Span, figures: Sequence[Figure], starts: list[int]) -> Sequence[Figure]:
    return figures[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _content(outline: Outline, span: Span, figures: Sequence[Figure], starts: list[int]) -> int:
    """How many targets a stretch seems to hold."""
    return len(_figures_in(span, figures, starts)) or int(is_word_target(outline.folded[slice(*span)]))


def _extent(outline: Outline, start: int, figures: Sequence[Figure], starts: list[int]) -> list[Span]:
    """The sentences from `start` on that go on stating targets, over lines where they stand in a list."""
    folded, body_end = outline.folded, outline.body.end
    spans: list[Span] = []
    at, lines = start, 0
    while at < body_end and lines < _LONGEST:
        while at < body_end and folded[at] in " \t":
            at += 1
        if folded[at : at + 1] == "\n":
            lines += 1
            at += 1
            # A new line goes on with a list only where the one before did not close the paragraph.
            closed = spans and folded[spans[-1].end - 1] == "。"
            if closed and not (
                _next_is_item(folded, at, spans) or _opens_with_aim(outline, at, figures, starts)
            ):
                break
            continue
        match = _END.search(folded, at, body_end)
        end = match.start() + (match[0] != "\n") if match else body_end
        sentence = Span(at, min(end, at + _SENTENCE))
        if not _goes_on(outline, sentence, figures, starts, first=not spans):
            break
        spans.append(sentence)
        at = end
    return spans


def _next_is_item(folded: str, at: int, spans: list[Span]) -> bool:
    """Whether a list with full stops goes on: its lines begin with the same mark (——, 一是, ●)."""
    return folded[spans[0].start] in _MARKS and folded[at] in _MARKS


def _opens_with_aim(outline: Outline, at: int, figures: Sequence[Figure], starts: list[int]) -> bool:
    """Whether a short line from `at` on begins with an indicator and its figure (全部财政收入增长11%。)."""
    paragraph = outline.paragraph_at(at) or outline.paragraph_at(at + 2)  # its indent is not its own
    if paragraph is None or paragraph.end - paragraph.start > _SHORT:
        return False
    first = next(iter(_figures_in(paragraph, figures, starts)), None)
    if first is None or not first.indicator:
        return False
    return not _CLAUSE_END.search(outline.folded, paragraph.start, first.start)


def _goes_on(
    outline: Outline, sentence: Span, figures: Sequence[Figure], starts: list[int], *, first: bool
) -> bool:
    words = outline.folded[slice(*sentence)].strip()
    if not words:
        return True
    if not first and words.startswith(tuple(load("targets")["stop"]["words"])):
        return False
    title = words[0] in _MARKS and len(words) <= _TITLE  # ——财政收入。
    return first or title or _content(outline, sentence, figures, starts) > 0


def _fullest(outline: Outline, figures: Sequence[Figure], starts: list[int]) -> Headline | None:
    """The sentence of the plan with the most figures of indicators, where that is plainly a list of aims."""
    best, found = 0, None
    for paragraph in outline.paragraphs:
        if paragraph.start < outline.body.start or outline.role_at(paragraph.start) != "plan":
            continue
        inside = _figures_in(paragraph, figures, starts)
        known = {figure.indicator for figure in inside if figure.indicator}
        if len(known) >= _ENOUGH and len(known) > best:
            best, found = len(known), paragraph
    if found is None:
        return None
    inside = _figures_in(found, figures, starts)
    first = next(figure for figure in inside if figure.indicator)
    start = max(outline.folded.rfind(sign, found.start, first.start) for sign in "。!?\n:") + 1
    section = outline.section_at(first.start)
    spans = _extent(outline, max(start, found.start), figures, starts)
    return Headline(tuple(spans), section.year if section and section.year else outline.plan_year)
