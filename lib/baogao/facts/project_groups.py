"""Which named lists hold projects, and which project stands in which list."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from baogao.facts.project_names import WORKS, is_many, judge
from baogao.facts.rows import ListItem
from baogao.lexicon import load
from baogao.text.spans import Span

# Lists of promises to the people: their items are sentences that name projects.
_LIVELIHOOD: Final = re.compile("实事|民生|票决|好事|办实事")
_SHARE: Final = 0.6
_OVERLAP: Final = 4  # items that may hold one place (a list in a list)


@dataclass(frozen=True)
class Group:
    """A list as it stands in one place: its name (as the text has it), and the spans of its items."""

    name: str
    folded_name: str
    items: tuple[Span, ...]
    source: str

    @property
    def livelihood(self) -> bool:
        return bool(_LIVELIHOOD.search(self.folded_name))


def read_groups(items: list[ListItem], fold_name: dict[str, str]) -> list[Group]:
    """The lists, one for each name and place; two lists of one name in two notes stay two."""
    found: dict[tuple[str, str], list[Span]] = {}
    for item in items:
        found.setdefault((item.list, item.source), []).append(Span(item.start, item.end))
    return [Group(name, fold_name[name], tuple(spans), source) for (name, source), spans in found.items()]


def project_members(group: Group, folded: str, place: str) -> list[Span]:
    """The items that are projects: all of a list whose items are mostly things that are built.

    >>> text = "甲河大道、乙山公园、丙水新村"
    >>> group = Group("三件", "三件", (Span(0, 4), Span(5, 9), Span(10, 14)), "body")
    >>> len(project_members(group, text, ""))
    3
    """
    others = tuple(load("projects")["classes"]["others"])
    if group.livelihood or len(group.items) < 2 or group.folded_name.strip("“” ").endswith(others):
        return []
    if any(is_many(folded[slice(*span)]) for span in group.items):
        return []
    headed = []
    named = False
    for span in group.items:
        judged = judge(folded[slice(*span)], place)
        if judged.level >= WORKS and (judged.head or judged.kind != "other") and not judged.works:
            headed.append(span)
            named = named or judged.level > WORKS
    if not named or len(headed) < _SHARE * len(group.items):
        return []
    return [span for span in group.items if span.end - span.start <= 24]


class Holdings:
    """Finds the lists in whose items a project is named."""

    def __init__(self, groups: list[Group]) -> None:
        self._items = sorted((*item, i) for i, group in enumerate(groups) for item in group.items)
        self._starts = [item[0] for item in self._items]
        self._groups = groups

    def of(self, mentions: list[Span]) -> list[int]:
        """The numbers of the lists that name it as an item's whole matter, or anywhere in a promise.

        >>> group = Group("两件", "两件", (Span(0, 4), Span(5, 9)), "body")
        >>> Holdings([group]).of([Span(5, 9)]), Holdings([group]).of([Span(5, 6)])
        ([0], [])
        """
        found = set()
        for mention in mentions:
            last = bisect_right(self._starts, mention.start)
            for start, end, i in self._items[max(0, last - _OVERLAP) : last]:
                whole = mention.end - mention.start >= _SHARE * (end - start)
                if mention.end <= end and (whole or self._groups[i].livelihood):
                    found.add(i)
        return sorted(found)
