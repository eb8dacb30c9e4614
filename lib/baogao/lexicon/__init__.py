"""Words of the genre, kept as data: one TOML file a subject, one loader.

Every word in the TOML files is written in simplified script with half-width punctuation; text is
folded the same way before a pattern meets it, so one entry reads both scripts.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from baogao.lexicon.fold import fold

__all__ = ["alternation", "fold", "load"]


@cache
def load(name: str) -> dict[str, Any]:
    """The contents of ``lexicon/<name>.toml``.

    >>> load("outline")["glossary"]["headings"][0]
    '名词解释'
    """
    return tomllib.loads((files("baogao.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))


def alternation(words: list[str]) -> str:
    """A regular expression that matches any of `words`, the longest first.

    >>> alternation(["元", "元/村"])
    '元/村|元'
    """
    import re

    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
