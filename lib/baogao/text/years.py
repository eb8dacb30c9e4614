"""The years a report is about: the year it is for, the year it looks back on, and the end of a term."""

from __future__ import annotations

import re
from typing import Final

from baogao.text.dates import Dated, cn_number, find_year
from baogao.text.spans import Span

_CN: Final = "一二三四五六七八九十"
_COMING: Final = re.compile(rf"(?:今后|未来|下一个|往后|下一步)的?([{_CN}])年")
_PLAN: Final = re.compile(
    r"[“\"]?(?<![一二三四五六七八九十])(十[一二三四五六七八九]?|二十|[六七八九])五(?:[”\"](?!期?末|时期回顾)|计划|规划)"
)


def period_end(words: str, report_year: int | None) -> int | None:
    """The last year of the span of years that a folded heading or sentence names ahead.

    A term begins with the report's year; five-year plans count from 1953 (“十四五” is 2021 to 2025).

    >>> period_end("今后五年的奋斗目标", 2022), period_end("“十四五”时期的主要目标", 2021)
    (2026, 2025)
    """
    if (coming := _COMING.search(words)) and report_year:
        return report_year + cn_number(coming[1]) - 1
    if plan := _PLAN.search(words):
        return 1955 + 5 * cn_number(plan[1])
    return None


def period_named(words: str, report_year: int | None, *, ahead: bool) -> int | None:
    """The year that a heading without a number names: 今年, 去年, or with `ahead` the end of a term.

    >>> period_named("今年工作重点", 2022, ahead=True), period_named("过去一年回顾", 2023, ahead=False)
    (2022, 2022)
    """
    if ahead:
        return period_end(words, report_year) or (report_year if "今年" in words else None)
    past = "去年" in words or "过去一年" in words
    return report_year - 1 if past and report_year else None


def read_years(
    folded: str,
    headings: list[tuple[str, Span]],
    title: Span | None,
    delivered: Dated | None,
    body: Span,
    name: str,
) -> tuple[Dated | None, int | None, int | None]:
    """(the report's year and where it is said, review year, plan year).

    `headings` are (role, span of the words) in order. The surest evidence comes first: a plan heading that
    agrees with the date or the title, the title, the year after the one looked back on, the date of
    delivery (of the next year from November on), the file's name, the first lines.
    """

    def named(role: str) -> list[Dated]:
        return [year for r, span in headings if r == role and (year := find_year(folded, *span))]

    of_title = find_year(folded, *title) or _bare_year(folded, title) if title else None
    said = int(delivered.value[:4]) if delivered else None
    anchors = {int(of_title.value)} if of_title else set()
    if said:
        anchors |= {said, said + 1}
    plans = [year for year in named("plan") if not anchors or int(year.value) in anchors]
    reviews = named("review")
    report = next(iter(plans), None) or of_title
    if report is None and reviews and not said:
        last = max(reviews, key=lambda year: year.value)
        report = Dated(str(int(last.value) + 1), last.start, last.end)
    if report is None and delivered:
        late = int(delivered.value[5:7]) >= 11
        report = Dated(str(int(delivered.value[:4]) + late), delivered.start, delivered.end)
    if report is None and (of_name := re.search(r"(?:19|20)\d\d", name)):
        report = Dated(of_name[0], body.start, body.start)
    report = report or find_year(folded, body.start, min(body.end, body.start + 2000))
    if report is None:
        return None, None, None
    year = int(report.value)
    back = [int(found.value) for found in reviews if int(found.value) <= year]
    return report, (year - 1 if not back or min(back) < year - 1 else max(back)), year


def _bare_year(folded: str, title: Span) -> Dated | None:
    """A year in a title that lacks its 年."""
    match = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)").search(folded, *title)
    return Dated(match[0], *match.span()) if match else None
