"""Livelihood lists in the body and the annexes of a report: where they are named, and their items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final

from baogao.facts.listing.counts import NUMERAL
from baogao.facts.listing.groups import NamedList
from baogao.facts.listing.members import members
from baogao.facts.listing.unmarked import REGION, behind_comma, clauses, clean, lines_below
from baogao.lexicon import alternation, load
from baogao.text.marks import Mark, cn_number, mark_at
from baogao.text.outline import Outline
from baogao.text.spans import Span

# How far an item may reach, and how far behind its name a list may begin.
_LONGEST_ITEM: Final = 1500
_NEAR: Final = 60
_FAR: Final = 160
# No paragraph names livelihood lists more often.
_MOST_NAMES: Final = 24
_FIRST: Final = re.compile(
    r"(?:^|(?<=[。;:,!?\n\s“”」』)]))(?=一是|一要|①|\(\s*1\s*\)|1\s*[.、](?!\d)|第一[,、:件项]|\(一\)|一、|\[1\])"
)
_BOUNDARY: Final = re.compile(r"[。;!?:,)”]\s*|\n\s*|\s+")
# A lost mark: ?, or the blank that it was mended to.
_TABLE_HEAD: Final = re.compile(r"(?:序号|编号|序)[ ]*[\t|]")
_LOST: Final = re.compile(r"[。;]\s*(\?|(?<=[。;]) )(?![?\s])")


@dataclass(frozen=True)
class Anchor:
    """A place that names a livelihood list: the span of the name, and the number in it."""

    name: Span
    count: int | None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load("livelihood")
    names = words["names"]
    behind = rf"(?:{alternation(names['behind'])})?"
    heads = alternation(names["heads"])
    return {
        "counted": re.compile(
            rf"(?:(?:19|20)\d\d年度?)?“?(?P<count>{NUMERAL})(?:件|项|个|大|方面|类|桩|条)”?"
            rf"[^\s,。;:、!?()”]{{0,10}}?(?:{heads})(?:(?:{heads}){behind}|{behind})”?"
        ),
        "plain": re.compile(
            rf"(?:(?:19|20)\d\d年度?)?[^\s,。;:、!?()“”\d]{{0,12}}?(?:{alternation(names['plain'])}){behind}(?:清单|一览表|名单|安排)?"
        ),
        # 着力办好以下民生实事:①, 办好民生实事,具体是:第一,
        "opened": re.compile(
            rf"(?P<name>(?:{alternation(names['plain'])}){behind}(?:清单|安排)?)[^。;:!?\n“”]{{0,12}}:(?=(?:{_FIRST.pattern}))"
        ),
        "leaving": re.compile(rf"[。!]\s*(?=(?:{alternation(words['items']['leaving'])}))"),
        "head": re.compile(heads),
    }


def is_livelihood(name: str) -> bool:
    """Whether the folded name of a list is that of a livelihood list.

    >>> is_livelihood("十件民生实事"), is_livelihood("三个百亿")
    (True, False)
    """
    return _patterns()["counted"].search(name) is not None or (
        len(name) <= 24 and any(word in name for word in load("livelihood")["names"]["plain"])
    )


def read_promises(outline: Outline, skip: Span | None) -> list[NamedList]:
    """The livelihood lists that stand outside the glossary entries (`skip`).

    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n办好三件实事:一是修路。二是建桥。三是通水。")
    >>> [(outline.text[slice(*l.name)], len(l.members)) for l in read_promises(outline, None)]
    [('三件实事', 3)]
    """
    tail = next((s.start for s in outline.sections if s.role == "tail"), len(outline.text))
    found: dict[int, NamedList] = {}
    for anchor, paragraph in _anchors(outline, skip, tail):
        items = _items(outline, anchor, paragraph, tail)
        if items and not (skip and skip.start <= items[0].start < skip.end):
            found[items[0].start] = NamedList(anchor.name, tuple(items))  # the nearest name wins
    kept: list[NamedList] = []
    for named in sorted(found.values(), key=lambda n: n.members[0].start):
        if not kept or named.members[0].start >= kept[-1].members[-1].end:
            kept.append(named)
    return kept


def _anchors(outline: Outline, skip: Span | None, tail: int) -> Iterator[tuple[Anchor, int]]:
    folded, patterns = outline.folded, _patterns()
    for index, line in enumerate(outline.paragraphs):
        if not outline.body.start <= line.start < tail:
            continue
        if skip and skip.start <= line.start < skip.end:
            continue
        if not patterns["head"].search(folded, *line) and "实事" not in folded[slice(*line)]:
            continue
        hits = list(islice(patterns["counted"].finditer(folded, *line), _MOST_NAMES))
        for match in hits:
            yield Anchor(_balanced(folded, *match.span()), cn_number(match["count"])), index
        if not hits and line.end - line.start <= 40:
            plain = patterns["plain"].search(folded, *line)
            if plain:
                yield Anchor(Span(*plain.span()), None), index
        elif not hits and (said := patterns["opened"].search(folded, *line)):
            yield Anchor(Span(*said.span("name")), None), index


def _balanced(folded: str, start: int, end: int) -> Span:
    """A name without the quote that has no twin in it, and without quotes around the whole."""
    opening = folded[start] == "“"
    closing = folded[end - 1] == "”"
    inner = folded[start + opening : end - closing]
    if opening and ("”" not in inner):
        start += 1
    if closing and "“" not in inner:
        end -= 1
    return Span(start, end)


def _items(outline: Outline, anchor: Anchor, index: int, tail: int) -> list[Span]:
    """The items that follow a list's name: in its own paragraph, or in those below."""
    folded, lines = outline.folded, outline.paragraphs
    line = lines[index]
    rest = folded[anchor.name.end : line.end]
    if len(rest.strip("”』」:。;的)(!")) > 8:
        found = _inside(outline, anchor, line, tail)
        if found:
            return found
        if not rest.rstrip().endswith(":"):
            return []
    if index + 1 >= len(lines) or lines[index + 1].start >= tail:
        return []
    below = lines[index + 1]
    if _TABLE_HEAD.match(folded, below.start) and index + 2 < len(lines):
        below = lines[index + 2]
    mark = mark_at(folded, below.start)
    if mark and mark.number == 1:
        found = _marked(outline, mark, anchor.count, tail)
        if _enough(len(found), anchor.count):
            return found
    if anchor.count is None:
        return []
    inner = _FIRST.search(folded, below.start, min(below.end, below.start + _FAR))
    mark = mark_at(folded, inner.end()) if inner else None
    if mark:
        found = _marked(outline, mark, anchor.count, tail)
        if len(found) == anchor.count:
            return found
    found = clauses(folded, below, anchor.count)
    return found or lines_below(outline, index, anchor.count, tail)


