"""`compare`: reports set side by side, over the years of a place and over the places of a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from baogao.corpus.compare_places import over_places
from baogao.corpus.compare_sides import Told, told
from baogao.corpus.compare_who import renaming, same_place
from baogao.corpus.compare_years import left, over_years
from baogao.corpus.comparison import COMPARED, Comparison
from baogao.errors import BaogaoError
from baogao.tables.report import Report, read
from baogao.tables.store import load

__all__ = ["compare"]


def compare(reports: Iterable[Report | str | Path]) -> Comparison:
    """Sets two or more reports side by side; each is a `Report`, an id or folder of tables, or a report file.

    Of one place in successive years each target is held against the result in the next year's report; of
    several places in one year the headline targets are held against each other. Raises `BaogaoError` for
    fewer than two reports, and for two of one place and year.

    >>> head = "年青禾县政府工作报告\\n各位代表:\\n一、2030年工作"
    >>> first = f"2030{head}安排\\n主要预期目标是:地区生产总值增长6%以上。"
    >>> then = f"2031{head}回顾\\n地区生产总值增长6.2%。"
    >>> from pathlib import Path; from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     files = [Path(folder, f"{year}.txt") for year in (2030, 2031)]
    ...     _ = [file.write_text(text) for file, text in zip(files, (first, then))]
    ...     made = compare(files)
    >>> made.judged[["target_quote", "result_quote", "verdict"]].values.tolist()
    [['6%以上', '6.2%', 'kept']]
    """
    held = [told(_report(one)) for one in reports]
    if len(held) < 2:
        raise BaogaoError("compare", f"{len(held)} report is nothing to compare", "name two or more")
    _check_apart(held)
    places = _places(held)
    notes: list[str] = []
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COMPARED}
    met: set[str] = set()
    for group in places:
        if len(group) > 1:
            met |= {one.who.id for one in group}
            _take(rows, over_years(group))
            notes += _told_years(group)
    for year in sorted({one.who.year for one in held if one.who.year is not None}):
        of_year = [one for group in places for one in group if one.who.year == year]
        if len(of_year) > 1:
            met |= {one.who.id for one in of_year}
            _take(rows, over_places(of_year))
            notes.append(
                f"{year}: {', '.join(one.who.name for one in of_year)}, headline targets side by side"
            )
    for one in held:
        if one.who.id not in met:
            alone = f"{one.who.id} ({one.who.name}, {one.who.year or 'no year'})"
            notes.append(f"{alone}: no other report of its place, none of its year")
            rows["left_out"] += [left(one, side, "target", "no_partner") for side in one.targets]
    return Comparison(held, rows, notes)


def _report(one: Report | str | Path) -> Report:
    if isinstance(one, Report):
        return one
    path = Path(one)
    return read(path) if path.is_file() else load(path)


def _check_apart(held: Sequence[Told]) -> None:
    for one, other in combinations(held, 2):
        if one.report.about("sha256") and one.report.about("sha256") == other.report.about("sha256"):
            raise BaogaoError(other.who.id, f"is the same report as {one.who.id}", "name each report once")
        if one.who.id == other.who.id:
            raise BaogaoError(other.who.id, "two reports have this id", "rename one of the files or folders")
        if same_place(one.who, other.who) and one.who.year == other.who.year:
            year = one.who.year or "no year"
            raise BaogaoError(
                other.who.id,
                f"is of the place and year of {one.who.id} ({one.who.name}, {year})",
                "keep one of them",
            )


def _places(held: Sequence[Told]) -> list[list[Told]]:
    """The reports by place, in the order given, each place's by year."""
    groups: list[list[Told]] = []
    for one in held:
        group = next((g for g in groups if any(same_place(one.who, other.who) for other in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [sorted(group, key=lambda one: one.who.year or 0) for group in groups]


def _told_years(group: list[Told]) -> list[str]:
    """What was held against what, and the years that are missing between."""
    notes = []
    for one, other in pairwise(group):
        if one.who.year is None or other.who.year is None:
            notes.append(f"{one.who.id}, {other.who.id}: the year of one is not known; nothing is judged")
            continue
        name, gap = other.who.name, other.who.year - one.who.year
        if gap == 1:
            notes.append(
                f"{name}: targets of {one.who.year} against results in the report of {other.who.year}"
            )
        else:
            notes.append(
                f"{name}: {one.who.year} and {other.who.year} are {gap} years apart; the targets of "
                f"{one.who.year} need the report of {one.who.year + 1}"
            )
        changed = renaming(one.who, other.who)
        if changed:
            notes.append(f"{changed[0]} is called {changed[1]} since {changed[2]}")
    return notes


def _take(rows: dict[str, list[dict[str, Any]]], more: dict[str, list[dict[str, Any]]]) -> None:
    for name, found in more.items():
        rows[name] += found
