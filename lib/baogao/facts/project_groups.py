"""Which named lists hold projects, and which project stands in which list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from baogao.facts.project_names import WORKS, is_many, judge
from baogao.facts.rows import ListItem
from baogao.lexicon import load
from baogao.text.spans import Span

# Lists of promises to the people: their items are sentences that name projects.
_LIVELIHOOD: Final = re.compile("实事|民生|票决|好事|办实事")
_SHARE: Final = 0.6


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
    for span in group.items:
        judged = judge(folded[slice(*span)], place)
        if judged.level >= WORKS and (judged.head or judged.kind != "other") and not judged.works:
            headed.append(span)
    if len(headed) < _SHARE * len(group.items):
        return []
    return [span for span in group.items if span.end - span.start <= 24]


def groups_of(mentions: list[Span], groups: list[Group]) -> tuple[str, ...]:
    """The names of the lists in whose items the project is named, as the item's whole matter or in a promise."""
    names = []
    for group in groups:
        for item in group.items:
            held = max(
                (m.end - m.start for m in mentions if item.start <= m.start and m.end <= item.end), default=0
            )
            if held and (group.livelihood or held >= _SHARE * (item.end - item.start)):
                names.append(group.name)
                break
    return tuple(dict.fromkeys(names))
