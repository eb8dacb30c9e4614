"""Which year each amount is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from baogao.facts.amounts.amount import Amount
from baogao.facts.rows import Term
from baogao.lexicon import alternation, load
from baogao.text.outline import Outline

_CN: Final = "一二三四五六七八九十"
_YEAR: Final = re.compile(r"((?:19|20)\d\d) ?年(?:底|末|初|度|上半年|前)?")
_PLAN: Final = re.compile(
    rf"“?(?<![{_CN}])(二十|十[{_CN[:9]}]?|[六七八九])五[”\"]?(期间|时期|期末|末|规划末|计划末)(?!的)"
)
# 由“八五”期末的833亿元
_PLAN_END: Final = re.compile(
    rf"“?(?<![{_CN}])(二十|十[{_CN[:9]}]?|[六七八九])五[”\"]? ?(?:期末|末)的?(?=\d)"
)
_BASE: Final = re.compile(r"(?:与|和|同|比)((?:19|20)\d\d)年(?:末|底)?(?:相比较?|比较)")
_FULL_STOP: Final = re.compile(r"[。!?\n]")
_REACH: Final = 400  # a sentence is looked back through no further than this


class _Mention(NamedTuple):
    """Words that name a year: where they stand, the year, and what they do.

    `role` is `for` (it holds for what follows in its sentence), `now` (so it does, even where the part looks
    back), `of` (由2021年的59位: for the amount right
    behind it), `at` (上市公司1997年18家: the same, for a level only) or `from` (与1998年相比: for the amount
    that 由 leads to).
    """

    start: int
    end: int
    year: int
    role: str


def date_figures(outline: Outline, amounts: Sequence[Amount], glossary: Sequence[Term]) -> list[int | None]:
    """The year of each amount: the one its sentence names, else that of the part in which it stands.

    A span of years counts as its last one; a figure of the glossary takes the year of the place where its
    term stands in the body.

    >>> from baogao.text.outline import read_outline
    >>> said = "一、2022年工作回顾\\n修路5公里。\\n二、2023年工作安排\\n到2025年修路9公里。"
    >>> outline = read_outline("各位代表:\\n" + said)
    >>> at = [outline.text.index(word) for word in ("5公里", "9公里")]
    >>> km = [Amount(a, a + 3, a, a + 1, a, 5.0, None, "公里", "=", "level") for a in at]
    >>> date_figures(outline, km, [])
    [2022, 2025]
    """
    clock = _Clock(outline, glossary)
    return [clock.year(amount) for amount in amounts]


@cache
def _ends(room: str) -> tuple[str, ...]:
    return tuple(load("times")[room]["words"])


@cache
def _told() -> re.Pattern[str]:
    """Words that tell a year from the report's own."""
    words = load("times")
    rooms = "|".join(
        f"(?P<{room}>{alternation(words[room]['words'])})" for room in ("this", "current", "last", "next")
    )
    return re.compile(f"{rooms}|(?P<ahead>{words['ahead']['pattern']})")


