"""What makes a line a heading, and where its words end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_CN: Final = "一二三四五六七八九十"
_STYLES: Final = {
    "part": re.compile(rf"第([{_CN}]+)部分[、:：\s]*"),
    "cn": re.compile(rf"([{_CN}]{{1,3}})[、.]\s*"),
    "pcn": re.compile(rf"\(([{_CN}]{{1,3}})\)\s*"),
    "num": re.compile(r"(\d{1,2})\s*[.、]\s*(?![\d%])"),
    "pnum": re.compile(r"\((\d{1,2})\)\s*"),
    "nth": re.compile(rf"第([{_CN}]{{1,2}}),\s*"),
    "shi": re.compile(rf"([{_CN}]{{1,2}})(?:是|要)"),
    "dash": re.compile(r"(?:——|--+|—)\s*()"),
}
_LONGEST_HEADING: Final = 60
# Styles that open a paragraph in any place; a numbered heading of any other style ends what they hold.
WEAK: Final = frozenset({"dash", "shi"})


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
            stop = re.compile(r"[。:;!?]").search(folded, match.end(), line.end)
            end = stop.start() if stop else line.end
            if not match.end() < end <= match.end() + _LONGEST_HEADING:
                return None
            return Heading(style, match[1], line.start, Span(match.end(), end))
    words = folded[slice(*line)]
    roles = [word for group in load("outline")["roles"].values() for word in group]
    if len(words) <= 26 and not re.search(r"[。,:;!?、]", words) and re.search(alternation(roles), words):
        return Heading("plain", "", line.start, line)
    return None
