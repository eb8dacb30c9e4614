"""The charts of a corpus: a strip of all places in a year, and what they aimed at from year to year.

The specs hold no rows: the page puts those of the chosen year into the data sets `all` and `own`, and those
of the place into `line`; what does not change with the year (axes, quantiles) is in the spec.
"""

from __future__ import annotations

from typing import Any, Final

import altair
from altair.utils.schemapi import debug_mode

from baogao.story import theme
from baogao.story.charts.layers import CHOSEN
from baogao.story.charts.scale import round_values
from baogao.story.views.quantity import number
from baogao.story.views.written import unit_name
from baogao.story.words import LANGS, say

alt: Any = altair  # its values and marks have no types
_WIDTHS: Final = {"phone": 358, "laptop": 704}
_STACK, _YEARS = 110, 212  # px: the highest stack, the chart of the years
_HEAD: Final = 26  # room for the words of the place above its mark
_EDGE: Final = 14
_STEP: Final = 7  # px from mark to mark of a stack, where there is room


def sheets(told: dict[str, Any]) -> dict[str, Any]:
    """The specs of an indicator's charts by language and width, and the medians of its years in words.

    `told` is what `baogao.corpus.atlas.of_indicator` gives.
    """
    with debug_mode(False):
        specs = {
            lang: {kind: {"strip": _strip(told, lang, width), "years": _years(told, lang, width)}
                   for kind, width in _WIDTHS.items()}
            for lang in LANGS
        }  # fmt: skip
    said = {lang: {row[0]: _said(row[4], told["unit"], lang) for row in told["years"]} for lang in LANGS}
    return {"specs": specs, "medians": said}


def _said(value: float, unit: str, lang: str) -> str:
    name = unit_name(unit, lang)
    return number(value, lang) + (f" {name}" if lang == "en" and name not in ("", "%") else name)


def _x(told: dict[str, Any], width: int) -> Any:
    scale = alt.Scale(domain=told["domain"], range=[_EDGE, width - _EDGE], clamp=True, nice=False, zero=False)
    return alt.X("v:Q", scale=scale, axis=None)


def _strip(told: dict[str, Any], lang: str, width: int) -> dict[str, Any]:
    colors, size = theme.palette(), theme.sizes(width)
    x = _x(told, width)
    most = max((row[-1] for row in told["rows"]), default=0)
    step = min(_STEP, _STACK / max(most, 1))
    base = round(_HEAD + 24 + step * most)
    tall = alt.Scale(domain=[0, max(most, 1)], range=[base - 8, base - 8 - step * max(most, 1)], nice=False)
    area = 40 if step >= 5 else 22
    y = alt.Y("k:Q", scale=tall, axis=None)
    tip = {"tooltip": alt.Tooltip("tip:N"), "description": alt.Description("tip:N")}
    ticks = [
        {"v": v, "t": _said(v, told["unit"], lang)} for v in _ticks(told["domain"], 6 if width > 480 else 3)
    ]
    axis = alt.Chart(alt.NamedData("ticks")).encode(x=x)
    line = alt.Chart(alt.NamedData("frame")).mark_rule(color=colors["strip"], strokeWidth=3, aria=False)
    own = alt.Chart(alt.NamedData("own"))
    third = (told["domain"][1] - told["domain"][0]) / 3 + told["domain"][0]
    aligned = f"datum.v<{third}?'left':datum.v>{2 * third - told['domain'][0]}?'right':'center'"
    layers = [
        line.encode(x=alt.XValue(_EDGE), x2=alt.X2Value(width - _EDGE), y=alt.YValue(base)),
        axis.mark_text(fontSize=size.axis, color=colors["grey"], aria=False).encode(
            y=alt.YValue(base + 14), text=alt.Text("t:N")
        ),
        alt.Chart(alt.NamedData("all"))
        .mark_point(filled=True, shape="circle", color=colors["other"], opacity=1, cursor="pointer",
                    size=alt.ExprRef(f"({CHOSEN})?90:{area}"))
        .encode(x=x, y=y, **tip),
        own.mark_rule(color=colors["ink"], strokeWidth=size.ray, aria=False).encode(
            x=x, y=alt.YValue(_HEAD - 6), y2=alt.Y2Value(base - 2)
        ),
        own.mark_point(filled=True, shape="circle", color=colors["ink"], opacity=1,
                       size=100, cursor="pointer")
        .encode(x=x, y=y, **tip),
        own.mark_text(fontSize=size.row, fontWeight=700, color=colors["ink"], align=alt.ExprRef(aligned),
                      cursor="pointer")
        .encode(x=x, y=alt.YValue(10), text=alt.Text("t:N"), **tip),
    ]  # fmt: skip
    return _spec(layers, width, base + 24, lang, {"ticks": ticks, "frame": [{}]})


