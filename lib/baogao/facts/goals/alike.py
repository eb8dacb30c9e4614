"""Whether two labels name one thing."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from baogao.facts.indicators import indicator_of, plain_label
from baogao.lexicon import fold, load

_SHORTEST: Final = 4  # characters of a label that may be contained in another one
_CONTAINED: Final = 0.6  # its share of the longer label
_ENDING: Final = 6  # characters of a label that may be the end of a longer one, whatever its share
_SCOPE: Final = re.compile(r"(?:国家|自治区|省|市|县|区)级?(?:以上)?(?=[^以级]|$)")
_PLACE_END: Final = re.compile(r"[省市县区州盟旗镇乡村]$")


class _Thing(NamedTuple):
    """What a label names: its indicator, its words without verbs at the edges, and what is done with it."""

    code: str
    core: str
    stage: str
    scope: str  # 省级以上, 市级


def alike(one: str, other: str) -> float:
    """How surely two labels name one thing, from 0 to 1.

    >>> alike("規上工業增加值", "规模以上工业增加值"), alike("新开工重大项目", "重大项目开工建设")
    (1.0, 0.9)
    >>> alike("城镇居民收入", "农村居民收入"), alike("新开工重大项目", "竣工重大项目")
    (0.0, 0.0)
    """
    return _compare(_thing(one), _thing(other))


def key(label: str) -> str:
    """What labels of one thing share in most wordings: the indicator's code, else the words that matter."""
    thing = _thing(label)
    return thing.code or f"{thing.core} {thing.stage}"


def _compare(a: _Thing, b: _Thing) -> float:
    if a.stage and b.stage and a.stage != b.stage:
        return 0.0
    if a.code and b.code:
        return float(a.code == b.code)
    short, long = (a, b) if len(a.core) <= len(b.core) else (b, a)
    # A longer label than an indicator's is a part of it: of one place, of one trade.
    if not short.core or (a.scope and b.scope and a.scope != b.scope):
        return 0.0
    if short.code and short.core != long.core:
        return 0.0
    agreement = _contained(short, long)
    return 0.0 if agreement and _set_apart(a.core, b.core) else agreement


def _contained(short: _Thing, long: _Thing) -> float:
    """How much of the longer label the shorter one says: all, its end, or most of its characters in order."""
    if short.core == long.core:
        return 0.9
    if len(short.core) < _SHORTEST:
        return 0.0
    size = len(short.core) / len(long.core)
    if long.core.endswith(short.core):
        rest = long.core[: len(long.core) - len(short.core)]
        near = size >= _CONTAINED or len(short.core) >= _ENDING
        return 0.7 if near and not _PLACE_END.search(rest) else 0.0
    if size < _CONTAINED or long.code:
        return 0.0
    signs = iter(long.core)
    return 0.8 * size if all(sign in signs for sign in short.core) else 0.0


@cache
def _words() -> dict[str, Any]:
    words = load("pairs")
    longest = {key: tuple(sorted(words[key], key=len, reverse=True)) for key in ("doing", "done")}
    stages = sorted(((word, stage) for stage, group in words["stages"].items() for word in group), key=_size)
    return {**words, **longest, "stages": stages, "general": frozenset(words["general"])}


def _size(entry: tuple[str, str]) -> int:
    return -len(entry[0])


@lru_cache(maxsize=1 << 13)
def _thing(label: str) -> _Thing:
    words, folded = _words(), fold(label)
    core = plain_label(folded)
    for sign in "“”‘’()《》·":
        core = core.replace(sign, "")
    for wording, plain in words["same"].items():
        core = core.replace(wording, plain)
    said_of = core.rfind("的") + 1
    if len(core) - said_of >= _SHORTEST:
        core = core[said_of:]
    stage, before = "", None
    while core != before:
        before = core
        for word, of in words["stages"]:
            if len(core) > len(word) + 1 and (core.startswith(word) or core.endswith(word)):
                core = core.removeprefix(word) if core.startswith(word) else core.removesuffix(word)
                stage = stage or of
                break
        front = next((w for w in words["doing"] if core.startswith(w) and len(core) > len(w) + 1), "")
        core = core.removeprefix(front)
        end = next((w for w in words["done"] if core.endswith(w) and len(core) > len(w) + 1), "")
        core = core.removesuffix(end)
    scope = _SCOPE.search(core)
    code = indicator_of(folded) or indicator_of(core)
    return _Thing(
        code, "" if core in words["general"] and not stage else core, stage, scope[0] if scope else ""
    )


def _set_apart(a: str, b: str) -> bool:
    """Whether a mark tells two labels apart (城镇 against 农村; a stock against what is added to it)."""
    words = _words()
    for marks in words["apart"]:
        of_a, of_b = ({mark for mark in marks if mark in label} for label in (a, b))
        if of_a and of_b and of_a != of_b:
            return True
    if any((mark in a) != (mark in b) for mark in words["alone"]):
        return True
    return ("新增" in a) != ("新增" in b) and any(mark in a + b for mark in words["stock"])
