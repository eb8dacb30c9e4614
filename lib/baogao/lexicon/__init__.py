"""Words of the genre, kept as data: one TOML file a subject, one loader.

Every word in the TOML files is written in simplified script with half-width punctuation; text is
folded the same way before a pattern meets it, so one entry reads both scripts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from baogao.lexicon.fold import fold

__all__ = ["alternation", "fold", "fronts", "load"]


@cache
def load(name: str) -> dict[str, Any]:
    """The contents of ``lexicon/<name>.toml``.

    >>> load("outline")["glossary"]["headings"][0]
    '名词解释'
    """
    return tomllib.loads((files("baogao.lexicon") / f"{name}.toml").read_text(encoding="utf-8"))


def alternation(words: list[str]) -> str:
    """A regular expression that matches any of `words`, of several that fit the longest.

    Words that begin alike share their beginning, so that a place in a text is tried once a character, not
    once a word. Each branch begins with a character of its own: `re` skips all places where none stands.

    >>> alternation(["元", "元/村"]), alternation(["建成", "建设", "通车"])
    ('元(?:/村|)', '建[成设]|通车')
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups.setdefault(word[:1], []).append(word)
    return "|".join(_branch(group) if first else "" for first, group in groups.items())


def fronts(*words: Iterable[str]) -> str:
    """A look-ahead for the characters that open `words`: where none stands, what follows need not be tried.

    >>> fronts(["建成", "建设"], ["通车"])
    '(?=[建通])'
    """
    import re

    return f"(?=[{''.join(sorted({re.escape(word[0]) for group in words for word in group}))}])"


def _branch(words: list[str]) -> str:
    """A branch for words that begin with one character."""
    import re
    from os.path import commonprefix

    if len(words) == 1:
        return re.escape(words[0])
    front = commonprefix(words)  # noqa: RUF071 (of characters, not of folders)
    rests = [word[len(front) :] for word in words]
    if max(map(len, rests)) == 1 and "" not in rests:
        return f"{re.escape(front)}[{''.join(map(re.escape, rests))}]"
    return f"{re.escape(front)}(?:{alternation(rests)})"
