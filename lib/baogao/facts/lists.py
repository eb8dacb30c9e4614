"""Named lists that the report spells out."""

from __future__ import annotations

from baogao.facts.rows import ListItem, ListNote, Term
from baogao.text.outline import Outline


def read_lists(outline: Outline, glossary: list[Term]) -> tuple[list[ListItem], list[ListNote]]:
    """The members of every named list, and what the report says of the lists."""
    return [], []
