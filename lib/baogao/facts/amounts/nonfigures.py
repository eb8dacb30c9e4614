"""Digits that are no amount: dates, times, ordinals, pages, references, phones, names and codes.

A rule is a pattern with the kind it gives (see the table `numbers`). They are tried in order where a run of
digits begins; the first that fits claims its span. What none claims is an amount, or stays unread.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from baogao.lexicon import alternation, load

_YEAR: Final = r"(?:1[89]|20|21)\d\d"
_DASH: Final = r"[—~至到\-]{1,2}"
_LINE_END: Final = r"(?= *(?:\n|$))"
# Dates of pages that set every digit apart: 1 9 9 7 年 1 2 月.
_DAY: Final = r" ?\d(?: \d)? ?月(?: ?\d(?: \d)? ?日)?"
_SPACED: Final = rf"(?:1 [89]|2 [01]) \d \d ?年(?:{_DAY})?|{_DAY[2:]}"


class Claim(NamedTuple):
    """`start:end` holds digits of a `kind` of the table `numbers`."""

    start: int
    end: int
    kind: str


def _behind(words: list[str]) -> str:
    return "(?:" + "|".join(f"(?<={re.escape(word)})" for word in words) + ")"


def _rules() -> list[tuple[str, str]]:
    names, units = load("names"), load("units")
    latin = alternation([w for w in units["physical"]["words"] if w.isascii()])
    classes = alternation(names["ordinal"]["classes"])
    circle = alternation(names["circle"]["units"])
    power, plants = alternation(names["output"]["power"]), alternation(names["output"]["plants"])
    works = alternation(names["output"]["works"])
    fixed = alternation(names["fixed"]["numbers"])
    counted = alternation(
        [w for group in ("percent", "currency", "time", "count") for w in units[group]["words"]]
    )
    return [
        # Page marks and notes.
        ("page", r"(?<=[Pp])(?<![A-Za-z][Pp])\d{1,3}(?:[\-—~、]\d{1,3})*(?![\d.])"),
        ("page", rf"(?:(?<=第)|(?<=第 ))\d{{1,3}} ?(?:{_DASH} ?\d{{1,3}} ?|、 ?\d{{1,3}} ?)*页"),
        ("page", rf"(?:^|(?<=\n)|(?<=\n )|(?<=\n[—\-])|(?<=\n[—\-] ))\d{{1,3}} ?[—\-]?{_LINE_END}"),
        ("reference", r"(?<=[\[【])\d{1,3}(?=[\]】])"),
        ("code", rf"(?<=[\[(]){_YEAR}[\])] ?\d{{1,4}}(?=号)"),
        # Calls.
        ("phone", r"(?<!\d)(?:0\d{2,3}-)\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)"),
        ("phone", r"1\d{2,4}(?=[^,。;、\d\n]{0,8}(?:热线|报警|急救|联动|接警|指挥中心))"),
        (
            "name",
            rf"(?<![A-Za-z\-￥¥$€£])(?:{fixed})(?![\d.,%:—~\-]| ?(?:[万亿千百余多公平吨米亩]|{counted}))",
        ),
        # Dates and times.
        ("date", rf"{_YEAR}[\-./]\d{{1,2}}[\-./]\d{{1,2}}(?!\d)(?: +\d{{1,2}}:\d\d(?::\d\d)?)?"),
        ("date", rf"{_YEAR} ?年? ?(?:{_DASH}|[、/和与及]) ?(?:{_YEAR}|\d\d) ?(?:年|学年|财年)"),
        ("date", rf"{_YEAR} ?年?(?=(?:{_DASH}|[、和与及]) ?{_YEAR})"),
        ("date", rf"{_YEAR} ?年 ?(?:\d{{1,2}} ?月 ?(?:\d{{1,2}} ?日)?)?"),
        ("date", rf"{_YEAR}(?=届|级|款|[)]|[^,。;、\d\n]{{0,12}}政府工作报告)"),
        ("date", rf"(?<=[到至自从在于较比与及和、]){_YEAR}(?=[,。;、)]|相比|以来|连续)"),
        ("date", _SPACED),
        ("date", rf"\d{{1,2}} ?(?:{_DASH}|、) ?\d{{1,2}} ?月(?:份|底|末|初)?"),
        ("date", r"\d{1,2} ?月 ?(?:\d{1,2} ?日|份|底|末|初|中旬|上旬|下旬)?"),
        ("date", rf"\d{{1,2}} ?日(?!以?内|之内|均|龄|常|以上)(?:{_DASH} ?\d{{1,2}} ?日)?"),
        ("date", r"\d0 ?年代|\d{1,2} ?世纪|\d{1,3} ?周年|(?<![\d.])[6-9]\d ?年(?:底|末|初|以来|代)"),
        ("date", r"(?<=[到至自从在比与较])[6-9]\d ?年(?![内来])|(?<![\d.])[1-4] ?季度"),
        ("date", r"(?<=[第前])\d ?个?季度|(?<=前)\d{1,2} ?个月|(?<=前)\d{1,2}年"),
        (
            "time",
            r"(?<![\d:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:.])(?=\s|$|[^,。;、]{0,2}(?:分|时|至|开|前))",
        ),
        (
            "time",
            r"\d{1,2}时(?:\d{1,2}分)?(?![间段代长速])|(?:(?<=午)|(?<=早上)|(?<=晚上)|(?<=凌晨))\d{1,2}[点时]",
        ),
        ("date", rf"(?<=\n)\d\d-\d\d{_LINE_END}"),
        ("time", r"[0-2]?\d点(?:[0-5]\d分|半|整|钟)"),
        # The document's own order, and ordinals of the world.
        ("ordinal", r"(?:^|(?<=\n)|(?<=\n )|(?<=\n  )|(?<=[。;:!]))\d{1,2}(?=[.、](?:$| |[^\d ])| +[^\d ])"),
        ("ordinal", rf"(?:^|(?<=\n)|(?<=\n ))\d{{1,2}}(?=[.、]{_YEAR}年)"),
        ("ordinal", r"(?:^|(?<=\n)|(?<=\n ))\d{1,2}\.\d{1,2}(?:\.\d{1,2})?(?=[ 、]+[^\d])"),
        ("ordinal", r"(?<=\()\d{1,2}(?=\))|(?:(?<=\n)|(?<=[。;:!]))\d{1,2}(?=\))"),
        ("ordinal", rf"(?:(?<=第)|(?<=第 ))\d+ ?(?:{classes})"),
        # Names and codes.
        ("code", r"(?:(?<=[A-Za-z])|(?<=[A-Za-z][\-.])|(?<=PM ))\d[\d.]*(?! ?[\d万亿%元])"),
        ("code", r"(?:(?<=国道)|(?<=省道)|(?<=县道)|(?<=乡道))\d+(?:、\d+)*|\d+(?:、\d+)*(?=[国省县乡]道)"),
        ("name", r"\d{1,2}(?=”?,?(?:即|是?指|就是))|\d+ ?: ?\d+(?![\d:])"),
        ("code", r"\d+/\d{4}-\d+|\d{12,}"),
        ("code", r"(?<=[/_=])\d{4,}(?=[/_&]|\.[a-z])"),  # inside an address of the web
        ("name", rf"\d+(?:\.\d+)?(?!(?:{latin})(?![A-Za-z]))[A-Za-z]"),
        ("name", r"\d+(?: ?[+×xX*] ?[\dA-Z]+)+"),
        ("name", r"\d{1,2}·\d{1,2}(?!\d)"),
        ("name", r"(?<=每)\d+ ?[百千万](?:人口|人|户|名)"),
        ("name", r"(?<![到达为是至])\d\.0(?! ?[\d%‰万千百亿个倍元吨米公平立亩分])"),
        ("name", r"(?<=双)1[0-2](?!\d)|(?<=[A-Z]\+)\d(?!\d)"),
        ("name", rf"\d+(?:\.\d+)?(?:{_DASH}\d+)?[千百万亿]*(?:吨|元|千瓦|兆瓦|斤|亩|人|米)?级(?!别|差)"),
        (
            "name",
            rf"\d+(?:\.\d+)?(?:{_DASH}\d+)?(?:{alternation(names['after']['words'])})(?![{names['after']['unless']}])",
        ),
        ("name", rf"\d+(?:{_DASH}\d+)?(?:{circle})[^,。;、\n]{{0,12}}圈"),
        ("name", rf"(?:{alternation(names['clock']['words'])})(?!以?内|之内|左右)"),
        # Not where a word says that it is a sum: 两台共40万千瓦机组.
        ("name", rf"(?<![共计达增到约超近])\d+(?:\.\d+)?万?(?:{power})[^,。;、\n]{{0,8}}?(?:{plants})"),
        (
            "name",
            rf"{_behind(names['output']['before'])}\d+(?:\.\d+)?[千百万亿]*[^,。;、\d\n]{{1,16}}?(?:{works})",
        ),
        ("name", rf"\d{{1,2}}年(?:{alternation(names['plan']['words'])})"),
        ("reference", rf"{_behind(names['reference']['before'])}\d{{1,3}}(?=[^\d.%])(?! ?[万亿个家项元])"),
    ]


@cache
def _pattern() -> re.Pattern[str]:
    rules = _rules()
    return re.compile(
        "|".join(f"(?P<{kind}_{i}>{pattern})" for i, (kind, pattern) in enumerate(rules)), re.ASCII
    )


def claim(folded: str, at: int) -> Claim | None:
    """What claims the digits that begin at `at`, if a rule does.

    >>> [claim(s, s.find("2")) for s in ("完善G207国道", "2023年1月5日", "20个", "建成25G", "连续2年")][1]
    Claim(start=0, end=9, kind='date')
    """
    found = _pattern().match(folded, at)
    if found is None or found.lastgroup is None:
        return None
    return Claim(at, found.end(), found.lastgroup.partition("_")[0])


class Quotes:
    """Where short quotations and book titles lie: digits inside belong to a slogan or a name."""

    def __init__(self, folded: str) -> None:
        longest = load("names")["quoted"]["longest"]
        pattern = rf"“[^“”\n]{{1,{longest}}}”|‘[^‘’\n]{{1,{longest}}}’|《[^《》\n]{{1,60}}》"
        spans = [found.span() for found in re.finditer(pattern, folded)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def end_at(self, at: int) -> int | None:
        """The end of the quotation that holds `at`, or None.

        >>> Quotes("推进“121”工程").end_at(3), Quotes("推进“121”工程").end_at(7)
        (7, None)
        """
        i = bisect_right(self._starts, at) - 1
        return self._ends[i] if i >= 0 and at < self._ends[i] else None
