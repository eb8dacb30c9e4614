"""Turns among processes: as many at a time as there are slots, however many wait."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

_LOOK = 0.2  # seconds between two looks for a slot


@asynccontextmanager
async def slot(count: int, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Holds one of `count` slots of the server; `waiting` is called once where none is free.

    A slot is a lock on an empty file in the server's own folder, which ends with the process that holds it.
    Outside a server (JupyterLab) there is nobody to wait for.
    """
    folder = os.environ.get("BAOGAO_SLOTS", "")
    try:
        import fcntl
    except ImportError:
        folder = ""
    if not folder or not Path(folder).is_dir():
        yield
        return
    files = [(Path(folder) / f"slot-{number}").open("ab") for number in range(max(1, count))]
    try:
        told = False
        while not any(_locks(fcntl, file) for file in files):
            if not told:
                waiting()
                told = True
            await asyncio.sleep(_LOOK)
        yield
    finally:
        for file in files:
            file.close()


def _locks(fcntl: Any, file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
