"""Many hands on one machine: work done in processes, a few pieces under way at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from baogao.corpus.hand import Hand, Limits, Stopped
from baogao.corpus.reading import Failure, Job, Outcome, digest_of, read_job, stamp


def each(
    work: Callable[..., Any], calls: Iterable[tuple[Any, ...]], count: int, limits: Limits
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Pairs of a call and ``work(*call)``, in the order in which they end; `count` processes work.

    At most two calls a process are under way, so memory stays flat however many there are. A piece of work
    that raises stops the whole; `read_safely` never does.

    >>> sorted(result for _, result in each(len, [("a",), ("bc",)], 2, Limits()))
    [1, 2]
    """
    hands: list[Hand] = []
    own = threading.local()

    def do(call: tuple[Any, ...]) -> Any:
        if not hasattr(own, "hand"):
            own.hand = Hand(limits)
            hands.append(own.hand)
        if work is read_job:
            return read_safely(own.hand, call[0])
        return own.hand.do(work, *call)

    pool = ThreadPoolExecutor(count, thread_name_prefix="baogao")
    under_way: dict[Future[Any], tuple[Any, ...]] = {}
    try:
        for call in calls:
            under_way[pool.submit(do, call)] = call
            if len(under_way) >= 2 * count:
                yield from _ended(under_way)
        while under_way:
            yield from _ended(under_way)
    finally:
        # Also where the run is stopped: what is under way is given up, and read again by the next run.
        pool.shutdown(wait=False, cancel_futures=True)
        for hand in hands:
            hand.close()
        pool.shutdown(wait=True)


def _ended(under_way: dict[Future[Any], tuple[Any, ...]]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for future in wait(under_way, return_when=FIRST_COMPLETED).done:
        yield under_way.pop(future), future.result()


def read_safely(hand: Hand, job: Job) -> Outcome:
    """Reads a report in a process of its own; one that kills its process gets an outcome that says so.

    A process may have died of something else (the system was short of memory), so a file is tried twice.
    """
    for attempt in (1, 2):
        try:
            outcome = hand.do(read_job, job)
        except Stopped as stopped:
            if stopped.kind == "died" and attempt == 1:
                continue
            return Outcome(job.key, digest_of(job), failure=_told(stopped, hand.limits), stamp=stamp())
        assert isinstance(outcome, Outcome)
        return outcome
    raise AssertionError


def _told(stopped: Stopped, limits: Limits) -> Failure:
    if stopped.kind == "too long":
        return Failure(
            "too long",
            f"took more than {limits.seconds:g} s",
            "try again with a longer --timeout and --retry",
        )
    if stopped.kind == "too large":
        return Failure(
            "too large",
            f"took more than {limits.megabytes} MB of memory",
            "try again with more --memory and --retry",
        )
    if stopped.kind == "died":
        return Failure("died", f"its process died twice ({stopped.said})", "save it as txt and read that")
    return Failure("failed", stopped.said, "please report this file")
