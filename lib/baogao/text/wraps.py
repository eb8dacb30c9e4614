"""Lines that a program broke at a fixed width, in mid-sentence: where they must be joined again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from baogao.text.edits import Edit

_LINE: Final = re.compile(r"[^\n]+")
_CLOSED: Final = re.compile(r"[。!?;:！？；：…”」』)）]$")
# What begins a paragraph whatever stands before it: an indent, a number, a dash, an address.
_CN: Final = "一二三四五六七八九十"
_OPENING: Final = re.compile(
    rf"\u3000|[ \t]{{2}}|[{_CN}]{{1,3}}[、是]|[(（][{_CN}\d]{{1,3}}[)）]|第[{_CN}]+[部,，]|——"
    r"|\d{1,2}[.、．]\D|【|\[|各位"
)
# Columns of a line that a page or a mail program makes; a Chinese character takes two, a Latin letter one.
_NARROWEST: Final = 30
_WIDEST: Final = 180
_BAND: Final = 6  # lines end up to so many columns short, where a sign may not begin the next one
_NARROW: Final = re.compile(r"[\x20-\x7e]")


def join_wraps(text: str) -> list[Edit]:
    """Edits that take out the line ends of a text set to a fixed width; none for any other text.

    A text is taken to be set so where most of its lines are of nearly one length, the greatest, and most of
    these close no sentence.

    >>> wide = "全年完成生产总值一百二十亿元增长百分之六" * 12
    >>> lines = "\\n".join(wide[i : i + 30] for i in range(0, len(wide), 30))
    >>> len(join_wraps(lines)), join_wraps(wide + "。\\n" + wide + "。")
    (7, [])
    """
    lines = [(m.start(), m.end(), m[0].strip()) for m in _LINE.finditer(text) if m[0].strip()]
    width = _width([line for _, _, line in lines])
    if not width:
        return []
    edits = []
    for (_, end, line), (start, _, following) in pairwise(lines):
        gap = text[end:start]
        raw = text[start : start + len(following) + 4]
        full = abs(_columns(line) - width) <= _BAND
        if full and gap == "\n" and not _CLOSED.search(line) and not _OPENING.match(raw):
            edits.append(Edit(end, start, gap, "", "wrap", 0.9))
    return edits


def _columns(line: str) -> int:
    """The columns that a line takes where each Chinese character takes two."""
    return 2 * len(line) - len(_NARROW.findall(line))


def _width(lines: list[str]) -> int:
    """The width that the text is set to, or 0."""
    long = [(line, wide) for line in lines if (wide := _columns(line)) >= _NARROWEST]
    if len(long) < 6:
        return 0
    width = sorted(wide for _, wide in long)[int(len(long) * 0.8)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [line for line, wide in long if abs(wide - width) <= _BAND]
    broken = sum(not _CLOSED.search(line) for line in full)
    return width if len(full) >= 0.5 * len(long) and broken >= 0.6 * len(full) else 0
