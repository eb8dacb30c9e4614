"""The account of a reading: what was repaired, what could not be read, what is doubtful, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from baogao.tables.report import Report

_AROUND: Final = 16  # characters of context on each side
_WHY: Final = {
    "unit": "no unit is known behind the number",
    "label": "what it counts was not found",
    "ratio": "a ratio of several numbers; its first is given",
    "fraction": "a fraction, given in percent",
    "bare": "a number without a unit",
    "damaged": "it stands in a damaged place",
    "repaired": "its digits were repaired",
}
# What joins runs of digits into one amount: 3.5, 1,200, 3—5.
_JOINT: Final = re.compile(r"[.．,，·:：/~—\-]{1,2}")


@dataclass(frozen=True)
class Place:
    """A place in the text, `what` is to be said of it, and a few `words` around it, the span in 【】.

    `line` counts from 1, `start` and `end` as in the tables.
    """

    line: int
    start: int
    end: int
    what: str
    words: str


@dataclass(frozen=True)
class Account:
    """How many `amounts` the text holds, and the places that want a look."""

    amounts: int
    unread: list[Place]
    damaged: list[Place]
    doubtful: list[Place]
    repaired: list[Place]

    @property
    def places(self) -> dict[str, list[Place]]:
        """The places under the name of what they are, the gravest first."""
        return {
            "not read": self.unread,
            "damaged": self.damaged,
            "doubtful": self.doubtful,
            "repaired": self.repaired,
        }

    def summary(self) -> str:
        """In a line: ``read 212 of 240 amounts, 28 not read, 2 doubtful, 7 repaired``."""
        read = f"read {self.amounts - len(self.unread)} of {self.amounts} amounts"
        return ", ".join([read, *(f"{len(held)} {name}" for name, held in self.places.items() if held)])

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        held = {name.replace(" ", "_"): [asdict(p) for p in ps] for name, ps in self.places.items()}
        return {"amounts": self.amounts, "read": self.amounts - len(self.unread), **held}


def account(report: Report) -> Account:
    """The account of `report`, from its tables alone.

    An amount is a figure, or a run of digits that no rule reads (kind `unread` in `numbers`); dates,
    ordinals, names, codes, pages and references are none.
    """
    page = _Page(report.text)
    unread = [page.place(start, end, "no rule reads it") for start, end in _unread(report)]
    figures = report.figures[report.figures["doubt"] != ""].to_dict("records")
    repairs = report.repairs.to_dict("records")
    return Account(
        len(report.figures) + len(unread),
        unread,
        [
            page.place(row["start"], row["end"], "could not be mended")
            for row in repairs
            if row["kind"] == "damaged"
        ],
        [
            page.place(
                row["start"], row["end"], "; ".join(_WHY.get(why, why) for why in row["doubt"].split(";"))
            )
            for row in figures
        ],
        [
            page.place(row["start"], row["end"], _change(row["before"], row["after"], row["kind"]))
            for row in repairs
            if row["kind"] != "damaged"
        ],
    )


def _change(before: str, after: str, kind: str) -> str:
    return f"{_shown(before)} → {_shown(after)} ({kind})"


def _shown(words: str) -> str:
    """Words on one line, signs without a shape spelled out."""
    if not words:
        return "nothing"
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in words)
    return f"“{shown}”" if shown != shown.strip() else shown


def _unread(report: Report) -> list[tuple[int, int]]:
    """Where digits are that no rule reads, those of one number taken together."""
    rows = report.numbers[report.numbers["kind"] == "unread"]
    spans: list[tuple[int, int]] = []
    for start, end in zip(rows["start"].tolist(), rows["end"].tolist(), strict=True):
        if spans and _JOINT.fullmatch(report.text, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


class _Page:
    """A text whose lines can be counted."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def place(self, start: int, end: int, what: str) -> Place:
        text = self._text
        before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        words = f"{before}【{text[start:end]}】{behind}"
        return Place(
            bisect_right(self._lines, start), int(start), int(end), what, re.sub(r"\s+", " ", words).strip()
        )
