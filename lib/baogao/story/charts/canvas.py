"""A sheet in px on which a chart is laid out, and the Altair chart it becomes.

Marks of one look become one layer with its own data. Positions are px from the left and the top, `scale` off, so
that what is measured here is what is drawn; colours are the mode's hex values, so that a host can swap them.
A datum that stands for a row has `ref` and `start`; `also` holds the starts of further rows it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt

from baogao.story import theme
from baogao.story.charts.type import width_of
from baogao.story.words import script_of

# The row or mark whose place in the text is the chosen one.
CHOSEN: Final = "datum.start===chosen||indexof(datum.also||[],chosen)>=0"
BOLD_WHEN_CHOSEN: Final = f"({CHOSEN})?700:400"
Datum = dict[str, Any]


@dataclass
class Canvas:
    """The sheet: `width` px, a language for the interface's words, a script for the report's, a mode."""

    width: int
    lang: str
    mode: str
    script: str
    layers: dict[tuple[Any, ...], list[Datum]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.colors = theme.palette(self.mode)
        self.sizes = theme.sizes(self.width)

    @classmethod
    def of(cls, report: Any, width: int, lang: str, mode: str) -> Canvas:
        return cls(width, lang, mode, script_of(report.text))

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
        """Done: a filled dot. Where `says` is −1 or 1, it is larger and its tip stands above or below it when chosen."""
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

    def room(self, words: str, size: float | None = None, bold: bool = False) -> float:
        """The width of `words`, in rows' type unless told."""
        return width_of(words, size or self.sizes.row, bold)

    def _add(self, look: tuple[Any, ...], datum: Datum) -> None:
        tidy = {key: round(value, 1) if isinstance(value, float) else value for key, value in datum.items()}
        self.layers.setdefault(look, []).append(
            {key: value for key, value in tidy.items() if value is not None}
        )

    def chart(
        self, height: float, *, alt_text: str, title: str, params: tuple[str, ...] = ("chosen",)
    ) -> alt.LayerChart:
        """What was drawn, as one layered view; `alt_text` is its text alternative."""
        order = sorted(self.layers.items(), key=lambda layer: layer[0][0])
        drawn = [layer for look, data in order for layer in self._layers(look, data)]
        if not drawn:
            drawn = [alt.Chart(alt.InlineData(values=[])).mark_rule()]
        chart = alt.layer(*drawn, width=self.width, height=max(round(height), 1))
        chart = chart.properties(description=alt_text, usermeta={"title": title})
        chart = chart.add_params(*(alt.param(name=name, value=-1) for name in params))
        chart.config = alt.Config.from_dict(theme.config(self.ui, self.mode))
        return chart

    def _layers(self, look: tuple[Any, ...], data: list[Datum]) -> list[alt.Chart]:
        """The layers of marks of one look: the marks, and the words that the chosen one says."""
        layers = [self._layer(look, data)]
        if look[1] in ("dot", "ring") and look[-1]:
            placed, data = _placed(data)
            third = self.width / 3
            aligned = f"datum.x<{third:.0f}?'left':datum.x>{2 * third:.0f}?'right':'center'"
            words = (
                alt.Chart(alt.InlineData(values=data))
                .transform_filter(CHOSEN)
                .mark_text(
                    font=theme.sans(self.script),
                    fontSize=self.sizes.axis,
                    fontWeight=700,
                    color=self.colors[look[3]],
                    align=alt.ExprRef(aligned),
                    dy=look[-1] * (look[2] * 1.4 + self.sizes.axis * 0.75),
                    aria=False,
                )
            )
            layers.append(words.encode(**placed, text=alt.Text("tip:N")))
        return layers

    def _layer(self, look: tuple[Any, ...], data: list[Datum]) -> alt.Chart:
        kind, rest = look[1], look[2:]
        placed, data = _placed(data)
        chart = alt.Chart(alt.InlineData(values=data))
        answers = any("ref" in datum for datum in data)
        if any("tip" in datum for datum in data):
            placed |= {"tooltip": alt.Tooltip("tip:N"), "description": alt.Description("tip:N")}
        common: dict[str, Any] = {"cursor": "pointer"} if answers else {"aria": False}
        when = ""
        match kind:
            case "text":
                size, color, bold, align, face, when, leading = rest
                weight = alt.ExprRef(bold) if isinstance(bold, str) else (700 if bold else 400)
                common |= {"fontSize": size, "color": self.colors[color], "fontWeight": weight}
                common |= {"align": align, "font": face, "baseline": "middle"}
                common |= {"lineHeight": leading, "lineBreak": "\n"} if leading else {}
                common.pop("aria", None)
                chart = chart.mark_text(**common)
                placed["text"] = alt.Text("t:N")
            case "rule":
                width, color, when, wide = rest
                stroke = alt.ExprRef(f"({CHOSEN})?{wide}:{width}") if wide else width
                chart = chart.mark_rule(color=self.colors[color], strokeWidth=stroke, **common)
            case "box":
                fill, when = rest
                chart = chart.mark_rect(color=self.colors[fill], **common)
            case "frame":
                color, width = rest
                chart = chart.mark_rect(
                    fill=self.colors["paper"], stroke=self.colors[color], strokeWidth=width, **common
                )
            case "touch":
                chart = chart.mark_rect(fill=self.colors["paper"], opacity=0, **common)
            case "dot":
                radius, color, when, says = rest
                chart = chart.mark_point(
                    filled=True,
                    shape="circle",
                    size=_area(radius, says),
                    color=self.colors[color],
                    opacity=1,
                    **common,
                )
            case "ring":
                radius, color, when, stroke, says = rest
                chart = chart.mark_point(
                    shape="circle",
                    size=_area(radius, says),
                    fill=self.colors["paper"],
                    stroke=self.colors[color],
                    strokeWidth=stroke,
                    opacity=1,
                    **common,
                )
            case "chevron":
                way, color = rest
                back = -1 if way == "right" else 1
                chart = chart.mark_point(
                    shape=f"M{back},-1L0,0L{back},1",
                    size=4 * self.sizes.chevron**2,
                    fill=None,
                    filled=False,
                    stroke=self.colors[color],
                    strokeWidth=self.sizes.ray,
                    opacity=1,
                    **common,
                )
        if when:
            chart = chart.transform_filter(when)
        return chart.encode(**placed)


def _placed(data: list[Datum]) -> tuple[dict[str, Any], list[Datum]]:
    """Encodings of place, and the data without the places that all share, which stand in the encodings."""
    placed: dict[str, Any] = {}
    kept = [dict(datum) for datum in data]
    for first, second in (("x", "x2"), ("y", "y2")):
        if second in data[0] and all(datum[first] == datum[second] for datum in data):
            for datum in kept:
                del datum[second]
    channels = {"x": alt.X, "y": alt.Y, "x2": alt.X2, "y2": alt.Y2}
    for names in (("x", "x2"), ("y", "y2")):
        present = [name for name in names if name in kept[0]]
        same = all(len({datum[name] for datum in kept}) == 1 for name in present)
        for name in present:
            channel = channels[name]
            if same:
                placed[name] = alt.value(kept[0][name])
            else:
                placed[name] = channel(f"{name}:Q", scale=None) if len(name) == 1 else channel(name)
        if same:
            for datum in kept:
                for name in present:
                    del datum[name]
    return placed, kept


def _area(radius: float, grows: int) -> Any:
    """The size of a circle for Vega; of one that `grows`, half as wide again when chosen."""
    area = 4 * radius * radius
    return alt.ExprRef(f"({CHOSEN})?{area * 2.25:.0f}:{area:.0f}") if grows else area
