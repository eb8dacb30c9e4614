"""What a run is to read: the files of a folder or of a list, or the rows of a table of reports."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from baogao.corpus.reading import Job
from baogao.errors import BaogaoError
from baogao.tables.folders import safe_name, safe_stem
from baogao.text.sheets import is_sheet, rows_of
from baogao.version import VERSION

# Endings that are read, and those of reports in formats that are not: these are listed in `errors` with what
# to do. All else in a folder (pictures, programs, spreadsheets) is passed over and counted.
_READ: Final = frozenset({"", ".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml", ".pdf", ".docx"})
YOUNG: Final = 2_000_000_000  # nanoseconds; a file as young as this may change again under the same date
_TOLD: Final = frozenset({".doc", ".wps", ".rtf"})


@dataclass(frozen=True)
class Item:
    """One report to read. `key` names it in all runs; of a table row, `number` is the row's.

    `size` and `mtime` (nanoseconds) are the file's, -1 where unknown; `sha256` is known of rows only.
    """

    key: str
    report_id: str
    path: str
    size: int = -1
    mtime: int = -1
    number: int = 0
    sha256: str = ""


@dataclass(frozen=True)
class Input:
    """The source of a run: `kind` is folder, list or table; `passed_over` counts endings not read."""

    path: Path
    kind: str
    items: tuple[Item, ...]
    text_column: str = ""
    id_column: str = ""
    passed_over: tuple[tuple[str, int], ...] = ()

    @property
    def identity(self) -> str:
        """What another run into the same folder must agree with."""
        return f"{self.kind} {self.path.resolve()}"

    def jobs(self, wanted: set[str], *, force: bool, ship: bool) -> Iterator[Job]:
        """The jobs of the wanted keys, one at a time; `ship` sends a file's bytes along."""
        if self.kind == "table":
            for item, row in zip(
                self.items, rows_of(self.path, self.text_column, self.id_column), strict=False
            ):
                if item.key in wanted:
                    yield Job(item.key, str(self.path), row=row, force=force)
            return
        for item in self.items:
            if item.key in wanted:
                yield Job(item.key, item.path, _bytes(item) if ship else None, force=force)


class Memory(Protocol):
    """Where a table's rows are remembered, so that an unchanged table is not gone through again."""

    def info(self, key: str) -> str: ...
    def set_info(self, key: str, value: str) -> None: ...


def find(
    path: Path, out: Path, text_column: str = "", id_column: str = "", memory: Memory | None = None
) -> Input:
    """The items of a folder, list or table, sorted by key; raises `BaogaoError` where there are none."""
    if path.is_dir():
        keys, others = _folder(path, out)
        found = Input(path, "folder", _named(keys), passed_over=tuple(sorted(others.items())))
    elif is_sheet(path):
        if not text_column:
            raise BaogaoError(
                str(path),
                "is a table, and it is not said which column holds the reports",
                "add --text-column NAME",
            )
        items = _known_rows(path, text_column, id_column, memory)
        found = Input(path, "table", items, text_column, id_column)
    else:
        found = Input(path, "list", _named(_list(path)))
    if not found.items:
        raise BaogaoError(
            str(path), "holds no report", "it should have txt, html, docx or pdf files, or rows"
        )
    return found


def _folder(path: Path, out: Path) -> tuple[dict[str, str], Counter[str]]:
    """The files below a folder by their path in it, and what is passed over; nothing hidden, nor `out`."""
    keys: dict[str, str] = {}
    others: Counter[str] = Counter()
    avoid = out.resolve()
    for folder, folders, names in os.walk(path):
        folders[:] = [
            name for name in folders if not name.startswith(".") and Path(folder, name).resolve() != avoid
        ]
        for name in names:
            ending = Path(name).suffix.lower()
            if name.startswith((".", "~$")):
                continue
            if ending in _READ or ending in _TOLD:
                file = Path(folder, name)
                keys[_legible(file.relative_to(path).as_posix())] = str(file)
            else:
                others[ending] += 1
    return keys, others


