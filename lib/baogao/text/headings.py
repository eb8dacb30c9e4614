"""What makes a line a heading, and where its words end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.dates import cn_number
from baogao.text.spans import Span

_CN: Final = "一二三四五六七八九十"
_STYLES: Final = {
    "part": re.compile(rf"第([{_CN}]+)部分[、:：\s]*"),
    "cn": re.compile(rf"([{_CN}]{{1,3}})[、.]\s*"),
    "pcn": re.compile(rf"\(([{_CN}]{{1,3}})\)\s*"),
    "num": re.compile(r"(\d{1,2})\s*[.、]\s*(?![\d%])"),
    "pnum": re.compile(r"\((\d{1,2})\)\s*"),
    "nth": re.compile(rf"第([{_CN}]{{1,2}})[,、:]\s*"),
    "shi": re.compile(rf"([{_CN}]{{1,2}})(?:是|要)"),
    "dash": re.compile(r"(?:——|--+|—)\s*()(?=[“\"]?[\u4e00-\u9fff])"),
}
_LONGEST_HEADING: Final = 60
# Styles that open a paragraph in any place; a numbered heading of any other style ends what they hold.
WEAK: Final = frozenset({"dash", "shi"})
# A paragraph that is no heading but ends the sections of its part.
CLOSING: Final = "closing"
_STOPS: Final = re.compile(r"[。:;!?]")
_CLAUSE_STOPS: Final = re.compile(r"[,。:;!?]")
_LONGEST_BARE: Final = 26
_SIGNS: Final = re.compile(r"[。,:;!?、]")
_LONG_PARAGRAPH: Final = 60
_BARE_LINE: Final = re.compile(r"[^。;:!?\d(《“][^。;:!?《]{5,38}[\u4e00-\u9fff”)]")


@dataclass(frozen=True)
class Heading:
    """A line that opens a section: its numbering `style`, its `number`, the `span` of its words."""

    style: str
    number: str
    start: int
    span: Span


def read_heading(folded: str, line: Span) -> Heading | None:
    """The heading that a line of folded text is, or begins with; None for a plain paragraph.

    >>> text = "(一)堅持發展產業。著力推進。"
    >>> heading = read_heading(text, Span(0, len(text)))
    >>> heading.style, heading.number, text[slice(*heading.span)]
    ('pcn', '一', '堅持發展產業')
    """
    for style, pattern in _STYLES.items():
        match = pattern.match(folded, line.start, line.end)
        if match:
            end = _words_end(folded, match.end(), line.end, weak=style in WEAK)
            return Heading(style, match[1], line.start, Span(match.end(), end)) if end else None
    words = folded[line.start : min(line.end, line.start + _LONGEST_BARE + 1)]
    if len(words) <= _LONGEST_BARE and not _SIGNS.search(words) and _roles().search(words):
        return Heading("plain", "", line.start, line)
    return None


def _words_end(folded: str, start: int, end: int, *, weak: bool) -> int:
    """Where a heading's words end: its first sentence, or of a long one the first clause; else 0."""
    reach = min(end, start + _LONGEST_HEADING + 1)
    for stops in (_STOPS, _CLAUSE_STOPS):
        stop = stops.search(folded, start, reach)
        at = stop.start() if stop else end
        if start < at <= start + _LONGEST_HEADING:
            return at
        if weak:
            break
    return 0


def read_headings(folded: str, lines: list[Span]) -> list[Heading]:
    """The headings of a body, in order, with the paragraphs that close its sections (style `closing`).

    A short line without end signs that stands between whole paragraphs is a heading without number.

    >>> text = "一、工作回顾 五年来我们转型升级步伐坚实 " + "发展" * 40 + "。 各位代表!成绩来之不易。"
    >>> lines = [Span(m.start(), m.end()) for m in re.finditer("[^ ]+", text)]
    >>> [(heading.style, text[slice(*heading.span)][:6]) for heading in read_headings(text, lines)]
    [('cn', '工作回顾'), ('line', '五年来我们转'), ('closing', '')]
    """
    found: list[Heading] = []
    listed, counted = "", 0  # the style and last number of the list that a line has named
    for i, line in enumerate(lines):
        heading = read_heading(folded, line)
        if heading is None and _closing().match(folded, line.start, line.end):
            heading = Heading(CLOSING, "", line.start, Span(line.start, line.start))
        elif heading is None and 0 < i < len(lines) - 1 and _BARE_LINE.fullmatch(folded, *line):
            above = lines[i - 1].end
            whole = folded[above - 1] in "。!;:" or bool(found and found[-1].span.end == above)
            if whole and lines[i + 1].end - lines[i + 1].start >= _LONG_PARAGRAPH:
                heading = Heading("line", "", line.start, line)
        if heading:
            if heading.number and i and _listing().search(folded, *lines[i - 1]):
                listed = heading.style
                found = _with_title(found, lines[i - 1])
            elif heading.style != listed or cn_number(heading.number) != counted + 1:
                listed = ""
            if listed:
                counted = cn_number(heading.number)
                heading = replace(heading, style=f"{heading.style} of a list")
            found.append(heading)
    return found


def _with_title(found: list[Heading], title: Span) -> list[Heading]:
    """`found` with the line that names a list as its last heading, if it is not there."""
    if found and found[-1].start == title.start:
        return found
    return [*found, Heading("line", "", title.start, title)]


@cache
def _roles() -> re.Pattern[str]:
    return re.compile(alternation([word for group in load("outline")["roles"].values() for word in group]))


@cache
def _listing() -> re.Pattern[str]:
    """A short line that names the year's list: 2011年10件实事."""
    words = alternation(load("outline")["bare"]["lists"])
    return re.compile(rf"(?<![^\n])[\s]*[^。;,:!?\n]{{0,24}}(?:{words})(?:\([^()\n]{{0,12}}\))?[:]?$")


@cache
def _closing() -> re.Pattern[str]:
    words = load("outline")["closing"]
    address = alternation(words["address"])
    return re.compile(rf"(?:(?:{address})[、,]?)+[!,:。]|(?:{address})$|(?:{alternation(words['words'])})")
