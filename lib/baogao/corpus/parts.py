"""Writes one Parquet file of the dataset: a table's rows of one year, the same bytes however they came."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baogao.corpus.layout import PARTED, arrow_schema, row_groups
from baogao.corpus.reading import unpack
from baogao.tables.schema import Table

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


@dataclass(frozen=True)
class Member:
    """A report of a part: where its rows are to be found (`fresh`: in the spool), and what they weigh."""

    report_id: str
    place: str
    weight: int
    fresh: bool


def write_part(table: str, target: str, spool: str, members: list[Member]) -> tuple[int, int, str]:
    """Writes the rows of `members`, in their order, to `target`; gives rows, bytes and sha256.

    Rows that are not in the spool are taken from the file that stands at `target`. The file is written
    beside it and moved. Raises LookupError where rows are found in neither.
    """
    path = Path(target)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = new_path(path)
    schema = arrow_schema(PARTED[table])
    rows = 0
    with _writer(made, schema) as writer:
        for group in _groups(table, path, spool, members, schema):
            writer.write_table(group, row_group_size=max(1, group.num_rows))
            rows += group.num_rows
    with open(made, "rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    size = made.stat().st_size
    os.replace(made, path)
    return rows, size, digest


def write_table(table: Table, target: Path, columns: dict[str, list[Any]]) -> tuple[int, int, str]:
    """Writes a small table whole, in the same manner."""
    import pyarrow as pa

    target.parent.mkdir(parents=True, exist_ok=True)
    made = new_path(target)
    schema = arrow_schema(table)
    data = pa.table({name: pa.array(columns[name], schema.field(name).type) for name in schema.names})
    with _writer(made, schema) as writer:
        writer.write_table(data)
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    size = made.stat().st_size
    os.replace(made, target)
    return data.num_rows, size, digest


def new_path(path: Path) -> Path:
    """Where a file is written before it is moved to its place."""
    return path.with_name(f".{path.name}.new")


def _writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    import pyarrow.parquet as pq

    # Nothing of pandas or Arrow is kept beside the columns, and no clock: the bytes follow from the rows.
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=6, store_schema=False)


def _groups(
    table: str, path: Path, spool: str, members: list[Member], schema: pa.Schema
) -> Iterator[pa.Table]:
    import pyarrow as pa

    old = _Old(path, schema) if any(not member.fresh for member in members) else None
    with closing(_open(spool)) as fresh:
        for cut in row_groups([member.weight for member in members]):
            pieces = [
                piece
                for run in _runs(members[cut])
                for piece in ([_packed(fresh, table, run, schema)] if run[0].fresh else _kept(old, run))
            ]
            # One piece, or the pages would be cut where the pieces were.
            yield pa.concat_tables(pieces).combine_chunks()


def _open(spool: str) -> sqlite3.Connection:
    if not Path(spool).exists():
        return sqlite3.connect(":memory:")
    return sqlite3.connect(f"{Path(spool).resolve().as_uri()}?mode=ro", uri=True)


def _runs(members: list[Member]) -> Iterator[list[Member]]:
    """Neighbours whose rows come from one place."""
    run: list[Member] = []
    for member in members:
        if run and run[0].fresh != member.fresh:
            yield run
            run = []
        run.append(member)
    if run:
        yield run


def _packed(spool: sqlite3.Connection, table: str, run: list[Member], schema: pa.Schema) -> pa.Table:
    """The rows of several reports from the spool."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {name: [] for name in schema.names}
    for member in run:
        found = spool.execute(
            "select data from spool where name = ? and report_id = ?", (table, member.report_id)
        ).fetchone()
        if found is None:
            raise LookupError(f"{table} of {member.report_id}")
        rows = unpack(found[0])
        count = len(next(iter(rows.values())))
        rows["report_id"], rows["place"] = [member.report_id] * count, [member.place] * count
        for name in schema.names:
            columns[name] += rows[name]
    return pa.table({name: pa.array(columns[name], schema.field(name).type) for name in schema.names})


def _kept(old: _Old | None, run: list[Member]) -> list[pa.Table]:
    assert old is not None
    return [old.take(member) for member in run]


class _Old:
    """The part that stood there before, a row group at a time; its reports are in order of their ids."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        import pyarrow.parquet as pq

        if not path.exists():
            raise LookupError(str(path))
        self.file, self.schema, self.at = pq.ParquetFile(path), schema, -1
        self.held: dict[str, pa.Table] = {}

    def take(self, member: Member) -> pa.Table:
        """The rows of a report; none where it has no rows in this table."""
        while member.report_id not in self.held and self._may_follow(member.report_id):
            self.at += 1
            self.held = _by_report(self.file.read_row_group(self.at, use_threads=False))
        found = self.held.get(member.report_id)
        if found is None:
            if member.weight:
                raise LookupError(member.report_id)
            return self.schema.empty_table()
        return found

    def _may_follow(self, report_id: str) -> bool:
        if self.at + 1 >= self.file.num_row_groups:
            return False
        if not self.held:
            return True
        return report_id > next(reversed(self.held))


def _by_report(group: pa.Table) -> dict[str, pa.Table]:
    """The rows of each report in a row group, in which a report's rows stand together."""
    ids = group.column("report_id").to_pylist()
    found: dict[str, pa.Table] = {}
    start = 0
    for i in range(1, len(ids) + 1):
        if i == len(ids) or ids[i] != ids[start]:
            found[ids[start]] = group.slice(start, i - start)
            start = i
    return found
