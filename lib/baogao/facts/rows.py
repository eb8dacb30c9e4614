"""What the facts floor hands on: plain rows. All offsets are into the repaired text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A quantity the report states. `value` in base units; `comparator` one of = > >= < <= ~ range."""

    start: int
    end: int
    label: str
    indicator: str
    measure: str  # level, change, growth, share, rank
    value: float
    value_max: float | None
    unit: str
    comparator: str
    period: int | None
    status: str  # result, target, context
    modality: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Number:
    """A run of digits and what it is; `figure` is the start of the figure it belongs to."""

    start: int
    end: int
    kind: str  # figure date ordinal page name code reference time phone unread
    figure: int | None = None


@dataclass(frozen=True)
class Target:
    """A headline target, in numbers or in words (then `value` is None)."""

    start: int
    end: int
    label: str
    indicator: str
    measure: str
    value: float | None
    value_max: float | None
    unit: str
    comparator: str
    period: int | None


@dataclass(frozen=True)
class Pair:
    """One indicator in review and plan: the starts of the two figures, and plan minus review."""

    label: str
    indicator: str
    measure: str
    unit: str
    result: int
    target: int


@dataclass(frozen=True)
class Term:
    """A glossary entry; `start:end` is the whole entry, `term` and `definition` are spans in it."""

    no: str
    term: tuple[int, int]
    definition: tuple[int, int]
    page: str
    start: int
    end: int
    first_use: int | None  # where the body first uses the term
    definition_text: str = ""  # the definition when page marks that cut it are dropped, else ""


@dataclass(frozen=True)
class ListItem:
    """A member of a named list."""

    list: str
    item_no: int
    start: int
    end: int
    source: str  # "body" or "glossary N"


@dataclass(frozen=True)
class ListNote:
    """What the report says of a list."""

    list: str
    start: int
    end: int


@dataclass(frozen=True)
class LivelihoodItem:
    """An item of a livelihood list, with what is said of it."""

    list: str
    period: int | None
    item_no: int
    start: int
    end: int
    domain: str
    status: str  # done, planned, candidate
    status_quote: tuple[int, int] | None = None
    continues: int | None = None  # start of last year's item on the same matter
    figures: tuple[int, ...] = ()  # starts of figures


@dataclass(frozen=True)
class Mention:
    """A place where a project is named, and the spans of the words for its stage there."""

    name: str
    start: int
    end: int
    stage: tuple[tuple[int, int], ...]
    status: str  # done, planned, neither
    scope: str  # project, group


@dataclass(frozen=True)
class Project:
    """A named thing at a place; `groups` are names of lists."""

    name: str
    groups: tuple[str, ...]
    kind: str
    stage_review: str
    stage_plan: str
    first_start: int
    first_end: int
    mentions: tuple[Mention, ...]
