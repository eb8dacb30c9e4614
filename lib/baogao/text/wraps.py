"""Lines that a program broke at a fixed width, in mid-sentence: where they must be joined again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from baogao.text.edits import Edit

_LINE: Final = re.compile(r"[^\n]+")
_CLOSED: Final = re.compile(r"[。!?;:！？；：…][”」』)）]?$")
# What begins a paragraph whatever stands before it: an indent, a number, a dash, an address.
_CN: Final = "一二三四五六七八九十"
_OPENING: Final = re.compile(
    rf"\u3000|[ \t]{{2}}|[{_CN}]{{1,3}}、|[(（][{_CN}\d]{{1,3}}[)）]|第[{_CN}]+部|——"
    r"|\d{1,2}[.、．]\D|【|各位"
)
_CELLS: Final = re.compile(r"\S[ \u3000]*[\t|][ \u3000]*\S")  # a row of a table
_NARROWEST: Final = 15  # characters of a line that a page or a mail program makes
_WIDEST: Final = 90
_BAND: Final = 3  # lines end up to so many characters short, where a sign may not begin the next one
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
    if len(lines) < 6:
        return []
    best: tuple[int, list[float], float] = (0, [], 0)
    for measure in (_columns, _signs):
        sizes = [0 if _CELLS.search(line) else measure(line) for _, _, line in lines]
        width = _width([line for _, _, line in lines], sizes)
        full = sum(abs(size - width) <= _BAND for size in sizes) if width else 0
        best = max(best, (full, sizes, width), key=lambda one: one[0])
    return _joined(text, lines, *best[1:]) if best[0] else []


def _joined(text: str, lines: list[tuple[int, int, str]], sizes: list[float], width: float) -> list[Edit]:
    edits = []
    for ((_, end, line), (start, _, following)), size in zip(pairwise(lines), sizes, strict=False):
        gap = text[end:start]
        full = abs(size - width) <= _BAND
        opens = _OPENING.match(text, start) or _CELLS.search(following)
        if full and gap == "\n" and not _CLOSED.search(line) and not opens:
            edits.append(Edit(end, start, gap, "", "wrap", 0.9))
    return edits


def _columns(line: str) -> float:
    """The width of a line where a Latin letter or a digit takes half of what a Chinese character does."""
    return len(line) - len(_NARROW.findall(line)) / 2


def _signs(line: str) -> float:
    """The width of a line where all take the same."""
    return len(line)


def _width(lines: list[str], sizes: list[float]) -> float:
    """The width that the text is set to, or 0."""
    long = [(line, size) for line, size in zip(lines, sizes, strict=True) if size >= _NARROWEST]
    if len(long) < 6:
        return 0
    width = sorted(size for _, size in long)[int(len(long) * 0.8)]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [line for line, size in long if abs(size - width) <= _BAND]
    broken = sum(not _CLOSED.search(line) for line in full)
    return width if len(full) >= 0.5 * len(long) and broken >= 0.6 * len(full) else 0
