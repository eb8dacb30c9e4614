"""What a report says of its livelihood lists: candidates, voted on by deputies, all completed."""

from __future__ import annotations

import re
from functools import cache

from baogao.facts.listing.promises import is_livelihood
from baogao.facts.listing.usage import Usage
from baogao.facts.rows import ListItem, ListNote
from baogao.lexicon import alternation, fold, load
from baogao.text.outline import Outline
from baogao.text.spans import Span


@cache
def _said() -> re.Pattern[str]:
    status = load("livelihood")["status"]
    return re.compile(alternation(status["said"] + status["candidate"]))


def list_runs(items: list[ListItem]) -> list[list[ListItem]]:
    """The items list by list; two lists of one name stay two."""
    runs: list[list[ListItem]] = []
    for item in items:
        if runs and item.item_no == runs[-1][-1].item_no + 1 and item.list == runs[-1][-1].list:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def place_of(outline: Outline, run: list[ListItem], usage: Usage) -> int:
    """Where the body speaks of a list: its own place, or where it names a list of the glossary."""
    if run[0].source == "body":
        return run[0].start
    used = usage.first(fold(run[0].list))
    return run[0].start if used is None else used


def read_notes(outline: Outline, items: list[ListItem]) -> list[ListNote]:
    """The remarks on each livelihood list: in brackets or a sentence behind it, in the clause that names it.

    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n三件实事:修路;建桥;通水(以上为候选项目)。")
    >>> items = [ListItem("三件实事", 1, 11, 13, "body"), ListItem("三件实事", 2, 14, 16, "body")]
    >>> items.append(ListItem("三件实事", 3, 17, 19, "body"))
    >>> [outline.text[note.start:note.end] for note in read_notes(outline, items)]
    ['以上为候选项目']
    """
    usage = None
    notes: list[ListNote] = []
    for run in list_runs(items):
        if not is_livelihood(fold(run[0].list)):
            continue
        usage = usage or Usage.of(outline)
        spans = [_behind(outline, run), _naming(outline, run, place_of(outline, run, usage))]
        notes += [ListNote(run[0].list, *span) for span in spans if span]
    return notes


def _behind(outline: Outline, run: list[ListItem]) -> Span | None:
    """A remark in brackets, or a sentence that begins with 以上 or the list's name, behind the last item."""
    folded, end = outline.folded, run[-1].end
    bracket = re.compile(r"[。;]?[ \t]*\(([^()\n]{4,120})\)").match(folded, end)
    if bracket and _said().search(bracket[1]):
        return Span(*bracket.span(1))
    name = re.escape(fold(run[0].list).lstrip("0123456789年"))
    sentence = re.compile(rf"[。;!]?\s*((?:以上|上述|这些|“?{name})[^。!\n]{{4,120}})").match(folded, end)
    return Span(*sentence.span(1)) if sentence and _said().search(sentence[1]) else None


def _naming(outline: Outline, run: list[ListItem], place: int) -> Span | None:
    """From the list's name to the end of its clause, where that says what became or becomes of it."""
    folded = outline.folded
    if run[0].source == "body":
        sentence_start = max(folded.rfind("。", 0, place), folded.rfind("\n", 0, place - 1), -1) + 1
        start = folded.rfind(fold(run[0].list), sentence_start, place)
        start = folded.rfind(fold(run[0].list), max(0, place - 200), place) if start < 0 else start
        if start < 0:
            return None
    elif place >= run[0].start:
        return None
    else:
        start = place
    stop = re.compile(r"[,。;:!\n]").search(folded, start)
    end = min(stop.start() if stop else len(folded), place if run[0].source == "body" else len(folded))
    return Span(start, end) if end > start and _said().search(folded, start, end) else None
