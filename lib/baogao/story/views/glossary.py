"""The terms a report explains, where each is used, and words in quotation marks left unexplained."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from baogao.lexicon import fold
from baogao.story.views.quantity import missing
from baogao.tables.report import Report

_QUOTED: Final = re.compile(r"“([^“”,。;:!?、\s]{2,12})”")
_MARKS: Final = "“”‘’\"'《》()[] "


@dataclass(frozen=True)
class Term:
    """A term: `uses` are the starts of its places in the body, `numbers` the figures its definition states.

    A word in quotation marks that the report does not explain has no definition and no number.
    """

    ref: str
    start: int
    no: str
    term: str
    page: int | None
    definition: str
    uses: tuple[int, ...]
    numbers: tuple[tuple[str, int], ...] = ()


def terms(report: Report) -> list[Term]:
    """The terms in the order of the glossary."""
    text = fold(report.text)
    explained = _explained(report)
    figures = [(int(row["start"]), str(row["quote"])) for row in report.figures.to_dict("records")]
    found = []
    for row in report.glossary.to_dict("records"):
        start, end = int(row["start"]), int(row["end"])
        found.append(
            Term(
                ref=f"glossary-{start}",
                start=start,
                no=str(row["no"]),
                term=str(row["term"]),
                page=None if missing(row["page"]) else int(row["page"]),
                definition=str(row["definition"]),
                uses=_uses(text, row, explained),
                numbers=tuple((quote, at) for at, quote in figures if start <= at < end),
            )
        )
    return found


def quoted(report: Report) -> list[Term]:
    """Words in quotation marks that no term explains, the most used first."""
    text = fold(report.text)
    explained = _explained(report)
    known = {fold(str(term)).strip(_MARKS) for term in report.glossary["term"]}
    known |= {part for term in known for part in re.split("[“”、]", term) if part}
    places: dict[str, list[int]] = {}
    for match in _QUOTED.finditer(text):
        word = match[1]
        if word in known or _inside(match.start(), explained):
            continue
        places.setdefault(word, []).append(match.start(1))
    ordered = sorted(places.items(), key=lambda pair: (-len(pair[1]), pair[1][0]))
    return [
        Term(f"quoted-{at[0]}", at[0], "", report.text[at[0] : at[0] + len(word)], None, "", tuple(at))
        for word, at in ordered
    ]


def _explained(report: Report) -> list[tuple[int, int]]:
    """Spans that explain: the glossary's parts, or its entries."""
    rows = report.outline.to_dict("records")
    parts = [(int(row["start"]), int(row["end"])) for row in rows if row["role"] == "glossary"]
    entries = [(int(row["start"]), int(row["end"])) for row in report.glossary.to_dict("records")]
    return parts + entries


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _uses(text: str, row: dict[Any, Any], explained: list[tuple[int, int]]) -> tuple[int, ...]:
    """Where the body has the term's words, and its first use as the table has it."""
    printed = fold(str(row["term"])).strip()
    places: set[int] = set()
    for words in dict.fromkeys((printed, printed.strip(_MARKS))):
        if len(words) < 2:
            continue
        at = text.find(words)
        while at >= 0:
            if not _inside(at, explained):
                places.add(at)
            at = text.find(words, at + len(words))
        if places:
            break
    if not missing(row["first_use"]):
        first = int(row["first_use"])
        if not any(abs(place - first) < 4 for place in places):
            places.add(first)
    return tuple(sorted(places))
