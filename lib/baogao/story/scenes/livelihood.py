"""What for people's lives: last year's list and this year's."""

from __future__ import annotations

from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, scene, source, word
from baogao.story.views.livelihood import Item, Lists, livelihood_lists
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """What goes on, what is new, what is gone, and what the report says of the list."""
    lists = livelihood_lists(report)
    total = lists.last_count + lists.this_count
    if not total:
        return empty_scene("livelihood", lang)
    joins = say("livelihood.joins", lang) if lists.kept else ""
    return scene(
        "livelihood",
        lang,
        count=total,
        sentence=_sentence(report, lists, lang),
        charts=("livelihood",),
        tables=(_table(lists, lang), _notes(report, lists, lang)),
        note=source(report, lang, joins),
    )


def _sentence(report: Report, lists: Lists, lang: str) -> Segments:
    kept = len({last.ref for last, _ in lists.kept})
    values = {
        "last": lists.last_count,
        "this": lists.this_count,
        "kept": kept,
        "gone": len(lists.gone),
        "new": len(lists.new),
    }
    if lists.last_count and lists.this_count:
        made = list(tell("livelihood.sentence", lang, **values))
    elif lists.this_count:
        made = list(tell("livelihood.sentence_this", lang, n=lists.this_count, year=lists.this_year or ""))
    else:
        made = list(tell("livelihood.sentence_last", lang, n=lists.last_count, year=lists.last_year or ""))
    note = next(
        (row for row in report.list_notes.to_dict("records") if str(row["list"]) in lists.this_name), None
    )
    space = " " if lang == "en" else ""
    if note is not None:
        quote = Link(str(note["note"]), f"list_notes-{int(note['start'])}")
        key = "livelihood.candidate_note" if lists.candidate else "livelihood.list_note"
        made += [space, *tell(key, lang, n=lists.this_count, note=quote)]
    elif lists.candidate:
        made += [space, *tell("livelihood.candidate", lang, n=lists.this_count)]
    return joined(made)


def _table(lists: Lists, lang: str) -> Rows:
    """Every item once: those of this year in its order, then those of last year."""
    before = {this.ref: last for last, this in lists.kept}
    this = sorted([item for _, item in lists.kept] + list(lists.new), key=lambda item: item.start)
    last = sorted({item.ref: item for item, _ in lists.kept}.values(), key=lambda item: item.start)
    both = bool(lists.last_count and lists.this_count)
    rows = []
    for item in this:
        state = ("kept" if item.ref in before else "new") if both else ""
        rows.append(_row(item, lists.this_year, state, before.get(item.ref), lang))
    for item in sorted([*last, *lists.gone], key=lambda item: item.start):
        state = ("gone" if item in lists.gone else "kept") if both else ""
        rows.append(_row(item, lists.last_year, state, None, lang))
    columns = tuple(
        say(f"column.{name}", lang)
        for name in ("year", "number", "item", "domain", "said", "figures", "course")
    )
    return Rows(say("scene.livelihood.question", lang), columns, tuple(rows))


def _row(item: Item, year: int | None, state: str, before: Item | None, lang: str) -> Row:
    figures: list[str | Link] = []
    for held in item.numbers:
        figures += ["、" if figures else "", Link(held.quote, f"figures-{held.start}", held.status)]
    said: Segments = (word(f"said.{item.status}", lang, item.status),)
    if item.remark:
        said = (Link(item.remark, f"text-{item.remark_start}-{item.remark_start + len(item.remark)}"),)
    course: list[str | Link] = [say(f"course.{state}", lang)] if state else [""]
    if before:
        course += [" ", Link(before.words, before.ref, "done")]
    domain = word(f"domain.{item.domain}", lang, item.domain)
    facets = [("year", str(year or "")), ("domain", domain)]
    if state:
        facets.append(("course", say(f"course.{state}", lang)))
    number = str(item.number) if item.number else ""
    cells: tuple[Segments, ...] = (
        (str(year or ""),),
        (number,),
        (item.words,),
        (domain,),
        said,
        joined(figures),
        joined(course),
    )
    return Row(item.ref, cells, tuple(facets))


def _notes(report: Report, lists: Lists, lang: str) -> Rows:
    rows = []
    for row in report.list_notes.to_dict("records"):
        ref = f"list_notes-{int(row['start'])}"
        rows.append(Row(ref, ((str(row["list"]),), (Link(str(row["note"]), ref),))))
    return Rows(
        say("livelihood.notes", lang), (say("column.list", lang), say("column.note", lang)), tuple(rows)
    )
