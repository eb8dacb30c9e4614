"""The same work on a Dask cluster of real processes, one of which is killed in the midst of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from baogao.corpus.hand import Limits
from baogao.corpus.run import Options, run
from baogao.errors import BaogaoError
from conftest import ROOT
from test_corpus import aged, digest, long_report, rows, spooled, wait_until

pytest.importorskip("distributed")


class Cluster:
    """A scheduler and its workers, as processes on this machine."""

    def __init__(self, folder: Path) -> None:
        self.file, self.log = folder / "scheduler.json", (folder / "dask.log").open("wb")
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        wait_until(self.file.exists)

    def start(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self.file), *options]
        environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "30s"}
        process = subprocess.Popen(
            command, stdout=self.log, stderr=self.log, env=environment, start_new_session=True
        )
        self.processes.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return self.start("worker", *options)

    @property
    def address(self) -> str:
        import json

        return str(json.loads(self.file.read_text())["address"])

    def close(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        yield made
    finally:
        made.close()


def test_a_worker_killed_in_mid_run_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for i in range(24):
        (source / f"{i:02}.txt").write_text(long_report(i, 8), encoding="utf-8")
    (source / "tale.txt").write_text("从前有座山。", encoding="utf-8")
    (source / "page.docx").write_bytes((ROOT / "tests" / "fixtures" / "liyuan-2031.docx").read_bytes())
    aged(source)
    victim, _ = cluster.worker(), cluster.worker()
    killed: list[int] = []

    def watch(stage: str, done: int, _: int) -> None:
        if stage == "reading" and done >= 8 and not killed:
            killed.append(done)
            victim.kill()
            victim.wait()

    done = run(source, tmp_path / "out", Options(scheduler=cluster.address), watch)
    assert killed, "the worker died while there was work left"
    assert (done.read, done.reports, done.errors) == (26, 25, 1)
    run(source, tmp_path / "here", Options(jobs=2))
    assert digest(tmp_path / "out") == digest(tmp_path / "here")


def test_limits_hold_on_the_cluster_and_a_file_that_breaks_them_kills_no_worker(
    cluster: Cluster, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "long.txt").write_text(long_report(1, 4000), encoding="utf-8")
    (source / "short.txt").write_text(long_report(1, 1), encoding="utf-8")
    worker = cluster.worker()
    run(source, tmp_path / "out", Options(scheduler=cluster.address, limits=Limits(seconds=8)))
    assert [(row["file"], row["kind"]) for row in rows(tmp_path / "out", "errors")] == [
        ("long.txt", "too long")
    ]
    assert [row["report_id"] for row in rows(tmp_path / "out", "reports")] == ["short"]
    assert worker.poll() is None


def test_a_scheduler_that_dies_stops_the_run_and_the_next_goes_on(cluster: Cluster, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for i in range(24):
        (source / f"{i:02}.txt").write_text(long_report(i, 8), encoding="utf-8")
    aged(source)
    cluster.worker()

    def watch(_: str, done: int, __: int) -> None:
        if done == 8:
            time.sleep(1.1)  # so that what is read is on disk
            cluster.processes[0].kill()

    with pytest.raises(BaogaoError, match="scheduler is gone"):
        run(source, tmp_path / "out", Options(scheduler=cluster.address), watch)
    kept = spooled(tmp_path / "out")
    assert kept >= 8
    assert run(source, tmp_path / "out", Options(jobs=2)).read == 24 - kept


def test_no_scheduler_says_how_to_start_one(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(long_report(1, 1), encoding="utf-8")
    with pytest.raises(BaogaoError, match="dask scheduler"):
        run(tmp_path / "in", tmp_path / "out", Options(scheduler="tcp://127.0.0.1:9"))


def test_a_batch_that_the_cluster_gave_up_is_read_here(tmp_path: Path) -> None:
    """After a few workers died with a task, Dask calls it killed; whose fault that was shows here."""
    from types import SimpleNamespace

    from distributed import KilledWorker

    from baogao.corpus.cluster import _Cluster
    from baogao.corpus.reading import Job

    (tmp_path / "a.txt").write_text(long_report(1, 1), encoding="utf-8")
    killed = KilledWorker("read_batch", SimpleNamespace(address="tcp://10.0.0.5:1"), 3)
    future = SimpleNamespace(status="error", exception=lambda: killed)
    made = _Cluster(None, "tcp://10.0.0.5:8786", Limits())
    outcomes = made._result(future, [Job("a.txt", str(tmp_path / "a.txt"))])
    assert [(outcome.key, outcome.failure) for outcome in outcomes] == [("a.txt", None)]
