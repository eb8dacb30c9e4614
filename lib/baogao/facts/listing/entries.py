"""A glossary cut into its entries, and an entry into term, page and definition."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.endings import is_page_number
from baogao.text.marks import Mark, mark_at, marks_inside
from baogao.text.spans import Span

_LONGEST_TERM: Final = 60
_LONGEST_TITLE: Final = 40
# Numbers that may be missing between two entries, where a scan or a copy lost a line.
_GAP: Final = 3
_STYLES: Final = ("square", "circled", "round", "dot", "cn", "round_cn", "nth")
_CLOSED: Final = "。;!?)]】”"


@dataclass(frozen=True)
class Entry:
    """One entry: its number as printed, its term, the pieces of its definition, its page; spans of the text.

    The definition has several pieces where a page number or a page mark cuts it.
    """

    no: str
    start: int
    term: Span
    definition: tuple[Span, ...]
    page: str


@cache
def _page_mark() -> re.Pattern[str]:
    before = alternation(load("glossary")["page"]["before"])
    several = r"(?:\s*[-—–~、,至和]\s*[Pp]?\s*\d{1,3})*"
    return re.compile(
        rf"\s*(?:[(\[【]\s*(?:(?:{before})\s*)*(?:第\s*(?P<a>\d{{1,3}}){several}\s*页[^)\]】\n]{{0,12}}"
        rf"|[Pp]\.?\s*(?P<b>\d{{1,3}}){several}\s*页?)\s*[)\]】]|[Pp]\.?\s*(?P<c>\d{{1,3}})(?!\d))\s*"
    )


@cache
def _cue() -> re.Pattern[str]:
    words = sorted(load("glossary")["cues"]["explains"], key=len, reverse=True)
    return re.compile(rf",?\s*({'|'.join(map(re.escape, words))})")


def split_entries(folded: str, lines: list[Span]) -> list[Entry]:
    """The entries that the lines below a glossary's heading hold.

    >>> text = "1.三保(P3):保工资、保运转。\\n2.四风:官僚主义等。"
    >>> [text[slice(*e.term)] for e in split_entries(text, [Span(0, 18), Span(19, len(text))])]
    ['三保', '四风']
    """
    lines = [line for line in lines if line.start < line.end]
    heads = _numbered(folded, lines)
    if len(heads) < 2:
        heads = max(heads, _unnumbered(folded, lines), key=len)
    entries = []
    for i, (start, body, no) in enumerate(heads):
        last = i + 1 == len(heads)
        pieces = _pieces(folded, body, lines, None if last else heads[i + 1][0])
        entry = _entry(folded, no, start, pieces)
        if entry:
            entries.append(entry)
    return entries


_Head = tuple[int, int, str]  # where an entry starts, where its term starts, its number as printed


def _numbered(folded: str, lines: list[Span]) -> list[_Head]:
    """The longest chain of marks of one style that counts up from the first entry."""
    best: list[Mark] = []
    for style in _STYLES:
        marks = [mark for line in lines if (mark := mark_at(folded, line.start, style))]
        chain = _chain(folded, marks)
        if len(chain) > len(best):
            best = chain
    if best:
        best = _filled(folded, best, lines[-1].end)
    elif lines:
        first = mark_at(folded, lines[0].start)
        best = _filled(folded, [first], lines[-1].end) if first else []
    return [(mark.start, mark.end, mark.printed) for mark in best]


def _chain(folded: str, marks: list[Mark]) -> list[Mark]:
    chain: list[Mark] = []
    for mark in marks:
        if not chain:
            if mark.number <= _GAP:
                chain.append(mark)
        elif chain[-1].number < mark.number <= chain[-1].number + _GAP and _opens(folded, mark.end):
            chain.append(mark)
    return chain


def _filled(folded: str, chain: list[Mark], end: int) -> list[Mark]:
    """The chain with the marks that stand in the middle of a line, where line ends were lost."""
    filled = []
    for i, mark in enumerate(chain):
        filled.append(mark)
        stop = chain[i + 1].start if i + 1 < len(chain) else end
        wanted = chain[i + 1].number if i + 1 < len(chain) else None
        if wanted == mark.number + 1:
            continue
        for inner in marks_inside(folded, mark.style, mark.end, stop):
            if inner.number == filled[-1].number + 1 and inner.number != wanted and _opens(folded, inner.end):
                filled.append(inner)
    return filled


def _opens(folded: str, at: int) -> bool:
    """Whether what follows a mark may be a term: it ends in a colon, a page mark, a cue or its line."""
    head = folded[at : at + _LONGEST_TERM + 2]
    line, _, _ = head.partition("\n")
    if re.match(r"\s*(?::?[^。:]{1,60}:|【)", line) or _page_mark().search(line):
        return True
    return bool(re.match(r"[^。]{2,30}?(?:是指|指|即|——)", line)) or (
        len(line) < _LONGEST_TITLE and "。" not in line
    )


def _unnumbered(folded: str, lines: list[Span]) -> list[_Head]:
    """Lines that open with a term and a colon; the others go on with the entry above."""
    heads: list[_Head] = []
    before = ""
    for line in lines:
        if is_page_number(folded, line):
            continue
        text = folded[slice(*line)]
        if (not before or before in _CLOSED) and re.match(rf"[^。:;,!?\n]{{1,{_LONGEST_TITLE}}}:.", text):
            heads.append((line.start, line.start, ""))
        before = text[-1]
    return heads


def _pieces(folded: str, start: int, lines: list[Span], stop: int | None) -> list[Span]:
    """The lines of an entry without the page numbers that cut them; the last entry ends by itself."""
    pieces: list[Span] = []
    for line in islice(lines, bisect_right(lines, start, key=lambda line: line.end), None):
        if stop is not None and line.start >= stop:
            break
        if pieces and is_page_number(folded, line):
            continue
        piece = Span(max(line.start, start), line.end if stop is None else min(line.end, stop))
        if stop is None and pieces and _leaves(folded, pieces[-1], piece):
            break
        pieces.append(piece)
    return pieces


def _leaves(folded: str, above: Span, line: Span) -> bool:
    """Whether a line behind the last entry is no part of it: the heading of an annex, a numbered item."""
    if folded[above.end - 1] not in _CLOSED:
        return False
    text = folded[slice(*line)]
    heading = len(text) <= _LONGEST_TITLE and text[-1] not in "。;,、"
    return heading or mark_at(text, 0) is not None


def _entry(folded: str, no: str, start: int, pieces: list[Span]) -> Entry | None:
    if not pieces:
        return None
    at, end = _trimmed(folded, *pieces[0], " \t:.、")
    cut = _cut(folded, at, end)
    if cut is not None:
        stop, rest = cut[0], [Span(cut[1], end), *pieces[1:]]
    elif len(pieces) > 1 and end - at <= _LONGEST_TITLE:  # the term has a line of its own
        stop, rest = end, pieces[1:]
    else:
        return None
    term, page = _without_page(folded, at, stop)
    spans = [Span(*_trimmed(folded, *rest[0], " \t:")), *rest[1:]]
    definition, page_behind = _definition(folded, [span for span in spans if span.start < span.end])
    if not definition or term.start >= term.end:
        return None
    return Entry(no, start, term, tuple(definition), page or page_behind)


def _cut(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """(end of the term with its page mark, start of the definition) on an entry's first line."""
    bracket = re.compile(r"【([^】\n]{1,60})】").match(folded, start, end)
    if bracket:
        return bracket.end(), bracket.end()
    head = folded[start : min(end, start + _LONGEST_TERM + 20)]
    for match in re.finditer(":", head):
        a, b = match.span()
        ratio = head[a - 1 : a].isdigit() and head[b : b + 1].isdigit()  # 1:1 is no colon of a term
        if a > 0 and not ratio and "。" not in head[:a]:
            return start + a, start + b
    page = _page_mark().search(head)
    if page and page.start() > 0 and "。" not in head[: page.start()]:
        return start + page.end(), start + page.end()
    cue = _cue().search(head, 1)
    if cue and "。" not in head[: cue.start()] and cue.start() <= _LONGEST_TITLE:
        dash = set(cue[1]) <= set("—-")
        return start + cue.start(), start + (cue.end() if dash else cue.start(1))
    blank = re.compile(r"[ \t]{2,}|(?<=”)\s").search(head, 1)
    return (start + blank.start(), start + blank.end()) if blank else None


