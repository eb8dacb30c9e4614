"""Every number, to search, sort and filter."""

from __future__ import annotations

from baogao.story.scene import Link, Row, Rows, Scene
from baogao.story.scenes.common import empty_scene, figure_link, scene, section_words, source, word
from baogao.story.theme import STATUS
from baogao.story.views.names import named
from baogao.story.views.quantity import missing
from baogao.story.words import say, tell
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """All figures by what they are, and a row for each."""
    figures = report.figures
    if not len(figures):
        return empty_scene("figures", lang)
    counts = dict.fromkeys(("done", "promised", "other"), 0)
    for status in figures["status"]:
        counts[STATUS[status]] += 1
    return scene(
        "figures",
        lang,
        count=len(figures),
        sentence=tell("figures.sentence", lang, n=len(figures), **counts),
        charts=("figures",),
        tables=(_table(report, lang),),
        note=source(report, lang),
    )


def _table(report: Report, lang: str) -> Rows:
    places = section_words(report)
    rows = []
    for index, row in enumerate(report.figures.to_dict("records"), 1):
        status = STATUS[str(row["status"])]
        name, behind = named(str(row["label"]), str(row["indicator"]), lang)
        part, place = places.get(str(row["section_id"]), ("", ""))
        year = "" if missing(row["period"]) else str(int(row["period"]))
        cells = (
            (str(index),),
            (figure_link(row),),
            (f"{name} {behind}".strip(),),
            (say(f"status.{status}", lang),),
            (word(f"measure.{row['measure']}", lang, str(row["measure"])),),
            (year,),
            (Link(place, f"figures-{int(row['start'])}") if place else "",),
        )
        facets = [
            ("status", say(f"status.{status}", lang)),
            ("unit", str(row["unit"])),
            ("section", part),
            ("indicator", name if str(row["indicator"]) else ""),
        ]
        shown = tuple(facet for facet in facets if facet[1])
        rows.append(
            Row(str(row["figure_id"]), tuple(tuple(c for c in cell if c) or ("",) for cell in cells), shown)
        )
    columns = ("number", "figure", "what", "status", "measure", "year", "section")
    return Rows(
        say("figures.table", lang), tuple(say(f"column.{name}", lang) for name in columns), tuple(rows)
    )
