"""What a thing is called: the report's word, and for English the lexicon's name before it."""

from __future__ import annotations

from functools import cache
from typing import Any

from baogao.lexicon import fold, load


@cache
def _codes() -> dict[str, Any]:
    try:
        codes: dict[str, Any] = load("indicators").get("codes", {})
    except FileNotFoundError:
        return {}
    return codes


@cache
def _by_wording() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, entry in _codes().items():
        for wording in (entry.get("zh-Hans", ""), *entry.get("aliases", ())):
            found.setdefault(wording, code)
    return found


def english(label: str, indicator: str = "") -> str:
    """The English name of an indicator, or an empty string where the lexicon has none."""
    code = indicator or _by_wording().get(fold(label), "")
    return str(_codes().get(code, {}).get("en", ""))


def named(label: str, indicator: str, lang: str) -> tuple[str, str]:
    """A name in the reader's language and the report's word behind it, empty where they are one.

    >>> named("進出口總額", "", "zh-Hant")
    ('進出口總額', '')
    """
    name = english(label, indicator) if lang == "en" else ""
    return (name, "" if name == label else label) if name else (label, "")
