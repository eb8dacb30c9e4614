"""What the scenes share: links to figures, dates as a reader writes them, the line that names the source."""

from __future__ import annotations

from typing import Any

from baogao.story.scene import Link, Rows, Scene, Segments
from baogao.story.theme import STATUS
from baogao.story.words import say
from baogao.tables.report import Report

_MONTHS = "January February March April May June July August September October November December".split()


def scene(
    scene_id: str,
    lang: str,
    *,
    count: int | None,
    sentence: Segments,
    charts: tuple[str, ...],
    tables: tuple[Rows, ...],
    note: str,
    alt: str,
    empty: str = "",
) -> Scene:
    """A scene with its name and question."""
    return Scene(
        scene_id, say(f"scene.{scene_id}.name", lang), count, say(f"scene.{scene_id}.question", lang), sentence, charts,
        tables, note, alt, empty,
    )  # fmt: skip


def empty_scene(scene_id: str, lang: str, key: str) -> Scene:
    """A scene that the report has no matter for: one line."""
    words = say(key, lang)
    return scene(
        scene_id, lang, count=0, sentence=(words,), charts=(), tables=(), note="", alt=words, empty=words
    )


def figure_link(row: dict[Any, Any]) -> Link:
    """A figure's quote that opens its place."""
    return Link(
        str(row["quote"]), f"figures-{int(row['start'])}", STATUS.get(str(row.get("status", "")), "other")
    )


def date(iso: str, lang: str) -> str:
    """A date as a reader writes it; what is no whole date stays as it is.

    >>> date("2023-01-05", "zh-Hant"), date("2023-01-05", "en"), date("2023", "en")
    ('2023年1月5日', '5 January 2023', '2023')
    """
    parts = iso.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return iso
    year, month, day = (int(part) for part in parts)
    return f"{day} {_MONTHS[month - 1]} {year}" if lang == "en" else f"{year}年{month}月{day}日"


def source(report: Report, lang: str) -> str:
    """The line that names the report and its date."""
    title = report.about("title") or report.id
    when = date(report.about("delivered") or report.about("published"), lang)
    return say("note.source_dated" if when else "note.source", lang, title=title, date=when)
