"""Which indicator of the lexicon a label names."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from baogao.lexicon import alternation, load

_IGNORED: Final = re.compile(r"[\s“”‘’\"']+")
_BRACKET: Final = re.compile(r"\([^()]*\)")


@cache
def _codes() -> dict[str, str]:
    """The code of every wording."""
    table = {}
    for code, entry in load("indicators")["codes"].items():
        for wording in (entry["zh-Hans"], *entry["aliases"]):
            table[_IGNORED.sub("", wording)] = code
    return table


@cache
def _edges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("indicators")
    return re.compile(alternation(words["drop"])), re.compile(f"(?:{alternation(words['drop_end'])})$")


@lru_cache(maxsize=4096)
def plain_label(folded_label: str) -> str:
    """A label without the words at its edges that do not change what is measured (全市, 完成, 增速).

    It stops where a wording of the lexicon is reached, so that 年均 stays in a term that needs it.

    >>> plain_label("全县预计完成生产总值")
    '生产总值'
    >>> plain_label("新增城镇就业")
    '新增城镇就业'
    """
    front, end = _edges()
    label = _IGNORED.sub("", folded_label).strip(",;:。、")
    while label not in _codes():
        match = front.match(label)
        shorter = label[match.end() :] if match else label
        if not match and (last := end.search(label)):
            shorter = label[: last.start()]
        if shorter == label or len(shorter) < 2:
            break
        label = shorter
    return label


@lru_cache(maxsize=4096)
def indicator_of(folded_label: str) -> str:
    """The code of the indicator that a folded label names, or an empty string.

    A label of one part, one firm or one place of the whole is no indicator of the whole.

    >>> indicator_of("全市规上工业增加值增速"), indicator_of("城镇新增就业"), indicator_of("某县生产总值")
    ('industrial_value_added', 'urban_jobs', '')
    """
    label = plain_label(folded_label)
    codes = _codes()
    if label not in codes and "(" in label:
        label = plain_label(_BRACKET.sub("", label))
    return codes.get(label, "")
