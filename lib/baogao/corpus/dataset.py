"""The dataset on disk: which parts it must have, which are to be written, and what is said of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from baogao.corpus.journal import Entry, Part
from baogao.corpus.layout import ERRORS, PARTED, part_path
from baogao.corpus.parts import Member, new_path, write_table
from baogao.version import VERSION

MANIFEST: Final = "manifest.json"
FILES: Final = "manifest.csv"
_ERRORS: Final = "errors/part-0.parquet"


@dataclass(frozen=True)
class Plan:
    """A part that the dataset must have: its path, what it is made from, and the reports in it.

    `spooled` has the tags of rows that are not in a part yet. `members` is made when asked for, since
    there are many plans and each may have many.
    """

    table: str
    path: str
    signature: str
    entries: list[Entry]
    spooled: dict[str, str]

    @property
    def members(self) -> list[Member]:
        return [
            Member(e.report_id, e.place, weight(e, self.table), self.spooled.get(e.report_id) == e.tag)
            for e in self.entries
        ]

    @property
    def weight(self) -> int:
        return sum(weight(entry, self.table) for entry in self.entries)


def plan(entries: Iterable[Entry], spooled: dict[str, str]) -> Iterator[Plan]:
    """The parts of a dataset of these entries: one a table and year, reports in the order of their ids."""
    by_year: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.failure is None:
            by_year[entry.year].append(entry)
    for year, of_year in sorted(by_year.items(), key=lambda pair: (pair[0] is None, pair[0] or 0)):
        of_year.sort(key=lambda entry: entry.report_id)
        made_from = hashlib.sha256(f"pyarrow {metadata.version('pyarrow')}\n".encode())
        for entry in of_year:
            made_from.update(f"{entry.report_id}\t{entry.tag}\n".encode())
        for table in PARTED:
            yield Plan(table, part_path(table, year), made_from.hexdigest(), of_year, spooled)


def weight(entry: Entry, table: str) -> int:
    """What a report weighs in a row group of a table: its rows, or its text's length in 256 characters."""
    return -(-entry.count("characters") // 256) if table == "source" else entry.count(table)


def stands(out: Path, part: Part | None, signature: str = "") -> bool:
    """Whether a part lies there as it was written (and was made from what `signature` says)."""
    if part is None or (signature and part.signature != signature):
        return False
    try:
        return (out / part.path).stat().st_size == part.bytes
    except OSError:
        return False


def remove(out: Path, path: str) -> None:
    """Removes a part that no report belongs to any more, and its folder."""
    for part in (out / path, new_path(out / path)):
        part.unlink(missing_ok=True)
    for folder in ((out / path).parent, (out / path).parent.parent):
        try:
            folder.rmdir()
        except OSError:
            return


def write_errors(out: Path, entries: Iterable[Entry]) -> Part:
    """The table `errors`, written also where it has no rows."""
    failed = [entry for entry in entries if entry.failure]
    columns: dict[str, list[Any]] = {
        "file": [entry.key for entry in failed],
        "sha256": [entry.sha256 for entry in failed],
        "kind": [entry.failure.kind for entry in failed if entry.failure],
        "reason": [entry.failure.reason for entry in failed if entry.failure],
        "remedy": [entry.failure.remedy for entry in failed if entry.failure],
    }
    rows, size, digest = write_table(ERRORS, out / _ERRORS, columns)
    return Part(_ERRORS, "", rows, size, digest)


def write_manifest(out: Path, entries: list[Entry], parts: list[Part]) -> None:
    """`manifest.csv`, a line a file, and `manifest.json`: the tables, and every part with its digest."""
    listing = io.StringIO()
    writer = csv.writer(listing, lineterminator="\n")
    writer.writerow(["file", "sha256", "version", "report_id", "year", *PARTED, "error"])
    for entry in entries:
        version = entry.stamp.partition("+")[0]
        if entry.failure:
            writer.writerow(
                [entry.key, entry.sha256, version, "", "", *([""] * len(PARTED)), entry.failure.reason]
            )
        else:
            counts = [entry.count(name) for name in PARTED]
            year = "" if entry.year is None else entry.year
            writer.writerow([entry.key, entry.sha256, version, entry.report_id, year, *counts, ""])
    _write(out / FILES, listing.getvalue())
    read = [entry for entry in entries if entry.failure is None]
    of_table: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        of_table[part.path.partition("/")[0]].append(part)
    told = {
        "kind": "baogao corpus",
        "version": VERSION,
        "reports": len(read),
        "errors": len(entries) - len(read),
        "years": sorted({entry.year for entry in read if entry.year is not None}),
        "tables": {
            table.name: {
                "meaning": table.meaning,
                "rows": sum(part.rows for part in of_table[table.name]),
                "bytes": sum(part.bytes for part in of_table[table.name]),
                "columns": [{"name": c.name, "type": c.type, "meaning": c.meaning} for c in table.columns],
            }
            for table in (*PARTED.values(), ERRORS)
        },
        "parts": [
            {"path": part.path, "rows": part.rows, "bytes": part.bytes, "sha256": part.sha256}
            for part in sorted(parts, key=lambda part: part.path)
        ],
    }
    _write(out / MANIFEST, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, text: str) -> None:
    made = new_path(path)
    made.write_text(text, encoding="utf-8", newline="\n")
    os.replace(made, path)
