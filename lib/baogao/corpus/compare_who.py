"""Whose report it is and of which year, so that two reports of one place are known, under two names too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from baogao.lexicon import fold, load

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NATION = "中华人民共和国"


@dataclass(frozen=True)
class Who:
    """A report's id, its place as printed, the folded name that places are told by, its year and level.

    `place` is empty where the report names none; it is then told by its id without the year.
    """

    id: str
    place: str
    key: str
    year: int | None
    level: str

    @property
    def name(self) -> str:
        """The place, else the id."""
        return self.place or self.id


def who(report_id: str, about: Callable[[str], str]) -> Who:
    """`about` gives the report's `meta` values.

    >>> said = {"place": "梅縣", "report_year": "2012", "admin_level": "county"}
    >>> who("mx-2012", lambda key: said.get(key, ""))
    Who(id='mx-2012', place='梅縣', key='梅县', year=2012, level='county')
    >>> who("qs-2024", lambda key: "").key
    'id:qs'
    """
    place, year, level = about("place"), about("report_year"), about("admin_level")
    key = fold(place)
    if level == "national":
        key = _NATION
    if not key:
        key = "id:" + _YEAR.sub("", report_id).strip("-_. ")
    return Who(report_id, place, key, int(year) if year.isdigit() else None, level)


@cache
def _renamed() -> dict[str, list[tuple[str, int]]]:
    names: dict[str, list[tuple[str, int]]] = {}
    for before, after, year in load("renames")["names"]:
        names.setdefault(before, []).append((after, year))
    return names


def same_place(one: Who, other: Who) -> bool:
    """Whether two reports are of one place: by name, or by a renaming between their years.

    >>> told = lambda key, year: Who("x", key, key, year, "county")
    >>> same_place(told("梅县", 2012), told("梅县区", 2014))
    True
    >>> same_place(told("梅县", 2016), told("梅县区", 2017))
    False
    """
    return one.key == other.key or renaming(one, other) is not None


def renaming(one: Who, other: Who) -> tuple[str, str, int] | None:
    """The renaming that makes two names one place: before, after, year."""
    if one.year is None or other.year is None:
        return None
    old, new = (one, other) if one.year <= other.year else (other, one)
    for after, year in _renamed().get(old.key, ()):
        # A report bears the name of the day it is delivered, early in its year.
        if after == new.key and min(one.year, other.year) <= year <= max(one.year, other.year):
            return old.key, after, year
    return None
