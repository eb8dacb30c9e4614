"""Names made of counts (六纵六横一环): each part is a list, in the order of the parts of the explanation."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from baogao.facts.listing.counts import counts
from baogao.text.spans import Span

_NUMBER: Final = "一二两三四五六七八九十"
_PART: Final = re.compile(rf"[{_NUMBER}][^{_NUMBER}多、,;“”]{{1,2}}")
_COMPOUND: Final = re.compile(rf"(?:[{_NUMBER}][^{_NUMBER}多、,;:“”()]{{1,2}}){{2,}}")
_CUE: Final = re.compile(r"”?,?(?:是指|即|指|:|为|就是)[:,]?")
_MEASURE: Final = "条个座处片扇大张块种类横纵轴"
_BEFORE: Final = re.compile(rf"^[^、]*?(?P<n>\d+|[{_NUMBER}]+)[{_MEASURE}][^、]{{0,10}}?的(?=[^、]{{2}})")
_AFTER: Final = re.compile(rf"(?:等|共)?(?P<n>\d+|[{_NUMBER}]+)[{_MEASURE}][^、]*$")
_EACH: Final = re.compile(rf"一[{_MEASURE}](?:是|为)")
_ATTRIBUTE: Final = re.compile(r"^(?:以及|打造|建设|构建|形成|依托|以)?(?:\([^()]*\))?(?:[^、()]*的)?")
_AND: Final = re.compile(r"[和及与]")


def compound_lists(folded: str, span: Span, term: Span) -> list[tuple[Span, tuple[Span, ...]]]:
    """The lists of a name made of counts, as the spans of their names and members; else none.

    >>> text = "两纵一环:两纵是指甲路、乙路,一环是丙路。"
    >>> compound_lists(text, Span(5, len(text)), Span(0, 4))
    []
    >>> text = "两纵两横:指2条贯穿南北的甲路、乙路,2条连接东西的丙路和丁路。"
    >>> [(text[slice(*name)], [text[slice(*m)] for m in items])
    ...  for name, items in compound_lists(text, Span(5, len(text)), Span(0, 4))]
    [('两纵', ['甲路', '乙路']), ('两横', ['丙路', '丁路'])]
    """
    names = list(_COMPOUND.finditer(folded, *term))
    found: list[tuple[Span, tuple[Span, ...]]] = []
    starts = [_start(folded, span, m[0], alone=len(names) == 1) for m in names]
    for i, name in enumerate(names):
        told = starts[i]
        if told is None:
            continue
        start = told.end
        end = min((other.start for other in starts if other and other.start > start), default=span.end)
        parts = [Span(*m.span()) for m in _PART.finditer(folded, *name.span())]
        whole = len(_PART.findall(name[0]))
        found += _parts(folded, Span(start, end), parts) if whole > 1 else []
    return found


def _start(folded: str, span: Span, name: str, alone: bool) -> Span | None:
    """The name and what introduces its explanation (`两纵两横是指`)."""
    at = folded.find(name, *span)
    if at >= 0 and (cue := _CUE.match(folded, at + len(name), span.end)):
        return Span(at, cue.end())
    return Span(span.start, span.start) if alone else None


def _parts(folded: str, span: Span, parts: list[Span]) -> list[tuple[Span, tuple[Span, ...]]]:
    for signs in ";", "。", ",":
        cuts = [m.start() for m in re.compile(f"[{signs}]").finditer(folded, span.start, span.end - 1)]
        chunks = [Span(a + 1, b) for a, b in pairwise([span.start - 1, *cuts, span.end])]
        if len(chunks) != len(parts):
            continue
        found = []
        for part, chunk in zip(parts, chunks, strict=True):
            wanted = counts(folded[slice(*part)])
            items = _members(folded, chunk, wanted[0]) if wanted and wanted[0] > 1 else ()
            if items:
                found.append((part, items))
        if found:
            return found
    return []


def _members(folded: str, chunk: Span, count: int) -> tuple[Span, ...]:
    """The members of one part: as many as it counts."""
    start, end = chunk
    while end > start and folded[end - 1] in "。;, \n":
        end -= 1
    each = list(_EACH.finditer(folded, start, end))
    if len(each) == count:
        stops = [*(m.start() for m in each[1:]), end]
        return tuple(_bare(folded, m.end(), stop) for m, stop in zip(each, stops, strict=True))
    before = _BEFORE.match(folded[start:end])
    after = _AFTER.search(folded[start:end])
    if before:
        start += before.end()
    elif after:
        end = start + after.start()
        lead = _ATTRIBUTE.match(folded[start:end])
        start += lead.end() if lead else 0
    else:
        return ()
    cuts = [m.start() for m in re.compile("、").finditer(folded, start, end)]
    items = [Span(a + 1, b) for a, b in pairwise([start - 1, *cuts, end])]
    if len(items) == count - 1 and (join := _AND.search(folded, items[-1].start + 2, items[-1].end - 1)):
        items[-1:] = [Span(items[-1].start, join.start()), Span(join.end(), items[-1].end)]
    return tuple(items) if len(items) == count else ()


def _bare(folded: str, start: int, end: int) -> Span:
    while end > start and folded[end - 1] in ",;、和 ":
        end -= 1
    return Span(start, end)
