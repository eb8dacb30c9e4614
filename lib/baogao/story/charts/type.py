"""How wide words will be, and where long ones break: estimates that hold for any face of the stacks.

A Chinese character is one em; Latin letters and digits are taken a little wider than most faces draw them,
since room that is left over is seen by nobody and words that overlap are.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

_WIDE: Final = set("“”‘’…—·※→←↑↓≥≤≈×℃‰①②③④⑤⑥⑦⑧⑨⑩")
_NARROW: Final = set("iljtfrI.,:;'|!()[]{}`")
_BROAD: Final = set("mwMWQO%@&")
# A line may end after these and may not begin with them.
_STOPS: Final = set("，。、；：！？,;:!?）)》」』”’】〕…—%·")
_OPENERS: Final = set("（(《「『“‘【〔")


@cache
def _em(char: str, bold: bool) -> float:
    if char in _WIDE or unicodedata.east_asian_width(char) in "WF" or char > "\u2e7f":
        return 1.0
    if char == " ":
        return 0.28
    if char in _NARROW:
        return 0.38
    if char in _BROAD:
        return 0.93
    return (0.7 if char.isupper() else 0.58) + (0.04 if bold else 0.0)


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width of `text` in px at `size` px.

    >>> width_of("總收入", 14)
    42.0
    """
    return round(sum(_em(char, bold) for char in text) * size, 2)


def wrap(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """`text` in lines that are at most `room` px wide: broken after a Chinese stop or a space where one lies
    in the second half of the line, else at the width.

    >>> wrap("完成建設和改造,推進項目", 10, 75)
    ['完成建設和改造,', '推進項目']
    """
    lines: list[str] = []
    rest = text.strip()
    while rest and width_of(rest, size, bold) > room:
        end = _fits(rest, size, room, bold)
        cut = _break_before(rest, end)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    if rest:
        lines.append(rest)
    return lines or [""]


def cut(text: str, size: float, room: float, bold: bool = False) -> str:
    """`text`, ended with … where it is wider than `room`.

    >>> cut("完成建設和改造", 10, 45)
    '完成建…'
    """
    if width_of(text, size, bold) <= room:
        return text
    end = _fits(text, size, room - size, bold)
    return text[:end].rstrip() + "…"


def _fits(text: str, size: float, room: float, bold: bool) -> int:
    """How many characters fit, one at the least."""
    used = 0.0
    for index, char in enumerate(text):
        used += _em(char, bold) * size
        if used > room + 0.01:
            return max(index, 1)
    return len(text)


def _break_before(text: str, end: int) -> int:
    """The best place to break at or before `end`."""
    for index in range(end, max(end // 2, 1), -1):
        if text[index - 1] in _STOPS and (index == len(text) or text[index] not in _STOPS):
            return index
        if text[index - 1] == " " or text[index : index + 1] == " ":
            return index
        if text[index : index + 1] and text[index] in _OPENERS:
            return index
    index = end
    while index > 1 and (
        text[index : index + 1] in _STOPS
        or text[index - 1] in _OPENERS
        or (_latin(text[index - 1]) and _latin(text[index : index + 1]))
    ):
        index -= 1
    return index if index > max(end // 3, 0) else end


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and (char.isalnum() or char in ".-%")
