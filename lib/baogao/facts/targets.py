"""The headline targets."""

from __future__ import annotations

from baogao.facts.rows import Figure, Target
from baogao.text.outline import Outline


def read_targets(outline: Outline, figures: list[Figure]) -> list[Target]:
    """The targets of the paragraph of 主要预期目标, in order."""
    return []
