"""The automatic numbers of a Word document, which are printed before paragraphs and stand in no text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN: Final = "〇一二三四五六七八九"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_CAPITAL: Final = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
_DEEPEST: Final = 9


def counted(number: int) -> str:
    """A number from 1 to 99 in Chinese, as headings count.

    >>> [counted(n) for n in (3, 10, 12, 20, 45)]
    ['三', '十', '十二', '二十', '四十五']
    """
    tens, ones = divmod(number, 10)
    if tens > 9:
        return "".join(_HAN[int(digit)] for digit in str(number))
    return (_HAN[tens] if tens > 1 else "") + ("十" if tens else "") + (_HAN[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if 1 <= number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    signs = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    made = ""
    for value, sign in signs:
        made += sign * (number // value)
        number %= value
    return made


# The values of ST_NumberFormat (ECMA-376, part 1, 17.18.59) that Chinese documents use; others are decimal.
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "decimalZero": lambda n: f"{n:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "japaneseCounting": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "ideographDigital": lambda n: "".join(_HAN[int(digit)] for digit in str(n)),
    "taiwaneseDigital": lambda n: "".join(_HAN[int(digit)] for digit in str(n)),
    "chineseLegalSimplified": lambda n: counted(n).translate(_CAPITAL),
    "ideographLegalTraditional": lambda n: counted(n).translate(_CAPITAL),
    "ideographTraditional": lambda n: _STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: _BRANCHES[(n - 1) % 12],
    "ideographEnclosedCircle": lambda n: chr(0x327F + n) if 1 <= n <= 10 else counted(n),
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
}


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    pattern: str  # "%1、", "（%2）"
    behind: str  # what parts the number from the text
    legal: bool  # all numbers decimal


class Numbering:
    """Counts the numbered paragraphs of a document, in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}  # a list, and the counters it shares with others of its kind
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _DEEPEST)
        self._of_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: _Element) -> str:
        """The number before `paragraph`, with what parts it from the text; empty where it has none."""
        number, depth = self._place(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts[self._lists[number]]
        levels = self._levels[number]
        for above in range(depth):
            if not counts[above]:
                counts[above] = levels[above].start if above in levels else 1
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        return _printed(level, levels, counts)

    def _place(self, paragraph: _Element) -> tuple[str, int]:
        """(the list, the depth in it) of a paragraph, by itself or by its style."""
        style = _value(paragraph, "pPr", "pStyle")
        number, depth = self._of_style.get(style, ("", 0))
        number = _value(paragraph, "pPr", "numPr", "numId") or number
        return number, _whole(_value(paragraph, "pPr", "numPr", "ilvl"), depth)

    def _read(self, numbering: _Element) -> None:
        kinds = {
            kind.get(f"{W}abstractNumId", ""): dict(map(_level, kind.iterfind(f"{W}lvl")))
            for kind in numbering.iterfind(f"{W}abstractNum")
        }
        for one in numbering.iterfind(f"{W}num"):
            number, kind = one.get(f"{W}numId", ""), _value(one, "abstractNumId")
            levels = dict(kinds.get(kind, {}))
            changed = False
            for change in one.iterfind(f"{W}lvlOverride"):
                depth = _whole(change.get(f"{W}ilvl"), 0)
                whole, start = change.find(f"{W}lvl"), _value(change, "startOverride")
                if whole is not None:
                    levels[depth] = _level(whole)[1]
                if start and depth in levels:
                    old = levels[depth]
                    levels[depth] = _Level(_whole(start, 1), old.form, old.pattern, old.behind, old.legal)
                changed = True
            self._levels[number] = levels
            self._lists[number] = f"own {number}" if changed else f"kind {kind}"

    def _read_styles(self, styles: _Element) -> None:
        parents = {}
        for style in styles.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            parents[name] = _value(style, "basedOn")
            number = _value(style, "pPr", "numPr", "numId")
            if number:
                self._of_style[name] = (number, _whole(_value(style, "pPr", "numPr", "ilvl"), 0))
        for name in parents:
            above, steps = name, 0
            while above and above not in self._of_style and steps < _DEEPEST:
                above, steps = parents.get(above, ""), steps + 1
            if above in self._of_style:
                self._of_style[name] = self._of_style[above]


def _level(element: _Element) -> tuple[int, _Level]:
    behind = {"nothing": "", "space": " "}.get(_value(element, "suff"), "\t")
    legal = element.find(f"{W}isLgl")
    return _whole(element.get(f"{W}ilvl"), 0), _Level(
        _whole(_value(element, "start"), 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        behind,
        legal is not None and legal.get(f"{W}val") not in ("0", "false"),
    )


def _printed(level: _Level, levels: dict[int, _Level], counts: list[int]) -> str:
    if level.form == "bullet":
        # A dash is written as one would write it; other bullets say nothing.
        return level.pattern if re.fullmatch("[—―-]+", level.pattern) else ""

    def shown(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        form = "decimal" if level.legal or depth not in levels else levels[depth].form
        return _FORMATS.get(form, str)(counts[depth])

    label = re.sub(r"%([1-9])", shown, level.pattern)
    if not label:
        return ""
    # Behind 一、 or （一） a tab is layout; behind 1. it parts the number from what may be digits.
    return label + ("" if not level.behind or not label[-1].isascii() else " ")


def _value(element: _Element, *path: str) -> str:
    """The `w:val` of the element at `path`, or an empty string."""
    found = element.find("/".join(f"{W}{step}" for step in path))
    return "" if found is None else found.get(f"{W}val", "")


def _whole(value: str | None, otherwise: int) -> int:
    return min(int(value), 10_000) if value and value.isdecimal() and len(value) < 9 else otherwise
