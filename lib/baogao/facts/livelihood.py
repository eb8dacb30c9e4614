"""The items of the livelihood lists (民生实事)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from typing import Final

from baogao.facts.listing.domains import domain_of
from baogao.facts.listing.kinship import continuations, key_words
from baogao.facts.listing.listnotes import list_runs, place_of
from baogao.facts.listing.promises import is_livelihood
from baogao.facts.listing.usage import Usage
from baogao.facts.rows import Figure, ListItem, ListNote, LivelihoodItem
from baogao.lexicon import alternation, fold, load
from baogao.text.outline import Outline

# More items than this in one year are not one report's.
_MOST: Final = 120


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    status = load("livelihood")["status"]
    return {
        "candidate": re.compile(alternation(status["candidate"])),
        "problem": re.compile(rf"(?:{alternation(status['problem'])})[^,。;!\n]*"),
    }


def read_livelihood(
    outline: Outline, lists: list[ListItem], notes: list[ListNote], figures: list[Figure]
) -> list[LivelihoodItem]:
    """Last year's and this year's items, each with domain and status.

    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n一、2024年工作安排\\n办好两件实事:一是修路。二是建校。")
    >>> items = [ListItem("两件实事", 1, 28, 30, "body"), ListItem("两件实事", 2, 33, 35, "body")]
    >>> [(row.period, row.status, row.domain) for row in read_livelihood(outline, items, [], [])]
    [(2024, 'planned', 'other'), (2024, 'planned', 'other')]
    """
    runs = [run for run in list_runs(lists) if is_livelihood(fold(run[0].list))]
    if not runs:
        return []
    usage = Usage.of(outline)
    rows: list[LivelihoodItem] = []
    for run in runs:
        period, done = _period(outline, run, place_of(outline, run, usage))
        status = "done" if done else "candidate" if _candidates(outline, run, notes) else "planned"
        for item in run:
            words = outline.folded[item.start : item.end]
            rows.append(
                LivelihoodItem(
                    item.list, period, item.item_no, item.start, item.end, domain_of(words), status
                )
            )
    by_label = _Figures(outline, figures)
    rows = [replace(row, figures=by_label.of(row, outline.folded[row.start : row.end])) for row in rows]
    return _continued(outline, _with_problems(outline, rows))


def _period(outline: Outline, run: list[ListItem], place: int) -> tuple[int | None, bool]:
    """The year a list is for, and whether that year is past."""
    named = re.match(r"((?:19|20)\d\d)年", fold(run[0].list))
    role = outline.role_at(place)
    if named:
        year = int(named[1])
        past = outline.review_year is not None and year <= outline.review_year
        return year, past and (outline.plan_year is None or year < outline.plan_year)
    if role == "review":
        return outline.review_year, True
    return outline.plan_year, False


def _candidates(outline: Outline, run: list[ListItem], notes: list[ListNote]) -> bool:
    pattern = _patterns()["candidate"]
    if pattern.search(fold(run[0].list)):
        return True
    near = [note for note in notes if note.list == run[0].list]
    return any(pattern.search(outline.folded, note.start, note.end) for note in near)


def _with_problems(outline: Outline, rows: list[LivelihoodItem]) -> list[LivelihoodItem]:
    """Items of a past list with what the body says went otherwise (…还没有取得预期效果)."""
    folded, body = outline.folded, outline.body
    spans, subjects, ends = [], [], []
    length = 0
    for match in _patterns()["problem"].finditer(folded, body.start, body.end):
        start = max(
            folded.rfind(sign, max(body.start, match.start() - 200), match.start()) for sign in ",。;!\n"
        )
        subject = folded[start + 1 : match.start()] if start >= 0 else ""
        length += len(subject) + 1
        spans.append(match.span())
        subjects.append(subject)
        ends.append(length)
    text = "\n".join(subjects)
    found = []
    for row in rows:
        if row.status == "done":
            # What a thing is called by elsewhere is the end of its full name.
            names = [word[-6:] for word in key_words(folded[row.start : row.end]) if len(word) >= 4]
            at = min((hit for name in names if (hit := text.find(name)) >= 0), default=None)
            if at is not None:
                row = replace(row, status_quote=spans[bisect_right(ends, at)])
        found.append(row)
    return found


def _continued(outline: Outline, rows: list[LivelihoodItem]) -> list[LivelihoodItem]:
    last = max((row.period for row in rows if row.period is not None), default=0)
    mine = [row for row in rows if row.period == last][:_MOST]
    theirs = [row for row in rows if row.period == last - 1][:_MOST]
    words = [[outline.folded[row.start : row.end] for row in side] for side in (mine, theirs)]
    starts = {mine[i].start: theirs[j].start for i, j in continuations(*words).items()}
    return [replace(row, continues=starts.get(row.start)) if row.period == last else row for row in rows]


class _Figures:
    """The figures by place, and those of the body by year, status and the first characters of their label."""

    def __init__(self, outline: Outline, figures: list[Figure]) -> None:
        self._starts = sorted(figure.start for figure in figures)
        self._by_label: dict[tuple[int | None, str, str], list[tuple[str, str, int]]] = {}
        for figure in figures:
            if outline.body.start <= figure.start < outline.body.end and len(figure.label) > 2:
                label = fold(figure.label)
                bare = "".join(key_words(label))
                for first in {label[:2], bare[:2]}:
                    key = (figure.period, figure.status, first)
                    self._by_label.setdefault(key, []).append((label, bare, figure.start))

    def of(self, row: LivelihoodItem, item: str) -> tuple[int, ...]:
        """The figures inside an item, or else those of its year whose label stands in it."""
        inside = self._starts[bisect_left(self._starts, row.start) : bisect_left(self._starts, row.end)]
        if inside:
            return tuple(inside)
        status = "result" if row.status == "done" else "target"
        found = set()
        for first in {item[i : i + 2] for i in range(len(item) - 1)}:
            for label, bare, start in self._by_label.get((row.period, status, first), ()):
                if _labels(label, bare, item):
                    found.add(start)
        return tuple(sorted(found))


def _labels(label: str, bare: str, item: str) -> bool:
    """Whether an item speaks of what a figure measures: its label, whole or with words in between."""
    if label in item or (len(bare) >= 4 and bare in item):
        return True
    for cut in range(2, len(label) - 1):
        first = item.find(label[:cut])
        if first < 0:
            return False
        second = item.find(label[cut:], first + cut)
        if 0 <= second - first - cut <= 6:
            return True
    return False
