"""A half-open stretch of text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """`text[start:end]`: 0-based code-point offsets, end exclusive.

    >>> "政府工作報告"[slice(*Span(2, 4))]
    '工作'
    """

    start: int
    end: int
