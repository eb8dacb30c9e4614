"""At a glance: the ribbon, and the report's parts and sections."""

from __future__ import annotations

from baogao.story.charts.sections import Section, parts, sections
from baogao.story.scene import Row, Rows, Scene
from baogao.story.scenes.common import scene, source
from baogao.story.theme import STATUS
from baogao.story.words import say, tell
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """How many figures there are and what they are, and where."""
    counts = {"done": 0, "promised": 0, "other": 0}
    for status in report.figures["status"]:
        counts[STATUS[status]] += 1
    sentence = tell("overview.sentence", lang, n=len(report.figures), **counts)
    return scene(
        "overview", lang, count=None, sentence=sentence, charts=("ribbon",), tables=(_contents(report, lang),),
        note=source(report, lang), alt="".join(part if isinstance(part, str) else part.text for part in sentence),
    )  # fmt: skip


def _contents(report: Report, lang: str) -> Rows:
    listed: list[tuple[Section, int]] = [(part, 0) for part in parts(report)]
    listed += [(section, 1) for section in sections(report)]
    listed.sort(key=lambda pair: (pair[0].start, pair[1]))
    starts = [
        (int(start), STATUS[status])
        for start, status in zip(report.figures["start"], report.figures["status"], strict=True)
    ]
    rows = []
    for section, depth in listed:
        inside = [status for start, status in starts if section.start <= start < section.end]
        counts = [str(inside.count(status) or "") for status in ("done", "promised", "other")]
        name = "　" * depth + section.full
        rows.append(Row(f"outline-{section.start}", ((name,), *((count,) for count in counts))))
    columns = (
        say("overview.section", lang),
        *(say(f"status.{status}", lang) for status in ("done", "promised", "other")),
    )
    return Rows(say("overview.contents", lang), columns, tuple(rows))