def _legible(name: str) -> str:
    """A file's name as text; one that is no UTF-8 is mostly GBK, from an archive packed on Windows."""
    data = os.fsencode(name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        return f"{data.decode('utf-8', 'replace')} ({hashlib.sha256(data).hexdigest()[:6]})"


def _list(path: Path) -> dict[str, str]:
    """The files that a list names, a line each; relative to the list's folder, else to where we stand."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (UnicodeDecodeError, OSError):
        lines = []
    names = list(dict.fromkeys(line.strip() for line in lines if line.strip()))
    keys = {name: str(_place(name, path.parent)) for name in names}
    if not any(_exists(file) for file in keys.values()):
        raise BaogaoError(
            str(path),
            "is no list of files: no line of it is the path of one",
            "name a folder, or a text file with a path a line; read one report with baogao read",
        )
    return keys


def _place(name: str, folder: Path) -> Path:
    beside = folder / name
    return Path(name) if not _exists(beside) and _exists(name) else beside


def _exists(path: str | Path) -> bool:
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def _named(keys: dict[str, str]) -> tuple[Item, ...]:
    """Items with ids: a file's stem, and where two have one stem, a digest of the key behind it.

    The id of a file does not depend on the order in which files are found.
    """
    stems = {key: safe_stem(Path(key).name) for key in keys}
    taken = Counter(stem.casefold() for stem in stems.values())
    items = []
    for key in sorted(keys):
        stem = stems[key]
        report_id = stem if taken[stem.casefold()] == 1 else f"{stem}-{_short(key)}"
        items.append(_stated(Item(key, report_id, keys[key])))
    return tuple(items)


def _stated(item: Item) -> Item:
    try:
        stat = os.stat(item.path)
    except (OSError, ValueError):
        return item
    return replace(item, size=stat.st_size, mtime=stat.st_mtime_ns)


def _known_rows(path: Path, text_column: str, id_column: str, memory: Memory | None) -> tuple[Item, ...]:
    """The rows as they are remembered of a table of this size and date, else as they are."""
    stat = path.stat()
    if memory is None or time.time_ns() - stat.st_mtime_ns < YOUNG:
        return _rows(path, text_column, id_column)
    state = json.dumps([stat.st_size, stat.st_mtime_ns, text_column, id_column, VERSION])
    if memory.info("table") == state:
        return tuple(
            Item(key, report_id, str(path), -1, -1, number, digest)
            for key, report_id, number, digest in json.loads(memory.info("rows"))
        )
    items = _rows(path, text_column, id_column)
    memory.set_info("rows", json.dumps([(i.key, i.report_id, i.number, i.sha256) for i in items]))
    memory.set_info("table", state)
    return items


def _rows(path: Path, text_column: str, id_column: str) -> tuple[Item, ...]:
    """A table's items, in the order of its rows; of an id that stands twice, all get the row's number."""
    found = []
    for row in rows_of(path, text_column, id_column):
        digest = hashlib.sha256(row.text.encode("utf-8", "replace")).hexdigest()
        found.append((row.id, row.number, digest))
    taken = Counter(safe_name(name).casefold() for name, _, _ in found)
    items = []
    for name, number, digest in found:
        report_id = safe_name(name)
        if taken[report_id.casefold()] > 1:
            name, report_id = f"{name} (row {number})", f"{report_id}-row-{number}"
        items.append(Item(f"{path.name}#{name}", report_id, str(path), -1, -1, number, digest))
    return tuple(items)


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:6]


def _bytes(item: Item) -> bytes | None:
    """The file's bytes, for a reader on another machine; None where the reading itself will tell why not."""
    from baogao.text.source import LARGEST

    try:
        if item.size > LARGEST:
            return None
        with open(item.path, "rb") as file:
            return file.read()
    except OSError:
        return None
