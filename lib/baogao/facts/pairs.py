"""The same indicator in the review and in the plan."""

from __future__ import annotations

from baogao.facts.rows import Figure, Pair, Target


def read_pairs(figures: list[Figure], targets: list[Target]) -> list[Pair]:
    """Pairs of a result and a target that measure one thing in one unit."""
    return []
