"""The ribbon: the whole report as one strip, parts and sections to scale, a tick for every figure."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import altair as alt

from baogao.story.charts.canvas import CHOSEN, Canvas, Datum
from baogao.story.charts.sections import Section, parts, sections
from baogao.story.charts.type import cut, width_of
from baogao.story.theme import STATUS
from baogao.story.words import say
from baogao.tables.report import Report

# px of the strip's middle, of its ticks and of the names at 1×; what lies below FOLDED may be cut off.
FOLDED: Final = 64


def ribbon(
    report: Report, *, width: int = 1200, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """The report as a strip of `width` px: done above it, promised below it, other on it.

    Params: `chosen`, the start of the chosen row, and `here`, an offset in the section one is in.
    """
    sheet = Canvas.of(report, width, lang, mode)
    return _Ribbon(sheet, report).chart()


class _Ribbon:
    def __init__(self, sheet: Canvas, report: Report) -> None:
        self.sheet, self.report = sheet, report
        self.big = 1.5 if sheet.sizes.kind == "projector" else 1.0
        self.length = max(len(report.text), 1)
        self.parts, self.sections = parts(report), sections(report)
        self.strip_y = 42 * self.big
        self.name_size = 14 * (1.6 if self.big > 1 else 1)
        self.height: float = (FOLDED + 3) * self.big  # a chosen ring hangs below the ticks

    def x(self, offset: float) -> float:
        return offset / self.length * self.sheet.width

    def chart(self) -> alt.LayerChart:
        self.counts = dict.fromkeys(("done", "promised", "other"), 0)
        for status in self.report.figures["status"]:
            self.counts[STATUS[status]] += 1
        self.strip()
        self.ticks()
        self.mentions()
        self.part_names()
        if self.sheet.sizes.kind != "phone":
            self.section_names()
        lang = self.sheet.lang
        alt_text = say(
            "ribbon.alt",
            lang,
            length=self.length,
            parts=len(self.parts),
            names=("; " if lang == "en" else "；").join(part.full for part in self.parts),
            figures=len(self.report.figures),
            **self.counts,
        )
        return self.sheet.chart(self.height, "ribbon", alt_text=alt_text, params=("chosen", "here"))

    def strip(self) -> None:
        """The strip in stretches: before the first part, each part's opening, each section, what follows."""
        stretches = [*self.parts, *self.sections]
        ends = {edge for stretch in stretches for edge in (stretch.start, stretch.end)}
        cuts = sorted({0, self.length} | ends)
        edges = {part.start for part in self.parts} | {part.end for part in self.parts}
        half, here = 1.5 * self.big, 2.5 * self.big
        for start, end in pairwise(cuts):
            left = self.x(start) + (0.8 if start in edges else 0.4) * (start > 0)
            right = self.x(end) - (0.8 if end in edges else 0.4) * (end < self.length)
            if right <= left:
                continue
            name = next((s.full for s in reversed(stretches) if s.start <= start < s.end), "")
            datum: Datum = {"start": start, "end": end, "ref": f"outline-{start}", "tip": name}
            y = self.strip_y
            self.sheet.box(left, y - half, right, y + half, fill="strip", **datum)
            self.sheet.box(
                left,
                y - here,
                right,
                y + here,
                fill="ink",
                when="here>=datum.start&&here<datum.end",
                z=3,
                **datum,
            )

    def ticks(self) -> None:
        partners = _partners(self.report)
        y, big = self.strip_y, self.big
        tick = 1.25 if big == 1 else 2.25
        reach = {"done": (-4.5, -15.5), "promised": (4.5, 15.5), "other": (-4.5, -9.5)}
        for row in self.report.figures.to_dict("records"):
            status, start = STATUS[row["status"]], int(row["start"])
            x = self.x((start + int(row["end"])) / 2)
            near, far = (y + step * big for step in reach[status])
            datum: Datum = {
                "ref": row["figure_id"],
                "start": start,
                "also": partners.get(start),
                "tip": f"{row['label']} {row['quote']}".strip(),
            }
            self.sheet.rule(x, near, x, far, width=tick, wide=2 * big, color=status, **datum)
            if status == "done":
                self.sheet.dot(x, far - 2 * big, color="done", r=4 * big, when=CHOSEN, **datum)
            elif status == "promised":
                self.sheet.ring(x, far + 3.5 * big, r=4 * big, stroke=2 * big, when=CHOSEN, **datum)
            else:
                self.sheet.dot(x, far - 1 * big, color="other", r=3 * big, when=CHOSEN, **datum)

    def mentions(self) -> None:
        """Where the chosen project is named: ink across the strip."""
        named: dict[str, list[int]] = {}
        for row in self.report.project_mentions.to_dict("records"):
            named.setdefault(str(row["name"]), []).append(int(row["start"]))
        y, big = self.strip_y, self.big
        for row in self.report.project_mentions.to_dict("records"):
            start, name = int(row["start"]), str(row["name"])
            x = self.x((start + int(row["end"])) / 2)
            others = [place for place in named[name] if place != start]
            self.sheet.rule(
                x, y - 17 * big, x, y + 17 * big, width=2 * big, color="ink", when=CHOSEN, z=6,
                ref=f"project_mentions-{start}", start=start, also=others or None, tip=name,
            )  # fmt: skip

    def key(self, top: float, leading: float) -> float:
        """How many of each there are, at the right end below the strip; gives the room that takes."""
        size, right = self.sheet.sizes.axis * (0.86 if self.big > 1 else 1) + 1, float(self.sheet.width)
        told = [(status, str(n)) for status, n in self.counts.items() if n]
        digits = max((width_of(number, size, True) for _, number in told), default=0.0)
        words = max((width_of(self._status(status), size) for status, _ in told), default=0.0)
        for line, (status, number) in enumerate(told):
            y = top + line * (leading + 4 * self.big)
            color = "grey" if status == "other" else status
            at = right - digits - 6 * self.big
            self.sheet.text(right, y, number, size=size, color=color, bold=True, align="right", own=False)
            self.sheet.text(at, y, self._status(status), size=size, color=color, align="right", own=False)
        return digits + words + 20 * self.big if told else 0.0

    def _status(self, status: str) -> str:
        return say(f"status.{status}", self.sheet.lang)

    def part_names(self) -> None:
        """Posts, and the names of the parts: one set for each part one may be in, and one for none."""
        for part in self.parts:
            x = self.x(part.start)
            if part.start > 0:
                self.sheet.rule(
                    x, self.strip_y - 22 * self.big, x, self.strip_y, width=self.big, color="strip"
                )
        seen = [part for part in self.parts if part.role not in ("front", "tail") or part.number]
        for state in (None, *seen):
            when = f"here>={state.start}&&here<{state.end}" if state else _nowhere(seen)
            for part, words, left in self._row_of_names(seen, state):
                current = part is state
                self.sheet.text(
                    left, 10 * self.big, words, size=self.name_size, serif=True, bold=current, when=when,
                    color="ink" if current else "grey", ref=f"outline-{part.start}",
                    start=part.start, tip=part.full,
                )  # fmt: skip

    def _row_of_names(self, seen: list[Section], state: Section | None) -> list[tuple[Section, str, float]]:
        """Part, words, left edge: the current one in full; the others in full while they fit, or numbers."""
        for brief in (False, True):
            if brief or self.sheet.sizes.kind != "phone":
                placed = self._placed(seen, state, brief)
                if placed is not None:
                    return placed
        return self._placed(seen, state, True, drop=True) or []

    def _placed(
        self, seen: list[Section], state: Section | None, brief: bool, drop: bool = False
    ) -> list[tuple[Section, str, float]] | None:
        gap, width = 12 * self.big, self.sheet.width
        words = {part: self._words(part, brief and part is not state) for part in seen}
        taken: list[tuple[float, float]] = []
        placed: list[tuple[Section, str, float]] = []
        order = ([state] if state else []) + [part for part in seen if part is not state]
        for part in order:
            name = cut(words[part], self.name_size, width, part is state)
            if not name:
                continue
            wide = width_of(name, self.name_size, part is state)
            left = min(self.x(part.start), width - wide)
            if part is seen[-1] and part.role == "glossary":
                left = width - wide
            for free in (left, *(end + gap for _, end in taken), width - wide):
                inside = free >= left and free + wide <= width + 0.1 and free <= max(self.x(part.end), left)
                if inside and all(free >= b + gap or free + wide + gap <= a for a, b in taken):
                    taken.append((free, free + wide))
                    placed.append((part, name, free))
                    break
            else:
                if not drop:
                    return None
        return placed

    def _words(self, part: Section, brief: bool) -> str:
        if not brief:
            return part.full
        if part.number:
            return part.number
        return say(f"ribbon.{part.role}", "zh-Hant") if part.role in ("glossary", "tail") else ""

    def section_names(self) -> None:
        """Short names on end under the strip, pushed apart at most 8 px, left out where there is no room."""
        size, big = self.sheet.sizes.axis * (0.86 if self.big > 1 else 1), self.big
        pitch, leading, top = size + 4, size + 1, (FOLDED + (14 if big > 1 else 8)) * big
        room = self.sheet.width - self.key(top, leading)
        named = [section for section in self.sections if section.short]
        while named:
            wanted = [self.x(section.start) + size / 2 + 1 for section in named]
            places = spread(wanted, pitch)
            crowded = [
                index
                for index, (want, place) in enumerate(zip(wanted, places, strict=True))
                if abs(place - want) > 8 * big or place + size / 2 > room
            ]
            if not crowded:
                break
            del named[min(crowded, key=lambda index: named[index].end - named[index].start)]
        for section, place in zip(named, spread(wanted, pitch) if named else [], strict=True):
            self.sheet.text(
                place, top, list(section.short), size=size, serif=True, color="grey", align="center",
                leading=leading, ref=f"outline-{section.start}", start=section.start, tip=section.full,
            )  # fmt: skip
        lines = max((len(section.short) for section in named), default=0)
        if named or any(self.counts.values()):
            self.height = top + max((lines - 0.5) * leading, 2.5 * (leading + 4 * self.big))


def spread(wanted: list[float], pitch: float) -> list[float]:
    """Places at least `pitch` apart, each crowd centred on where it wanted to be.

    >>> spread([10.0, 12.0, 50.0], 16)
    [3.0, 19.0, 50.0]
    """
    crowds: list[tuple[float, int]] = []  # first place, how many
    for want in wanted:
        crowds.append((want, 1))
        while len(crowds) > 1 and crowds[-1][0] < crowds[-2][0] + crowds[-2][1] * pitch:
            (later, few), (sooner, many) = crowds.pop(), crowds.pop()
            crowds.append(((sooner * many + (later - many * pitch) * few) / (many + few), many + few))
    return [first + step * pitch for first, size in crowds for step in range(size)]


def _nowhere(seen: list[Section]) -> str:
    return "&&".join(f"!(here>={part.start}&&here<{part.end})" for part in seen) or "true"


def _partners(report: Report) -> dict[int, list[int]]:
    """For the start of a figure, the starts of the same thing in the other year."""
    found: dict[int, list[int]] = {}
    for row in report.pairs.to_dict("records"):
        result, target = int(row["result_start"]), int(row["target_start"])
        found.setdefault(result, []).append(target)
        found.setdefault(target, []).append(result)
    return found
