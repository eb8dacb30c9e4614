"""How wide words will be, and where long ones break: estimates that hold for any face of the stacks.

A Chinese character is one em; Latin letters and digits are taken a little wider than most faces draw them,
since room that is left over is seen by nobody and words that overlap are.
"""

from __future__ import annotations

from functools import cache
from typing import Final

# Advances of the signs from blank to tilde in hundredths of an em, in regular and bold: a little more than
# the Noto CJK faces have, between their sans and their serif.
_REGULAR: Final = (
    *(25, 33, 48, 58, 58, 94, 75, 29, 36, 36, 49, 59, 32, 36, 32, 40, 58, 58, 58, 58, 58, 58, 58, 58),
    *(58, 58, 32, 32, 59, 59, 59, 48, 97, 68, 68, 68, 75, 64, 61, 73, 81, 36, 55, 71, 60, 92, 78, 77),
    *(65, 77, 70, 62, 65, 78, 66, 99, 65, 63, 62, 35, 40, 35, 59, 58, 63, 58, 65, 54, 64, 56, 37, 58),
    *(65, 32, 30, 60, 32, 97, 65, 63, 65, 64, 44, 48, 39, 65, 55, 84, 54, 55, 50, 37, 30, 37, 59),
)
_BOLD: Final = (
    *(25, 38, 59, 62, 61, 99, 79, 33, 40, 40, 52, 61, 34, 38, 34, 41, 61, 61, 61, 61, 61, 61, 61, 61),
    *(61, 61, 34, 34, 61, 61, 61, 52, 103, 71, 71, 70, 77, 66, 63, 76, 83, 39, 59, 75, 63, 95, 80, 79),
    *(69, 79, 73, 64, 68, 80, 69, 103, 70, 66, 64, 39, 41, 39, 61, 60, 65, 61, 67, 56, 67, 60, 40, 62),
    *(68, 34, 34, 64, 35, 101, 68, 65, 67, 66, 48, 51, 43, 68, 60, 89, 60, 59, 53, 39, 33, 39, 61),
)
# A line may end after these and may not begin with them.
STOPS: Final = set("，。、；：！？,;:!?）)》」』”’】〕…—%·")
_OPENERS: Final = set("（(《「『“‘【〔")


@cache
def _em(char: str, bold: bool) -> float:
    """A sign's advance; what is not ASCII is one em wide, but for the dash between numbers."""
    code = ord(char)
    if 32 <= code < 127:
        return (_BOLD if bold else _REGULAR)[code - 32] / 100
    return 0.6 if char in "–−·" else 1.0


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
        if text[index - 1] in STOPS and (index == len(text) or text[index] not in STOPS):
            return index
        if text[index - 1] == " " or text[index : index + 1] == " ":
            return index
        if text[index : index + 1] and text[index] in _OPENERS:
            return index
    index = end
    while index > 1 and (
        text[index : index + 1] in STOPS
        or text[index - 1] in _OPENERS
        or (_latin(text[index - 1]) and _latin(text[index : index + 1]))
    ):
        index -= 1
    return index if index > max(end // 3, 0) else end


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and (char.isalnum() or char in ".-%")
