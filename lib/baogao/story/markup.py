"""A scene and a text as plain HTML, for what has no JavaScript: the page on paper, a stored notebook.

Whatever comes from a report is escaped; nothing here is ever parsed as markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import pairwise
from typing import Any

Record = dict[str, Any]

_SIGN = re.compile(r"[,;:!?()]")
_CHINESE = re.compile("[\u2e80-\u303f\u31c0-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’…—·]")
_SHORT = 6  # characters that stay on one line of a table
_FEW = 4  # columns of a table that leaves room for another beside it
_HAN = re.compile("[\u2e80-\u9fff]")


def wide(text: str) -> str:
    """`text` escaped, its ASCII signs beside Chinese in ``<i>``, which the style shows full-width.

    >>> wide("增長5.5%;投資<3,000")
    '增長5.5%<i>;</i>投資&lt;3,000'
    """
    parts = []
    last = 0
    for match in _SIGN.finditer(text):
        at = match.start()
        before, after = _nearest(text, at, -1), _nearest(text, at, 1)
        if before.isdigit() and after.isdigit():
            continue
        if _CHINESE.match(before) or _CHINESE.match(after) or (before == "%" and not after):
            parts += [escape(text[last:at]), f"<i>{escape(text[at])}</i>"]
            last = at + 1
    return "".join([*parts, escape(text[last:])])


def _nearest(text: str, at: int, step: int) -> str:
    at += step
    while 0 <= at < len(text) and _SIGN.match(text[at]):
        at += step
    return text[at] if 0 <= at < len(text) else ""


def segments(parts: list[Any], script: str) -> str:
    """Words and links of a scene; a link becomes a span in its colour."""
    return "".join(wide(part) if isinstance(part, str) else _link(part, script) for part in parts)


def _link(part: Record, script: str) -> str:
    words, said = part["text"], part.get("said", "")
    title = f' title="{escape(said)}"' if said else ""
    return f'<span class="link {escape(part["status"])}"{title}{_lang(words, script)}>{wide(words)}</span>'


def _lang(text: str, script: str) -> str:
    return f' lang="{escape(script)}"' if _HAN.search(text) else ""


def head(scene: Record, script: str) -> str:
    """The question and the sentence, or the one line of an empty scene."""
    told = f"<h2>{wide(scene['question'])}</h2>"
    if scene["empty"]:
        return told + f'<p class="empty">{wide(scene["empty"])}</p>'
    return told + f'<p class="sentence">{segments(scene["sentence"], script)}</p>'


def note(scene: Record) -> str:
    """The line under the chart."""
    return f'<p class="note">{wide(scene["note"])}</p>' if scene["note"] else ""


def tables(scene: Record, script: str, note_of: Callable[[Record], int] | None = None) -> str:
    """Every row of the scene's tables; `note_of` gives a row the number of its footnote, or 0."""
    return "".join(_table(table, script, note_of) for table in scene["tables"] if table["rows"])


def _table(table: Record, script: str, note_of: Callable[[Record], int] | None) -> str:
    columns = "".join(f'<th scope="col">{wide(column)}</th>' for column in table["columns"])
    rows = "".join(
        "<tr>" + "".join(_cell(cell, script) for cell in row["cells"]) + _note_cell(row, note_of) + "</tr>"
        for row in table["rows"]
    )
    columns += '<th class="note"></th>' if note_of else ""
    head = f"<caption>{wide(table['title'])}</caption><thead><tr>{columns}</tr></thead>"
    few = " few" if len(table["columns"]) <= _FEW and len(table["rows"]) > _FEW else ""
    return f'<div class="table{few}"><table>{head}<tbody>{rows}</tbody></table></div>'


def _note_cell(row: Record, note_of: Callable[[Record], int] | None) -> str:
    number = note_of(row) if note_of else 0
    if not number:
        return '<td class="note"></td>' if note_of else ""
    return f'<td class="note"><a href="#note-{number}">{number}</a></td>'


def _cell(cell: list[Any], script: str) -> str:
    plain = "".join(part if isinstance(part, str) else part["text"] for part in cell)
    kind = ' class="short"' if len(plain.strip()) <= _SHORT else ""
    return f"<td{kind}{_lang(plain, script)}>{segments(cell, script)}</td>"


def masthead(said: Record, script: str) -> str:
    """Place, title and year, and the line under them."""
    line = f'<p class="line">{wide(said["line"])}</p>' if said["line"] else ""
    names = " ".join(
        f'<span class="{kind}">{escape(said[key])}</span>'
        for key, kind in (("place", "at"), ("title", "title"), ("year", "at"))
    )
    return f'<div class="names" lang="{escape(script)}"><h1>{names}</h1>{line}</div>'


def text(made: Record) -> str:
    """The whole repaired text with its figures marked."""
    return "".join(_paragraph(made, paragraph) for paragraph in made["paragraphs"])


def _paragraph(made: Record, paragraph: list[Any]) -> str:
    start, end, kind, _ = paragraph
    tag = {"part": "h3", "section": "h4"}.get(kind, "p")
    source = made["text"]
    marks = [m for m in made["marks"] if m[0] < end and m[1] > start]
    repairs = [r for r in made["repairs"] if r[0] < end and r[1] > start]
    edges = {start, end}
    for first, last, *_rest in (*marks, *repairs):
        edges |= {at for at in (first, last) if start < at < end}
    cuts = sorted(at for at in edges if not any(r[0] < at < r[1] for r in repairs))
    parts = []
    for first, last in pairwise(cuts):
        repair = next((r for r in repairs if r[0] <= first and last <= r[1]), None)
        words = wide(repair[2] if repair else source[first:last])
        mark = next((m for m in marks if m[0] <= first < m[1]), None)
        parts.append(f'<span class="mark {mark[3]}">{words}</span>' if mark else words)
    return f'<{tag} class="t {kind}">{"".join(parts)}</{tag}>'
