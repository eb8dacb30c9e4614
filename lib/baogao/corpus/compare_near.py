"""Which reports lie beside one in a data folder: the same place a year before or after, else other places."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from baogao.corpus.compare import compare
from baogao.corpus.compare_who import Who, same_place, who
from baogao.corpus.comparison import Comparison
from baogao.tables.folders import report_ids
from baogao.tables.report import Report
from baogao.tables.store import load

MOST: Final = 11  # other places of the year


@dataclass(frozen=True)
class Near:
    """Folders beside a report's own: the place a year before and after, else `places` of its year and level.

    `more` counts the places that are left out because there are too many.
    """

    before: Path | None = None
    after: Path | None = None
    places: tuple[Path, ...] = ()
    more: int = 0

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(folder for folder in (self.before, self.after) if folder) or self.places


def near(folder: Path) -> Near:
    """What lies beside the report in `folder`, told by the `meta` tables alone.

    >>> near(Path("nowhere/x")).folders
    ()
    """
    if not (folder / "meta.csv").is_file():
        return Near()
    return _near(folder, folder.parent.stat().st_mtime_ns)


# A report that is read anew is moved into place, which the data folder's time tells.
@lru_cache(maxsize=256)
def _near(folder: Path, _changed: int) -> Near:
    own = _who(folder)
    if own.year is None:
        return Near()
    found = [
        (path, _who(path)) for name in report_ids(folder.parent) if (path := folder.parent / name) != folder
    ]
    same = {other.year: path for path, other in reversed(found) if same_place(own, other)}
    before, after = same.get(own.year - 1), same.get(own.year + 1)
    if before or after:
        return Near(before, after)
    places: dict[str, Path] = {}
    for path, other in found:
        if other.year == own.year and other.level == own.level and not same_place(own, other):
            places.setdefault(other.key, path)
    held = tuple(places.values())
    return Near(places=held[:MOST], more=max(0, len(held) - MOST))


def _who(folder: Path) -> Who:
    path = folder / "meta.csv"
    return _told(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1 << 14)
def _told(path: Path, _changed: int) -> Who:
    with path.open(encoding="utf-8", newline="") as file:
        about = {row["key"]: row["value"] for row in csv.DictReader(file)}
    return who(path.parent.name, lambda key: about.get(key, ""))


def with_others(report: str | Path, others: str = "") -> Report:
    """The report of an id or folder, to be set beside `others`: ids or folders with commas between.

    Without `others` it is set beside what lies in its own data folder.
    """
    one = load(report)
    names = [name.strip() for name in others.split(",") if name.strip()]
    if names:
        one.others = tuple(load(name) for name in names)
    return one


def set_beside(report: Report) -> tuple[Comparison | None, int]:
    """`report` set beside its `others`, or else what lies beside it, and how many places were left out.

    None where there is nothing to set beside.
    """
    return _beside(report, report.others)


@lru_cache(maxsize=2)
def _beside(report: Report, others: tuple[Report, ...] | None) -> tuple[Comparison | None, int]:
    more = 0
    if others is None:
        found = near(report.folder) if report.folder else Near()
        others, more = tuple(load(folder) for folder in found.folders), found.more
    if not others:
        return None, 0
    return compare([report, *others]), more
