"""What the notebooks call: one scene in four cells that share one chosen row."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

from baogao.story.lean import skip_iri_grammar
from baogao.story.parameters import check_values
from baogao.story.reader import static_view

if TYPE_CHECKING:
    import pandas as pd

    from baogao.story.reader.widgets import Part
    from baogao.tables.report import Report

# Set by `baogao story`: outputs are then still, without widgets, and the same bytes each time.
STATIC: Final = "BAOGAO_STATIC"


class Shown:
    """An output as a widget for hosts that run one, and as HTML or pictures for all others."""

    def __init__(self, widget: Part | None, still: Any) -> None:
        self.widget, self.still = widget, still

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        still: dict[str, Any] = self.still._repr_mimebundle_(**options)
        if self.widget is None:
            return still
        live = self.widget._repr_mimebundle_(**options)
        return {**still, **(live[0] if isinstance(live, tuple) else live)}


class Story:
    """A scene of a report. `lang` empty is the report's own script; `chosen` is the id of the chosen row.

    The parts are joined: a click on a mark, a row or a figure in the text chooses it in all of them.
    Raises `BaogaoError` for a language or mode that does not exist.
    """

    def __init__(self, report: Report, scene_id: str, lang: str = "", mode: str = "light") -> None:
        check_values({"lang": lang, "mode": mode})
        if os.environ.get(STATIC):
            skip_iri_grammar()
        self._still = static_view(report, scene_id, lang, mode)
        self._widgets: dict[str, list[Part]] = (
            {} if os.environ.get(STATIC) else _widgets(report, scene_id, lang, mode)
        )

    @property
    def chosen(self) -> str:
        """The id of the chosen row, or an empty string."""
        return str(self._widgets["head"][0].chosen) if self._widgets else ""

    @property
    def row(self) -> pd.Series[Any] | None:
        """The chosen row, or None."""
        return self._widgets["head"][0].row if self._widgets else None

    def question(self) -> Shown:
        """The scene's question, and the sentence that answers it."""
        return self._shown("head", [self._still.head])[0]

    def chart(self) -> None:
        """Displays the scene's charts and what they were drawn from."""
        from IPython import display as shown

        for chart in self._shown("charts", self._still.charts):
            shown.display(chart)  # type: ignore[no-untyped-call]
        shown.display(self._still.note)  # type: ignore[no-untyped-call]

    def rows(self) -> Shown:
        """The rows."""
        return self._shown("rows", [self._still.rows])[0]

    def reader(self) -> Shown:
        """The report's text with its figures marked."""
        return self._shown("reader", [self._still.text])[0]

    def _shown(self, part: str, still: list[Any]) -> list[Shown]:
        if not self._widgets:
            return [Shown(None, view) for view in still]
        return [Shown(widget, view) for widget, view in zip(self._widgets[part], still, strict=True)]


def _widgets(report: Report, scene_id: str, lang: str, mode: str) -> dict[str, list[Part]]:
    from baogao.story.reader import ChartWidget, HeadWidget, ReaderWidget, RowsWidget, join
    from baogao.story.scenes import build_scene
    from baogao.story.words import script_of

    charts = build_scene(report, scene_id, lang or script_of(report.text)).charts
    parts: dict[str, list[Part]] = {
        "head": [HeadWidget(report, scene_id, lang, mode)],
        "charts": [ChartWidget(report, name, lang, mode) for name in charts],
        "rows": [RowsWidget(report, scene_id, lang, mode)],
        "reader": [ReaderWidget(report, lang, mode)],
    }
    join(*(widget for widgets in parts.values() for widget in widgets))
    return parts
