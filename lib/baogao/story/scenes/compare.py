"""Set side by side: last year's promises and what became of them; else the targets of other places."""

from __future__ import annotations

from collections import Counter
from typing import Any

from baogao.corpus.compare_account import sign_of
from baogao.corpus.compare_near import set_beside
from baogao.corpus.comparison import VERDICTS, Comparison
from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, listed, scene, source, word
from baogao.story.views.compare import Panel, Promise, Said, Years, panels, years
from baogao.story.views.names import named
from baogao.story.views.quantity import missing, number, plain
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report

_NAMED = 3  # missed headline targets that the sentence names


def build(report: Report, lang: str) -> Scene:
    """The promises of the years beside, else the panels of the places beside."""
    comparison, more = set_beside(report)
    if comparison is None:
        return empty_scene("compare", lang)
    blocks, sheets = years(report, comparison), panels(report, comparison)
    if not blocks and not sheets:
        return empty_scene("compare", lang, "nothing")
    told: list[str | Link] = []
    tables: list[Rows] = []
    for block in blocks:
        told += [" " if told and lang == "en" else "", *_sentence(block, lang)]
        tables.append(_years_table(block, lang))
    if sheets:
        told += [" " if told and lang == "en" else "", *_places_sentence(report, sheets, lang)]
        tables.append(_places_table(report, sheets, lang))
    tables += [_revised(report, comparison, lang), _left(report, comparison, lang)]
    count = sum(len(block.promises) for block in blocks) or len(sheets)
    return scene(
        "compare",
        lang,
        count=count,
        sentence=joined(told),
        charts=("compare",),
        tables=tables,
        note=source(report, lang, *_notes(comparison, blocks, sheets, more, lang)),
    )


def link(side: Said, status: str) -> Segments:
    """A side's quote, which opens its place (in another report where it stands there), after the sign of a
    bound that the quote leaves out.
    """
    sign = sign_of(side.quote, side.comparator)
    return joined((f"{sign} " if sign else "", Link(side.quote, side.ref, status)))


def _stop(lang: str) -> str:
    return ". " if lang == "en" else "。"


def _sentence(block: Years, lang: str) -> Segments:
    headline, others = block.of(headline=True), block.of(headline=False)
    made: list[str | Link] = []
    values = {"year": block.year, "next": block.year + 1, "n": len(headline)}
    made += tell(
        "compare.sentence", lang, **values, clauses=listed(_clauses(headline, lang, named_=True), lang)
    )
    if others:
        clauses = listed(_clauses(others, lang), lang)
        made += [
            " " if lang == "en" else "",
            *tell("compare.sentence_other", lang, n=len(others), clauses=clauses),
        ]
    return joined(made)


def _clauses(rows: list[Promise], lang: str, *, named_: bool = False) -> list[Segments]:
    """How many have which verdict; the missed ones by name where they are few."""
    counts = Counter(row.verdict for row in rows)
    made = []
    for verdict in VERDICTS:
        held = [row for row in rows if row.verdict == verdict]
        if not held:
            continue
        if verdict == "missed" and named_ and len(held) <= _NAMED:
            joint = "; " if lang == "en" else "、"
            parts: list[str | Link] = []
            for row in held:
                assert row.result
                parts += [joint if parts else "", *tell(
                    "compare.missed_row", lang, label=named(row.label, row.indicator, lang)[0],
                    target=link(row.target, "promised"), result=link(row.result, "done"),
                )]  # fmt: skip
            made.append(tell("compare.missed_these", lang, n=len(held), rows=tuple(parts)))
        else:
            made.append(tell(f"compare.{verdict}_n", lang, n=counts[verdict]))
    return made


def _places_sentence(report: Report, sheets: list[Panel], lang: str) -> Segments:
    places = {entry.target.report for panel in sheets for entry in panel.entries}
    year = report.about("report_year")
    made: list[str | Link] = [*tell("compare.places", lang, year=year, n=len(places), panels=len(sheets))]
    high = low = numbers = 0
    for panel in sheets:
        values = [entry.target.value for entry in panel.entries if entry.target.measure]
        own = next((e.target.value for e in panel.entries if e.mine and e.target.measure), None)
        if own is None or len(values) < 2 or max(values) == min(values):
            continue
        numbers, high, low = numbers + 1, high + (own == max(values)), low + (own == min(values))
    if numbers:
        place = report.about("place") or report.id
        made += [" " if lang == "en" else "", *tell(
            "compare.places_first", lang, n=numbers, place=place, high=high, low=low
        )]  # fmt: skip
    return joined(made)


def _notes(
    comparison: Comparison, blocks: list[Years], sheets: list[Panel], more: int, lang: str
) -> list[str]:
    promises = [promise for block in blocks for promise in block.promises]
    reasons = Counter(comparison.left_out["reason"])
    hidden = sum(1 for p in promises if p.verdict == "absent" and not p.headline)
    return [
        say("compare.note_about", lang) if any(p.tolerance is not None for p in promises) else "",
        say("compare.note_estimated", lang) if any("estimated" in p.doubts for p in promises) else "",
        say("compare.note_hidden", lang, n=hidden) if hidden else "",
        say("compare.note_sorted", lang) if sheets else "",
        say("compare.note_more", lang, n=more) if more else "",
        say("compare.note_no_next", lang, n=reasons["no_next"]) if blocks and reasons["no_next"] else "",
        say("compare.note_no_target", lang, n=reasons["no_target"]) if reasons["no_target"] else "",
    ]


