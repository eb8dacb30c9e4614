"""Footnotes for paper: each row's source sentence, numbered once for the whole print."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import escape
from typing import Any, Final

from baogao.story.markup import wide

Record = dict[str, Any]

# Scenes whose rows quote the report themselves, or speak of it as a whole.
UNNOTED: Final = ("overview", "glossary", "provenance")
_END: Final = re.compile("[。！？!?]")
_CLAUSE: Final = re.compile("[;；]")
_LONG: Final = 140  # characters of a sentence, beyond which its clause is told


class Footnotes:
    """The notes of one print: `number` gives a row its note, `fresh` the notes since it was last asked."""

    def __init__(self, made: Record) -> None:
        self.made = made
        self._starts = [paragraph[0] for paragraph in made["paragraphs"]]
        self._numbers: dict[tuple[int, int], int] = {}
        self._told = 0

    def number(self, ref: str) -> int:
        """The number of the note that holds the sentence of `ref`; 0 where it has no place."""
        place = self.made["refs"].get(ref)
        if not place or not self._starts:
            return 0
        span = self._sentence(place[0], place[1])
        return self._numbers.setdefault(span, len(self._numbers) + 1)

    def fresh(self) -> str:
        """The notes that are new, as HTML."""
        new = [(span, number) for span, number in self._numbers.items() if number > self._told]
        self._told = len(self._numbers)
        if not new:
            return ""
        notes = "".join(
            f'<p><b id="note-{number}">{number}</b> {wide(self._words(*span))} '
            f'<span class="place">{escape(self._where(span[0]))}</span></p>'
            for span, number in new
        )
        return f'<div class="notes" lang="{escape(self.made["script"])}">{notes}</div>'

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        paragraph = self.made["paragraphs"][self._at(start)]
        first, last = self._between(_END, paragraph[0], paragraph[1], start, end)
        if last - first > _LONG:
            first, last = self._between(_CLAUSE, first, last, start, end)
        return first, last

    def _between(self, sign: re.Pattern[str], first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The stretch from the sign before `start` to the one after `end`, within `first` and `last`."""
        text: str = self.made["text"]
        low = first
        for match in sign.finditer(text, first, max(start, first)):
            low = match.end()
        close = sign.search(text, max(end - 1, low), last)
        return low, close.end() if close else last

    def _words(self, start: int, end: int) -> str:
        """The repaired words of a span."""
        parts, at = [], start
        for first, last, after, _ in self.made["repairs"]:
            if first >= start and last <= end:
                parts += [self.made["text"][at:first], after]
                at = last
        return re.sub(r"\s+", " ", "".join([*parts, self.made["text"][at:end]])).strip()

    def _at(self, start: int) -> int:
        return max(bisect_right(self._starts, start) - 1, 0)

    def _where(self, start: int) -> str:
        section = self.made["paragraphs"][self._at(start)][3]
        title = self.made["sections"][section]["title"] if section >= 0 else ""
        return f"{title} {start}".strip()


def row_ref(row: Record) -> str:
    """What a row opens: its own place, or that of its first link."""
    if row["ref"]:
        return str(row["ref"])
    links = [part["ref"] for cell in row["cells"] for part in cell if not isinstance(part, str)]
    return str(next((ref for ref in links if ref), ""))
