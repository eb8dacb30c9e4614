"""Reads many reports into one dataset of Parquet files: in parallel, and on from where a run was stopped."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from baogao.corpus.crew import each
from baogao.corpus.dataset import FILES, MANIFEST, Plan, plan, remove, stands, write_errors, write_manifest
from baogao.corpus.hand import Limits, Stopped
from baogao.corpus.inputs import YOUNG, Input, Item, find
from baogao.corpus.journal import FOLDER, Entry, Journal, Part
from baogao.corpus.layout import PARTED, part_path
from baogao.corpus.parts import write_part
from baogao.corpus.reading import Outcome, file_digest, read_job, stamp
from baogao.errors import BaogaoError

_FEW: Final = 500  # reports, counted once a table: so few are written at once, without other processes


@dataclass(frozen=True)
class Options:
    """How to run: on `jobs` processes (0: one a core) or a Dask `scheduler`; see `baogao corpus -h`."""

    jobs: int = 0
    scheduler: str = ""
    text_column: str = ""
    id_column: str = ""
    force: bool = False
    replace: bool = False
    retry: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def count(self) -> int:
        """Processes on this machine: what is asked for, else one a core that we may use."""
        if self.jobs:
            return self.jobs
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Summary:
    """What a run did: `read` of `files` were read now, `kept` were known; `errors` of all could not be."""

    files: int
    read: int
    kept: int
    reports: int
    errors: int
    seconds: float
    passed_over: tuple[tuple[str, int], ...] = ()


Watch = Callable[[str, int, int], None]  # what is being done, how much of it, of how much


def run(
    source: str | Path, out: str | Path, options: Options | None = None, watch: Watch | None = None
) -> Summary:
    """Reads the reports of a folder, a list of files or a table into the dataset at `out`.

    A run that was stopped, by whatever, goes on where it was; a file that is the same as when it was read is
    not read again. `watch` is called as the work goes on. Raises `BaogaoError` where nothing can be done; a
    file that cannot be read is no such case: it stands in the table `errors`.
    """
    options = options or Options()
    source, out = Path(source), Path(out)
    began = time.perf_counter()
    _check(source, out)
    journal = Journal(out)
    try:
        found = find(source, out, options.text_column, options.id_column, journal)
        return _Run(found, out, options, journal, watch or (lambda *_: None)).go(began)
    finally:
        journal.close()


def _check(source: Path, out: Path) -> None:
    """Raises `BaogaoError` where there is no source, or `out` holds something that is no dataset of ours."""
    if not source.exists():
        raise BaogaoError(
            str(source), "there is no such file or folder", "name a folder, a list of files or a table"
        )
    if out.exists() and not out.is_dir():
        raise BaogaoError(str(out), "is a file, not a folder", "choose another --out")
    if out.is_dir() and not (out / FOLDER).is_dir() and any(out.iterdir()):
        raise BaogaoError(str(out), "holds files that are no corpus", "choose another --out")


class _Run:
    def __init__(self, found: Input, out: Path, options: Options, journal: Journal, watch: Watch) -> None:
        self.found, self.out, self.options, self.journal, self.watch = found, out, options, journal, watch
        self.items = {item.key: item for item in found.items}
        self.suffix = "+force" if options.force else ""
        self.stamp = stamp() + self.suffix

    def go(self, began: float) -> Summary:
        self._claim()
        listed = time.time_ns()
        entries = self.journal.entries()
        gone = entries.keys() - self.items.keys()
        self.journal.forget(gone)
        wanted = self._wanted(entries)
        log = _Log(self.out)
        log.say(f"{len(self.items)} files, {len(wanted)} to read, {self.options.count} processes")
        try:
            for i, outcome in enumerate(self._outcomes(wanted), 1):
                item = self.items[outcome.key]
                # A file changed since it was listed gets a date that no file has: it is read again.
                young = item.mtime > listed - YOUNG
                mtime = -1 if young else item.mtime
                self.journal.keep(outcome, item.report_id, item.size, mtime, self.suffix)
                log.file(outcome)
                self.watch("reading", i, len(wanted))
            self.journal.save()
            log.say(f"read {len(wanted)} files in {time.perf_counter() - began:.1f} s")
            entries = self.journal.entries()
            self._assemble(list(entries.values()), changed=bool(wanted or gone))
            errors = sum(entry.failure is not None for entry in entries.values())
            seconds = time.perf_counter() - began
            log.say(f"done in {seconds:.1f} s: {len(entries) - errors} reports, {errors} errors")
        finally:
            log.close()
        return Summary(
            len(entries),
            len(wanted),
            len(entries) - len(wanted),
            len(entries) - errors,
            errors,
            seconds,
            self.found.passed_over,
        )

    def _claim(self) -> None:
        """Sees to it that the dataset is of this source."""
        held = self.journal.info("source")
        if held and held != self.found.identity:
            if not self.options.replace:
                raise BaogaoError(
                    str(self.out),
                    f"holds the corpus of another source ({held})",
                    "choose another --out, or add --replace to begin it anew",
                )
            for path in self.journal.parts():
                remove(self.out, path)
            self.journal.forget_all()
        self.journal.set_info("source", self.found.identity)

    def _wanted(self, entries: dict[str, Entry]) -> set[str]:
        """The keys that must be read: new, changed, read by other code, or gone from the dataset."""
        spooled, parts = self.journal.spooled(), self.journal.parts()
        whole: dict[int | None, bool] = {}

        def held(entry: Entry) -> bool:
            if entry.failure or spooled.get(entry.report_id) == entry.tag:
                return True
            if entry.year not in whole:
                paths = [part_path(table, entry.year) for table in PARTED]
                whole[entry.year] = all(stands(self.out, parts.get(path)) for path in paths)
            return whole[entry.year]

        wanted = set()
        for key, item in self.items.items():
            entry = entries.get(key)
            if (
                entry is None
                or entry.stamp != self.stamp
                or entry.report_id != item.report_id
                or (self.options.retry and entry.failure)
                or not held(entry)
                or not self._same(item, entry)
            ):
                wanted.add(key)
        return wanted

    def _same(self, item: Item, entry: Entry) -> bool:
        """Whether a file is what it was: by size and date, else by its digest."""
        if item.sha256:
            return item.sha256 == entry.sha256
        if item.size != entry.size:
            return False
        if item.mtime == entry.mtime and item.mtime != -1:
            return True
        if item.size == -1 or file_digest(item.path) != entry.sha256:
            return item.size == -1 and not os.path.exists(item.path)
        self.journal.touch(item.key, item.size, item.mtime)
        return True

    def _outcomes(self, wanted: set[str]) -> Iterator[Outcome]:
        """What comes of the wanted files, in whatever order."""
        if not wanted:
            return
        jobs = self.found.jobs(wanted, force=self.options.force, ship=bool(self.options.scheduler))
        if self.options.scheduler:
            from baogao.corpus.cluster import read_on_cluster

            yield from read_on_cluster(jobs, self.options.scheduler, self.options.limits)
            return
        calls = ((job,) for job in jobs)
        count = min(self.options.count, len(wanted))
        for _, outcome in each(read_job, calls, count, self.options.limits):
            yield outcome

    def _assemble(self, entries: list[Entry], *, changed: bool) -> None:
        """Brings the parts up to what the journal says, then tells of it in the manifest."""
        spooled, parts = self.journal.spooled(), self.journal.parts()
        self.journal.close_spool()
        plans = {made.path: made for made in plan(entries, spooled)}
        stale = [p for p in plans.values() if not stands(self.out, parts.get(p.path), p.signature)]
        gone = [path for path in parts if path not in plans and not path.startswith("errors/")]
        if stale or gone or changed or not (self.out / MANIFEST).exists() or not (self.out / FILES).exists():
            self._write(stale, gone, entries)
        self.journal.drop_spool()

    def _write(self, stale: list[Plan], gone: list[str], entries: list[Entry]) -> None:
        by_path = {str(self.out / made.path): made for made in stale}
        # The heaviest first, so that no process is left alone with one at the end.
        stale = sorted(stale, key=lambda made: -made.weight)
        calls = (
            (made.table, str(self.out / made.path), str(self.journal.spool_path), made.members)
            for made in stale
        )
        try:
            weight = sum(len(made.entries) for made in stale)
            written = (
                each(write_part, calls, self.options.count, Limits(0, 0))
                if weight > _FEW
                else ((call, write_part(*call)) for call in calls)
            )
            for i, (call, (rows, size, digest)) in enumerate(written, 1):
                made = by_path[call[1]]
                self.journal.put_part(Part(made.path, made.signature, rows, size, digest))
                self.watch("writing", i, len(stale))
        except (Stopped, LookupError, OSError) as error:
            raise BaogaoError(
                str(self.out),
                f"a part could not be written ({error})",
                "see that the disk has room and run again; if that does not help, delete the folder",
            ) from error
        for path in gone:
            remove(self.out, path)
            self.journal.forget_part(path)
        self.journal.put_part(write_errors(self.out, entries))
        write_manifest(self.out, entries, list(self.journal.parts().values()))


class _Log:
    """`run.log`: what was done when, and what each file took."""

    def __init__(self, out: Path) -> None:
        self._file = (out / "run.log").open("a", encoding="utf-8")

    def say(self, words: str) -> None:
        self._file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {words}\n")
        self._file.flush()

    def file(self, outcome: Outcome) -> None:
        told = f" {outcome.failure.kind}: {outcome.failure.reason}" if outcome.failure else ""
        self._file.write(f"{outcome.seconds:9.3f} s {outcome.key}{told}\n")

    def close(self) -> None:
        self._file.close()
