"""The parts and sections of a report as the ribbon shows them, and their short names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from baogao.lexicon import fold
from baogao.tables.report import Report

_CLAUSE = re.compile(r"[,，;；:：。!！?？\s]")
_WRAP = "“”\"'‘’「」《》()（）:：、 　.。"
LONGEST = 6


@dataclass(frozen=True)
class Section:
    """A stretch of the strip: `start` and `end` in the source, and the words that may stand for it."""

    start: int
    end: int
    number: str
    heading: str
    role: str
    short: str = ""

    @property
    def full(self) -> str:
        """Number and heading as the report would print them."""
        heading = self.heading.strip().rstrip(":：")
        if not self.number:
            return heading
        joint = ". " if self.number.isascii() else ("、" if len(self.number) <= 3 else " ")
        return f"{self.number}{joint}{heading}" if heading else self.number


def parts(report: Report) -> list[Section]:
    """The report's parts in order: the rows of level 1."""
    return [_section(row) for row in report.outline.to_dict("records") if int(row["level"]) == 1]


def sections(report: Report) -> list[Section]:
    """The sections of the parts, with short names where the rule gives one.

    A heading without a number is no section where its siblings have numbers.
    """
    rows = report.outline.to_dict("records")
    found: list[Section] = []
    for part in rows:
        if int(part["level"]) != 1:
            continue
        inside = [row for row in rows if int(row["level"]) == 2 and row["parent_id"] == part["section_id"]]
        if any(row["number"] for row in inside):
            inside = [row for row in inside if row["number"]]
        shorts = short_names([str(row["heading"]) for row in inside])
        found += [_section(row, short) for row, short in zip(inside, shorts, strict=True)]
    return found


def short_names(headings: list[str]) -> list[str]:
    """Short names of sibling headings: without the beginning they share, the first clause, what follows its
    last 的; an empty one where more than six characters are left.

    >>> short_names(["堅持守牢底線,打贏了硬仗", "堅持改善民生,辦好了實事"])
    ['守牢底線', '改善民生']
    >>> short_names(["聚焦新時代,發展更有特色的縣域經濟", "聚焦新時代,打造更美的幸福城市"])
    ['縣域經濟', '幸福城市']
    """
    shared = len(_shared([fold(heading) for heading in headings])) if len(headings) > 1 else 0
    return [_short(heading, shared) for heading in headings]


def _short(heading: str, shared: int) -> str:
    first = next((clause for clause in _CLAUSE.split(heading[shared:]) if clause.strip(_WRAP)), "")
    name = first.rsplit("的", 1)[-1].strip(_WRAP)
    return name if 0 < len(name) <= LONGEST else ""


def _shared(names: list[str]) -> str:
    return "".join(pair[0] for pair in takewhile(lambda pair: len(set(pair)) == 1, zip(*names, strict=False)))


def _section(row: dict[Any, Any], short: str = "") -> Section:
    return Section(
        int(row["start"]), int(row["end"]), str(row["number"]), str(row["heading"]), str(row["role"]), short
    )
