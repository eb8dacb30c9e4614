"""The chart and the reader in a notebook: joined widgets, or still pictures and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogao.story.reader.widgets import (
    ChartWidget,
    HeadWidget,
    ReaderWidget,
    RowsWidget,
    SceneView,
    StoryWidget,
    join,
)

if TYPE_CHECKING:
    from baogao.story.reader.still import StaticView
    from baogao.tables.report import Report

__all__ = [
    "ChartWidget",
    "HeadWidget",
    "ReaderWidget",
    "RowsWidget",
    "SceneView",
    "StoryWidget",
    "join",
    "scene_view",
    "static_view",
]


def scene_view(report: Report, scene_id: str, lang: str = "", mode: str = "light") -> SceneView:
    """A scene as joined widgets: `.chosen` is the id of the chosen row, `.row` that row."""
    return SceneView(report, scene_id, lang, mode)


def static_view(report: Report, scene_id: str, lang: str = "", mode: str = "light") -> StaticView:
    """A scene as HTML and pictures: `.head`, `.charts`, `.note`, `.rows`, `.text`, or whole."""
    from baogao.story.reader.still import StaticView

    return StaticView(report, scene_id, lang, mode)
