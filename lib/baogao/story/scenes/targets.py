"""This year's aim beside last year's result, and the same thing a year apart."""

from __future__ import annotations

from baogao.lexicon import fold
from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, listed, scene, source
from baogao.story.views.names import named
from baogao.story.views.pairs import PairRow, by_change, pair_rows
from baogao.story.views.quantity import bound, plain
from baogao.story.views.targets import Side, TargetRow, target_rows
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report

_ESTIMATED = "预计"


def build(report: Report, lang: str) -> Scene:
    """The headline targets, and every other pair."""
    rows, others = target_rows(report), by_change(pair_rows(report))
    if not rows and not others:
        return empty_scene("targets", lang)
    charts = (("targets",) if rows else ()) + (("pairs",) if others else ())
    sentence = _sentence(rows, lang) if rows else _pairs_sentence(others, lang)
    return scene(
        "targets",
        lang,
        count=len(rows),
        sentence=sentence,
        charts=charts,
        tables=(_table(rows, lang), _pairs_table(others, lang)),
        note=source(report, lang, *_notes(report, rows, lang)),
    )


def _sentence(rows: list[TargetRow], lang: str) -> Segments:
    """How many targets, how many of them beside a result, and which way they differ."""
    both = [(row, row.target, row.results[0]) for row in rows if row.on_scale and row.target and row.results]
    if not both:
        return tell("targets.sentence_alone", lang, n=len(rows))
    kinds: dict[str, list[tuple[TargetRow, Side, Side]]] = {}
    for row, target, result in both:
        kinds.setdefault(_compare(target, result), []).append((row, target, result))
    clauses = []
    for kind in ("above", "same", "below", "ceiling"):
        held = kinds.get(kind, [])
        if len(held) == 1:
            row, target, result = held[0]
            label = named(row.label, row.indicator, lang)[0]
            links = {
                "target": _amount(target, row.ref, "promised", lang),
                "result": _amount(result, result.ref, "done", lang),
            }
            clauses.append(tell(f"targets.one_{kind}", lang, label=label, **links))
        elif held:
            clauses.append(tell(f"targets.many_{kind}", lang, n=len(held)))
    return tell("targets.sentence", lang, n=len(rows), both=len(both), clauses=listed(clauses, lang))


def _compare(target: Side, result: Side) -> str:
    """How a target lies to the result: above, same, below; a ceiling is compared with nothing."""
    if target.comparator in ("<=", "<"):
        return "ceiling"
    if target.value_max is not None and target.value <= result.value <= target.value_max:
        return "same"
    if target.value == result.value:
        return "same"
    return "above" if target.value > result.value else "below"


def _amount(side: Side, ref: str, status: str, lang: str) -> Link:
    """The quote, or in English the number with the sign of its bound."""
    if lang != "en":
        return Link(side.quote, ref, status)
    before, after = bound(side.comparator, lang)
    digits = ("−" if side.value < 0 else "") + plain(abs(side.value))
    if side.value_max is not None:
        digits += f"–{plain(abs(side.value_max))}"
    return Link(f"{before}{digits}{side.unit}{after}", ref, status)


def _pairs_sentence(rows: list[PairRow], lang: str) -> Segments:
    more = sum(1 for row in rows if (row.target.value - row.result.value) > 0)
    less = sum(1 for row in rows if (row.target.value - row.result.value) < 0)
    return tell("pairs.sentence", lang, n=len(rows), more=more, less=less)


def _notes(report: Report, rows: list[TargetRow], lang: str) -> list[str]:
    """That results are estimates where their sentences say so, and what a missing dot means."""
    sentences = {int(row["start"]): fold(str(row["sentence"])) for row in report.figures.to_dict("records")}
    results = [side for row in rows for side in row.results]
    estimated = any(_ESTIMATED in sentences.get(side.start, "") for side in results)
    missing = any(row.on_scale and not row.results for row in rows)
    return [
        say("targets.estimated", lang) if estimated else "",
        say("targets.no_dot", lang) if missing and results else "",
    ]


def _table(rows: list[TargetRow], lang: str) -> Rows:
    made = []
    for row in rows:
        name, behind = named(row.label, row.indicator, lang)
        results: list[str | Link] = []
        for side in row.results:
            results += ["、" if results else "", Link(side.quote, side.ref, "done")]
        target = Link(row.quote if row.target else row.words, row.ref, "promised")
        label = f"{name} {behind}".strip()
        made.append(
            Row(
                row.ref,
                ((label,), joined(results), (row.before, target, row.after) if row.before else (target,)),
            )
        )
    columns = (say("column.target", lang), say("column.last_year", lang), say("column.this_year", lang))
    return Rows(say("scene.targets.question", lang), columns, tuple(made))


def _pairs_table(rows: list[PairRow], lang: str) -> Rows:
    made = []
    for row in rows:
        name, behind = named(row.label, row.indicator, lang)
        change = ""
        if row.change is not None:
            sign = "+" if row.change > 0 else "−" if row.change < 0 else ""
            change = f"{sign}{abs(row.change):.0f}%"
        label = f"{name} {behind}".strip()
        result, target = (
            Link(row.result.quote, row.result.ref, "done"),
            Link(row.target.quote, row.target.ref, "promised"),
        )
        made.append(Row(row.ref, ((label,), (result,), (target,), (change,))))
    columns = tuple(say(f"column.{name}", lang) for name in ("indicator", "last_year", "this_year", "change"))
    return Rows(say("scene.pairs.question", lang), columns, tuple(made))
