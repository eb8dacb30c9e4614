"""Marks of one look as a layer of Altair: how a dot, a ring, a rule, a word is drawn, and how when chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

import altair as alt

from baogao.story.theme import Sizes

# The row or mark whose place in the text is the chosen one.
CHOSEN: Final = "datum.start===chosen||indexof(datum.also||[],chosen)>=0"
BOLD_WHEN_CHOSEN: Final = f"({CHOSEN})?700:400"
Datum = dict[str, Any]


@dataclass(frozen=True)
class Paint:
    """What layers are painted with: colours by name, sizes, the chart's width, the report's face."""

    colors: dict[str, str]
    sizes: Sizes
    width: int
    face: str
    datasets: dict[str, list[Datum]] = field(default_factory=dict)

    def named(self, data: list[Datum]) -> alt.NamedData:
        """The data by a name; layers of the same data share it."""
        for name, held in self.datasets.items():
            if held == data:
                return alt.NamedData(name=name)
        name = f"d{len(self.datasets)}"
        self.datasets[name] = data
        return alt.NamedData(name=name)

    def said(self, look: tuple[Any, ...], data: list[Datum]) -> list[alt.Chart]:
        """Over all else, on paper of its own: the words that the chosen one of marks of one look says."""
        layers = []
        if look[1] in ("dot", "ring") and look[-1]:
            placed, data = _placed(data)
            third = self.width / 3
            aligned = f"datum.x<{third:.0f}?'left':datum.x>{2 * third:.0f}?'right':'center'"
            common: dict[str, Any] = {
                "font": self.face,
                "fontSize": self.sizes.axis,
                "fontWeight": 700,
                "align": alt.ExprRef(aligned),
                "dy": look[-1] * (look[2] * 1.4 + self.sizes.axis * 0.75),
                # Within a third of an edge the words run to the other side, so that this much always fits.
                "limit": round(self.width * 0.62),
                "aria": False,
            }
            for halo in (True, False):
                paint: dict[str, Any] = {"color": self.colors[look[3]]}
                if halo:
                    paint = {"stroke": self.colors["paper"], "color": self.colors["paper"], "strokeWidth": 5}
                words = alt.Chart(self.named(data)).transform_filter(CHOSEN)
                words = words.mark_text(**common, **paint)
                layers.append(words.encode(**placed, text=alt.Text("tip:N")))
        return layers

    def layer(self, look: tuple[Any, ...], data: list[Datum]) -> alt.Chart:
        kind, rest = look[1], look[2:]
        placed, data = _placed(data)
        chart = alt.Chart(self.named(data))
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
                common |= {"lineHeight": leading} if leading else {}
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
    values: dict[str, Any] = {"x": alt.XValue, "y": alt.YValue, "x2": alt.X2Value, "y2": alt.Y2Value}
    for names in (("x", "x2"), ("y", "y2")):
        present = [name for name in names if name in kept[0]]
        same = all(len({datum[name] for datum in kept}) == 1 for name in present)
        for name in present:
            channel = channels[name]
            if same:
                placed[name] = values[name](kept[0][name])
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
