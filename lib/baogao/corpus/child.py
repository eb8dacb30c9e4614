"""The process that does the work for a `Hand`: takes calls from its input, gives results to its output."""

from __future__ import annotations

import os
import pickle
import struct
import sys
from typing import IO, Any, Final

HEAD: Final = struct.Struct("<Q")
_strain = 0  # bytes of address space above which work is taken to be short of memory
_FAT: Final = 400 * 1024 * 1024  # bytes; a process that grew beyond is replaced by a new one


def put(stream: IO[bytes], message: Any) -> None:
    """Writes a message, its length first."""
    data = pickle.dumps(message, protocol=5)
    stream.write(HEAD.pack(len(data)))
    stream.write(data)
    stream.flush()


def get(stream: IO[bytes]) -> Any:
    """Reads a message; raises EOFError where the other side is gone."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        raise EOFError
    data = stream.read(HEAD.unpack(head)[0])
    if len(data) < HEAD.unpack(head)[0]:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Works until the input ends, which it does also when the parent is killed."""
    limit = int(sys.argv[1])
    calls, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the results
    import baogao.corpus.reading  # noqa: F401 - so that the limit counts from here

    _bound(limit)
    put(results, "ready")
    while True:
        try:
            work, args = get(calls)
        except EOFError:
            return
        try:
            reply: tuple[str, Any, bool] = ("done", work(*args), False)
        except MemoryError:
            reply = ("memory", None, True)
        except Exception as error:
            reply = ("raised", f"{type(error).__name__}: {error}", False)
        try:
            put(results, (reply[0], reply[1], reply[2] or _size() > _FAT))
        except BrokenPipeError:
            return


def _bound(megabytes: int) -> None:
    """Lets this process take so much memory beyond what it has; what wants more gets a MemoryError."""
    global _strain
    if megabytes and sys.platform == "linux":
        import resource

        taken, more = peak(), megabytes * 1024 * 1024
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = taken + more
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
        _strain = taken + more // 2


def peak() -> int:
    """The largest address space that this process ever had, in bytes; 0 where that is not known."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            return next((int(line.split()[1]) * 1024 for line in file if line.startswith("VmPeak")), 0)
    except OSError:
        return 0


def strained(before: int) -> bool:
    """Whether since the `peak` of before more than half of what is allowed was taken.

    A library that gets no memory tells of a broken file, or of an unknown error; this tells the two apart.
    """
    return bool(_strain) and peak() > max(before, _strain)


def _size() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    main()
