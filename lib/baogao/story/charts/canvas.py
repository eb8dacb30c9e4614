"""A sheet in px on which a chart is laid out, and the Altair chart it becomes.

Marks of one look become one layer with its own data. Positions are px from the left and the top, `scale` off,
so that what is measured here is what is drawn; colours are the mode's hex values, which a host can swap.
A datum that stands for a row has `ref` and `start`; `also` holds the starts of further rows it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from baogao.story import theme
from baogao.story.charts.layers import BOLD_WHEN_CHOSEN, CHOSEN, Datum, Paint
from baogao.story.charts.type import width_of
from baogao.story.views.source import source, subtitle
from baogao.story.words import say, script_of
from baogao.tables.report import Report

__all__ = ["BOLD_WHEN_CHOSEN", "CHOSEN", "Canvas", "Datum"]


@dataclass
class Canvas:
    """The sheet: `width` px, a language for the interface's words, a script for the report's, a mode."""

    width: int
    lang: str
    mode: str
    script: str
    report: Report
    layers: dict[tuple[Any, ...], list[Datum]] = field(default_factory=dict)
    bands: list[list[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.colors = theme.palette(self.mode)
        self.sizes = theme.sizes(self.width)

    @classmethod
    def of(cls, report: Report, width: int, lang: str, mode: str) -> Canvas:
        return cls(width, lang, mode, script_of(report.text), report)

    @property
    def ui(self) -> str:
        """The script of the interface's words."""
        return self.script if self.lang == "en" else self.lang

    def text(
        self,
        x: float,
        y: float,
        words: str | list[str],
        *,
        size: float | None = None,
        color: str = "ink",
        bold: bool | str = False,
        align: str = "left",
        serif: bool = False,
        own: bool = True,
        when: str = "",
        leading: float = 0,
        z: int = 5,
        **datum: Any,
    ) -> None:
        """Words whose middle is at `y`; a list is lines `leading` px apart, the first at `y`.

        `own` says that the words are the report's; `bold` may be ``chosen``, or an expression for the weight.
        """
        script = self.script if own else self.ui
        face = theme.serif(script) if serif else theme.sans(script)
        bold = BOLD_WHEN_CHOSEN if bold == "chosen" else bold
        look = (z, "text", size or self.sizes.row, color, bold, align, face, when, leading)
        self._add(look, {"x": x, "y": y, "t": words, **datum})

    def rule(
        self,
        x: float,
        y: float,
        x2: float,
        y2: float,
        *,
        width: float = 1,
        color: str = "hairline",
        when: str = "",
        wide: float = 0,
        z: int = 1,
        **datum: Any,
    ) -> None:
        """A line; `wide` is its width where it is the chosen one."""
        self._add((z, "rule", width, color, when, wide), {"x": x, "y": y, "x2": x2, "y2": y2, **datum})

    def box(
        self, x: float, y: float, x2: float, y2: float, *, fill: str, z: int = 2, when: str = "", **datum: Any
    ) -> None:
        """A filled bar."""
        self._add((z, "box", fill, when), {"x": x, "y": y, "x2": x2, "y2": y2, **datum})

    def frame(
        self, x: float, y: float, x2: float, y2: float, *, color: str, width: float, z: int = 4, **datum: Any
    ) -> None:
        """A hollow bar on paper, square ends."""
        self._add((z, "frame", color, width), {"x": x, "y": y, "x2": x2, "y2": y2, **datum})

    def touch(self, x: float, y: float, x2: float, y2: float, **datum: Any) -> None:
        """A place that answers to pointer and finger and shows nothing."""
        self._add((0, "touch"), {"x": x, "y": y, "x2": x2, "y2": y2, **datum})

    def band(self, top: float, bottom: float, ref: str = "", screen: int = 0) -> None:
        """A row, which is never cut: a phone's sheet ends between two, a screen holds some whole ones.

        Rows of another `screen` are another thought, and stand on a screen of their own; those of one below
        0 come last, and without the chart's head.
        """
        self.bands.append([round(top, 1), round(bottom, 1), ref, screen])

    def dot(
        self,
        x: float,
        y: float,
        *,
        color: str = "done",
        r: float | None = None,
        when: str = "",
        says: int = 0,
        z: int = 4,
        **datum: Any,
    ) -> None:
        """Done: a filled dot. With `says` −1 or 1 it grows when chosen, its tip above or below it."""
        self._add((z, "dot", r or self.sizes.radius, color, when, says), {"x": x, "y": y, **datum})

    def ring(
        self,
        x: float,
        y: float,
        *,
        color: str = "promised",
        r: float | None = None,
        stroke: float | None = None,
        when: str = "",
        says: int = 0,
        z: int = 4,
        **datum: Any,
    ) -> None:
        """Promised: a ring filled with paper. `says` as for a dot."""
        look = (z, "ring", r or self.sizes.radius, color, when, stroke or self.sizes.ring, says)
        self._add(look, {"x": x, "y": y, **datum})

    def ray(self, x: float, x2: float, y: float, *, color: str = "promised") -> None:
        """A line from `x` to an open chevron at `x2`."""
        self.rule(x, y, x2, y, width=self.sizes.ray, color=color, z=3)
        self._add((3, "chevron", "right" if x2 > x else "left", color), {"x": x2, "y": y})

    def underline(self, x: float, y: float, width: float, status: str, **datum: Any) -> None:
        """Under words whose middle is `y`: done solid, promised double, other none."""
        below = y + self.sizes.row * 0.62
        unit = self.sizes.hair
        if status == "promised":
            for step in (0.5, 3.5):
                self.rule(
                    x, below + step * unit, x + width, below + step * unit, width=unit, color="promised", z=4
                )
        elif status == "done":
            self.rule(x, below + unit, x + width, below + unit, width=2.5 * unit, color="done", z=4)

    def chosen_rules(self, top: float, bottom: float, datum: Datum) -> None:
        """The rules above and below a row that is the chosen one."""
        for y in (top, bottom):
            self.rule(0, y, self.width, y, width=self.sizes.rule, color="ink", when=CHOSEN, z=2, **datum)

    def room(self, words: str, size: float | None = None, bold: bool = False) -> float:
        """The width of `words`, in rows' type unless told."""
        return width_of(words, size or self.sizes.row, bold)

    def _add(self, look: tuple[Any, ...], datum: Datum) -> None:
        tidy = {key: round(value, 1) if isinstance(value, float) else value for key, value in datum.items()}
        self.layers.setdefault(look, []).append(
            {key: value for key, value in tidy.items() if value is not None}
        )

    def chart(
        self, height: float, name: str, *, alt_text: str, params: tuple[str, ...] = ("chosen",)
    ) -> alt.LayerChart:
        """What was drawn, as one layered view; `alt_text` is its text alternative.

        Title, subtitle and source of the chart `name` go along as `usermeta`, for hosts to set in their type.
        """
        # Altair checks each step against its schema, which the charts' tests do once for all.
        with debug_mode(False):
            return self._chart(height, name, alt_text, params)

    def _chart(self, height: float, name: str, alt_text: str, params: tuple[str, ...]) -> alt.LayerChart:
        order = sorted(self.layers.items(), key=lambda layer: layer[0][0])
        paint = Paint(self.colors, self.sizes, self.width, theme.sans(self.script))
        drawn = [paint.layer(look, data) for look, data in order]
        drawn += [layer for look, data in order for layer in paint.said(look, data)]
        if not drawn:
            drawn = [alt.Chart(paint.named([])).mark_text(aria=False).encode(text=alt.TextValue(""))]
        chart: Any = alt.layer(*drawn, width=self.width, height=max(round(height), 1))
        scene = "overview" if name == "ribbon" else name
        usermeta = {
            "title": say(f"scene.{scene}.question", self.lang),
            "subtitle": subtitle(self.report, name, self.lang),
            "source": source(self.report, self.lang),
            "bands": self.bands,
        }
        chart = chart.properties(description=alt_text, usermeta=usermeta, autosize="none")
        chart = chart.add_params(*(alt.param(name=name, value=-1) for name in params))
        chart.datasets = paint.datasets
        chart.config = theme.config(self.ui, self.mode)
        made: alt.LayerChart = chart
        return made
