"""One pair of hands: a process of its own for work that may hang, eat all memory or crash."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Final

from baogao.corpus.child import get, put
from baogao.errors import BaogaoError

_START: Final = "from baogao.corpus.child import main; main()"


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take: `seconds`, and `megabytes` beyond the idle process; 0 is no limit."""

    seconds: float = 300
    megabytes: int = 1000


class Stopped(Exception):  # noqa: N818 - it tells what happened to the work, as StopIteration does
    """The work did not come to an end: `kind` is ``too long``, ``too large``, ``died`` or ``failed``."""

    def __init__(self, kind: str, said: str = "") -> None:
        self.kind, self.said = kind, said
        super().__init__(f"{kind} {said}".strip())


class Hand:
    """Does work in a child process, which is replaced when it dies, hangs or grows fat.

    A child that is told nothing more ends: when the parent is killed, its children end by themselves.

    >>> hand = Hand(Limits())
    >>> hand.do(sorted, "cab"), hand.close()
    (['a', 'b', 'c'], None)
    """

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._child: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._closed = False

    def do(self, work: Callable[..., Any], *args: Any) -> Any:
        """The result of ``work(*args)``; raises `Stopped` where there is none."""
        child = self._ready()
        assert child.stdin
        assert child.stdout
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self.limits.seconds, stop) if self.limits.seconds else None
        if timer:
            timer.daemon = True
            timer.start()
        try:
            put(child.stdin, (work, args))
            told, result, retire = get(child.stdout)
        except (EOFError, OSError, ValueError):
            code = self._end()
            raise Stopped("too long" if late.is_set() else "died", self._last_words(code)) from None
        finally:
            if timer:
                timer.cancel()
        if retire or late.is_set():
            self._end()
        if told == "memory":
            raise Stopped("too large")
        if told == "raised":
            raise Stopped("failed", result)
        return result

    def close(self) -> None:
        """Ends the child, whatever it is doing; no other is begun."""
        self._closed = True
        self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None:
            if self._closed:
                raise Stopped("died", "closed")
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", _START, str(self.limits.megabytes)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                start_new_session=True,  # Ctrl-C is for the parent, which ends its children in order
            )
            self._await_ready(self._child)
        return self._child

    def _await_ready(self, child: subprocess.Popen[bytes]) -> None:
        """Raises `BaogaoError` where a child cannot begin at all: no work of ours is to blame for that."""
        assert child.stdout
        try:
            get(child.stdout)
        except (EOFError, OSError, ValueError):
            code = self._end()
            if self._closed:
                raise Stopped("died", "closed") from None
            raise BaogaoError(
                "baogao corpus",
                f"cannot start a process that reads ({self._last_words(code)})",
                "see that there is memory for it, and that baogao is installed whole",
            ) from None

    def _end(self) -> int:
        child, self._child = self._child, None
        if child is None:
            return 0
        child.kill()
        code = child.wait()
        for pipe in (child.stdin, child.stdout):
            try:
                if pipe:
                    pipe.close()
            except OSError:
                pass  # what was left to write has no reader any more
        return code

    def _last_words(self, code: int) -> str:
        """The last line that the child wrote to its error stream, for the log."""
        said = ""
        if self._said is not None:
            self._said.seek(0, 2)
            self._said.seek(max(0, self._said.tell() - 2000))
            lines = self._said.read().decode("utf-8", "replace").split("\n")
            said = next((line.strip() for line in reversed(lines) if line.strip()), "")
        return f"exit code {code}" + (f": {said[:200]}" if said else "")
