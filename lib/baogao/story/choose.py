"""Which report to open: the one that was asked for, else the nearest, with a word about it."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from baogao.corpus.atlas import is_dataset
from baogao.errors import BaogaoError
from baogao.story import atlas
from baogao.story.masthead import masthead
from baogao.story.words import script_of
from baogao.tables.folders import data_folder, report_ids

# The name in an address of a report that its reader opened and that nobody else has.
OWN: Final = "own"
_MANY: Final = 5000  # reports beyond which no near name is looked for


@dataclass(frozen=True)
class Choice:
    """A report's folder, and the name that was asked for where there is no such report."""

    folder: Path
    unknown: str = ""


def choose(name: str, data: Path | None = None) -> Choice:
    """The folder of the report `name` in `data` (the usual folder if none is given).

    Without a name it is the first one. Raises `BaogaoError` where there is no report at all.
    """
    data = data or data_folder()
    ids = known_ids(data) if data else ()
    if not data or not ids:
        raise BaogaoError(str(data or Path.cwd()), "holds no report", "read one first with: baogao read FILE")
    if name in ids:
        return Choice(data / name)
    near = get_close_matches(name, ids, 1, 0.4) if name and len(ids) <= _MANY else []
    return Choice(data / (near[0] if near else next(iter(ids))), name)


def known_ids(data: Path) -> Collection[str]:
    """The ids of the reports in a data folder or a dataset, in order."""
    return atlas.entries(data) if is_dataset(data) else report_ids(data)


def card(folder: Path) -> dict[str, str]:
    """A report's id, script and title for lists, read without its tables."""
    if not folder.is_dir():
        entry = atlas.entries(folder.parent)[folder.name]
        return {"id": entry.id, "script": entry.script, "name": "".join(list(entry.about.values())[:3])}
    return dict(_card(folder, (folder / "meta.csv").stat().st_mtime_ns))


def cards(data: Path) -> list[dict[str, str]]:
    """The cards of all reports in the data folder `data`; a dataset has an index in their place."""
    if is_dataset(data):
        return []
    return [card(data / report) for report in report_ids(data)]


@lru_cache(maxsize=4096)
def _card(folder: Path, _changed: int) -> dict[str, str]:
    about = meta(folder)
    with (folder / "source.txt").open(encoding="utf-8") as file:
        script = script_of(file.read(20000))
    said = masthead(lambda key: about.get(key, ""), script)
    name = "".join(said[key] for key in ("place", "title", "year"))
    return {"id": folder.name, "script": script, "name": name or folder.name}


def meta(folder: Path) -> dict[str, str]:
    """The `meta` table of a report's folder as a dict; of a report of a dataset, what its index tells."""
    if not folder.is_dir():
        return atlas.entries(folder.parent)[folder.name].about
    with (folder / "meta.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["value"] for row in csv.DictReader(file)}
