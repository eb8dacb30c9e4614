"""The tree of a report: front matter, parts, sections, items, paragraphs, sentences, glossary."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from baogao.lexicon import alternation, fold, load
from baogao.text.dates import Dated, find_year
from baogao.text.endings import find_endings
from baogao.text.headings import WEAK, Heading, read_heading
from baogao.text.meta import Field, read_meta
from baogao.text.spans import Span
from baogao.text.years import period_end, read_years

_SENTENCE: Final = re.compile(r"[^。!?;\n]*[。!?;\n][”’」』)]*|[^。!?;\n]+$")
_ADDRESS: Final = re.compile(r"(?:尊敬的)?(?:各位|同志们|主席|主任)[^。,]{0,24}[:!]?$")


@dataclass(frozen=True)
class Section:
    """One node of the tree. `start:end` holds its heading and all below it; `heading` is its text span.

    `level` is 1 for a part, 2 for a section, 3 and up for items. `role` tells the time it speaks of:
    `front`, `review`, `plan`, `self` (the government's own conduct), `glossary`, `tail` (page furniture).
    `year` is the year that its own or an enclosing heading names, else None.
    """

    start: int
    end: int
    level: int
    number: str
    heading: Span
    role: str
    year: int | None
    parent: int | None  # the parent's start


@dataclass(frozen=True)
class Outline:
    """A repaired text with its structure. All offsets are into `text`.

    `folded` is `text` in simplified script and half-width signs, of the same length, so that one pattern
    reads both scripts and its offsets hold in `text`.
    """

    text: str
    folded: str
    sections: tuple[Section, ...]
    paragraphs: tuple[Span, ...]
    meta: dict[str, Field]
    body: Span
    glossary: Span | None
    report_year: int | None
    review_year: int | None
    plan_year: int | None

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences and clauses closed by ；, in order; they never cross a line."""
        return tuple(
            Span(m.start() + len(m[0]) - len(m[0].lstrip()), m.end())
            for m in _SENTENCE.finditer(self.folded)
            if m[0].strip()
        )

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _by_start(self) -> dict[int, Section]:
        return {section.start: section for section in self.sections}

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`."""
        i = bisect_right(self._section_starts, offset) - 1
        section = self.sections[i] if i >= 0 else None
        while section is not None and offset >= section.end:
            section = self._by_start.get(section.parent) if section.parent is not None else None
        return section

    def ancestors(self, section: Section | None) -> list[Section]:
        """`section` and what encloses it, innermost first."""
        chain = []
        while section is not None:
            chain.append(section)
            section = self._by_start.get(section.parent) if section.parent is not None else None
        return chain

    def role_at(self, offset: int) -> str:
        """The role of the section at `offset`; `front` before the first one."""
        section = self.section_at(offset)
        return section.role if section else "front"

    def paragraph_at(self, offset: int) -> Span | None:
        return _holding(self.paragraphs, self._paragraph_starts, offset)

    def sentence_at(self, offset: int) -> Span | None:
        return _holding(self.sentences, self._sentence_starts, offset)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]


def _holding(spans: tuple[Span, ...], starts: list[int], offset: int) -> Span | None:
    i = bisect_right(starts, offset) - 1
    return spans[i] if i >= 0 and offset < spans[i].end else None


def read_outline(text: str, name: str = "") -> Outline:
    """The structure of a repaired text; `name` is the file's name, a last resort for the year.

    >>> outline = read_outline("各位代表:\\n一、2022年工作回顾\\n完成。\\n二、2023年工作安排\\n要办。")
    >>> [(s.number, s.role, s.year) for s in outline.sections]
    [('一', 'review', 2022), ('二', 'plan', 2023)]
    """
    folded = fold(text)
    lines = _lines(folded)
    first = _body_start(folded, lines)
    glossary, tail = find_endings(folded, lines, first)
    body_end = min(glossary if glossary is not None else tail, tail)
    headings = [h for line in lines if first <= line.start < body_end and (h := read_heading(folded, line))]
    sections = _tree(folded, headings, body_end)
    end_of_text = len(text)
    if glossary is not None:
        line = next(line for line in lines if line.start == glossary)
        sections.append(Section(glossary, tail, 1, "", line, "glossary", None, None))
    if tail < end_of_text:
        sections.append(Section(tail, end_of_text, 1, "", Span(tail, tail), "tail", None, None))
    meta = read_meta(text, folded, lines, Span(first, body_end))
    report, review, plan = _read_years(folded, sections, meta, Span(first, body_end), name)
    if report:
        meta["report_year"] = Field(report.value, report.start, report.end)
    report_year = int(report.value) if report else None
    sections = [_dated(section, folded, report_year) for section in sections]
    return Outline(
        text=text,
        folded=folded,
        sections=tuple(sections),
        paragraphs=tuple(lines),
        meta=meta,
        body=Span(first, body_end),
        glossary=Span(glossary, tail) if glossary is not None else None,
        report_year=report_year,
        review_year=review,
        plan_year=plan,
    )


def _read_years(
    folded: str, sections: list[Section], meta: dict[str, Field], body: Span, name: str
) -> tuple[Dated | None, int | None, int | None]:
    title, delivered = meta.get("title"), meta.get("delivered")
    return read_years(
        folded,
        [(section.role, section.heading) for section in sections if section.level == 1],
        Span(title.start, title.end) if title else None,
        Dated(delivered.value, delivered.start, delivered.end) if delivered else None,
        body,
        name,
    )


def _dated(section: Section, folded: str, report_year: int | None) -> Section:
    """`section` with the last year of the span that its heading names ahead, where it names no year."""
    if section.year is None and section.role == "plan":
        return replace(section, year=period_end(folded[slice(*section.heading)], report_year))
    return section


def _lines(folded: str) -> list[Span]:
    spans = []
    for match in re.finditer(r"[^\n]+", folded):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            spans.append(Span(start, start + len(stripped)))
    return spans


def _body_start(folded: str, lines: list[Span]) -> int:
    """Where the address to the deputies, or else the first numbered part, begins."""
    for line in lines[:120]:
        if line.end - line.start <= 30 and _ADDRESS.match(folded, line.start, line.end):
            return line.start
    for line in lines[:120]:
        if re.match(r"(?:尊敬的)?各位(?:代表|委员|主任)", folded[line.start : line.end]):
            return line.start
    for line in lines:
        heading = read_heading(folded, line)
        if heading and heading.style in {"cn", "part"}:
            return line.start
    return lines[0].start if lines else 0


def _tree(folded: str, headings: list[Heading], end: int) -> list[Section]:
    """Nests headings by the order in which their styles appear; a style once open closes what it holds."""
    stack: list[tuple[str, Section]] = []
    done: list[Section] = []

    def close(until: int) -> None:
        _, section = stack.pop()
        done.append(replace(section, end=until))

    for heading in headings:
        styles = [style for style, _ in stack]
        if heading.style in styles:
            while stack[-1][0] != heading.style:
                close(heading.start)
            close(heading.start)
        elif heading.style == "plain":
            while stack:
                close(heading.start)
        elif heading.style not in WEAK:
            while stack and stack[-1][0] in WEAK:
                close(heading.start)
        parent = stack[-1][1] if stack else None
        role, year = _role(folded[slice(*heading.span)], parent, done)
        stack.append(
            (
                heading.style,
                Section(
                    heading.start,
                    end,
                    len(stack) + 1,
                    heading.number,
                    heading.span,
                    role,
                    year,
                    parent.start if parent else None,
                ),
            )
        )
    while stack:
        close(end)
    return sorted(done, key=lambda section: (section.start, section.level))


def _role(heading: str, parent: Section | None, done: list[Section]) -> tuple[str, int | None]:
    named = find_year(heading)
    year = int(named.value) if named else parent.year if parent else None
    if parent is not None:
        return parent.role, year
    for role, words in load("outline")["roles"].items():
        if re.search(alternation(words), heading):
            return role, year
    before = [section for section in done if section.level == 1]
    return ("plan" if before else "review"), year
