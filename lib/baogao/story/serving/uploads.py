"""A file of the visitor's own: comes to the kernel in pieces, is read by a process of its own, and goes back
to the page as its story. The kernel keeps it in memory while it is read, and no longer.

The page sends ``{"own": "start", "id", "name", "size", "lang"}``, then ``{"own": "piece", "id"}`` with
bytes, and may send ``{"own": "stop", "id"}``. The kernel answers ``{"own": "have", "id", "n"}`` to each
piece, so that no more than two are on their way; then ``step``, ``part`` (with gzipped JSON) and ``failed``
as `reading` gives them, and at last ``done``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from baogao.story.serving.limits import Limits
from baogao.story.serving.slots import slot
from baogao.text.source import LARGEST

_CLOCK: Final = 3  # times the limit of a processor's time is what a reading may take by the clock
_SILENCE: Final = 60.0  # seconds without a piece after which the rest is not waited for
_LARGEST_ANSWER: Final = 48 * 1024 * 1024  # bytes of a record that the kernel will take from a reading
_NAME: Final = 200  # characters of a file's name that are told back

_log = logging.getLogger(__name__)


class Channel(Protocol):
    """What a widget is for this: sends a message with buffers to its page."""

    def send(self, content: Any, buffers: Any = None) -> None:
        """Sends one message."""


@dataclass
class _File:
    id: str
    name: str
    size: int
    lang: str
    pieces: list[bytes] = field(default_factory=list)
    have: int = 0
    task: asyncio.Task[None] | None = None


class Uploads:
    """Answers one page's messages; one file at a time, and a new one ends the one before."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._file: _File | None = None

    def hear(self, _: Any, message: Any, buffers: Any) -> None:
        """Takes a message of the page; those that are not about a file are left to others."""
        what = message.get("own") if isinstance(message, dict) else None
        if what not in ("start", "piece", "stop"):
            return
        try:
            getattr(self, f"_{what}")(message, buffers or [])
        except Exception:
            _log.exception("a message about an opened file was not understood")
            self._fail("failed", str(message.get("id", "")))

    def _start(self, message: dict[str, Any], _: Any) -> None:
        self._end()
        size = int(message["size"])
        new = _File(str(message["id"])[:64], str(message["name"])[:_NAME], size, str(message["lang"]))
        if size > LARGEST:
            self._fail("large", new.id)
        elif size <= 0:
            self._fail("empty", new.id)
        else:
            self._file = new
            self._answer(new, own="have", n=0)
            self._expect(new)

    def _piece(self, message: dict[str, Any], buffers: Any) -> None:
        file = self._file
        if file is None or message.get("id") != file.id or file.have >= file.size:
            return
        for buffer in buffers:
            file.pieces.append(bytes(buffer))
            file.have += len(file.pieces[-1])
        if file.have > file.size:
            self._end()
            self._fail("failed", file.id)
            return
        self._answer(file, own="have", n=file.have)
        self._expect(file)

    def _stop(self, message: dict[str, Any], _: Any) -> None:
        if self._file is not None and message.get("id") == self._file.id:
            self._end()

    def _expect(self, file: _File) -> None:
        """Waits for the next piece, or, where all are here, reads them."""
        if file.task is not None:
            file.task.cancel()
        work = self._read(file) if file.have == file.size else self._wait(file)
        file.task = asyncio.get_running_loop().create_task(work)

    async def _wait(self, file: _File) -> None:
        await asyncio.sleep(_SILENCE)
        self._fail("cut", file.id)
        self._forget(file)

    async def _read(self, file: _File) -> None:
        limits = Limits.from_env()
        try:
            async with slot(limits.readings, lambda: self._answer(file, own="step", step="waiting")):
                async with asyncio.timeout(_CLOCK * limits.reading_time):
                    await self._run(file)
        except TimeoutError:
            self._fail("long", file.id)
        except asyncio.CancelledError:
            raise
        except Exception:
            _log.exception("an opened file was not read")
            self._fail("failed", file.id)
        finally:
            self._forget(file)

    async def _run(self, file: _File) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "baogao.story.serving.reading",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=_environment(),
            limit=_LARGEST_ANSWER,
        )  # fmt: skip
        try:
            await asyncio.gather(self._feed(process, file), self._hear_out(process, file))
        finally:
            if process.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    process.kill()
                await process.wait()

    async def _feed(self, process: asyncio.subprocess.Process, file: _File) -> None:
        assert process.stdin is not None
        head = json.dumps({"name": file.name, "lang": file.lang}) + "\n"
        pieces, file.pieces = file.pieces, []
        # One that has ended already says why on its own.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for piece in (head.encode(), *pieces):
                process.stdin.write(piece)
                await process.stdin.drain()
            process.stdin.close()

    async def _hear_out(self, process: asyncio.subprocess.Process, file: _File) -> None:
        assert process.stdout is not None
        failed = False
        while line := await process.stdout.readline():
            record = json.loads(line)
            size = int(record.pop("size"))
            if size > _LARGEST_ANSWER:
                raise ValueError("the story is too large")
            body = await process.stdout.readexactly(size)
            if "failed" in record:
                failed = True
                self._fail(str(record["failed"]), file.id)
            elif "step" in record:
                self._answer(file, own="step", step=record["step"])
            else:
                self._answer(file, own="part", part=record["part"], body=body)
        code = await process.wait()
        if not code:
            self._answer(file, own="done")
        elif not failed:
            # Ended from without by a limit, of time or of memory, before it could say so; or not even begun.
            self._fail("long" if code < 0 else "failed", file.id)

    def _answer(self, file: _File, *, body: bytes | None = None, **said: Any) -> None:
        if self._file is file:
            self._channel.send(said | {"id": file.id}, None if body is None else [body])

    def _fail(self, why: str, file_id: str) -> None:
        self._channel.send({"own": "failed", "why": why, "id": file_id})

    def _end(self) -> None:
        if self._file is not None:
            task = self._file.task
            self._forget(self._file)
            if task is not None:
                task.cancel()

    def _forget(self, file: _File) -> None:
        file.pieces = []
        if self._file is file:
            self._file = None


def _environment() -> dict[str, str]:
    """A reading sees nothing of the environment but where Python lies and its limits."""
    kept = ("PATH", "LANG", "SYSTEMROOT", "VIRTUAL_ENV")
    own = {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    given = {
        key: value
        for key, value in os.environ.items()
        if key in kept or key.startswith(("LC_", "BAOGAO_LIMIT_", "PYTHON"))
    }
    return given | own
