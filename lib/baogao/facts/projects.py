"""Concrete projects, where they are named and what stage they are at."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from baogao.facts.rows import ListItem, Project, Term
from baogao.facts.works.groups import Group, Holdings, project_members, read_groups, read_note_groups
from baogao.facts.works.members import read_members
from baogao.facts.works.mentions import Places, Said, find_names, mention
from baogao.facts.works.merge import Merged, Names, merge_names
from baogao.facts.works.names import WORKS, is_many, judge, kind_of, longest_unknown
from baogao.facts.works.phrases import says_little, spell
from baogao.facts.works.stages import Unit, read_units
from baogao.lexicon import fold
from baogao.text.outline import Outline
from baogao.text.spans import Span

# Above the city a plain name (`数控机床产业基地`) is of a class, for no reader knows where it stands.
_WIDE = re.compile(r".*省|.*自治区|(?:北京|上海|天津|重庆)市?")
_OWN = ("国家", "省", "市")  # what there is one of, it names
_NATION = re.compile(r"国务院|全国人民代表大会|全国人大")
_HEADING = 400  # characters in which a report says whose it is
_FULL = ("工程", "项目")  # behind a work they make its full name


@dataclass
class _Seen:
    """What the text says of one project, place by place; of its groups with how many the words speak of."""

    merged: Merged
    own: list[tuple[Span, Said]] = field(default_factory=list)
    group: list[tuple[Span, Said, int]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)


def read_projects(outline: Outline, lists: list[ListItem], glossary: list[Term]) -> list[Project]:
    """Every distinct named project, in order of first mention.

    >>> from baogao.text.outline import read_outline
    >>> text = "各位代表:\\n一、2022年工作回顾\\n甲河大桥建成通车。\\n二、2023年工作安排\\n启动乙丙水厂建设。"
    >>> [(p.name, p.kind, p.stage_review, p.stage_plan) for p in read_projects(read_outline(text), [], [])]
    [('甲河大桥', 'road', '建成通车', ''), ('乙丙水厂', 'water', '', '启动建设')]
    """
    return _Reader(outline, lists, glossary).read()


class _Reader:
    def __init__(self, outline: Outline, lists: list[ListItem], glossary: list[Term]) -> None:
        self.outline, self.folded, self.glossary = outline, outline.folded, glossary
        self.body = outline.body
        self.end = outline.glossary.end if outline.glossary else outline.body.end
        self.place = fold(outline.meta["place"].value) if "place" in outline.meta else ""
        nation = not self.place and bool(_NATION.search(self.folded, 0, _HEADING))
        self.wide = nation or bool(_WIDE.fullmatch(self.place))
        self.units = list(read_units(self.folded, self.body.start, self.end))
        self.places = Places(outline, self.units, glossary)
        self.groups = read_groups(lists, {item.list: fold(item.list) for item in lists})
        self.groups += read_note_groups(outline, glossary, {item.source for item in lists}, self.place)
        self.own_stage: dict[int, Span] = {}

    def read(self) -> list[Project]:
        seen = [_Seen(merged) for merged in merge_names(self._names())]
        self._find(seen)
        holdings = Holdings(self.groups)
        members: dict[int, list[_Seen]] = {}
        for one in seen:
            one.groups = holdings.of([span for span, _ in one.own])
            for i in one.groups:
                members.setdefault(i, []).append(one)
        for i, held in members.items():
            if self.groups[i].spelt:
                self._say_of_group(self.groups[i], held)
        return sorted((self._row(one) for one in seen if one.own), key=lambda row: row.first_start)

    def _names(self) -> Names:
        names = Names(self.place)
        promises = sorted(span for group in self.groups if group.livelihood for span in group.items)
        for unit in self.units:
            # Notes define: they name projects only in lists, and in the items of promises.
            if unit.start >= self.body.end and not any(s <= unit.start < e for s, e in promises):
                continue
            for member in read_members(self.folded, unit, self.place):
                if self.wide and member.judged.head and member.judged.level <= WORKS:
                    name = self.folded[slice(*member.span)]
                    if longest_unknown(name) == 0 and not name.startswith(_OWN):
                        continue
                names.add(self.folded, member.span, member.borrowed, member.judged.kind)
                if member.stage:
                    self.own_stage[member.span.start] = member.stage
        for group in self.groups:
            for span in project_members(group, self.folded, self.place):
                self._add_member(names, span)
        self._lengthen(names)
        return names

    def _lengthen(self, names: Names) -> None:
        """A work that the text elsewhere names in full (`甲河综合治理工程`)."""
        found = list(names.found.values())
        works = {
            name.text: i
            for i, name in enumerate(found)
            if not name.borrowed and not name.text.endswith(_FULL) and judge(name.text, self.place).works
        }
        for span, i in find_names(self.folded, works, *self.body):
            if self.folded.startswith(_FULL, span.end):
                names.add(self.folded, Span(span.start, span.end + 2), None, found[i].kind)

    def _add_member(self, names: Names, span: Span) -> None:
        """A member of a project list, and the longer name that the body gives it (`甲镇服饰产业园`)."""
        text = self.folded[slice(*span)]
        judged = judge(text, self.place)
        names.add(self.folded, span, None, judged.kind)
        if judged.level > WORKS or len(text) < 4:
            return
        for place, _ in find_names(self.folded, {text: 0}, *self.body):
            unit = self.places.unit_at(place.start)
            before = self.folded[unit.start : place.start] if unit else ""
            if unit and 2 <= len(before) <= 4 and longest_unknown(before) >= 2:
                names.add(self.folded, Span(unit.start, place.end), None, judged.kind)

    def _find(self, seen: list[_Seen]) -> None:
        aliases = {alias: i for i, one in enumerate(seen) for alias in one.merged.aliases}
        found = find_names(self.folded, aliases, self.body.start, self.end)
        covered = {offset for span, _ in found for offset in (span.start, span.end - 1)}
        for i, one in enumerate(seen):
            for name in one.merged.names:
                found += [(s, i) for s in name.spans if s.start not in covered and s.end - 1 not in covered]
        for span, i in sorted(set(found)):
            seen[i].own.append((span, self._said(span, seen[i].merged)))

    def _said(self, span: Span, merged: Merged) -> Said:
        own = self.own_stage.get(span.start)
        text, stem = self.folded[slice(*span)], merged.stem
        if own is None and stem and text.startswith(stem) and text not in {stem, merged.shown.text}:
            own = Span(span.start + len(stem), span.end)
        borrowed, shown = merged.shown.borrowed, merged.shown.text
        # 甲新城片区开发: behind the name as shown stand the class and what is done to it.
        named = Span(span.start, span.start + len(shown)) if text.startswith(shown) else span
        said = self.places.said_at(named, own, self.folded[slice(*borrowed)] if borrowed else "")
        unit = self.places.unit_at(span.start)
        before = self.folded[unit.start : span.start].rpartition("、")[2] if unit else ""
        plain = judge(text).level <= WORKS
        if plain and is_many(before):
            return Said((), said.role, said.in_glossary, of_class=True)  # 一批产业园: not the list's one
        return replace(said, of_class=plain and unit is not None and unit.weak and not said.stage)

    def _say_of_group(self, group: Group, held: list[_Seen]) -> None:
        """What the body says of the whole list holds for each project in it."""
        for span, unit in self._group_uses(group):
            said = self.places.said_at(span)
            if said.stage:
                width = self.folded[unit.start : unit.end].count("、") + 1
                for one in held:
                    one.group.append((span, said, width))

    def _group_uses(self, group: Group) -> list[tuple[Span, Unit]]:
        """Where the body names the list, by the term of its note or by its own name."""
        number = group.source.removeprefix("glossary").strip()
        in_note = group.source.startswith("glossary")
        terms = [term for term in self.glossary if in_note and term.no and term.no == number]
        wanted = [self.folded[slice(*term.term)] for term in terms] or [group.folded_name]
        wanted = [words.strip("“” ") for words in wanted]
        found = []
        for span, _ in find_names(self.folded, {words: 0 for words in wanted if len(words) > 1}, *self.body):
            unit = self.places.unit_at(span.start)
            if unit:
                found.append((span, unit))
        return found

    def _row(self, one: _Seen) -> Project:
        shown = one.merged.shown
        name = self.outline.text[slice(*shown.span)]
        name += self.outline.text[slice(*shown.borrowed)] if shown.borrowed else ""
        mentions = [mention(name, span, said, self.folded, "project") for span, said in one.own]
        mentions += [mention(name, span, said, self.folded, "group") for span, said, _ in one.group]
        first = next((span for span, said in one.own if not said.of_class), one.own[0][0])
        return Project(
            name=name,
            groups=tuple(dict.fromkeys(self.groups[i].name for i in one.groups)),
            kind=kind_of(shown.text, judge(shown.text, self.place)),
            stage_review=self._stage(one, "review"),
            stage_plan=self._stage(one, "plan"),
            first_start=first.start,
            first_end=first.end,
            mentions=tuple(sorted(mentions, key=lambda m: (m.start, m.scope))),
        )

    def _stage(self, one: _Seen, role: str) -> str:
        """The stage said in that part: of the project itself, else in a note, else of its group.

        What tells how far it has come goes before what does not (`完成` before `推进`), then the first.
        """
        own = [said for _, said in one.own if said.stage and said.role == role]
        ranked = sorted(own, key=lambda said: (said.in_glossary, self._is_loose(said)))
        if not ranked:
            ranked = [g[1] for g in sorted(one.group, key=lambda g: g[2]) if g[1].role == role]
        return spell(self.outline.text, ranked[0].stage) if ranked else ""

    def _is_loose(self, said: Said) -> bool:
        return says_little(spell(self.folded, said.stage))
