"""What the scenes share: scenes with and without matter, links, clauses, the names of sections."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from baogao.story.charts.sections import parts, sections
from baogao.story.scene import Link, Rows, Scene, Segments
from baogao.story.theme import STATUS
from baogao.story.views.source import source
from baogao.story.words import entries, joined, say
from baogao.tables.report import Report

__all__ = [
    "empty_scene",
    "figure_link",
    "listed",
    "plain",
    "scene",
    "section_words",
    "source",
    "word",
]


def scene(
    scene_id: str,
    lang: str,
    *,
    count: int | None,
    sentence: Segments,
    charts: tuple[str, ...],
    tables: Iterable[Rows],
    note: str,
    alt: str = "",
) -> Scene:
    """A scene with its name and question; tables without rows are left out."""
    return Scene(
        id=scene_id,
        name=say(f"scene.{scene_id}.name", lang),
        count=count,
        question=say(f"scene.{scene_id}.question", lang),
        sentence=sentence,
        charts=charts,
        tables=tuple(table for table in tables if table.rows),
        note=note,
        alt=alt or plain(sentence),
    )


def empty_scene(scene_id: str, lang: str, why: str = "none") -> Scene:
    """A scene that the report has no matter for: one line, which says `why`."""
    words = say(f"{scene_id}.{why}", lang)
    return Scene(
        id=scene_id,
        name=say(f"scene.{scene_id}.name", lang),
        count=0,
        question=say(f"scene.{scene_id}.question", lang),
        sentence=(words,),
        charts=(),
        tables=(),
        note="",
        alt=words,
        empty=words,
    )


def plain(parts_: Segments) -> str:
    """The words alone.

    >>> plain(("a ", Link("b", "figures-1")))
    'a b'
    """
    return "".join(part if isinstance(part, str) else part.text for part in parts_)


def listed(parts_: list[Segments], lang: str) -> Segments:
    """Clauses one after another, a semicolon between.

    >>> listed([("a",), ("b",)], "en")
    ('a; b',)
    """
    joint = "; " if lang == "en" else "；"
    made: list[str | Link] = []
    for index, part in enumerate(parts_):
        made += [joint if index else "", *part]
    return joined(made)


def figure_link(row: dict[Any, Any]) -> Link:
    """A figure's quote that opens its place."""
    return Link(
        str(row["quote"]), f"figures-{int(row['start'])}", STATUS.get(str(row.get("status", "")), "other")
    )


def word(key: str, lang: str, otherwise: str) -> str:
    """The words of a key that a newer table may not have yet."""
    return say(key, lang) if key in entries() else otherwise


def section_words(report: Report) -> dict[str, tuple[str, str]]:
    """For each section its part in full, and a short name: the part's number and its own name or number."""
    named: dict[str, tuple[str, str]] = {}
    shorts = {section.start: section for section in sections(report)}
    tops = parts(report)
    parents = {str(row["section_id"]): row for row in report.outline.to_dict("records")}
    for section_id, row in parents.items():
        top = row
        second = row
        while str(top["parent_id"]) in parents and top["parent_id"] != top["section_id"]:
            second, top = top, parents[str(top["parent_id"])]
        part = next((part for part in tops if part.start == int(top["start"])), None)
        if part is None:
            continue
        section = shorts.get(int(second["start"])) if second is not top else None
        own = "" if section is None else section.short or (f"（{section.number}）" if section.number else "")
        named[section_id] = (part.full, f"{part.number or part.full} {own}".strip() if own else part.full)
    return named
