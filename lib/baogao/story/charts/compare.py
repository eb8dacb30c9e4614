"""Reports set side by side: a place's promises and what became of them, else the targets of several."""

from __future__ import annotations

import altair as alt

from baogao.corpus.compare_near import set_beside
from baogao.story.charts.canvas import Canvas
from baogao.story.charts.compare_places import PlacesSheet
from baogao.story.charts.compare_years import YearsSheet
from baogao.story.views.compare import panels, years
from baogao.tables.report import Report


def compare(
    report: Report, *, width: int = 704, lang: str = "zh-Hant", mode: str = "light"
) -> alt.LayerChart:
    """Ring: a target, its bound drawn. Dot: the result. Over the years the verdict stands at the right; of
    places each indicator is a panel with a scale of its own, the largest target first. What is set beside the
    report is its `others`, else what lies in its data folder. Param: `chosen`.
    """
    sheet = Canvas.of(report, width, lang, mode)
    comparison, _ = set_beside(report)
    y, told = 0.0, []
    if comparison is not None:
        blocks, sheets = years(report, comparison), panels(report, comparison)
        if blocks:
            drawn = YearsSheet(sheet, blocks)
            y = drawn.draw(y)
            told.append(drawn.alt())
        if sheets:
            beside = PlacesSheet(sheet, sheets)
            y = beside.draw(y + (20 if blocks else 0))
            told.append(beside.alt())
    return sheet.chart(y + 1, "compare", alt_text=" ".join(told))
