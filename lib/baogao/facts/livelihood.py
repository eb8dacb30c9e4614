"""The items of the livelihood lists (民生实事)."""

from __future__ import annotations

from baogao.facts.rows import Figure, ListItem, ListNote, LivelihoodItem
from baogao.text.outline import Outline


def read_livelihood(
    outline: Outline, lists: list[ListItem], notes: list[ListNote], figures: list[Figure]
) -> list[LivelihoodItem]:
    """Last year's and this year's items, each with domain and status."""
    return []
