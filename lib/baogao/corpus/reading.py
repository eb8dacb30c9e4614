"""Reads one report of many: a job into an outcome, in whatever process it is done."""

from __future__ import annotations

import hashlib
import json
import time
import zlib
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from baogao.corpus.child import peak, strained
from baogao.corpus.layout import PARTED, REPORTS
from baogao.errors import BaogaoError
from baogao.tables.build import build_rows
from baogao.tables.schema import TABLES, Table
from baogao.text.genre import check_genre
from baogao.text.repair import repair
from baogao.text.sheets import SheetRow
from baogao.text.sheets import source_of as source_of_row
from baogao.text.source import Source, read_source, source_of
from baogao.version import VERSION

_FLOORS: Final = ("lexicon", "text", "facts", "tables")


@dataclass(frozen=True)
class Job:
    """A report to read: a file at `path`, its `data` where the reader has no such file, or a `row` of it."""

    key: str
    path: str
    data: bytes | None = None
    row: SheetRow | None = None
    force: bool = False


@dataclass(frozen=True)
class Failure:
    """Why a report was not read; `kind` is one of those in the table `errors`."""

    kind: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Outcome:
    """What came of a job: packed rows by table, or the failure.

    `counts` has the rows of each table and the characters of the text; `stamp` tells by what code it was
    read.
    """

    key: str
    sha256: str = ""
    year: int | None = None
    place: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    packed: dict[str, bytes] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0
    stamp: str = ""


@cache
def stamp() -> str:
    """The version, and a digest of the code and words that read: what is read by another is read again."""
    digest = hashlib.sha256()

    def take(folder: Traversable) -> None:
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if entry.is_dir():
                take(entry)
            elif not entry.name.endswith(".pyc"):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())

    for floor in _FLOORS:
        take(files("baogao") / floor)
    return f"{VERSION}+{digest.hexdigest()[:12]}"


def read_job(job: Job) -> Outcome:
    """Reads a report; whatever goes wrong is in the outcome."""
    began, before = time.perf_counter(), peak()
    try:
        outcome = _read(job)
    except BaogaoError as error:
        if strained(before):
            raise MemoryError from error
        outcome = Outcome(job.key, digest_of(job), failure=Failure("unreadable", error.what, error.remedy))
    except MemoryError:
        raise
    except Exception as error:
        if strained(before):
            raise MemoryError from error
        # A fault of the reader's own; the others must not wait for its cure.
        failure = Failure("failed", f"{type(error).__name__}: {error}"[:200], "please report this file")
        outcome = Outcome(job.key, digest_of(job), failure=failure)
    return replace(outcome, seconds=time.perf_counter() - began, stamp=stamp())


def digest_of(job: Job) -> str:
    """The sha256 of what a job reads, or an empty string."""
    if job.row is not None:
        return hashlib.sha256(job.row.text.encode("utf-8", "replace")).hexdigest()
    if job.data is not None:
        return hashlib.sha256(job.data).hexdigest()
    return file_digest(job.path)


def file_digest(path: str | Path) -> str:
    """The sha256 of a file, or an empty string where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read(job: Job) -> Outcome:
    source = _source(job)
    if not job.force:
        check_genre(source.text, job.key)
    rows = build_rows(source, repair(source.text), VERSION)
    about = {row["key"]: row["value"] for row in rows["meta"]}
    year = str(about.get("report_year", ""))
    counts = {name: len(rows[name]) for name in TABLES}
    unread = sum(row["kind"] == "unread" for row in rows["numbers"])
    doubtful = sum(bool(row["doubt"]) for row in rows["figures"])
    report = about | {
        "file": job.key,
        "characters": len(source.text),
        "figures": counts["figures"],
        "targets": counts["targets"],
        "unread": unread,
        "doubtful": doubtful,
        "repairs": counts["repairs"],
    }
    packed = {name: pack(TABLES[name], rows[name]) for name in TABLES}
    packed["reports"] = pack(REPORTS, [report])
    packed["source"] = pack(PARTED["source"], [{"text": source.text}])
    counts |= {"reports": 1, "source": 1, "characters": len(source.text)}
    return Outcome(
        job.key,
        source.sha256,
        int(year) if year.isdigit() else None,
        str(about.get("place", "")),
        counts,
        packed,
    )


def _source(job: Job) -> Source:
    if job.row is not None:
        return source_of_row(job.row, job.path)
    if job.data is None:
        return read_source(job.path)
    return source_of(Path(job.path).name, job.data)


def pack(table: Table, rows: list[dict[str, Any]]) -> bytes:
    """Rows as columns, small enough to keep by the thousand; `unpack` undoes it.

    >>> unpack(pack(TABLES["list_notes"], [{"list": "甲", "start": 3}]))["start"]
    [3]
    """
    columns: dict[str, list[Any]] = {}
    for column in table.columns:
        cells = [row.get(column.name) for row in rows]
        if column.type == "string":
            columns[column.name] = ["" if cell is None else str(cell) for cell in cells]
        elif column.type == "number":
            columns[column.name] = [None if cell is None else float(cell) for cell in cells]
        else:
            columns[column.name] = [None if cell is None else int(cell) for cell in cells]
    # A lone surrogate is no text: it becomes one sign, so that offsets stay.
    data = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return zlib.compress(data, 1)


def unpack(data: bytes) -> dict[str, list[Any]]:
    """The columns that `pack` packed."""
    columns: dict[str, list[Any]] = json.loads(zlib.decompress(data))
    return columns
