"""How much a visitor may take: kernels, memory, time; and the system's means of holding them to it.

A process of ours sets its own limits when it starts (`bound`), before it has read a byte of a visitor's.
Where the system has no such limits (Windows) nothing is set; where it does not hold one (macOS ignores that
of memory), the limits of time and size still stand.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, fields
from typing import Final

_MB: Final = 1024 * 1024
_PREFIX: Final = "BAOGAO_LIMIT_"


@dataclass(frozen=True)
class Limits:
    """The limits of one server; kernels and readings learn of them by their environment."""

    visitors: int = 40  # kernels handed out at a time; beyond them the static story is offered
    idle: int = 1800  # seconds without a word from the page, after which its kernel is ended
    memory: int = 512  # MB that a kernel may hold
    reading_memory: int = 1024  # MB that the reading of one opened file may hold
    reading_time: int = 60  # seconds that it may take, of a processor's time and of the clock's
    readings: int = max(1, (os.cpu_count() or 1) // 2)  # of opened files at a time, over all visitors

    def to_env(self) -> dict[str, str]:
        """The limits as environment variables.

        >>> Limits(visitors=3).to_env()["BAOGAO_LIMIT_VISITORS"]
        '3'
        """
        return {_PREFIX + field.name.upper(): str(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_env(cls) -> Limits:
        """The limits that the environment states; the usual ones where it states none."""
        given = {field.name: os.environ.get(_PREFIX + field.name.upper(), "") for field in fields(cls)}
        return cls(**{name: int(value) for name, value in given.items() if value.isdecimal()})


def bound(memory: int, seconds: int = 0, *, most_memory: int = 0, files: bool = True) -> None:
    """Holds this process to `memory` MB of data and to `seconds` of a processor's time (0: no limit).

    Its children may go up to `most_memory`. Without `files` no file can be written at all.
    """
    try:
        import resource
    except ImportError:
        return

    def limit(kind: int, soft: int, hard: int) -> None:
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        with contextlib.suppress(ValueError, OSError):  # a system that does not know it
            resource.setrlimit(kind, (soft, hard))

    # Of data, not of addresses: threads and allocators reserve many addresses that they never fill.
    limit(resource.RLIMIT_DATA, memory * _MB, max(memory, most_memory) * _MB)
    limit(resource.RLIMIT_CORE, 0, 0)  # a core file would hold the visitor's text
    if seconds:
        limit(resource.RLIMIT_CPU, seconds, seconds + 5)
    if not files:
        limit(resource.RLIMIT_FSIZE, 0, 0)


def die_with_parent() -> None:
    """Ends this process when the one that started it ends, however that ended (Linux only)."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes
    import signal

    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
