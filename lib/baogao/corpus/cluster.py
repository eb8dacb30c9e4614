"""The same work on an existing Dask cluster: jobs go out in small batches, outcomes come back."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from baogao.corpus.crew import read_safely
from baogao.corpus.hand import Hand, Limits
from baogao.corpus.reading import Job, Outcome, stamp
from baogao.errors import BaogaoError

_BATCH: Final = 4  # reports a task: about half a second of work, beside which Dask's own share is small
_AHEAD: Final = 2  # tasks a thread of the cluster that are under way or wait there
_LOOK: Final = 5.0  # seconds after which we look whether the cluster is still there
_PATIENCE: Final = 60.0  # seconds without a worker until we give up
_own = threading.local()


def read_on_cluster(jobs: Iterable[Job], address: str, limits: Limits) -> Iterator[Outcome]:
    """The outcomes of `jobs` in whatever order; jobs of a worker that is lost are done by another.

    Jobs that the cluster gives up, since each worker that had them died, are done here, in a guarded
    process, which tells what is wrong with them. Raises `BaogaoError` where the cluster cannot be reached,
    has no worker any more, or has another baogao.
    """
    client = _connect(address)
    try:
        yield from _Cluster(client, address, limits).read(iter(jobs))
    finally:
        client.close(timeout=5)


def read_batch(jobs: list[Job], limits: Limits) -> list[Outcome]:
    """Reads some reports on a worker, each in the guarded process of the thread that this runs in."""
    if getattr(_own, "limits", None) != limits:
        _own.hand, _own.limits = Hand(limits), limits
    return [read_safely(_own.hand, job) for job in jobs]


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise BaogaoError(
            "--scheduler", "needs Dask, which is not installed", "pip install 'baogao[dask]'"
        ) from error
    try:
        return Client(address, timeout=10, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise BaogaoError(
            f"--scheduler {address}",
            "no Dask scheduler answers there",
            "start one with: dask scheduler; it prints its address, as tcp://10.0.0.5:8786",
        ) from error


class _Cluster:
    def __init__(self, client: Any, address: str, limits: Limits) -> None:
        self.client, self.address, self.limits = client, address, limits
        self.under_way: dict[Any, list[Job]] = {}
        self.done: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.alone_since = 0.0
        self.threads = 0
        self.counted = 0.0

    def read(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        while True:
            self._count()
            while len(self.under_way) < _AHEAD * max(1, self.threads):
                batch = list(islice(jobs, _BATCH))
                if not batch:
                    break
                future = self.client.submit(read_batch, batch, self.limits, pure=False)
                self.under_way[future] = batch
                future.add_done_callback(self.done.put)
            if not self.under_way:
                return
            yield from self._ended()

    def _ended(self) -> Iterator[Outcome]:
        try:
            future = self.done.get(timeout=_LOOK)
        except queue.Empty:
            if self.client.status != "running":
                raise self._gone() from None
            return
        batch = self.under_way.pop(future, None)
        for outcome in self._result(future, batch) if batch else ():
            if outcome.stamp != stamp():
                raise BaogaoError(
                    f"--scheduler {self.address}",
                    f"a worker has another baogao ({outcome.stamp}; here {stamp()})",
                    "install the same version on all of them",
                )
            yield outcome

    def _result(self, future: Any, batch: list[Job]) -> list[Outcome]:
        from concurrent.futures import CancelledError

        from distributed import KilledWorker

        try:
            if future.status == "finished":
                outcomes: list[Outcome] = future.result()
                future.release()
                return outcomes
            error: Any = None if future.status == "cancelled" else future.exception()
        except (OSError, TimeoutError) as lost:  # what is done lies on a worker, and the way there is cut
            raise self._gone() from lost
        if isinstance(error, KilledWorker):
            return self._here(batch)
        if error is None or isinstance(error, CancelledError):
            raise self._gone()
        raise BaogaoError(
            f"--scheduler {self.address}",
            f"its workers cannot run baogao ({type(error).__name__}: {error})",
            "install the same version of baogao on all of them",
        )

    def _gone(self) -> BaogaoError:
        return BaogaoError(
            f"--scheduler {self.address}", "the scheduler is gone", "run again to go on where it was"
        )

    def _here(self, batch: list[Job]) -> list[Outcome]:
        hand = Hand(self.limits)
        try:
            return [read_safely(hand, job) for job in batch]
        finally:
            hand.close()

    def _count(self) -> None:
        """How many threads the cluster has, asked every few seconds; waits a while where it has none."""
        now = time.monotonic()
        if self.threads and now - self.counted < _LOOK:
            return
        self.counted = now
        try:
            self.threads = sum(self.client.nthreads().values())
        except (OSError, TimeoutError, ValueError) as error:
            raise self._gone() from error
        if self.threads:
            self.alone_since = 0.0
        elif not self.alone_since:
            self.alone_since = now
        elif now - self.alone_since > _PATIENCE:
            raise BaogaoError(
                f"--scheduler {self.address}",
                f"has had no worker for {_PATIENCE:.0f} s",
                f"start one with: dask worker {self.address} --nthreads 1",
            )
