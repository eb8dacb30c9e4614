"""The tree of sections: which heading stands under which, what time each speaks of, and its year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.dates import cn_number, find_year
from baogao.text.headings import CLOSING, WEAK, Heading
from baogao.text.spans import Span
from baogao.text.years import period_named

_PARTS: Final = frozenset({"cn", "part"})


@dataclass(frozen=True)
class Section:
    """One node of the tree. `start:end` holds its heading and all below it; `heading` is its text span.

    `level` is 1 for a part, 2 for a section, 3 and up for items. `role` tells the time it speaks of:
    `front`, `review`, `plan`, `self` (the government's own conduct), `glossary`, `tail` (page furniture).
    `number` is in half-width digits. `year` is the one that its own or an enclosing heading names.
    """

    start: int
    end: int
    level: int
    number: str
    heading: Span
    role: str
    year: int | None
    parent: int | None  # the parent's start


def section_tree(folded: str, headings: list[Heading], end: int) -> list[Section]:
    """Nests headings by the order in which their styles appear; a style once open closes what it holds."""
    stack: list[tuple[str, Section]] = []
    done: list[Section] = []

    def close(until: int) -> None:
        _, section = stack.pop()
        done.append(replace(section, end=until))

    after = _following(headings)
    for i, heading in enumerate(headings):
        styles = [style for style, _ in stack]
        if heading.style == CLOSING:
            if (following := after[i]) is None or not _goes_on(stack, following):
                while len(stack) > 1:
                    close(heading.start)
            continue
        if heading.style in styles:
            while stack[-1][0] != heading.style:
                close(heading.start)
            close(heading.start)
        elif heading.style == "plain":
            # Among numbered parts a bare line opens a part only where it turns to another time.
            numbered = stack and stack[0][0] in _PARTS
            same = numbered and _role_of_words(folded[slice(*heading.span)]) == stack[0][1].role
            while len(stack) > (1 if same else 0):
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


def _following(headings: list[Heading]) -> list[Heading | None]:
    """For each heading the next one that does not only close sections."""
    found: list[Heading | None] = []
    following: Heading | None = None
    for heading in reversed(headings):
        found.append(following)
        following = following if heading.style == CLOSING else heading
    return found[::-1]


def _goes_on(stack: list[tuple[str, Section]], heading: Heading) -> bool:
    """Whether `heading` is the next number of a section below a part that is still open."""
    number = cn_number(heading.number)
    return any(
        style == heading.style and number > 1 and number == cn_number(section.number) + 1
        for style, section in stack[1:]
    )


def _role(heading: str, parent: Section | None, done: list[Section]) -> tuple[str, int | None]:
    named = find_year(heading)
    year = int(named.value) if named else parent.year if parent else None
    if parent is not None:
        own = parent.role == "plan" and parent.level == 1 and _role_of_words(heading) == "self"
        return ("self" if own else parent.role), year
    if role := _role_of_words(heading):
        return role, year
    before = [section for section in done if section.level == 1]
    return ("plan" if before else "review"), year


@cache
def _roles() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(alternation(words))) for role, words in load("outline")["roles"].items()]


def _role_of_words(heading: str) -> str:
    return next((role for role, words in _roles() if words.search(heading)), "")


def dated(sections: list[Section], folded: str, report_year: int | None) -> list[Section]:
    """The sections with the year that 今年, 今后五年 or “十四五” names, in theirs or an enclosing heading."""
    found: dict[int, Section] = {}
    for section in sections:
        parent = found.get(section.parent) if section.parent is not None else None
        year = section.year
        if year is None and section.role in {"plan", "review"}:
            words = folded[slice(*section.heading)]
            said = find_year(words)  # an annex behind the glossary was not in the tree
            ahead = section.role == "plan"
            year = int(said.value) if said else period_named(words, report_year, ahead=ahead)
        found[section.start] = replace(section, year=year or (parent.year if parent else None))
    return list(found.values())
