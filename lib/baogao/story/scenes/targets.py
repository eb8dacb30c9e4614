"""This year's aim beside last year's result, and the same thing a year apart."""

from __future__ import annotations

from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, scene, source
from baogao.story.views.names import named
from baogao.story.views.targets import TargetRow, target_rows
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """The headline targets, and every other pair."""
    rows = target_rows(report)
    if not rows:
        return empty_scene("targets", lang, "targets.none")
    sentence = joined(_sentence(rows, lang))
    alt = "".join(part if isinstance(part, str) else part.text for part in sentence)
    return scene(
        "targets", lang, count=len(rows), sentence=sentence, charts=("targets",), tables=(_table(rows, lang),),
        note=source(report, lang), alt=alt,
    )  # fmt: skip


def _sentence(rows: list[TargetRow], lang: str) -> Segments:
    return (say("targets.lead", lang, n=len(rows)),)


def _table(rows: list[TargetRow], lang: str) -> Rows:
    made = []
    for row in rows:
        name, behind = named(row.label, row.indicator, lang)
        results: list[str | Link] = []
        for side in row.results:
            results += [", " if results else "", Link(side.quote, side.ref, "done")]
        target = Link(row.quote if row.target else row.words, row.ref, "promised")
        label = f"{name} {behind}".strip()
        made.append(Row(row.ref, ((label,), joined(results), (target,))))
    columns = (say("column.target", lang), say("column.last_year", lang), say("column.this_year", lang))
    return Rows(say("scene.targets.question", lang), columns, tuple(made))
