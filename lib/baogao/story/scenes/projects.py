"""To be told."""

from __future__ import annotations

from baogao.story.scene import Scene
from baogao.story.scenes.common import empty_scene
from baogao.tables.report import Report


def build(report: Report, lang: str) -> Scene:
    """Nothing yet."""
    return empty_scene("projects", lang, "targets.none")