def _without_page(folded: str, start: int, end: int) -> tuple[Span, str]:
    """The term without page mark and layout brackets, and the page."""
    page = ""
    for match in _page_mark().finditer(folded, start, end):
        page = match["a"] or match["b"] or match["c"]
        if match.end() >= end:
            end = match.start()
        elif match.start() <= start:
            start = match.end()
    start, end = _trimmed(folded, start, end)
    if end - start > 2 and folded[start] + folded[end - 1] in ("【】", "[]"):
        start, end = _trimmed(folded, start + 1, end - 1)
    return Span(start, end), page


def _definition(folded: str, pieces: list[Span]) -> tuple[list[Span], str]:
    """The definition without the page mark at its end, and the page."""
    if not pieces:
        return [], ""
    last = pieces[-1]
    tail = max(last.start, last.end - 40)
    for match in _page_mark().finditer(folded, tail, last.end):
        if match["c"] is None and re.fullmatch(r"[。.;]?\s*", folded[match.end() : last.end]):
            page = match["a"] or match["b"]
            kept = [*pieces[:-1], Span(*_trimmed(folded, last.start, match.start()))]
            sign = folded[match.end() : last.end].strip()
            if sign and folded[kept[-1].end - 1] not in _CLOSED:
                at = folded.index(sign[0], match.end())
                kept.append(Span(at, at + 1))
            return [span for span in kept if span.start < span.end], page
    return [*pieces[:-1], Span(*_trimmed(folded, *last))], ""


def _trimmed(folded: str, start: int, end: int, left: str = " \t\n") -> tuple[int, int]:
    while start < end and folded[start] in left:
        start += 1
    while start < end and folded[end - 1].isspace():
        end -= 1
    return start, end
