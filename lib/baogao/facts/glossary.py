"""The terms that the report explains."""

from __future__ import annotations

import re
from itertools import pairwise

from baogao.facts.listing.entries import Entry, split_entries
from baogao.facts.listing.usage import Usage
from baogao.facts.rows import Term
from baogao.text.marks import mark_at
from baogao.text.outline import Outline
from baogao.text.spans import Span


def read_glossary(outline: Outline) -> list[Term]:
    """The entries of the glossary, in order.

    >>> from baogao.text.outline import read_outline
    >>> text = "各位代表:\\n落實“三保”。\\n名詞解釋\\n1.三保(P3):保工資、保運轉。\\n2.四風(P4):官僚主義等。"
    >>> [(term.no, text[slice(*term.term)], term.page) for term in read_glossary(read_outline(text))]
    [('1', '三保', '3'), ('2', '四風', '4')]
    """
    if outline.glossary is not None:
        entries = split_entries(outline.folded, _below_heading(outline, outline.glossary))
    else:
        entries = _footnotes(outline)
    usage = Usage.of(outline) if entries else None
    return [_term(outline, entry, usage) for entry in entries] if usage else []


def _below_heading(outline: Outline, glossary: Span) -> list[Span]:
    folded = outline.folded
    lines = [
        Span(max(p.start, glossary.start), min(p.end, glossary.end))
        for p in outline.paragraphs
        if p.start < glossary.end and p.end > glossary.start
    ]
    if lines and mark_at(folded, lines[0].start) is None:
        heading, rest = lines[0], lines[1:]
        colon = re.compile(r"[:】]").search(folded, heading.start, heading.end)
        if colon and heading.end - colon.end() > 40:  # the first entry follows on the heading's line
            at = colon.end()
            while at < heading.end and folded[at].isspace():
                at += 1
            return [Span(at, heading.end), *rest]
        return rest
    return lines


def _footnotes(outline: Outline) -> list[Entry]:
    """Notes at the foot of the pages: lines like `[3]三保:…` whose mark the text above them has set."""
    folded, body = outline.folded, outline.body
    found: list[Entry] = []
    last = _last_notes(outline)
    for line in outline.paragraphs:
        if not body.start <= line.start < body.end:
            continue
        mark = mark_at(folded, line.start)
        if mark is None or mark.style not in ("square", "circled"):
            continue
        low = body.start if line.start >= last else max(body.start, line.start - 4000)
        if folded.find(folded[mark.start : mark.end], low, line.start) >= 0:
            found += split_entries(folded, [line])
    return found


def _last_notes(outline: Outline) -> int:
    """Where the notes begin that end the text, as a Word document has them; their marks may be far above."""
    last = outline.body.end
    for line in reversed([p for p in outline.paragraphs if p.start < outline.body.end]):
        mark = mark_at(outline.folded, line.start)
        if mark is None or mark.style != "square":
            break
        last = line.start
    return last


def _term(outline: Outline, entry: Entry, usage: Usage) -> Term:
    pieces = entry.definition
    cut = any(outline.text[a.end : b.start].strip() for a, b in pairwise(pieces))
    use = usage.first(outline.folded[slice(*entry.term)])
    return Term(
        no=entry.no,
        term=(entry.term.start, entry.term.end),
        definition=(pieces[0].start, pieces[-1].end),
        page=entry.page,
        start=entry.start,
        end=pieces[-1].end,
        first_use=usage.note(entry.no) if use is None and entry.no else use,
        definition_text="".join(outline.text[slice(*piece)] for piece in pieces) if cut else "",
    )
