"""Which year each amount is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from baogao.facts.amount import Amount
from baogao.facts.rows import Term
from baogao.lexicon import alternation, load
from baogao.text.outline import Outline
from baogao.text.spans import Span

_CN: Final = "一二三四五六七八九十"
_YEAR: Final = re.compile(r"((?:19|20)\d\d) ?年(?:底|末|初|度|上半年|前)?")
_PLAN: Final = re.compile(rf"“?(?<![{_CN}])(二十|十[{_CN[:9]}]?|[六七八九])五[”\"]?(期间|时期|期末|末|规划末|计划末|以来)")
_BASE: Final = re.compile(r"(?:与|和|同|比)((?:19|20)\d\d)年(?:末|底)?(?:相比|比较|相比较)")
_FULL_STOP: Final = re.compile(r"[。!?\n]")
_REACH: Final = 400  # a sentence is looked back through no further than this


def date_figures(
    outline: Outline, amounts: Sequence[Amount], glossary: Sequence[Term]
) -> list[int | None]:
    """The year of each amount: the one its sentence names, else that of the part in which it stands.

    A span of years counts as its last one; a figure of the glossary takes the year of the place where its
    term stands in the body.

    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n一、2022年工作回顾\\n修路5公里。\\n二、2023年工作安排\\n到2025年修路9公里。")
    >>> at = [outline.text.index(word) for word in ("5公里", "9公里")]
    >>> km = [Amount(a, a + 3, a, a + 1, a, 5.0, None, "公里", "=", "level") for a in at]
    >>> date_figures(outline, km, [])
    [2022, 2025]
    """
    terms = sorted(glossary, key=lambda term: term.start)
    return [_year(outline, amount, terms) for amount in amounts]


def _year(outline: Outline, amount: Amount, terms: Sequence[Term]) -> int | None:
    place = amount.start
    if outline.glossary and outline.glossary.start <= place < outline.glossary.end:
        term = next((term for term in terms if term.start <= place < term.end), None)
        own = _named(outline, amount, None)
        if own:
            return own
        use = _first_use(outline, term) if term else None
        return outline.review_year if use is None else _of_place(outline, use)
    default = _of_place(outline, place)
    return _named(outline, amount, default) or default


def _first_use(outline: Outline, term: Term) -> int | None:
    """Where the body uses a term of the glossary first."""
    if term.first_use is not None:
        return term.first_use
    said = outline.folded[slice(*term.term)].strip("“”‘’\" ")
    at = outline.folded.find(said, *outline.body) if said else -1
    return at if at >= 0 else None


def _of_place(outline: Outline, offset: int) -> int | None:
    """The year of the section that holds `offset`."""
    section = outline.section_at(offset)
    if section is None:
        return outline.review_year
    if section.year:
        return section.year
    return outline.plan_year if section.role in {"plan", "self"} else outline.review_year


@cache
def _pattern(room: str) -> re.Pattern[str]:
    return re.compile(alternation(load("times")[room]["words"]))


@cache
def _ends(room: str) -> tuple[str, ...]:
    return tuple(load("times")[room]["words"])


def _named(outline: Outline, amount: Amount, default: int | None) -> int | None:
    """The year that the amount's own sentence names for it, else None."""
    text = outline.folded
    low = max(0, amount.start - _REACH)
    stops = [match.end() for match in _FULL_STOP.finditer(text, low, amount.start)]
    start = stops[-1] if stops else low
    said = Span(start, amount.start)
    year = _explicit(text, said, amount)
    # What is looked back on cannot lie ahead: a later year there is the name of a plan.
    if year and not (default and default < year and outline.role_at(amount.start) == "review"):
        return year
    return _relative(outline, said, default)


def _explicit(text: str, said: Span, amount: Amount) -> int | None:
    """A year in figures, or a five-year plan, at the head of a clause before the amount."""
    base = _BASE.search(text, *said)
    found: int | None = None
    for match in _YEAR.finditer(text, *said):
        before, year = text[max(said.start, match.start() - 4) : match.start()], int(match[1])
        own = text[match.end() : amount.start].strip("的 ")
        if before.endswith(_ends("start")):
            if not own:
                return year  # 由2021年的59位: that figure alone
            continue
        if before.endswith(_ends("compared")):
            continue
        if before.endswith(_ends("until")) or _heads_clause(text, said.start, match.start()):
            found = year
    for match in _PLAN.finditer(text, *said):
        before = text[max(said.start, match.start() - 4) : match.start()]
        if text.startswith("的", match.end()):
            continue
        if before.endswith(_ends("until")) and match[2] in {"末", "期末", "规划末", "计划末"} or (
            match[2] in {"期间", "时期"} and _heads_clause(text, said.start, match.start())
        ):
            found = 1955 + 5 * _number(match[1])
    if base and re.search(r"[由从]$", text[said.start : amount.start]):
        return int(base[1])
    return found


def _heads_clause(text: str, start: int, at: int) -> bool:
    return not text[start:at].strip() or text[at - 1] in ",;:、。)”] 》" or text[at - 1].isspace()


def _number(cn: str) -> int:
    """A Chinese numeral up to 二十.

    >>> _number("十四"), _number("九"), _number("二十")
    (14, 9, 20)
    """
    if cn == "二十":
        return 20
    if cn.startswith("十"):
        return 10 + (_CN.index(cn[1]) + 1 if len(cn) > 1 else 0)
    return int(cn) if cn.isdigit() else _CN.index(cn) + 1


def _relative(outline: Outline, said: Span, default: int | None) -> int | None:
    """A year told from the report's: 今年一季度, 去年, 明年, 今后五年."""
    text, year = outline.folded, outline.report_year
    if year is None:
        return None
    words = text[slice(*said)]
    if _pattern("this").search(words):
        return year
    if (ahead := re.search(load("times")["ahead"]["pattern"], words)) and outline.role_at(said.start) != "review":
        return year + _number(ahead[1]) - 1
    for match in _pattern("last").finditer(words):
        before = words[: match.start()]
        if not before.endswith(_ends("compared")) and _heads_clause(text, said.start, said.start + match.start()):
            return year - 1
    if (match := _pattern("next").search(words)) and outline.role_at(said.start) == "plan":
        return year + 1
    return None
