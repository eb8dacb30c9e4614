"""Years and dates as reports write them: digits or Chinese numerals, with stray spaces."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

_CN: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "O": 0, "两": 2}
_CN_DIGIT: Final = "[〇零一二三四五六七八九O]"
_YEAR: Final = re.compile(
    rf"(?<![\d.])((?:1\s?9|2\s?0)\s?\d\s?\d)\s?年(?!代|前|后|第)|((?:一九|二[〇零O]){_CN_DIGIT}{{2}})年(?!代)"
)
_DATE: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?:日|(?!\d)|(?=\d\d:\d\d))"
    rf"|({_CN_DIGIT}{{4}})年([元一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日"
)


class Dated(NamedTuple):
    """An ISO date or a year in a text, with its span."""

    value: str
    start: int
    end: int


def cn_number(numeral: str) -> int:
    """A Chinese or Arabic numeral, digit by digit or (up to 99) with 十; 0 where it is none.

    >>> cn_number("十五"), cn_number("二十"), cn_number("九"), cn_number("12"), cn_number("")
    (15, 20, 9, 12, 0)
    """
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(str(_CN.get(c, 0)) for c in numeral) or 0)
    return (_CN.get(tens, 1) if tens else 1) * 10 + (_CN.get(ones, 0) if ones else 0)


def find_year(folded: str, start: int = 0, end: int | None = None) -> Dated | None:
    """The first year that a folded text names.

    >>> find_year("關於1 9 9 8 年政府工作的建議"), find_year("二〇〇三年工作"), find_year("20世纪90年代")
    (Dated(value='1998', start=2, end=11), Dated(value='2003', start=0, end=5), None)
    """
    match = _YEAR.search(folded, start, len(folded) if end is None else end)
    if not match:
        return None
    digits = "".join((match[1] or "").split()) or f"{cn_number(match[2]):04}"
    return Dated(digits, *match.span())


def find_dates(folded: str, start: int = 0, end: int | None = None) -> list[Dated]:
    """Every calendar date in a folded text, in order; impossible ones are left out.

    >>> [found.value for found in find_dates("二〇一五年二月四日,发布于2015-3-10 08:00,2015年13月1日")]
    ['2015-02-04', '2015-03-10']
    """
    found = []
    for match in _DATE.finditer(folded, start, len(folded) if end is None else end):
        if match[1]:
            parts = int(match[1]), int(match[2]), int(match[3])
        else:
            parts = cn_number(match[4]), cn_number(match[5].replace("元", "一")), cn_number(match[6])
        try:
            found.append(Dated(date(*parts).isoformat(), *match.span()))
        except ValueError:
            continue
    return found
