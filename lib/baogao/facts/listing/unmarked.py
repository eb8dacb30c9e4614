"""Items without marks below or behind the name of a livelihood list: clauses, lines, members between 、."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.listing.members import members
from baogao.lexicon import alternation, load
from baogao.text.headings import read_heading
from baogao.text.outline import Outline
from baogao.text.spans import Span

REGION: Final = 8000  # characters within which unmarked items lie
_DASH: Final = re.compile(r"[—●•■◆·★▲-]+\s*")


@cache
def _sublabel() -> re.Pattern[str]:
    words = alternation(load("livelihood")["items"]["sublabels"])
    return re.compile(rf"\n\s*[^\w\n]{{0,3}}(?:{words})\s*[:\n]")


def clean(folded: str, start: int, end: int) -> Span:
    """The item without blanks, closing signs and the lines below it that name offices and dates."""
    label = _sublabel().search(folded, start, end)
    if label:
        end = label.start()
    while start < end and (folded[start].isspace() or folded[start] in ":、,.:"):
        start += 1
    while start < end and (folded[end - 1].isspace() or folded[end - 1] in "。;,!、"):
        end -= 1
    return Span(start, end)


def behind_comma(folded: str, name: Span, count: int | None, line: Span) -> list[Span]:
    """The items of 办好三件实事,修路、建桥、通水: as many between 、 as the name counts."""
    if count is None or count < 3 or not folded.startswith((",", "”,"), name.end):
        return []
    stop = re.compile(r"[。;\n]").search(folded, name.end, line.end)
    start = name.end + 1 + folded.startswith("”", name.end)
    end = min(stop.start() if stop else line.end, start + REGION)
    found = members(folded, start, end, folded[slice(*name)])
    return found if len(found) == count else []


def clauses(folded: str, region: Span, count: int) -> list[Span]:
    """Unmarked items: as many clauses between ; or 。 as the name counts."""
    stop = folded.find("。", *region)
    for span, signs in (
        (Span(region.start, stop if stop >= 0 else region.end), ";"),
        (region, "。;"),
        (region, "。"),
        (Span(region.start, stop if stop >= 0 else region.end), ","),
    ):
        parts = [Span(*m.span()) for m in re.compile(rf"[^{signs}]+").finditer(folded, *span)]
        items = [item for part in parts if (item := clean(folded, *part)).start < item.end]
        if len(items) == count:
            return items
    return []


def lines_below(outline: Outline, index: int, count: int, tail: int) -> list[Span]:
    """Unmarked items: as many lines below the name as it counts, up to the next heading or the end."""
    folded = outline.folded
    items: list[Span] = []
    dashed = _DASH.match(folded, outline.paragraphs[index + 1].start)
    for line in outline.paragraphs[index + 1 : index + 2 + count]:
        dash = _DASH.match(folded, line.start) if dashed else None
        if line.start >= tail or (not dash and (dashed or read_heading(folded, line))):
            break
        items.append(clean(folded, dash.end() if dash else line.start, line.end))
    return items if len(items) == count and all(6 <= item.end - item.start <= 300 for item in items) else []