def _years(told: dict[str, Any], lang: str, width: int) -> dict[str, Any]:
    colors, size = theme.palette(), theme.sizes(width)
    years = [row[0] for row in told["years"]]
    told_years = sorted({*years, *(row[1] for row in told["rows"])})
    first, last = (told_years[0], told_years[-1]) if told_years else (0, 0)
    left = 64 if width > 480 else 52
    pitch = (width - left - _EDGE) / max(last - first + 1, 1)
    off = round(min(11.0, pitch / 4), 1)
    wide = alt.Scale(domain=[first - 0.5, last + 0.5], range=[left, width - _EDGE], nice=False, zero=False)
    x = alt.X("year:Q", scale=wide, axis=None)
    tall = alt.Scale(domain=told["domain"], range=[_YEARS - 26, 12], clamp=True, nice=False, zero=False)
    ticks = [{"v": v, "t": _said(v, told["unit"], lang)} for v in _ticks(told["domain"], 4)]
    bands = [
        {"year": row[0], "a": row[2], "b": row[3], "m": row[4], "c": row[5], "d": row[6],
         "tip": say("host.corpus.band", lang, year=row[0], n=row[1],
                    median=_said(row[4], told["unit"], lang))}
        for row in told["years"]
    ]  # fmt: skip
    every = max(1, round(40 / pitch + 0.49))
    labels = [{"year": year} for year in range(first, last + 1) if (year - last) % every == 0]

    def y(field: str) -> Any:
        return alt.Y(f"{field}:Q", scale=tall, axis=None)

    tip = {"tooltip": alt.Tooltip("tip:N"), "description": alt.Description("tip:N")}
    axis, band = alt.Chart(alt.NamedData("ticks")), alt.Chart(alt.NamedData("bands")).encode(x=x)
    line = alt.Chart(alt.NamedData("line")).encode(x=x, y=y("v"), **tip)
    chosen = f"({CHOSEN})?{{}}:{{}}"
    layers = [
        axis.mark_rule(color=colors["hairline"], aria=False).encode(
            y=y("v"), x=alt.XValue(left), x2=alt.X2Value(width - _EDGE)
        ),
        axis.mark_text(fontSize=size.axis, color=colors["grey"], align="right", aria=False).encode(
            y=y("v"), x=alt.XValue(left - 8), text=alt.Text("t:N")
        ),
        alt.Chart(alt.NamedData("labels"))
        .mark_text(fontSize=size.axis, color=colors["grey"], aria=False)
        .encode(
            x=x, y=alt.YValue(_YEARS - 10), text=alt.Text("year:N")
        ),
        band.mark_rule(color=colors["other"], strokeWidth=1.5, xOffset=-off).encode(
            y=y("a"), y2=alt.Y2("d:Q"), tooltip=alt.Tooltip("tip:N")
        ),
        band.mark_rule(color=colors["strip"], strokeWidth=8, xOffset=-off).encode(
            y=y("b"), y2=alt.Y2("c:Q"), tooltip=alt.Tooltip("tip:N")
        ),
        band.mark_tick(orient="horizontal", size=14, thickness=2.5, color=colors["ink"], opacity=1,
                       xOffset=-off)
        .encode(y=y("m"), tooltip=alt.Tooltip("tip:N")),
        line.transform_filter("datum.kind==='target'").mark_point(
            shape="circle", fill=colors["paper"], stroke=colors["promised"], strokeWidth=size.ring, opacity=1,
            xOffset=off / 2, cursor="pointer", size=alt.ExprRef(chosen.format(150, 80)),
        ),
        line.transform_filter("datum.kind==='result'").mark_point(
            filled=True, shape="circle", color=colors["done"], opacity=1, xOffset=off * 1.5, cursor="pointer",
            size=alt.ExprRef(chosen.format(150, 70)),
        ),
    ]  # fmt: skip
    return _spec(layers, width, _YEARS, lang, {"ticks": ticks, "bands": bands, "labels": labels})


def _ticks(domain: list[float], most: int) -> list[float]:
    return round_values(domain[0], domain[1], most)


def _spec(layers: list[Any], width: int, height: int, lang: str, data: dict[str, Any]) -> dict[str, Any]:
    chart: Any = alt.layer(*layers, width=width, height=height).properties(autosize="none")
    chart = chart.add_params(alt.param(name="chosen", value=-1))
    chart.config = theme.config("zh-Hant" if lang == "en" else lang)
    spec: dict[str, Any] = chart.to_dict(validate=False)
    return spec | {"autosize": {"type": "none"}, "datasets": data}
