"""What must be right before a server is started, told in a line where it is not; loads nothing of Voila's."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from typing import Final

from baogao.corpus.atlas import is_dataset
from baogao.errors import BaogaoError
from baogao.tables.folders import report_ids

_ROOM: Final = 40  # characters of a folder in which the name of a socket still has room (107 in all)


def notebook() -> Path:
    """The app's notebook, in this folder or above.

    Raises `BaogaoError` where there is none.
    """
    for folder in (Path.cwd(), *Path.cwd().parents):
        for path in (folder / "notebooks" / "app.ipynb", folder / "app.ipynb"):
            if path.is_file():
                return path
    raise BaogaoError(
        str(Path.cwd()), "no notebooks/app.ipynb here or above", "run it in the project's folder"
    )


def check_data(data: Path) -> None:
    """Raises `BaogaoError` where a folder has neither reports nor is what `baogao corpus` wrote."""
    if not data.is_dir():
        raise BaogaoError(str(data), "is no folder", "give --data a folder of baogao read or baogao corpus")
    if not is_dataset(data) and not report_ids(data):
        raise BaogaoError(
            str(data), "holds no report and is no corpus", "make one with: baogao corpus FOLDER --out DIR"
        )


def check_port(ip: str, port: int) -> None:
    """Raises `BaogaoError` where nobody can listen there."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise BaogaoError(
                f"{ip}:{port}", f"cannot be listened on ({why})", "choose another with --port"
            ) from None


def socket_root() -> str:
    """A folder for the kernels' sockets, which only this user can open; empty where there can be none.

    Kernels are then talked to by ports of this machine, under a key of their own.
    """
    if os.name != "posix":
        return ""
    folders = (tempfile.gettempdir(), "/tmp")
    return next((one for one in folders if len(one) <= _ROOM and os.access(one, os.W_OK | os.X_OK)), "")
