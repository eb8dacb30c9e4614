"""Stray blanks inside numbers and words, and what stands for blanks: signs of no width, glyphs of a font."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from baogao.text.edits import Edit

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_BLANK: Final = "[ \u3000\xa0]"
_BETWEEN: Final = re.compile(rf"{_BLANK}(?<=[\d０-９.．].)(?=[\d０-９.．])")
_SPACED_NUMBER: Final = re.compile(
    rf"[\d０-９](?<![\d.．].)(?:{_BLANK}[\d０-９]|{_BLANK}[.．]{_BLANK}?[\d０-９])+(?!\d)"
)
_SPACED_POINT: Final = re.compile(
    rf"\d(?<=[{_HAN}]\d)(?<![件表图圖]\d)\d{{0,5}}(?:{_BLANK}[.．]{_BLANK}?|[.．]{_BLANK})\d{{1,4}}(?={_BLANK}?[%％‰{_HAN}])"
)
# Patterns begin with what is rare, and look back from there: a text has few blanks and many characters.
_SPACED_WORDS: Final = re.compile(
    rf"([ \u3000\xa0])(?<=[{_HAN}].)(?<![{_HAN}]..)[{_HAN}](?:\1[{_HAN}]){{2,}}(?![{_HAN}])"
)
_STRAY: Final = re.compile(rf"{_BLANK}(?<=[{_HAN}].)(?=[{_HAN}])")
_FEWEST: Final = 6  # stray blanks of a text that was drawn from a page, not typed …
_RATE: Final = 1000  # … and so many characters of prose for each, at the most
_PROSE: Final = 40  # characters of a line of prose
# Signs of no width, of direction and of soft breaks; joiners matter in other scripts only.
_NO_WIDTH: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\xad\u180e]+")
# A lone glyph of a font's private area where layout has a blank or a bullet: behind a sign, before a word.
_GLYPH: Final = re.compile(
    rf"[\ue000-\uf8ff](?<![^\s，。；：、！？,;:)）”》].)[\ue000-\uf8ff]?(?=[{_HAN}\d“（(《\s])"
)
_GLYPHS: Final = re.compile("[\ue000-\uf8ff\ufffd]")
_NEAR: Final = 12  # characters within which a glyph at another place makes it worse damage


def blank_edits(text: str) -> Iterator[Edit]:
    """Edits that take blanks out of numbers and words, and make plain blanks of what stands for them.

    >>> [(e.before, e.after) for e in blank_edits("完成投资1 2 5亿元，增长8. 8％，政 府 工 作 报 告")]
    [('1 2 5', '125'), ('8. 8', '8.8'), ('政 府 工 作 报 告', '政府工作报告')]
    """
    yield from _numbers(text)
    for found in _SPACED_WORDS.finditer(text):
        before = text[found.start() - 1 : found.end()]
        yield Edit(found.start() - 1, found.end(), before, before.replace(found[1], ""), "space", 0.9)
    yield from _strays(text)
    for found in _NO_WIDTH.finditer(text):
        yield Edit(found.start(), found.end(), found[0], "", "invisible", 1.0)


def glyph_edits(text: str) -> Iterator[Edit]:
    """Edits that make blanks of lone glyphs of a font.

    >>> [(e.start, e.after) for e in glyph_edits("各位代表：\\ue5e5现在向大会报告工作。")]
    [(5, ' ')]
    >>> list(glyph_edits("深加工。\\ue41d蟛\\ue321盗"))
    []
    """
    lone = list(_GLYPH.finditer(text))
    if not lone:
        return
    held = {at for found in lone for at in range(*found.span())}
    others = [found.start() for found in _GLYPHS.finditer(text) if found.start() not in held]
    for found in lone:
        i = bisect_left(others, found.start() - _NEAR)
        if i == len(others) or others[i] > found.end() + _NEAR:
            yield Edit(found.start(), found.end(), found[0], " ", "private", 0.9)


def _numbers(text: str) -> Iterator[Edit]:
    if not _BETWEEN.search(text):
        return
    for found in _SPACED_NUMBER.finditer(text):
        digits = re.sub(r"\s", "", found[0])
        steps = {ord(b) - ord(a) for a, b in pairwise(digits)}
        if len(digits) > 2 and steps == {1}:
            continue  # the links of a pager
        around = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 2]
        if re.search(f"[{_HAN}%％‰]", around):
            yield Edit(found.start(), found.end(), found[0], digits, "space", 0.9)
    for found in _SPACED_POINT.finditer(text):
        yield Edit(found.start(), found.end(), found[0], re.sub(r"\s", "", found[0]), "space", 0.9)


def _strays(text: str) -> Iterator[Edit]:
    """Single blanks between characters in prose, where a text has many of them; quotations may hold some."""
    if not _STRAY.search(text):
        return
    held, prose = [], 0
    for line in re.finditer(rf"[^\n]{{{_PROSE},}}", text):
        if "。" in line[0]:
            prose += len(line[0])
            held += [found.span() for found in _STRAY.finditer(text, *line.span())]
    if len(held) < max(_FEWEST, prose / _RATE):
        return
    for start, end in held:
        quoted = text.rfind("“", max(0, start - 30), start) > text.rfind("”", max(0, start - 30), start)
        if not quoted:
            yield Edit(start, end, text[start:end], "", "space", 0.9)
