"""How far to trust it: repairs, digits that are no figure, doubtful figures, versions and hashes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from baogao.story.scene import Link, Row, Rows, Scene
from baogao.story.scenes.common import figure_link, scene, source, word
from baogao.story.words import say, tell
from baogao.tables.report import Report

_AROUND = 8  # characters of context on each side


def build(report: Report, lang: str) -> Scene:
    """An account of every run of digits, and of every change made before reading."""
    numbers, repairs = report.numbers, report.repairs
    read = int((numbers["kind"] == "figure").sum())
    unread = int((numbers["kind"] == "unread").sum())
    doubtful = [row for row in report.figures.to_dict("records") if str(row["doubt"])]
    counts = {
        "n": len(numbers),
        "read": read,
        "other": len(numbers) - read - unread,
        "unread": unread,
        "repairs": len(repairs),
        "doubtful": len(doubtful),
    }
    sentence = tell("provenance.sentence", lang, **counts)
    return scene(
        "provenance",
        lang,
        count=None,
        sentence=sentence,
        charts=(),
        tables=(
            _account(numbers["kind"].tolist(), lang),
            _repairs(report, lang),
            _numbers(report, lang),
            _doubts(doubtful, lang),
            _versions(report, lang),
        ),
        note=source(report, lang),
    )


def _columns(lang: str, *names: str) -> tuple[str, ...]:
    return tuple(say(f"column.{name}", lang) for name in names)


def _account(kinds: list[str], lang: str) -> Rows:
    """How many runs of digits are what."""
    rows = [
        Row("", ((word(f"kind.{kind}", lang, kind),), (str(count),)))
        for kind, count in Counter(kinds).most_common()
    ]
    return Rows(say("provenance.account", lang), _columns(lang, "kind", "times"), tuple(rows))


def _repairs(report: Report, lang: str) -> Rows:
    rows = []
    for row in report.repairs.to_dict("records"):
        ref = f"repairs-{int(row['start'])}"
        kind = word(f"repair.{row['kind']}", lang, str(row["kind"]))
        after = _visible(str(row["after"])) or say("provenance.removed", lang)
        cells = ((_visible(str(row["before"])),), (Link(after, ref),), (kind,))
        rows.append(Row(ref, cells, (("kind", kind),)))
    return Rows(say("provenance.repairs", lang), _columns(lang, "before", "after", "kind"), tuple(rows))


def _numbers(report: Report, lang: str) -> Rows:
    """Digits that are no figure, each in its words."""
    rows = []
    for row in report.numbers.to_dict("records"):
        if str(row["kind"]) == "figure":
            continue
        start, end = int(row["start"]), int(row["end"])
        ref = f"numbers-{start}"
        kind = word(f"kind.{row['kind']}", lang, str(row["kind"]))
        before = _visible(report.text[max(start - _AROUND, 0) : start])
        after = _visible(report.text[end : end + _AROUND])
        rows.append(Row(ref, ((before, Link(str(row["quote"]), ref), after), (kind,)), (("kind", kind),)))
    return Rows(say("provenance.numbers", lang), _columns(lang, "digits", "kind"), tuple(rows))


def _doubts(doubtful: list[dict[Any, Any]], lang: str) -> Rows:
    rows = []
    for row in doubtful:
        doubt = "; ".join(word(f"doubt.{why}", lang, why) for why in str(row["doubt"]).split(";"))
        rows.append(
            Row(
                str(row["figure_id"]),
                ((figure_link(row),), (str(row["label"]),), (doubt,)),
                (("doubt", doubt),),
            )
        )
    return Rows(say("provenance.doubts", lang), _columns(lang, "figure", "what", "doubt"), tuple(rows))


def _versions(report: Report, lang: str) -> Rows:
    rows = []
    for row in report.meta.to_dict("records"):
        key, value = str(row["key"]), str(row["value"])
        start = row["start"]
        placed = str(start) not in ("<NA>", "None", "nan")
        ref = f"text-{int(start)}-{int(row['end'])}" if placed else ""
        cell = (Link(value, ref),) if ref else (value,)
        rows.append(Row(ref, ((word(f"meta.{key}", lang, key),), cell)))
    return Rows(say("provenance.versions", lang), _columns(lang, "key", "value"), tuple(rows))


def _visible(text: str) -> str:
    """Words on one line."""
    return " ".join(text.split("\n"))
