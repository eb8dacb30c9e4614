"""What tells the files that the app keeps from those of another state of the code or the data."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from baogao.version import VERSION


@cache
def code() -> str:
    """The state of the code that tells the story."""
    folder = Path(__file__).parent
    files = sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".toml", ".js", ".css"))
    return digest(VERSION, *(hashlib.sha256(path.read_bytes()).hexdigest() for path in files))


def digest(*parts: str) -> str:
    """A short name for all of `parts`.

    >>> len(digest("a", "b"))
    20
    """
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
