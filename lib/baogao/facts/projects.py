"""Concrete projects, where they are named and what stage they are at."""

from __future__ import annotations

from baogao.facts.rows import ListItem, Project, Term
from baogao.text.outline import Outline


def read_projects(outline: Outline, lists: list[ListItem], glossary: list[Term]) -> list[Project]:
    """Every distinct named project, in order of first mention."""
    return []