class _Clock:
    def __init__(self, outline: Outline, glossary: Sequence[Term]) -> None:
        self.outline, self.text = outline, outline.folded
        self.terms = sorted(glossary, key=lambda term: term.start)
        self.mentions = sorted([*self._written(), *self._relative()])
        self.starts = [mention.start for mention in self.mentions]
        self.stops = [match.end() for match in _FULL_STOP.finditer(self.text)]

    def year(self, amount: Amount) -> int | None:
        """The year of one amount."""
        outline, place = self.outline, amount.start
        if outline.glossary and outline.glossary.start <= place < outline.glossary.end:
            term = next((term for term in self.terms if term.start <= place < term.end), None)
            use = self._first_use(term) if term else None
            return self._named(amount, None) or (outline.review_year if use is None else self._of_place(use))
        default = self._of_place(place)
        return self._named(amount, default) or default

    def _first_use(self, term: Term) -> int | None:
        """Where the body uses a term of the glossary first."""
        if term.first_use is not None:
            return term.first_use
        said = self.text[slice(*term.term)].strip('“”‘’" ')
        at = self.text.find(said, *self.outline.body) if said else -1
        return at if at >= 0 else None

    def _of_place(self, offset: int) -> int | None:
        """The year of the section that holds `offset`."""
        section = self.outline.section_at(offset)
        if section is None:
            return self.outline.review_year
        if section.year:
            return section.year
        return self.outline.plan_year if section.role in {"plan", "self"} else self.outline.review_year

    def _named(self, amount: Amount, default: int | None) -> int | None:
        """The year that the amount's own sentence names for it, else None."""
        i = bisect_left(self.stops, amount.start + 1)
        start = max(self.stops[i - 1] if i else 0, amount.start - _REACH)
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, amount.start)
        found, sure = None, False
        for mention in self.mentions[low:high]:
            if mention.role in {"for", "now"}:
                if amount.measure in {"share", "growth"} and self._measured_against(mention, amount):
                    continue
                found, sure = mention.year, mention.role == "now"
                continue
            if mention.role == "at":
                if mention.end == amount.start and amount.measure in {"level", "change"}:
                    return mention.year
                continue
            right_before = not self.text[mention.end : amount.start].strip("的 ")
            led_from = self.text.endswith(("由", "从"), start, amount.start)
            if (right_before and mention.role == "of") or (led_from and mention.role == "from"):
                return mention.year
        # What is looked back on cannot lie ahead: a later year there is the name of a plan.
        ahead = found and default and default < found and self.outline.role_at(amount.start) == "review"
        return None if ahead and not sure else found

    def _measured_against(self, mention: _Mention, amount: Amount) -> bool:
        """恢复到2019年的108%: that year is measured against."""
        between = self.text[mention.end : amount.start]
        back = ("恢复到", "恢复至", "相当于")
        return between == "的" or (not between and self.text.endswith(back, 0, mention.start))

    def _written(self) -> Iterator[_Mention]:
        """Years in figures and five-year plans (“十四五” ends in 2025)."""
        text = self.text
        for match in _BASE.finditer(text):
            yield _Mention(*match.span(), int(match[1]), "from")
        for match in _YEAR.finditer(text):
            start = match.start() - (text[match.start() - 1 : match.start()] == " ")  # 从 2013年的 43天
            before = text[max(0, start - 4) : start]
            if before.endswith(_ends("start")):
                yield _Mention(*match.span(), int(match[1]), "of")
            elif before.endswith(_ends("compared")):
                continue
            elif self._leads(start, before):
                yield _Mention(*match.span(), int(match[1]), "for")
            elif text[match.end() : match.end() + 1].isdigit():
                yield _Mention(*match.span(), int(match[1]), "at")
        for match in _PLAN_END.finditer(text):
            if text[max(0, match.start() - 4) : match.start()].endswith(_ends("start")):
                yield _Mention(*match.span(), 1955 + 5 * _number(match[1]), "of")
        for match in _PLAN.finditer(text):
            before = text[max(0, match.start() - 4) : match.start()]
            if before.endswith(_ends("until")) or (
                "末" not in match[2] and self._heads_clause(match.start())
            ):
                yield _Mention(*match.span(), 1955 + 5 * _number(match[1]), "for")

    def _relative(self) -> Iterator[_Mention]:
        """今年一季度, 去年, 明年, 今后五年: told from the year of the report."""
        year = self.outline.report_year
        if year is None:
            return
        for match in _told().finditer(self.text):
            role = self.outline.role_at(match.start())
            before = self.text[max(0, match.start() - 2) : match.start()]
            if match.lastgroup == "this":
                yield _Mention(*match.span(), year, "now")
            elif match["current"] and role == "plan" and self._heads_clause(match.start()):
                yield _Mention(*match.span(), year, "for")
            elif match["ahead"] and role != "review":
                yield _Mention(*match.span(), year + _number(match[match.re.groups]) - 1, "for")
            elif (
                match["last"] and not before.endswith(_ends("compared")) and self._heads_clause(match.start())
            ):
                yield _Mention(*match.span(), year - 1, "for")
            elif match["next"] and role == "plan":
                yield _Mention(*match.span(), year + 1, "for")

    def _leads(self, start: int, before: str) -> bool:
        return before.endswith(_ends("until")) or self._heads_clause(start)

    def _heads_clause(self, at: int) -> bool:
        """Whether a clause begins at `at`."""
        return at == 0 or self.text[at - 1] in ",;:、。!?)”]》" or self.text[at - 1].isspace()


def _number(numeral: str) -> int:
    """A numeral up to 二十.

    >>> _number("十四"), _number("九"), _number("二十"), _number("5")
    (14, 9, 20, 5)
    """
    if numeral.isascii():
        return int(numeral)
    if numeral == "二十":
        return 20
    if numeral.startswith("十"):
        return 10 + (_CN.index(numeral[1]) + 1 if len(numeral) > 1 else 0)
    return _CN.index(numeral) + 1
