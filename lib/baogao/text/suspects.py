"""Finds where a byte slip may be, has it read, and accepts the reading where it is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from math import exp
from typing import Final, NamedTuple

from baogao.text.cleanup import label_spans
from baogao.text.edits import Edit
from baogao.text.slip import Readings, SlipReader
from baogao.text.taste import Taste
from baogao.text.wordmodel import Counts, WordModel, common_counts, normal

_RARE: Final = 2500  # characters less frequent than this are seldom in a report
_WINDOW: Final = 24  # characters behind a mark that are looked at for rare ones
_NEAR: Final = 6
_GAIN: Final = 8.0  # the log-odds over the text as it stands that are asked for, to call it damaged
# And to mend it. Of slips made at random on reports that the model had not seen, with these 55 % are read
# right and 3 % made into other words; `tools/measure_slips.py` gives the curve.
_SURE_GAIN: Final = 20.0
_LEAD: Final = 3.5  # over the next reading
_FIT: Final = -6.0  # mean log-probability of a character: below that the reading is no wording of a report
_MOST: Final = 300  # places of one text that are looked at: a text with more is no damaged report
_OWN: Final = 60_000  # characters of the report that the model learns from
_FOLDED: Final = "!;:,.?()"  # what full-width signs may have been made
_MARKED: Final = re.compile(r"(?<![?\ufffd])[?\ufffd]{1,3}(?![?\ufffd])")
_ENDS: Final = re.compile(r"[@-~?]")  # what may end a run
_GLYPH: Final = re.compile("[\ue000-\uf8ff]")
_BROKEN: Final = re.compile("[\ue000-\uf8ff\ufffd](?:[^\n]{0,12}[\ue000-\uf8ff\ufffd])*")
_ODD: Final = re.compile(r"[^\x00-\x7f]")
_PLAIN: Final = re.compile(r"[ \t\n\r\d]")


class Suspect(NamedTuple):
    """A place where a run may begin, with `marks` question marks that stand for the lost byte alone."""

    start: int
    marks: int


def mend_slips(text: str) -> list[Edit]:
    """The byte slips of `text`: mended (kind `slip`), or marked (`damaged`) where no reading is sure."""
    if "?" not in text and "\ufffd" not in text and not _private(text):
        return []
    counts = common_counts()
    suspects = list(islice(_suspects(text, counts), _MOST))
    if not suspects:
        return list(_lost(text, []))
    reader = reader_for(text, suspects)
    edits: list[Edit] = []
    done = 0
    for suspect in suspects:
        if suspect.start < done:
            continue
        readings = reader.read(text, *suspect)
        edit = _judge(text, suspect, readings)
        if edit is not None:
            edits.append(edit)
            done = edit.end
    return edits + list(_lost(text, edits))


def reader_for(text: str, suspects: list[Suspect]) -> SlipReader:
    """A reader that has learned from the rest of the report."""
    return SlipReader(WordModel(common_counts(), _own_words(text, suspects)), Taste(text[:_OWN]))


def is_sure(readings: Readings, lead: float = _LEAD) -> bool:
    """Whether the best reading may stand in the text: it leads the next one, is far more probable than the
    text as it stands, and is wording that a report may hold."""
    return readings.lead >= lead and readings.gain >= _SURE_GAIN and readings.fit >= _FIT


def _lost(text: str, mended: list[Edit]) -> Iterator[Edit]:
    """Private-use glyphs and replacement signs that no reading explains: close ones are one place."""
    ends = {edit.start: edit.end for edit in mended}
    covered = {offset for start, end in ends.items() for offset in range(start, end)}
    for found in _BROKEN.finditer(text):
        if not any(offset in covered for offset in range(*found.span())):
            yield Edit(found.start(), found.end(), found[0], found[0], "damaged", 0.9)


def _private(text: str) -> bool:
    return bool(_GLYPH.search(text))


def _suspects(text: str, counts: Counts) -> Iterator[Suspect]:
    """Question marks with rare characters, an odd sign or next to nothing behind them."""
    labels = {mark for start, end in label_spans(text) for mark in range(start, end)}
    for found in _MARKED.finditer(text):
        start, end = found.span()
        if start in labels:
            continue
        before, behind = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if before in " \t" or behind in " \t\n":
            continue
        run = _run(text, end)
        odd = _ODD.findall(run)
        short = (len(odd) <= 2 and len(run) < _WINDOW) or bool(_ENDS.search(run[:_NEAR]))
        if behind in _FOLDED or short or any(_rare(char, counts) for char in odd[:_NEAR]):
            yield Suspect(start, 1)


def _run(text: str, start: int) -> str:
    """The characters from `start` to the next one that would set a slip right."""
    run = text[start : start + _WINDOW]
    stop = _PLAIN.search(run)
    return run[: stop.start()] if stop else run


def _rare(char: str, counts: Counts) -> bool:
    number = counts.ids.get(normal(char))
    return number is None or number > _RARE


def _own_words(text: str, suspects: list[Suspect]) -> str:
    """The report's text without the places that are in doubt."""
    parts, at = [], 0
    for start, _ in suspects:
        parts.append(text[at : max(at, start - 2)])
        at = max(at, start + _WINDOW)
    parts.append(text[at:])
    return normal("\n".join(parts)[:_OWN])


def _judge(text: str, suspect: Suspect, readings: Readings | None) -> Edit | None:
    if readings is None or readings.gain < _GAIN:
        return None
    start, end = suspect.start, suspect.start + readings.best.length
    before = text[start:end]
    confidence = round(1 / (1 + exp(-readings.lead)), 3)
    if is_sure(readings):
        return Edit(start, end, before, readings.best.text, "slip", confidence)
    return Edit(start, end, before, before, "damaged", round(1 - confidence, 3))
