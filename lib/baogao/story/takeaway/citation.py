"""A row as a citation with its place: GB/T 7714, APA, BibTeX.

The templates are filled here from the report's own words and go along in the bundle; what differs from row to
row (`{section}`, `{from}`, `{quote}` and the like) is filled by whoever cites, Python or browser, alike.
"""

from __future__ import annotations

import re
from typing import Any, Final

from baogao.errors import BaogaoError
from baogao.story.document import document
from baogao.story.words import script_of, words
from baogao.tables.report import Report

STYLES: Final = ("gbt", "apa", "bibtex")
_LONGEST: Final = 80  # characters of a quote that a citation holds


def templates(report: Report) -> dict[str, str]:
    """A template a style, the report's part of it filled."""
    script = script_of(report.text)
    said = {
        key: _clean(report.about(key))
        for key in (
            "title",
            "place",
            "speaker",
            "speaker_role",
            "meeting",
            "delivered",
            "report_year",
            "published",
        )
    }
    title = said["title"] or report.id
    author = said["speaker"] or said["place"]
    day = said["delivered"] or said["published"] or said["report_year"]
    year = day[:4]
    where = words(script)["cite.where"]
    gbt = "".join(
        [
            f"{author}. " if author else "",
            f"{title}[R]. ",
            f"{said['meeting']}, " if said["meeting"] else "",
            f"{day}: " if day else "",
            f"{where}. {words(script)['cite.quote']}",
        ]
    )
    apa = "".join(
        [
            f"{author}. " if author else "",
            f"({year or 'n.d.'}). ",
            f"{title} [Government work report]. ",
            f"{said['meeting']}. " if said["meeting"] else "",
            f"{words('en')['cite.where']}. “{{quote}}”",
        ]
    )
    fields = {
        "author": author,
        "title": title,
        "institution": said["place"],
        "type": "Government work report",
        "date": day,
        "year": year,
        "eventtitle": said["meeting"],
        "note": f"{where}; {{quote}}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    bibtex = "\n".join(["@techreport{" + _key(report.id) + "-{key},", *lines, "}"])
    return {"gbt": gbt, "apa": apa, "bibtex": bibtex}


def _clean(value: str) -> str:
    """A value of meta that can neither end a field nor be taken for a slot."""
    return re.sub(r"[{}\\\s]+", " ", value).strip()


def _key(report_id: str) -> str:
    return re.sub(r"[^\w:.-]+", "-", report_id) or "report"


def fill(template: str, values: dict[str, Any]) -> str:
    """`template` with its slots filled, each once.

    >>> fill("p. {from}", {"from": 5})
    'p. 5'
    """
    return re.sub(r"\{(from|to|quote|key|section|paragraph)\}", lambda m: str(values.get(m[1], "")), template)


def citation(report: Report, ref: str, style: str = "gbt") -> str:
    """The row `ref` (``figures-615``) as a citation in one of `STYLES`.

    Raises `BaogaoError` for a style or a row that does not exist.
    """
    if style not in STYLES:
        raise BaogaoError(f"style {style!r}", "is not written here", f"say one of {', '.join(STYLES)}")
    made = document(report)
    if ref not in made["refs"]:
        raise BaogaoError(ref, "is no row of this report", "take an id from its tables, as figures-615")
    return fill(templates(report)[style], place(made, ref))


def place(made: dict[str, Any], ref: str) -> dict[str, Any]:
    """Where a row stands: section, paragraph in it, characters, and the words there."""
    start, end, _ = made["refs"][ref]
    at = max((i for i, p in enumerate(made["paragraphs"]) if p[0] <= start), default=0)
    section = made["paragraphs"][at][3]
    within = sum(1 for p in made["paragraphs"][: at + 1] if p[3] == section and p[2] == "p")
    quote = re.sub(r"\s+", " ", made["text"][start:end])
    return {
        "section": made["sections"][section]["title"] if section >= 0 else "",
        "paragraph": within or 1,
        "from": start,
        "to": end,
        "quote": quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…",
        "key": ref,
    }
