"""Which projects: a matrix of project and group, the stages in review and plan, and where each is named."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from baogao.story.charts.canvas import CHOSEN, Canvas, Datum
from baogao.story.charts.strip import Strip
from baogao.story.charts.type import cut, width_of, wrap
from baogao.story.views.projects import Group, ProjectRow, Stage, groups, project_rows, shown
from baogao.story.views.years import years
from baogao.story.words import say
from baogao.tables.report import Report

# Quotation marks lie across a name that is set on end.
_UNQUOTED: Final = str.maketrans("", "", '“”‘’"「」『』')
_COLORS: Final = {"done": "done", "promised": "promised", "other": "ink"}


def projects(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """The projects that named lists hold, or all where lists hold few; bold, joined dots: in two lists.

    The strip at the right has the report's scale: ink in the text, short and grey in the glossary.
    Param: `chosen`.
    """
    rows = project_rows(report)
    sheet = Canvas.of(report, width, lang, mode)
    return _Projects(sheet, report, shown(rows), groups(report)).chart()


class _Projects:
    def __init__(self, sheet: Canvas, report: Report, rows: list[ProjectRow], columns: list[Group]) -> None:
        self.sheet, self.report, self.rows, self.lang = sheet, report, rows, sheet.lang
        self.phone = sheet.sizes.kind == "phone"
        self.big = sheet.sizes.kind == "projector"
        self.unit = 2.0 if self.big else 1.0
        self.row_size = 14 * self.unit if not self.phone else 14
        self.small = 13 * self.unit
        self.head_size = 12 * self.unit
        self.line = 18.5 * self.unit
        review, plan = years(report)
        self.review_head = say("projects.review", self.lang, year=review or "").strip()
        self.plan_head = say("projects.plan", self.lang, year=plan or "").strip()
        self._columns(columns)

    def _columns(self, columns: list[Group]) -> None:
        """Places of names, groups, stages and strip."""
        width, unit = self.sheet.width, self.unit
        if self.phone:
            self.strip = Strip(self.sheet, self.report, width - 118.0, width - 2.0)
            pitch = min(20.0, 118.0 / max(len(columns), 1))
            self.shown = columns[:9]
            pitch = max(pitch, 12.0)
            self.name_room = width - pitch * len(self.shown) - 10
            self.xs = [width - pitch * (len(self.shown) - index - 0.5) for index in range(len(self.shown))]
            return
        stages = [
            [stage.words for row in self.rows if (stage := getattr(row, side))] for side in ("review", "plan")
        ]
        heads = (self.review_head, self.plan_head)
        rooms = [
            min(max((width_of(words, self.small, True) for words in [head, *said]), default=0), 150 * unit)
            + 14 * unit
            for head, said in zip(heads, stages, strict=True)
        ]
        strip = (94 if width >= 600 else 70) * unit
        most = max((width_of(row.name, self.row_size, True) for row in self.rows), default=0.0) + 18 * unit
        pitch = 26.0 * unit
        # Long stages wrap before a column is left out.
        lacking = 0.26 * width + 18 * unit * len(columns) + sum(rooms) + strip + 24 * unit - width
        if lacking > 0:
            rooms = [max(room - lacking / 2, min(room, 84 * unit)) for room in rooms]
        left = width - sum(rooms) - strip - 24 * unit
        name = min(most, max(left - pitch * len(columns), 0.24 * width))
        room = left - name
        pitch = min(pitch, max(room / max(len(columns), 1), 15 * unit))
        self.shown = columns[: max(int(room / pitch + 1e-6), 1)] if columns else []
        if not self.shown:  # without groups the strip takes their room
            strip = max(strip, width - 3.0 - most - sum(rooms))
        self.strip = Strip(self.sheet, self.report, width - strip, width - 3.0)
        self.plan_x = self.strip.left - rooms[1]
        self.review_x = self.plan_x - rooms[0]
        first = self.review_x - 10 * unit - pitch * len(self.shown)
        self.name_room = max(first - 8 * unit, 80 * unit)
        self.xs = [first + pitch * (index + 0.5) for index in range(len(self.shown))]
        self.stage_rooms = [room - 10 * unit for room in rooms]

    def chart(self) -> alt.LayerChart:
        if not self.rows:
            return self.sheet.chart(0, "projects", alt_text=self._alt())
        top = self._heads()
        y = top
        before: ProjectRow | None = None
        marks: list[tuple[float, float]] = []
        for row in self.rows:
            if before is not None and row.groups[:1] != before.groups[:1]:
                self.sheet.rule(0, y, self.sheet.width, y, width=self.sheet.sizes.hair)
            bottom = self._row(row, y)
            marks.append((y, bottom))
            y, before = bottom, row
        if not self.phone:
            for x in self.xs:
                self.sheet.rule(x, top, x, y, width=self.sheet.sizes.hair, z=0)
            self.strip.lines(top, y)
        self.sheet.rule(0, y, self.sheet.width, y, width=self.sheet.sizes.hair)
        return self.sheet.chart(y + 1, "projects", alt_text=self._alt())

    def _alt(self) -> str:
        joint = "; " if self.lang == "en" else "；"
        several = [row for row in self.rows if len(row.groups) > 1]
        told = joint.join(f"{row.name} {'、'.join(row.groups)}".strip() for row in self.rows)
        return say(
            "projects.alt", self.lang, n=len(self.rows), groups=len(self.shown), both=len(several), rows=told
        )

    # Heads.

    def _heads(self) -> float:
        size, leading = self.head_size, self.head_size + 1
        names = [self._head_name(group) for group in self.shown]
        high = max((min(len(name), 9) for name in names), default=1) * leading
        bottom = max(high, 2.4 * leading) + 6 * self.unit
        for group, name, x in zip(self.shown, names, self.xs, strict=True):
            chars = list(name if len(name) <= 9 else name[:8] + "…")
            top = bottom - 6 * self.unit - (len(chars) - 0.5) * leading
            datum: Datum = {"ref": f"lists-{group.start}", "start": group.start, "tip": group.name}
            own = not group.when or self.lang == "en"
            self.sheet.text(
                x, top, chars, size=size, serif=own, own=own, align="center", leading=leading, **datum
            )
        base = bottom - 6 * self.unit - leading / 2
        self.sheet.text(0, base, say("projects.project", self.lang), size=size, color="grey", own=False)
        if not self.phone:
            self.sheet.text(self.review_x, base, self.review_head, size=size, color="done", own=False)
            self.sheet.text(self.plan_x, base, self.plan_head, size=size, color="promised", own=False)
            where = cut(say("projects.where", self.lang), size, self.sheet.width - self.plan_x)
            self.sheet.text(
                self.sheet.width, base - leading - 2, where, size=size, color="grey", align="right", own=False
            )
            self.strip.numbers(base, size, (mention.start for row in self.rows for mention in row.mentions))
        self.sheet.rule(0, bottom, self.sheet.width, bottom, width=self.sheet.sizes.rule, color="ink")
        return bottom

    # Rows.

    def _row(self, row: ProjectRow, top: float) -> float:
        datum: Datum = {"ref": row.ref, "start": row.start}
        also = [mention.start for mention in row.mentions if mention.start != row.start]
        datum["also"] = also or None
        bold = len(row.groups) > 1
        lines = wrap(row.name, self.row_size, self.name_room, bold=True)
        review = self._stage_lines(row.review, 0)
        plan = self._stage_lines(row.plan, 1)
        if self.phone:
            return self._phone_row(row, top, lines, datum, bold)
        high = max(len(lines), len(review), len(plan), 1) * self.line - (self.line - 16 * self.unit) * (
            max(len(lines), len(review), len(plan)) > 1
        )
        high = max(high, self.line)
        middle, bottom = top + high / 2, top + high
        self._frame(row, top, bottom, datum)
        self._lines(lines, 0, middle, self.row_size, "ink", bold or CHOSEN, datum)
        self._dots(row, middle, datum)
        for stage, words, x in ((row.review, review, self.review_x), (row.plan, plan, self.plan_x)):
            if stage:
                self._stage(stage, words, x, middle, datum)
        self._ticks(row, middle)
        return bottom

    def _phone_row(self, row: ProjectRow, top: float, lines: list[str], datum: Datum, bold: bool) -> float:
        name_high = len(lines) * 18.0
        stages = [stage for stage in (row.review, row.plan) if stage]
        second = 20.0 if stages or row.mentions else 0.0
        bottom = top + name_high + second + 8
        self._frame(row, top, bottom, datum)
        self._lines(lines, 0, top + 4 + name_high / 2, self.row_size, "ink", bold or CHOSEN, datum)
        for x in self.xs:
            self.sheet.rule(x, top + 3, x, top + 22, width=self.sheet.sizes.hair, z=0)
        self._dots(row, top + 13, datum)
        y = top + 4 + name_high + 8
        x, room = 0.0, self.strip.left - 8
        for stage in stages:
            words = cut(stage.words, 12, (room - 8) / len(stages), stage.status == "other")
            self._stage(stage, [words], x, y, datum, size=12)
            x += width_of(words, 12, True) + 12
        self.sheet.rule(self.strip.left, y, self.strip.right, y, width=self.sheet.sizes.hair)
        self._ticks(row, y)
        return bottom

    def _frame(self, row: ProjectRow, top: float, bottom: float, datum: Datum) -> None:
        tip = f"{row.name} {'、'.join(row.groups)}".strip()
        self.sheet.touch(0, top, self.sheet.width, bottom, tip=tip, **datum)
        self.sheet.band(top, bottom, row.ref)
        self.sheet.chosen_rules(top, bottom, datum)

    def _lines(
        self,
        lines: list[str],
        x: float,
        middle: float,
        size: float,
        color: str,
        bold: bool | str,
        datum: dict[str, Any],
    ) -> None:
        pitch = size + 2 * self.unit
        y = middle - pitch * (len(lines) - 1) / 2
        weight: bool | str = f"({bold})?700:400" if isinstance(bold, str) else bold
        for line in lines:
            self.sheet.text(x, y, line, size=size, color=color, bold=weight, z=6, **datum)
            y += pitch

    def _dots(self, row: ProjectRow, y: float, datum: Datum) -> None:
        xs = [x for group, x in zip(self.shown, self.xs, strict=True) if group.name in row.groups]
        if len(xs) > 1:
            self.sheet.rule(xs[0], y, xs[-1], y, width=1.5 * self.unit, color="ink", z=3)
        for x in xs:
            self.sheet.dot(x, y, color="ink", r=4.25 * self.unit, **datum)

    def _stage_lines(self, stage: Stage | None, side: int) -> list[str]:
        if stage is None or self.phone:
            return []
        return wrap(stage.words, self.small, self.stage_rooms[side], bold=True)

    def _stage(
        self, stage: Stage, lines: list[str], x: float, y: float, datum: Datum, size: float = 0
    ) -> None:
        color = "grey" if stage.shared else _COLORS[stage.status]
        bold = stage.status == "other"
        said = datum if stage.start < 0 else {**datum, "also": [*(datum["also"] or []), stage.start]}
        self._lines(lines, x, y, size or self.small, color, bold, said)

    def _ticks(self, row: ProjectRow, y: float) -> None:
        for mention in row.mentions:
            x = self.strip.x((mention.start + mention.end) / 2)
            half = (3.5 if mention.explained else 6.5) * self.unit
            self.sheet.rule(
                x, y - half, x, y + half, width=(1.25 if mention.explained else 2) * self.unit,
                wide=3 * self.unit, color="other" if mention.explained else "ink", z=3,
                ref=f"project_mentions-{mention.start}", start=mention.start, tip=row.name,
            )  # fmt: skip

    def _head_name(self, group: Group) -> str:
        return (
            say(f"projects.{group.when}", self.lang)
            if group.when and self.lang != "en"
            else group.name.translate(_UNQUOTED)
        )
