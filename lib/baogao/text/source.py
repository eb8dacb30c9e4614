"""Reads a file of any kind into text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """A file as read: its `name` (no path), its `text` (BOM removed, line ends `\\n`), the `sha256` of its bytes."""

    name: str
    text: str
    sha256: str
    kind: str = "txt"


def read_source(path: str | Path) -> Source:
    """The text of a report file."""
    path = Path(path)
    data = path.read_bytes()
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return Source(path.name, text, hashlib.sha256(data).hexdigest())
