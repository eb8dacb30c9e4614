"""Reads a file of any kind into text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from baogao.errors import BaogaoError
from baogao.text.decode import decode
from baogao.text.formats import kind_of, text_of

LARGEST: Final = 20 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Source:
    """A file as read: its `name` (no path), its `text`, the `sha256` of its bytes, its `kind`.

    `text` is without BOM and has `\\n` for every line end; nothing else of a txt is changed.
    """

    name: str
    text: str
    sha256: str
    kind: str = "txt"


def read_source(path: str | Path) -> Source:
    """The text of a report file: txt in any usual encoding, html, docx or pdf, of at most 20 MB.

    Raises `BaogaoError`, and nothing else, where the file cannot be read.

    >>> read_source("nowhere.txt")
    Traceback (most recent call last):
    baogao.errors.BaogaoError: nowhere.txt: there is no such file; check the path
    """
    path = Path(path)
    return source_of(path.name, _bytes(path), str(path))


def source_of(name: str, data: bytes, where: str = "") -> Source:
    """The text of a file's bytes, which no disk need hold; an error says `where`. Otherwise as `read_source`.

    >>> source_of("a.txt", "政府工作报告\\r\\n".encode("gb18030")).text
    '政府工作报告\\n'
    """
    where = where or name
    if len(data) > LARGEST:
        raise _too_large(where)
    if not data.strip():
        raise BaogaoError(where, "the file is empty", "save the report again and read that")
    kind = kind_of(name, data)
    text = decode(data, where) if kind == "txt" else text_of(kind, data, where)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BaogaoError(where, "the file holds no text", "save the report's text and read that")
    return Source(name, text, hashlib.sha256(data).hexdigest(), kind)


def readable(path: Path) -> None:
    """Raises `BaogaoError` where `path` is no file."""
    try:
        if path.is_dir():
            raise BaogaoError(str(path), "is a folder", "name the files in it, as folder/*.txt")
        if not path.exists():
            raise BaogaoError(str(path), "there is no such file", "check the path")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _bytes(path: Path) -> bytes:
    readable(path)
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(str(path))
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _too_large(where: str) -> BaogaoError:
    return BaogaoError(where, "is larger than 20 MB", "keep the report's text and leave out pictures")


def _unreadable(path: Path, error: Exception) -> BaogaoError:
    why = getattr(error, "strerror", None) or str(error)
    return BaogaoError(str(path), f"cannot be read ({why})", "check the path and its permissions")