def _years_table(block: Years, lang: str) -> Rows:
    made = []
    for row in block.promises:
        name, behind = named(row.label, row.indicator, lang)
        verdict = say(f"compare.verdict.{row.verdict}", lang)
        result: Segments = link(row.result, "done") if row.result else ("",)
        cells: tuple[Segments, ...] = (
            (f"{name} {behind}".strip(),),
            link(row.target, "promised"),
            result,
            (verdict,),
            (_difference(row, lang),),
            (why(row, lang),),
        )
        facets = (("verdict", verdict),)
        made.append(Row(row.own.ref if row.own else "", cells, facets))
    columns = (
        say("column.indicator", lang),
        *_columns("target", "result", "verdict", "difference", "why", lang=lang),
    )
    return Rows(say("compare.table_years", lang, year=block.year, next=block.year + 1), columns, tuple(made))


def _columns(*names: str, lang: str) -> tuple[str, ...]:
    return tuple(say(f"compare.column_{name}", lang) for name in names)


def _difference(row: Promise, lang: str) -> str:
    if row.difference is None:
        return ""
    sign = "+" if row.difference > 0 else "−" if row.difference < 0 else ""
    if row.target.unit == "%":
        return say(
            "compare.difference_of",
            lang,
            n=sign + plain(abs(row.difference)),
            unit=say("compare.points", lang),
        )
    return say(
        "compare.difference_of", lang, n=sign + number(abs(row.difference), lang), unit=row.target.unit
    )


def why(row: Promise, lang: str) -> str:
    """The reason of a verdict, how units were turned, and what is doubtful."""
    parts = [word(f"compare.reason.{row.reason}", lang, row.reason)] if row.reason else []
    parts += [row.conversion] if row.conversion else []
    parts += [_doubt(doubt, lang) for doubt in row.doubts]
    return ("; " if lang == "en" else "；").join(dict.fromkeys(parts))


def _doubt(doubt: str, lang: str) -> str:
    return word(f"compare.doubt.{doubt}", lang, word(f"doubt.{doubt}", lang, doubt))


def _places_table(report: Report, sheets: list[Panel], lang: str) -> Rows:
    made = []
    for panel in sheets:
        name, behind = named(panel.label, panel.indicator, lang)
        for entry in panel.entries:
            last: Segments = link(entry.result, "done") if entry.result else ("",)
            parts = [entry.conversion, *(_doubt(doubt, lang) for doubt in entry.doubts)]
            cells: tuple[Segments, ...] = (
                (f"{name} {behind}".strip(),),
                (entry.place,),
                last,
                link(entry.target, "promised"),
                (("; " if lang == "en" else "；").join(part for part in parts if part),),
            )
            facets = (("indicator", name),)
            made.append(Row(entry.target.ref if entry.mine else "", cells, facets))
    columns = (
        say("column.indicator", lang),
        *_columns("place", lang=lang),
        say("column.last_year", lang),
        say("column.this_year", lang),
        *_columns("why", lang=lang),
    )
    title = say("compare.table_places", lang, year=report.about("report_year"))
    return Rows(title, columns, tuple(made))


def _revised(report: Report, comparison: Comparison, lang: str) -> Rows:
    made = []
    for row in comparison.revised.to_dict("records"):
        links = [
            Link(str(row[f"{side}_quote"]), _ref(report, row[f"{side}_report"], row[f"{side}_id"]), "done")
            for side in ("first", "later")
        ]
        own = next((one.ref for one in links if "@" not in one.ref), "")
        name, behind = named(str(row["label"]), str(row["indicator"]), lang)
        cells: tuple[Segments, ...] = (
            (f"{name} {behind}".strip(),), (str(row["period"]),), (links[0],), (links[1],),
            (str(row["conversion"]),),
        )  # fmt: skip
        made.append(Row(own, cells))
    columns = (
        say("column.indicator", lang),
        say("column.year", lang),
        *_columns("first", "later", "why", lang=lang),
    )
    return Rows(say("compare.table_revised", lang), columns, tuple(made))


def _left(report: Report, comparison: Comparison, lang: str) -> Rows:
    """What was compared with nothing, but for results without a target, which the note counts."""
    made = []
    for row in comparison.left_out.to_dict("records"):
        if row["reason"] == "no_target":
            continue
        ref = _ref(report, row["report_id"], row["row_id"])
        why_ = word(f"compare.left.{row['reason']}", lang, str(row["reason"]))
        year = "" if missing(row["year"]) else str(row["year"])
        status = "promised" if row["status"] == "target" else "done"
        cells: tuple[Segments, ...] = (
            (named(str(row["label"]), str(row["indicator"]), lang)[0],),
            (f"{row['place'] or row['report_id']} {year}".strip(),),
            (Link(str(row["quote"]), ref, status),),
            (why_,),
        )
        made.append(Row("" if "@" in ref else ref, cells, (("reason", why_),)))
    columns = (say("column.indicator", lang), *_columns("place", "target", "why", lang=lang))
    return Rows(say("compare.table_left", lang), columns, tuple(made))


def _ref(report: Report, other: Any, row_id: Any) -> str:
    return str(row_id) if other == report.id else f"{other}@{row_id}"
