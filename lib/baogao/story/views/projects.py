"""The projects as a matrix: each with the lists it belongs to, its stages, and where it is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baogao.story.views.quantity import missing
from baogao.tables.report import Report


@dataclass(frozen=True)
class Group:
    """A list that has projects: `year` where it is a livelihood list; `when` says which of two years."""

    name: str
    start: int
    when: str = ""  # last, this


@dataclass(frozen=True)
class Stage:
    """The words for a stage and what they say: done, promised, other; `shared` if said of the whole group."""

    words: str
    status: str
    shared: bool
    start: int


@dataclass(frozen=True)
class Mention:
    """A place where the project is named; `explained` if that is the glossary."""

    start: int
    end: int
    explained: bool


@dataclass(frozen=True)
class ProjectRow:
    """A project. `groups` are the names of its lists in the order of the columns."""

    name: str
    ref: str
    start: int
    groups: tuple[str, ...]
    review: Stage | None
    plan: Stage | None
    mentions: tuple[Mention, ...]

    @property
    def only_explained(self) -> bool:
        """Whether no place but the glossary names it."""
        return bool(self.mentions) and all(mention.explained for mention in self.mentions)


def groups(report: Report) -> list[Group]:
    """The lists that have projects, the largest first, of equal ones the earlier; livelihood lists last."""
    named = [name for cell in report.projects["groups"] for name in str(cell).split(";") if name]
    years = {str(row["list"]): row["period"] for row in report.livelihood.to_dict("records")}
    starts = {str(name): int(start) for name, start in report.lists.groupby("list")["start"].min().items()}
    order = sorted(set(named), key=lambda name: (-named.count(name), starts.get(name, 0), name))
    latest = max((int(year) for year in years.values() if not missing(year)), default=0)
    plain, lived = [], []
    for name in order:
        if name in years:
            year = str(years[name])
            lived.append(Group(name, int(starts.get(name, 0)), "this" if year == str(latest) else "last"))
        else:
            plain.append(Group(name, int(starts.get(name, 0))))
    return plain + sorted(lived, key=lambda group: group.when != "last")


def project_rows(report: Report) -> list[ProjectRow]:
    """The projects by their first group and its order; behind them those of no group, as they come."""
    columns = [group.name for group in groups(report)]
    explained = [
        (int(row["start"]), int(row["end"]))
        for row in report.outline.to_dict("records")
        if row["role"] == "glossary"
    ]
    mentions: dict[str, list[dict[Any, Any]]] = {}
    for row in report.project_mentions.sort_values("start").to_dict("records"):
        mentions.setdefault(str(row["name"]), []).append(row)
    doubted = {
        str(row["status_quote"]) for row in report.livelihood.to_dict("records") if str(row["status_quote"])
    }
    places = _list_places(report)
    rows = []
    for row in report.projects.to_dict("records"):
        name, start = str(row["name"]), int(row["first_start"])
        held = set(str(row["groups"]).split(";"))
        own = tuple(group for group in columns if group in held)
        said = mentions.get(name, [])
        made = ProjectRow(
            name=name,
            ref=f"projects-{start}",
            start=start,
            groups=own,
            review=_stage(str(row["stage_review"]), "done", said, doubted),
            plan=_stage(str(row["stage_plan"]), "promised", said, doubted),
            mentions=tuple(_mention(place, explained) for place in said),
        )
        rank = columns.index(own[0]) if own else len(columns)
        rows.append((rank, _place(made, places.get(own[0], []) if own else []), start, made))
    rows.sort(key=lambda row: row[:3])
    return [row[3] for row in rows]


def shown(rows: list[ProjectRow]) -> list[ProjectRow]:
    """What a chart shows: the projects of the groups where these are many or most, else all."""
    held = [row for row in rows if row.groups]
    return held if len(held) >= 8 or len(held) * 2 >= len(rows) else rows


def _stage(words: str, status: str, said: list[dict[Any, Any]], doubted: set[str]) -> Stage | None:
    if not words:
        return None
    own = [place for place in said if str(place["stage"]) == words and str(place["scope"]) == "project"]
    neither = words in doubted or any(str(place["status"]) == "neither" for place in own)
    start = next((int(p["stage_start"]) for p in own if not missing(p["stage_start"])), -1)
    if start < 0 and own:
        start = int(own[0]["start"])
    shared = not own and any(str(place["scope"]) == "group" for place in said)
    return Stage(words, "other" if neither else status, shared, start)


def _mention(row: dict[Any, Any], explained: list[tuple[int, int]]) -> Mention:
    start = int(row["start"])
    return Mention(start, int(row["end"]), any(low <= start < high for low, high in explained))


def _list_places(report: Report) -> dict[str, list[tuple[str, int, int]]]:
    """For each list its items in order: words and span."""
    places: dict[str, list[tuple[str, int, int]]] = {}
    for row in report.lists.to_dict("records"):
        places.setdefault(str(row["list"]), []).append((str(row["item"]), int(row["start"]), int(row["end"])))
    return places


def _place(project: ProjectRow, items: list[tuple[str, int, int]]) -> int:
    """Which item of a list a project is: the one that names it, else the one whose words it shares."""
    for index, (_, start, end) in enumerate(items):
        if any(start <= mention.start < end for mention in project.mentions):
            return index
    for index, (words, _, _) in enumerate(items):
        if words in project.name or project.name in words:
            return index
    return len(items)
