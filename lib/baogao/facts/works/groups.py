"""Which named lists hold projects, and which project stands in which list."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from baogao.facts.rows import ListItem, Term
from baogao.facts.works.names import WORKS, is_many, judge
from baogao.facts.works.split import clean, split
from baogao.lexicon import load
from baogao.text.outline import Outline
from baogao.text.spans import Span

# Lists of promises to the people: their items are sentences that name projects.
_LIVELIHOOD: Final = re.compile("实事|民生|票决|好事|办实事")
_AREA: Final = re.compile(r"(?:[城郊]区|片区|组团|[老新]城|城镇)$")
_SHARE: Final = 0.6
_CLAUSE: Final = re.compile(r"[^,。;!?:\n]+")
_INTRODUCED: Final = re.compile(r"(?:.{0,12}?(?:包括|即|指|打造|建设|依托|以))?")
_CONCLUDED: Final = re.compile(r"(?:等|为(?:支撑|核心|重点|主|骨干|载体)|\d+[个条座]|的).*$")
_FEWEST: Final = 3
_LONGEST: Final = 300
_OVERLAP: Final = 4  # items that may hold one place (a list in a list)


@dataclass(frozen=True)
class Group:
    """A list as it stands in one place: its name (as the text has it), and the spans of its items."""

    name: str
    folded_name: str
    items: tuple[Span, ...]
    source: str
    spelt: bool = True  # a list of its own, of which the report speaks as a whole

    @property
    def livelihood(self) -> bool:
        return bool(_LIVELIHOOD.search(self.folded_name))


def read_groups(items: list[ListItem], fold_name: dict[str, str]) -> list[Group]:
    """The lists, one for each name and place; two lists of one name in two notes stay two."""
    found: dict[tuple[str, str], list[Span]] = {}
    for item in items:
        found.setdefault((item.list, item.source), []).append(Span(item.start, item.end))
    return [Group(name, fold_name[name], tuple(spans), source) for (name, source), spans in found.items()]


def read_note_groups(outline: Outline, terms: list[Term], known: set[str], place: str) -> list[Group]:
    """Notes that list things built though they are no list of their own (`以甲为核心，乙园、丙港为支撑`).

    `known` holds the sources (`glossary 3`) that have lists already; the term is the group's name.
    """
    groups = []
    for term in terms:
        source = f"glossary {term.no}"
        if source in known:
            continue
        for clause in _CLAUSE.finditer(outline.folded, *term.definition):
            if clause[0].count("、") < _FEWEST - 1 or len(clause[0]) > _LONGEST:
                continue
            opened = _INTRODUCED.match(clause[0])
            start = clause.start() + (opened.end() if opened else 0)
            end = start + len(_CONCLUDED.sub("", outline.folded[start : clause.end()]))
            spans = [clean(outline.folded, span) for span in split(outline.folded, Span(start, end), place)]
            items = tuple(span for span in spans if span)
            name = outline.text[slice(*term.term)].strip("“”「」 ")
            group = Group(name, outline.folded[slice(*term.term)], items, source, spelt=False)
            if len(items) >= _FEWEST and project_members(group, outline.folded, place):
                groups.append(group)
    return groups


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
    areas = sum(bool(_AREA.search(folded, *span)) for span in group.items)
    if 2 * areas > len(group.items):
        return []  # 一城四点: how a city lies
    if any(is_many(folded[slice(*span)]) for span in group.items):
        return []
    headed = []
    named = False
    items = [clean(folded, item) or item for item in group.items]
    for span in items:
        judged = judge(folded[slice(*span)], place)
        if judged.level >= WORKS and (judged.head or judged.kind != "other") and not judged.works:
            headed.append(span)
            named = named or judged.level > WORKS
    if not named or len(headed) < _SHARE * len(group.items):
        return []
    return [span for span in items if span.end - span.start <= 24]


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
