"""The scenes: a question, one sentence answered from rows, charts by name, the rows themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from baogao.story.scene import Scene
from baogao.story.scenes import (
    compare,
    figures,
    glossary,
    livelihood,
    overview,
    projects,
    provenance,
    targets,
)
from baogao.tables.report import Report

__all__ = ["SCENES", "build_scene"]

_BUILDERS: Final[dict[str, Callable[[Report, str], Scene]]] = {
    "overview": overview.build,
    "targets": targets.build,
    "projects": projects.build,
    "livelihood": livelihood.build,
    "figures": figures.build,
    "glossary": glossary.build,
    "compare": compare.build,
    "provenance": provenance.build,
}
SCENES: Final = tuple(_BUILDERS)


def build_scene(report: Report, scene_id: str, lang: str = "zh-Hant") -> Scene:
    """The scene `scene_id` (one of `SCENES`) of a report, told in `lang`."""
    if scene_id not in _BUILDERS:
        raise ValueError(f"there is no scene {scene_id!r}; there are {', '.join(SCENES)}")
    return _BUILDERS[scene_id](report, lang)
