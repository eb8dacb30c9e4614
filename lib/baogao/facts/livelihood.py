"""The items of the livelihood lists (民生实事)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from baogao.facts.domains import domain_of
from baogao.facts.kinship import continuations, key_words
from baogao.facts.listnotes import list_runs, place_of
from baogao.facts.promises import is_livelihood
from baogao.facts.rows import Figure, ListItem, ListNote, LivelihoodItem
from baogao.facts.usage import Usage
from baogao.lexicon import alternation, load
from baogao.text.outline import Outline


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
    runs = [run for run in list_runs(lists) if is_livelihood(_folded(outline, run[0].list))]
    if not runs:
        return []
    usage = Usage(outline)
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
    rows = [replace(row, figures=_figures(outline, row, figures)) for row in rows]
    return _continued(outline, _with_problems(outline, rows))


def _period(outline: Outline, run: list[ListItem], place: int) -> tuple[int | None, bool]:
    """The year a list is for, and whether that year is past."""
    named = re.match(r"((?:19|20)\d\d)年", _folded(outline, run[0].list))
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
    if pattern.search(_folded(outline, run[0].list)):
        return True
    near = [note for note in notes if note.list == run[0].list]
    return any(pattern.search(outline.folded, note.start, note.end) for note in near)


def _with_problems(outline: Outline, rows: list[LivelihoodItem]) -> list[LivelihoodItem]:
    """Items of a past list with what the body says went otherwise (…还没有取得预期效果)."""
    folded, body = outline.folded, outline.body
    said = []
    for match in _patterns()["problem"].finditer(folded, body.start, body.end):
        start = max(folded.rfind(sign, body.start, match.start()) for sign in ",。;!\n") + 1
        said.append((folded[start : match.start()], match.start(), match.end()))
    found = []
    for row in rows:
        if row.status == "done":
            item = folded[row.start : row.end]
            # What a thing is called by elsewhere is the end of its full name.
            names = [word[-6:] for word in key_words(item) if len(word) >= 4]
            quote = next(
                (
                    (start, end)
                    for subject, start, end in said
                    if not row.start <= start < row.end and any(name in subject for name in names)
                ),
                None,
            )
            row = replace(row, status_quote=quote)
        found.append(row)
    return found


def _continued(outline: Outline, rows: list[LivelihoodItem]) -> list[LivelihoodItem]:
    years = [row.period for row in rows if row.period is not None]
    last = max(years, default=0)
    mine = [row for row in rows if row.period == last]
    theirs = [row for row in rows if row.period == last - 1]
    words = [[outline.folded[row.start : row.end] for row in side] for side in (mine, theirs)]
    pairs = continuations(*words)
    starts = {mine[i].start: theirs[j].start for i, j in pairs.items()}
    return [replace(row, continues=starts.get(row.start)) if row.period == last else row for row in rows]


def _figures(outline: Outline, row: LivelihoodItem, figures: list[Figure]) -> tuple[int, ...]:
    """The figures inside an item, or else those of the body whose label stands in the item, of its year."""
    inside = [figure.start for figure in figures if row.start <= figure.start < row.end]
    if inside:
        return tuple(inside)
    status = "result" if row.status == "done" else "target"
    item = outline.folded[row.start : row.end]
    return tuple(
        figure.start
        for figure in figures
        if figure.status == status
        and figure.period == row.period
        and outline.body.start <= figure.start < outline.body.end
        and _labels(_folded(outline, figure.label), item)
    )


def _labels(label: str, item: str) -> bool:
    """Whether an item speaks of what a figure measures: its label, whole or with words in between."""
    if len(label) < 3:
        return False
    if label in item:
        return True
    bare = "".join(key_words(label))
    if len(bare) >= 4 and bare in item:
        return True
    for cut in range(2, len(label) - 1):
        first = item.find(label[:cut])
        if first < 0:
            return False
        second = item.find(label[cut:], first + cut)
        if 0 <= second - first - cut <= 6:
            return True
    return False


def _folded(outline: Outline, words: str) -> str:
    at = outline.text.find(words)
    return outline.folded[at : at + len(words)] if at >= 0 and words else words
