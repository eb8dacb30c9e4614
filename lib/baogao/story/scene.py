"""What a scene is made of, free of any host: words, links to places in the text, names of charts, rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """Words that open a place in the text. `ref` is a row's id (`figures-615`), `status` its colour."""

    text: str
    ref: str
    status: str = "other"  # done, promised, other


Segments = tuple[str | Link, ...]


@dataclass(frozen=True)
class Row:
    """A row of a scene's table: `ref` is what it opens; `facets` what filters may ask of it."""

    ref: str
    cells: tuple[Segments, ...]
    facets: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Rows:
    """A scene's table, which is also the text alternative of its chart."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Scene:
    """A question, one sentence answered from rows, charts by name, the rows themselves.

    `empty` is the one line of a scene that the report has no matter for, else an empty string.
    """

    id: str
    name: str
    count: int | None
    question: str
    sentence: Segments
    charts: tuple[str, ...]
    tables: tuple[Rows, ...]
    note: str
    alt: str
    empty: str = ""