def _inside(outline: Outline, anchor: Anchor, line: Span, tail: int) -> list[Span]:
    folded = outline.folded
    end = min(line.end, anchor.name.end + _FAR)
    for first in _FIRST.finditer(folded, anchor.name.end, end):
        mark = mark_at(folded, first.end())
        if mark is None:
            continue
        found = _marked(outline, mark, anchor.count, tail)
        near = (
            first.end() - anchor.name.end <= _NEAR and "。" not in folded[anchor.name.end : first.end() - 1]
        )
        if len(found) == anchor.count or (near and _enough(len(found), anchor.count)):
            return found
    if anchor.count is None:
        return []
    opening = re.compile(r"[^。;:]{0,40}:").match(folded, anchor.name.end, line.end)
    if not opening:
        return behind_comma(folded, anchor.name, anchor.count, line)
    region = Span(opening.end(), min(line.end, opening.end() + REGION))
    found = clauses(folded, region, anchor.count)
    if found:
        return found
    stop = folded.find("。", *region)
    found = members(folded, region.start, stop if stop >= 0 else region.end, folded[slice(*anchor.name)])
    return found if len(found) == anchor.count else []


def _enough(found: int, count: int | None) -> bool:
    """Whether as many items were found as the name promises, or nearly (twelve candidates for ten)."""
    if count is None:
        return found >= 4
    return found >= 3 and abs(found - count) <= max(1, count // 4)


def _marked(outline: Outline, first: Mark, count: int | None, tail: int) -> list[Span]:
    """The items between the marks that count up from the first one."""
    if first.number != 1:
        return []
    folded, marks = outline.folded, [first]
    own_line = _opens_line(outline, first.start)
    while len(marks) < 60 and (count is None or len(marks) < count + max(1, count // 4)):
        following = _next_mark(outline, marks[-1], own_line, tail)
        if following is None:
            break
        if count is not None and len(marks) >= count and "\n\n" in folded[marks[-1].end : following.start]:
            break
        marks.append(following)
    items = []
    inner = False
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        end = after.start if after else _last_end(outline, mark, own_line, inner, tail)
        item = clean(folded, mark.end, end)
        inner = inner or "。" in folded[item.start : item.end]
        items.append(item)
    return [item for item in items if item.start < item.end]


def _opens_line(outline: Outline, at: int) -> bool:
    paragraph = outline.paragraph_at(at)
    return paragraph is not None and paragraph.start == at


def _next_mark(outline: Outline, mark: Mark, own_line: bool, tail: int) -> Mark | None:
    folded, stop = outline.folded, min(tail, mark.end + _LONGEST_ITEM)
    for boundary in _BOUNDARY.finditer(folded, mark.end, stop):
        at = boundary.end()
        if own_line and not _opens_line(outline, at):
            continue
        found = mark_at(folded, at, mark.style)
        if (
            found
            and found.number == mark.number + 1
            and not (mark.style == "dot" and folded[found.end : found.end + 1].isdigit())
        ):
            return found
    if mark.style == "circled" and mark.number >= 10:  # ⑪ and up are lost where a page knew ten
        lost = _LOST.search(folded, mark.end, stop)
        if lost and "\n" not in folded[mark.end : lost.start()]:
            return Mark(mark.style, mark.number + 1, "?", lost.start(1), lost.end(1))
    return None


def _last_end(outline: Outline, mark: Mark, own_line: bool, inner: bool, tail: int) -> int:
    """Where the last item ends: with its paragraph, or with its sentence where the items are one each."""
    folded, paragraph = outline.folded, outline.paragraph_at(mark.start)
    if paragraph and not folded[mark.end : paragraph.end].strip():  # the mark has a line of its own
        paragraph = next((p for p in outline.paragraphs if p.start >= paragraph.end), paragraph)
    end = min(paragraph.end, tail) if paragraph else tail
    stop = folded.find("。", mark.end, end)
    if stop >= 0 and ((not inner and not own_line) or end - mark.end > _LONGEST_ITEM):
        return stop
    leaving = _patterns()["leaving"].search(folded, mark.end, end)
    return leaving.start() if leaving else end
