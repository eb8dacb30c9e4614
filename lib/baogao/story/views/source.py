"""What stands under a chart: the report and its date; and the years it speaks of, as a reader writes them."""

from __future__ import annotations

from typing import Final

from baogao.story.views.years import years
from baogao.story.words import say
from baogao.tables.report import Report

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def date(iso: str, lang: str) -> str:
    """A date as a reader writes it; what is no whole date stays as it is.

    >>> date("2023-01-05", "zh-Hant"), date("2023-01-05", "en"), date("2023", "en")
    ('2023年1月5日', '5 January 2023', '2023')
    """
    numbers = iso.split("-")
    if len(numbers) != 3 or not all(number.isdigit() for number in numbers) or not 1 <= int(numbers[1]) <= 12:
        return iso
    year, month, day = (int(number) for number in numbers)
    return f"{day} {_MONTHS[month - 1]} {year}" if lang == "en" else f"{year}年{month}月{day}日"


def source(report: Report, lang: str, *notes: str) -> str:
    """The line that names the report and its date, and further notes behind it."""
    title = report.about("title") or report.id
    when = date(report.about("delivered") or report.about("published"), lang)
    place = report.about("place")
    named = "" if place in title else place  # a title may be the bare 政府工作報告
    line = say("note.source_dated" if when else "note.source", lang, title=title, place=named, date=when)
    return (" " if lang == "en" else "").join([line, *(note for note in notes if note)])


def subtitle(report: Report, chart: str, lang: str) -> str:
    """What a chart's scale and marks are, and of which years."""
    last, this = (
        say("year.one", lang, year=year) if year else say(f"year.{name}", lang)
        for name, year in zip(("last", "this"), years(report), strict=True)
    )
    return say(f"subtitle.{chart}", lang, last=last, this=this)
