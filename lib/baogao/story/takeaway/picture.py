"""A chart as a picture to take along, drawn without a browser: SVG or PNG, with title, source and place."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any, Final

from baogao.errors import BaogaoError
from baogao.story import theme
from baogao.story.bundle import chart_spec
from baogao.story.charts import __all__ as charts
from baogao.story.charts.type import width_of
from baogao.story.document import document
from baogao.story.takeaway.citation import fill, place
from baogao.story.words import LANGS, say, script_of, words
from baogao.tables.report import Report

FORMATS: Final = ("svg", "png")
SCALE: Final = 2  # a PNG's dots a px
_MARGIN: Final = 28


def picture(
    report: Report, chart: str, kind: str = "svg", *, lang: str = "", mode: str = "light", chosen: str = ""
) -> bytes:
    """The chart `chart` (``targets``) as SVG or as PNG at twice its size; `chosen` is the id of a row.

    Raises `BaogaoError` for a chart, kind, language or mode that does not exist, and for a PNG on a machine
    without a font that draws Chinese: take the SVG there.
    """
    lang = lang or script_of(report.text)
    for name, value, known in (
        ("chart", chart, charts),
        ("format", kind, FORMATS),
        ("lang", lang, LANGS),
        ("mode", mode, theme.MODES),
    ):
        if value not in known:
            raise BaogaoError(f"{name} {value!r}", "does not exist", f"say one of {', '.join(known)}")
    svg = _framed(report, chart, lang, mode, chosen)
    if kind == "svg":
        return svg.encode()
    if not draws_chinese():
        raise BaogaoError(
            f"{chart}.png", "no font here draws Chinese", "install one (fonts-noto-cjk) or take the SVG"
        )
    import vl_convert

    png: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return png


@cache
def draws_chinese() -> bool:
    """Whether a font here draws Chinese: two characters that look the same are two empty boxes."""
    import vl_convert

    drawn = [
        vl_convert.svg_to_png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48">'
            f'<text x="4" y="40" font-size="40" font-family="sans-serif">{char}</text></svg>'
        )
        for char in "政府"
    ]
    return bool(drawn[0] != drawn[1])


def _framed(report: Report, chart: str, lang: str, mode: str, chosen: str) -> str:
    """The chart's SVG within its title above and its source below."""
    from baogao.story.page import render_svg

    spec = chart_spec(report, chart, lang, "laptop", mode)
    told = spec["usermeta"]
    colours = theme.palette(mode)
    made: dict[str, Any] = document(report) if chosen else {"refs": {}}
    if chosen and chosen not in made["refs"]:
        raise BaogaoError(chosen, "is no row of this report", "take an id from its tables, as figures-615")
    if chosen:
        start = made["refs"][chosen][0]
        spec["params"] = [p | {"value": start} if p["name"] == "chosen" else p for p in spec["params"]]
    where = ""
    if chosen:
        at = place(made, chosen)
        where = say("host.chosen_place", lang, quote=at["quote"], place=fill(words(lang)["cite.where"], at))
    script = script_of(report.text) if lang == "en" else lang
    wide = spec["width"]
    y, parts = float(_MARGIN), []
    serif, sans = theme.serif(script), theme.sans(script)

    def write(text: str, size: int, face: str, weight: int, colour: str, leading: int) -> None:
        nonlocal y
        for line in _lines(text, size, wide, weight == 700):
            y += leading
            parts.append(
                f'<text x="{_MARGIN}" y="{y - leading + size:g}" font-size="{size}" font-weight="{weight}" '
                f"font-family='{face}' fill=\"{colours[colour]}\">{escape(line)}</text>"
            )

    write(told["title"], 20, serif, 700, "ink", 26)
    write(told["subtitle"], 13, sans, 400, "grey", 21)
    y += 16
    inner = re.sub(r"<svg ", f'<svg x="{_MARGIN}" y="{y:g}" overflow="visible" ', render_svg(spec), count=1)
    parts.append(inner)
    y += spec["height"] + 12
    for line in (told["source"], where):
        if line:
            write(line, 12, sans, 400, "grey", 19)
    width, height = wide + 2 * _MARGIN, round(y + _MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<title>{escape(told['title'])}</title>"
        f'<rect width="{width}" height="{height}" fill="{colours["paper"]}"/>{"".join(parts)}</svg>\n'
    )


def _lines(text: str, size: float, width: float, bold: bool) -> list[str]:
    """`text` in lines of at most `width` px, broken between characters of Chinese and between words.

    >>> _lines("one two", 12, 30, False)
    ['one', 'two']
    """
    lines = [""]
    for piece in re.findall(r"[\w.,%’'\"“”()-]+\s?|\W", text, re.ASCII):
        longer = lines[-1] + piece
        if lines[-1] and width_of(longer.rstrip(), size, bold) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines if line.strip()]
