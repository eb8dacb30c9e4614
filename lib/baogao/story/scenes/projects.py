"""Which projects: their groups, their stages, where they are named."""

from __future__ import annotations

from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, scene, source
from baogao.story.views.projects import ProjectRow, Stage, groups, project_rows, shown
from baogao.story.views.years import years
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """The projects of the named groups first, then those of none."""
    rows = project_rows(report)
    if not rows:
        return empty_scene("projects", lang)
    held = [row for row in rows if row.groups]
    left = len(rows) - len(shown(rows))
    shared = any(stage and stage.shared for row in held for stage in (row.review, row.plan))
    return scene(
        "projects",
        lang,
        count=len(rows),
        sentence=_sentence(rows, held, len(groups(report)), lang),
        charts=("projects",),
        tables=(_table(report, rows, lang),),
        note=source(
            report,
            lang,
            say("projects.grey", lang) if shared else "",
            say("projects.ungrouped", lang, n=left) if left else "",
        ),
    )


def _sentence(rows: list[ProjectRow], held: list[ProjectRow], columns: int, lang: str) -> Segments:
    made: list[str | Link] = []
    if held:
        both = sum(1 for row in held if len(row.groups) > 1)
        only = sum(1 for row in held if row.only_explained)
        made += tell("projects.sentence", lang, n=len(held), groups=columns)
        if both:
            made += tell("projects.sentence_both", lang, n=both)
        if only:
            made += tell("projects.sentence_only", lang, n=only)
        made.append("." if lang == "en" else "。")
    else:
        review = sum(1 for row in rows if row.review)
        plan = sum(1 for row in rows if row.plan)
        both = sum(1 for row in rows if row.review and row.plan)
        made += tell("projects.sentence_none", lang, n=len(rows), review=review, plan=plan, both=both)
    doubted = next((row for row in held or rows if row.review and row.review.status == "other"), None)
    if doubted and doubted.review:
        said = _link(doubted.review, doubted)
        made += [
            " " if lang == "en" else "",
            *tell("projects.doubted", lang, name=Link(doubted.name, doubted.ref), words=said),
        ]
        if doubted.plan and not doubted.plan.shared:
            made += tell("projects.doubted_plan", lang, plan=_link(doubted.plan, doubted))
        made.append("." if lang == "en" else "。")
    return joined(made)


def _link(stage: Stage, row: ProjectRow) -> Link:
    return Link(
        stage.words,
        row.ref if stage.start < 0 else f"text-{stage.start}-{stage.start + len(stage.words)}",
        stage.status,
    )


def _table(report: Report, rows: list[ProjectRow], lang: str) -> Rows:
    review, plan = years(report)
    made = []
    for row in rows:
        stages = [(_link(stage, row),) if stage else ("",) for stage in (row.review, row.plan)]
        places: list[str | Link] = []
        for index, mention in enumerate(row.mentions, 1):
            places += [" " if places else "", Link(str(index), f"project_mentions-{mention.start}")]
        names = tuple(("group", name) for name in row.groups) or (("group", say("projects.no_group", lang)),)
        made.append(Row(row.ref, ((row.name,), ("、".join(row.groups),), *stages, joined(places)), names))
    columns = (
        say("projects.project", lang),
        say("column.groups", lang),
        say("projects.review", lang, year=review or "").strip(),
        say("projects.plan", lang, year=plan or "").strip(),
        say("projects.where", lang),
    )
    return Rows(say("scene.projects.question", lang), columns, tuple(made))
