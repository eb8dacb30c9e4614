"""What a number measures: a level, a change, a growth, a share, a rank."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.amounts.draft import Draft
from baogao.lexicon import alternation, load

_CLAUSE: Final = re.compile(r"[^,。;!?\n]*$")
_ENDS: Final = re.compile(r" ?(?:[,。;、!?:)\n]|$|和|与|及)")
_REACH: Final = 14  # characters before the lead in which a noun of growth counts
_FAR: Final = 28  # … and in which a verb of growth that opens the clause does (压减会议、节庆活动15%)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load("measures")
    growth = words["growth"]
    nouns = alternation([*growth["up_nouns"], *growth["down_nouns"]])
    return {
        "nouns": re.compile(nouns),
        "following": re.compile(rf"的[高低较快中]{{0,2}}(?:速|速度)?({nouns}|增长|下降)"),
        "share": re.compile(alternation(words["share"]["words"])),
        "verbs": re.compile(
            rf"[ 、]?({alternation([w for w in [*growth['up'], *growth['down']] if len(w) > 1])})"
        ),
    }


def measure(folded: str, draft: Draft, low: int) -> None:
    """Sets the measure of an amount, and the sign of a growth; what stands before `low` is not its own.

    A percentage is a growth behind a word of growth (增长5%, 降幅达5%), unless that says where it arrived
    (提高到95%); else it is a share. Any other unit is a change where such a verb alone stands before it and
    nothing is counted behind it (增加10亿元，), else a level.
    """
    if draft.measure in {"rank", "growth"} or draft.doubt in {"ratio", "fraction"}:
        return
    lead = draft.lead
    if draft.unit == "%":
        growth = 0 if lead.arrived else lead.growth or _growth_around(folded, draft, low)
        if growth:
            draft.measure = "growth"
        elif draft.measure == "share" and folded.endswith("指数", 0, draft.lead.start):
            draft.measure = "level"
        if growth < 0:
            draft.value = -draft.value
            draft.value_max = None if draft.value_max is None else -draft.value_max
    elif draft.measure == "level" and draft.unit and "‰" not in draft.unit:
        ends = _ENDS.match(folded, draft.end) is not None
        if lead.beyond or (lead.changes and ends) or _compared(folded, draft, ends):
            draft.measure = "change"
        elif draft.unit == "位" and _ranked(folded, draft):
            draft.measure = "rank"


def _growth_around(folded: str, draft: Draft, low: int) -> int:
    """1 or -1 where words of growth stand a little before the number, or right behind it; else 0."""
    patterns, down = _patterns(), load("measures")["growth"]
    found = _CLAUSE.search(folded, max(low, draft.lead.start - _FAR), draft.lead.start)
    clause = found[0] if found else ""
    word = None
    if not patterns["share"].search(near := clause[-_REACH:]):
        word = patterns["nouns"].search(near)
    if word is None and draft.lead.start == draft.start and not patterns["share"].search(clause):
        word = patterns["verbs"].match(clause)  # 降低能耗3%
    word = word or patterns["following"].match(folded, draft.end)
    if word is None:
        return 0
    said = word[word.lastindex or 0]
    return -1 if said in down["down_nouns"] or said in down["down"] else 1


def _compared(folded: str, draft: Draft, ends: bool) -> bool:
    """比上年多5天, 较去年少3起; 高于市场价1元."""
    clause = _CLAUSE.search(folded, max(0, draft.start - 16), draft.start)
    said = clause[0] if clause else ""
    if ends and said[-1:] in {"多", "少", "高", "低"} and re.search("[比较]", said):
        return True
    return _apart().search(said) is not None


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(load('measures')['growth']['apart'])})[^0-9、]{{2,12}}$")


def _ranked(folded: str, draft: Draft) -> bool:
    """A place without 第: 由59位上升至56位."""
    words = load("measures")["rank"]
    lead = folded[min(draft.lead.start, draft.start) : draft.start]
    if draft.lead.arrived or re.search(alternation(words["words"]), lead):
        return True
    return re.compile(alternation(words["moves"])).match(folded, draft.end) is not None
