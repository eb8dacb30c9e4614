"""The tree of a report: front matter, parts, sections, items, paragraphs, sentences, glossary."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from baogao.lexicon import fold
from baogao.text.dates import Dated
from baogao.text.endings import find_annex, find_endings
from baogao.text.headings import read_heading, read_headings
from baogao.text.lines import find_lines
from baogao.text.meta import Field, read_meta
from baogao.text.sections import Section, dated, section_tree
from baogao.text.spans import Span
from baogao.text.years import read_years

__all__ = ["Outline", "Section", "read_outline"]

# A run of a thousand characters without a stop is no sentence; it is cut, so that none grows with the text.
_SENTENCE: Final = re.compile(r"[^。!?;\n]{0,999}[。!?;\n][”’」』)]*|[^。!?;\n]{1,1000}")
_ADDRESS: Final = re.compile(r"(?:尊敬的)?(?:各位|同志们|主席|主任)[^。,]{0,24}[:!]?$")
# The first sentence, where the address is lost.
_REPORTING: Final = re.compile(
    r"(?:现在,?)?我?(?:受|代表)[^。\n]{1,24}(?:政府|国务院|公署|行署)[^。\n]{0,30}报告"
)


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
    lines = find_lines(folded)
    first = _body_start(folded, lines)
    glossary, tail = find_endings(folded, lines, first)
    body_end = min(glossary if glossary is not None else tail, tail)
    headings = read_headings(folded, [line for line in lines if first <= line.start < body_end])
    sections = section_tree(folded, headings, body_end)
    end_of_text = len(text)
    glossary_end = tail
    if glossary is not None:
        line = next((line for line in lines if line.start == glossary), Span(glossary, glossary))
        annex = find_annex(folded, lines, glossary, tail)
        glossary_end = annex.start if annex else tail
        sections.append(Section(glossary, glossary_end, 1, "", line, "glossary", None, None))
        if annex:
            sections.append(Section(annex.start, tail, 1, "", annex, "plan", None, None))
    if tail < end_of_text:
        sections.append(Section(tail, end_of_text, 1, "", Span(tail, tail), "tail", None, None))
    meta = read_meta(text, folded, lines, Span(first, body_end))
    report, review, plan = _read_years(folded, sections, meta, Span(first, body_end), name)
    if report:
        meta["report_year"] = Field(report.value, report.start, report.end)
    report_year = int(report.value) if report else None
    sections = dated(sections, folded, report_year)
    return Outline(
        text=text,
        folded=folded,
        sections=tuple(sections),
        paragraphs=tuple(lines),
        meta=meta,
        body=Span(first, body_end),
        glossary=Span(glossary, glossary_end) if glossary is not None else None,
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


def _body_start(folded: str, lines: list[Span]) -> int:
    """Where the address to the deputies, or else the first numbered part, begins."""
    for line in lines[:120]:
        if line.end - line.start <= 30 and _ADDRESS.match(folded, line.start, line.end):
            return line.start
    for line in lines[:120]:
        if re.match(r"(?:尊敬的)?各位(?:代表|委员|主任)", folded[line.start : line.end]):
            return line.start
    for line in lines[:120]:
        if _REPORTING.match(folded, line.start, line.end):
            return line.start
    for line in lines:
        heading = read_heading(folded, line)
        if heading and heading.style in {"cn", "part"}:
            return line.start
    return lines[0].start if lines else 0
