"""Every number of the document accounted for."""

from __future__ import annotations

from baogao.facts.rows import Figure, Number, Term
from baogao.text.outline import Outline


def read_figures(outline: Outline, glossary: list[Term]) -> tuple[list[Figure], list[Number]]:
    """The figures and the account of every run of digits."""
    return [], []
