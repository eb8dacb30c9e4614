"""At a glance: the ribbon, and the report's parts and sections."""

from __future__ import annotations

from baogao.story.charts.sections import Section, parts, sections
from baogao.story.scene import Row, Rows, Scene
from baogao.story.scenes.common import scene, source
from baogao.story.theme import STATUS
from baogao.story.words import say, tell
from baogao.tables.report import Report

_STATUSES = ("done", "promised", "other")


def build(report: Report, lang: str) -> Scene:
    """How many figures there are and what they are, and where."""
    counts = dict.fromkeys(_STATUSES, 0)
    for status in report.figures["status"]:
        counts[STATUS[status]] += 1
    key = "overview.sentence" if len(report.figures) else "overview.no_figures"
    sentence = tell(key, lang, n=len(report.figures), length=len(report.text), **counts)
    return scene(
        "overview",
        lang,
        count=None,
        sentence=sentence,
        charts=("ribbon",),
        tables=(_contents(report, lang),),
        note=source(report, lang),
    )


def _contents(report: Report, lang: str) -> Rows:
    found: list[tuple[Section, int]] = [(part, 0) for part in parts(report)]
    found += [(section, 1) for section in sections(report)]
    found.sort(key=lambda pair: (pair[0].start, pair[1]))
    figures = report.figures
    placed = list(zip(figures["start"].astype(int), figures["status"].map(STATUS), strict=True))
    rows = []
    for section, depth in found:
        inside = [status for start, status in placed if section.start <= start < section.end]
        counts = [str(inside.count(status) or "") for status in _STATUSES]
        name = "　" * depth + section.full
        rows.append(Row(f"outline-{section.start}", ((name,), *((count,) for count in counts))))
    columns = (say("column.section", lang), *(say(f"status.{status}", lang) for status in _STATUSES))
    return Rows(say("overview.contents", lang), columns, tuple(rows))
