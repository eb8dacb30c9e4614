"""What the reader needs of a report: text, paragraphs, sections, marks, repairs, and the place of every row.

All offsets are those of the source text, in code points. No language of the interface changes any of it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from baogao.lexicon import fold
from baogao.story.charts.sections import Section, short_names
from baogao.story.masthead import masthead
from baogao.story.theme import STATUS
from baogao.story.words import script_of
from baogao.tables.report import Report
from baogao.text.repair import Edit, Repaired

Record = dict[str, Any]

_LIVELIHOOD: Final = {"done": "done", "planned": "promised", "candidate": "promised"}
# Tables whose rows a scene may open, and which columns hold their span.
_PLACED: Final = {
    "outline": ("start", "end"),
    "figures": ("start", "end"),
    "numbers": ("start", "end"),
    "targets": ("start", "end"),
    "lists": ("start", "end"),
    "list_notes": ("start", "end"),
    "livelihood": ("start", "end"),
    "projects": ("first_start", "first_end"),
    "project_mentions": ("start", "end"),
    "glossary": ("start", "end"),
    "repairs": ("start", "end"),
}
_SHORT_LINE: Final = 60  # characters: what stands before the first section and is shorter is no paragraph


def document(report: Report) -> Record:
    """The bundle's part that no language changes.

    `paragraphs` are ``[start, end, kind, section]`` with a section's number or -1 and kind `part`, `section`,
    `p`, `term` or `front`; `marks` ``[start, end, ref, status]``; `repairs` ``[start, end, after, kind]``;
    `refs` the span and status of each row; `places` the rows that a row's ‹ › goes through.
    """
    outline = _records(report, "outline")
    sections = _sections(outline)
    refs = _refs(report)
    return {
        "id": report.id,
        "script": script_of(report.text),
        "text": report.text,
        "paragraphs": _paragraphs(report, outline),
        "sections": sections,
        "marks": _marks(report),
        "repairs": [[int(e.start), int(e.end), e.after, e.kind] for e in _edits(report)],
        "refs": refs,
        "places": _places(report, refs),
        "masthead": masthead(report.about, script_of(report.text)),
    }


def _edits(report: Report) -> list[Edit]:
    return [
        Edit(int(r["start"]), int(r["end"]), r["before"], r["after"], r["kind"], 1.0)
        for r in _records(report, "repairs")
    ]


def _paragraphs(report: Report, outline: list[Record]) -> list[list[Any]]:
    repaired = Repaired(report.text, tuple(_edits(report)))
    starts = [int(row["start"]) for row in outline]
    heads = {int(row["start"]): row for row in outline}
    found: list[list[Any]] = []
    at = 0
    for line in repaired.text.split("\n"):
        stripped = line.strip(" \t\r\f\v\u3000\xa0")
        if stripped:
            start = at + line.index(stripped)
            span = (repaired.to_source(start), repaired.to_source(start + len(stripped), end=True))
            section = _innermost(outline, starts, span[0])
            role = str(outline[section]["role"]) if section >= 0 else ""
            head = next((heads[s] for s in range(span[0], min(span[1], span[0] + 3)) if s in heads), None)
            found.append([*span, _kind(stripped, head, role, bool(outline)), section])
        at += len(line) + 1
    return found or [[0, len(report.text), "p", -1]]


def _kind(line: str, head: Record | None, role: str, has_sections: bool) -> str:
    if head is not None and len(line) <= len(str(head["heading"])) + 8:
        return "part" if int(head["level"]) == 1 else "section"
    if role == "glossary":
        return "term"
    if role == "tail" or (not role and has_sections and len(line) < _SHORT_LINE):
        return "front"
    return "p"


def _innermost(outline: list[Record], starts: list[int], offset: int) -> int:
    for index in range(bisect_right(starts, offset) - 1, -1, -1):
        if offset < int(outline[index]["end"]):
            return index
    return -1


def _sections(outline: list[Record]) -> list[Record]:
    number_of = {row["section_id"]: index for index, row in enumerate(outline)}
    shorts: dict[int, str] = {}
    for parent in {row["parent_id"] for row in outline}:
        siblings = [index for index, row in enumerate(outline) if row["parent_id"] == parent]
        named = short_names([str(outline[index]["heading"]) for index in siblings])
        shorts.update(zip(siblings, named, strict=True))
    return [
        {
            "ref": row["section_id"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "level": int(row["level"]),
            "title": _title(index, outline, number_of, shorts),
        }
        for index, row in enumerate(outline)
    ]


def _title(index: int, outline: list[Record], number_of: dict[str, int], shorts: dict[int, str]) -> str:
    """A part in full; a section by the numbers above it and its short name: 一（三）改革創新."""
    row = outline[index]
    parent = number_of.get(row["parent_id"])
    if parent is None:
        return Section(0, 0, str(row["number"]), str(row["heading"]), str(row["role"])).full
    above = ""
    while parent is not None:
        above = _numbered(str(outline[parent]["number"]), int(outline[parent]["level"])) + above
        parent = number_of.get(outline[parent]["parent_id"])
    own = _numbered(str(row["number"]), int(row["level"]))
    name = shorts[index] or str(row["heading"]).strip().rstrip(":：")
    return above + own + name if own else f"{above}　{name}".strip()


def _numbered(number: str, level: int) -> str:
    if not number or level == 1:
        return number
    return f"{number}." if number.isascii() else f"（{number}）"


def _marks(report: Report) -> list[list[Any]]:
    """Figures, and the headline targets in words that hold none, in order and without overlap."""
    spans = [
        [int(row["start"]), int(row["end"]), row["figure_id"], STATUS[row["status"]]]
        for row in _records(report, "figures")
    ]
    taken = sorted((span[0], span[1]) for span in spans)
    for row in _records(report, "targets"):
        start, end = int(row["start"]), int(row["end"])
        if all(end <= first or start >= last for first, last in taken):
            spans.append([start, end, row["target_id"], "promised"])
            taken.append((start, end))
    spans.sort()
    kept: list[list[Any]] = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _refs(report: Report) -> dict[str, list[Any]]:
    refs: dict[str, list[Any]] = {}
    for table, (first, last) in _PLACED.items():
        for row in _records(report, table):
            if not _given(row[first]):
                continue
            start, end = int(row[first]), int(row[last])
            if table == "outline":
                end = min(end, start + len(str(row["number"])) + len(str(row["heading"])) + 3)
                end = min(end, _line_end(report.text, start))
            refs[f"{table}-{start}"] = [start, end, _status(table, row)]
    return refs


def _status(table: str, row: Record) -> str:
    if table == "figures":
        return STATUS[row["status"]]
    if table == "targets":
        return "promised"
    return _LIVELIHOOD.get(row["status"], "other") if table == "livelihood" else "other"


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _places(report: Report, refs: dict[str, list[Any]]) -> dict[str, list[str]]:
    """A project's mentions; a term's explanation and its first use, whose place is added to `refs`."""
    mentions: dict[str, list[str]] = {}
    for row in _records(report, "project_mentions"):
        mentions.setdefault(row["name"], []).append(f"project_mentions-{int(row['start'])}")
    places = {
        f"projects-{int(row['first_start'])}": mentions[row["name"]]
        for row in _records(report, "projects")
        if _given(row["first_start"]) and len(mentions.get(row["name"], ())) > 1
    }
    for row in _records(report, "glossary"):
        if not _given(row["first_use"]):
            continue
        start = int(row["first_use"])
        for words in (str(row["term"]), str(row["term"]).strip('“”"「」《》 ')):
            if fold(report.text[start : start + len(words)]) == fold(words):
                own, use = f"glossary-{int(row['start'])}", f"use-{start}"
                refs[use] = [start, start + len(words), "other"]
                places[own] = [own, use]
                break
    return places


def _records(report: Report, table: str) -> list[Record]:
    rows: Any = report.tables[table].to_dict("records")
    return list(rows)


def _given(value: Any) -> bool:
    return value is not None and value == value and str(value) != "<NA>"
