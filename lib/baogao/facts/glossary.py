"""The terms that the report explains."""

from __future__ import annotations

from baogao.facts.rows import Term
from baogao.text.outline import Outline


def read_glossary(outline: Outline) -> list[Term]:
    """The entries of the glossary, in order."""
    return []
