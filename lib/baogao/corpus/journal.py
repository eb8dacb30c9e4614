"""What was read already, so that a stopped run goes on: a journal, and a spool of rows not yet in parts."""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from baogao.corpus.layout import PARTED
from baogao.corpus.reading import Failure, Outcome
from baogao.errors import BaogaoError

FOLDER: Final = ".journal"
_COMMIT: Final = 1.0  # seconds of work that a kill may cost
_FORM: Final = "1"  # of the journal itself
_TABLES: Final = """
create table if not exists info (key text primary key, value text);
create table if not exists files (
  key text primary key, report_id text, size integer, mtime integer, sha256 text, stamp text,
  year integer, place text, counts text, kind text, reason text, remedy text);
create table if not exists parts (
  path text primary key, signature text, rows integer, bytes integer, sha256 text);
"""
_SPOOL: Final = """
create table if not exists spool (
  report_id text, name text, tag text, data blob, primary key (name, report_id)) without rowid;
"""


COUNTED: Final = (*PARTED, "characters")  # what is counted of each report


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the journal knows it; `counts` are those of `COUNTED`."""

    key: str
    report_id: str
    size: int
    mtime: int
    sha256: str
    stamp: str
    year: int | None
    place: str
    counts: tuple[int, ...]
    failure: Failure | None

    def count(self, name: str) -> int:
        return self.counts[COUNTED.index(name)]

    @property
    def tag(self) -> str:
        """What rows in the spool must have been made from, to be those of this entry."""
        return f"{self.sha256} {self.stamp}"


@dataclass(frozen=True)
class Part:
    """A Parquet file of the dataset: what it was made from, and what it is."""

    path: str
    signature: str
    rows: int
    bytes: int
    sha256: str


class Journal:
    """The journal of a dataset; one run at a time may hold it."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self.folder / "journal.sqlite", timeout=1, isolation_level=None)
            # One run writes at a time. The lock ends with the process, however that ends.
            self._db.execute("pragma locking_mode=exclusive")
            self._db.execute("pragma synchronous=normal")
            self._db.executescript("begin exclusive;" + _TABLES + "commit;")
        except OSError as error:
            raise BaogaoError(
                str(out), f"cannot be written ({error.strerror})", "choose another folder with --out"
            ) from error
        except sqlite3.DatabaseError as error:
            raise _trouble(self.folder, error) from error
        if self.info("form") not in {"", _FORM}:
            raise BaogaoError(str(out), "was written by another version of baogao", "choose another --out")
        self.set_info("form", _FORM)
        self._spool: sqlite3.Connection | None = None
        self._saved = time.monotonic()

    @property
    def spool_path(self) -> Path:
        return self.folder / "spool.sqlite"

    def info(self, key: str) -> str:
        row = self._db.execute("select value from info where key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""

    def set_info(self, key: str, value: str) -> None:
        self._db.execute("insert or replace into info values (?, ?)", (key, value))

    def entries(self) -> dict[str, Entry]:
        return {row[0]: _entry(row) for row in self._db.execute("select * from files order by key")}

    def parts(self) -> dict[str, Part]:
        return {row[0]: Part(*row) for row in self._db.execute("select * from parts order by path")}

    def spooled(self) -> dict[str, str]:
        """The reports whose rows lie in the spool, with the tag that says what they were made from."""
        if not self.spool_path.exists():
            return {}
        return dict(self._open_spool().execute("select report_id, tag from spool where name = 'source'"))

    def touch(self, key: str, size: int, mtime: int) -> None:
        """Notes that a file has a new date and the same content."""
        self._db.execute("update files set size = ?, mtime = ? where key = ?", (size, mtime, key))

    def keep(self, outcome: Outcome, report_id: str, size: int, mtime: int, suffix: str = "") -> None:
        """Keeps what was read, its stamp with `suffix`; within a second or so it is safe on disk."""
        spool, stamp = self._open_spool(), outcome.stamp + suffix
        self._begin()
        if not spool.in_transaction:
            spool.execute("begin")
        spool.executemany(
            "insert or replace into spool values (?, ?, ?, ?)",
            [(report_id, name, f"{outcome.sha256} {stamp}", data) for name, data in outcome.packed.items()],
        )
        failure = outcome.failure
        self._db.execute(
            f"insert or replace into files values ({','.join('?' * 12)})",
            (
                outcome.key,
                report_id,
                size,
                mtime,
                outcome.sha256,
                stamp,
                outcome.year,
                outcome.place,
                " ".join(str(outcome.counts.get(name, 0)) for name in COUNTED),
                *((failure.kind, failure.reason, failure.remedy) if failure else (None, None, None)),
            ),
        )
        self._save_in_time()

    def save(self) -> None:
        """Puts on disk what is kept: the rows first, so that no entry stands without them."""
        if self._spool is not None and self._spool.in_transaction:
            self._spool.execute("commit")
        if self._db.in_transaction:
            self._db.execute("commit")
        self._saved = time.monotonic()

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("begin")

    def _save_in_time(self) -> None:
        if time.monotonic() - self._saved > _COMMIT:
            self.save()

    def forget(self, keys: Iterable[str]) -> None:
        self._db.executemany("delete from files where key = ?", [(key,) for key in keys])

    def put_part(self, part: Part) -> None:
        self._begin()
        self._db.execute(
            "insert or replace into parts values (?, ?, ?, ?, ?)",
            (part.path, part.signature, part.rows, part.bytes, part.sha256),
        )
        self._save_in_time()

    def forget_part(self, path: str) -> None:
        self._db.execute("delete from parts where path = ?", (path,))

    def forget_all(self) -> None:
        """Begins anew: nothing was read."""
        self.save()
        self._db.executescript("delete from files; delete from parts;")
        self.drop_spool()

    def close_spool(self) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def drop_spool(self) -> None:
        """Throws the spooled rows away, once the parts that hold them are known to stand."""
        self.save()
        self.close_spool()
        for name in ("spool.sqlite", "spool.sqlite-journal"):
            (self.folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        self.save()
        self.close_spool()
        self._db.close()

    def _open_spool(self) -> sqlite3.Connection:
        if self._spool is None:
            try:
                self._spool = sqlite3.connect(self.spool_path, timeout=30, isolation_level=None)
                self._spool.execute("pragma synchronous=normal")
                self._spool.executescript(_SPOOL)
            except sqlite3.DatabaseError as error:
                raise _trouble(self.folder, error) from error
        return self._spool


def _entry(row: tuple[object, ...]) -> Entry:
    key, report_id, size, mtime, sha256, stamp, year, place, counts, *failure = row
    told = Failure(*(str(word) for word in failure)) if failure[0] is not None else None
    return Entry(
        str(key),
        str(report_id),
        int(str(size)),
        int(str(mtime)),
        str(sha256),
        sys.intern(str(stamp)),
        None if year is None else int(str(year)),
        sys.intern(str(place)),
        tuple(int(count) for count in str(counts).split()),
        told,
    )


def _trouble(folder: Path, error: sqlite3.DatabaseError) -> BaogaoError:
    if "locked" in str(error):
        return BaogaoError(str(folder.parent), "another run is writing to it", "wait until that one ends")
    return BaogaoError(
        str(folder.parent), f"its journal is broken ({error})", "delete the folder and run again"
    )
