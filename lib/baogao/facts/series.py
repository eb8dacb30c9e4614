"""What amounts that stand in a row share: unit, growth, and the comparator of a 分别 list."""

from __future__ import annotations

import re
from typing import Final

from baogao.facts.amount import Amount
from baogao.facts.draft import Draft
from baogao.lexicon import alternation, load

_JOINT: Final = re.compile(r" ?(?:、|和|与|及|以及) ?$|^ ?(?:、|和|与|及|以及) ?$")
_PAIRED: Final = re.compile(r"分别|依次")
_BREAK: Final = re.compile(r"[。;!?\n]")
_REACH: Final = 40  # characters between 分别 and its first value


def pair_off(folded: str, text: str, drafts: list[Draft]) -> list[Amount]:
    """The finished amounts: rows of values get what they share."""
    joined = [False] + [
        bool(_JOINT.match(folded[a.end : b.start])) if b.start - a.end <= 4 else False
        for a, b in zip(drafts, drafts[1:], strict=False)
    ]
    _share_units(drafts, joined)
    _measure(folded, drafts, joined)
    _group(folded, drafts)
    for draft in drafts:
        if draft.doubt == "bare" and draft.lead.start < draft.start:
            draft.doubt = ""  # 指数达到95: a word says that the number is a value
    return [_finish(folded, text, draft) for draft in drafts]


def _share_units(drafts: list[Draft], joined: list[bool]) -> None:
    """A unit left out is the next member's: 1.28万亿、1.18万亿、8200亿元; 5个和3个百分点."""
    for i in range(len(drafts) - 2, -1, -1):
        a, b = drafts[i], drafts[i + 1]
        if (
            joined[i + 1]
            and b.unit
            and (
                (not a.unit and a.measure != "rank" and a.doubt != "ratio")
                or (a.unit == "个" and b.unit == "个百分点")
            )
        ):
            a.unit, a.doubt, a.measure, a.unit_at = b.unit, "", b.measure, b.unit_at or (b.number_end, b.end)


def _measure(folded: str, drafts: list[Draft], joined: list[bool]) -> None:
    words = load("measures")
    nouns = re.compile(alternation([*words["growth"]["up_nouns"], *words["growth"]["down_nouns"]]))
    following = re.compile(rf"的[高低较快中]{{0,2}}(?:速|速度)?({nouns.pattern})")
    share = re.compile(alternation(words["share"]["words"]))
    verbs = re.compile(alternation([*words["growth"]["up"], *words["growth"]["down"]]))
    for i, draft in enumerate(drafts):
        lead = draft.lead
        if draft.measure in {"rank", "growth"} or draft.doubt in {"ratio", "fraction"}:
            continue
        before = drafts[i - 1] if i else None
        growth, arrived = lead.growth, lead.arrived
        if (
            not growth
            and joined[i]
            and before
            and _base(before) == _base(draft)
            and lead.start == draft.start
        ):
            draft.measure, sign = before.measure, (-1 if before.value < 0 else 1)
            if draft.measure == "growth":
                draft.value *= sign
            draft.lead = lead._replace(comparator=before.lead.comparator)
            continue
        if draft.unit == "%":
            low = max(before.end if before else 0, lead.start - 14)
            clause = re.split(r"[,。;\n]", folded[low : lead.start])[-1]
            if not growth and not share.search(clause):
                noun = nouns.search(clause)
                growth = 0 if noun is None else -1 if noun[0] in words["growth"]["down_nouns"] else 1
            if not growth and lead.start == draft.start and not share.search(clause):
                verb = verbs.match(clause.lstrip(" 、"))
                if verb and len(verb[0]) > 1:
                    growth = -1 if verb[0] in words["growth"]["down"] else 1
            if not growth and (noun := following.match(folded, draft.end)):
                growth = -1 if noun[1] in words["growth"]["down_nouns"] else 1
            if growth and not arrived:
                draft.measure = "growth"
                if growth < 0:
                    draft.value, draft.value_max = (
                        -draft.value,
                        None if draft.value_max is None else -draft.value_max,
                    )
        elif (
            draft.unit
            and "‰" not in draft.unit
            and "点" not in draft.unit
            and (growth or lead.beyond)
            and not arrived
        ):
            draft.measure = "change"


def _base(draft: Draft) -> str:
    """The unit without what it is per: 元/村 and 元/社区 measure alike."""
    return draft.unit.partition("/")[0]


def _group(folded: str, drafts: list[Draft]) -> None:
    """Values that a 分别 pairs off with what stands before it."""
    i = 0
    for found in _PAIRED.finditer(folded):
        while i < len(drafts) and drafts[i].start < found.end():
            i += 1
        if i == len(drafts):
            break
        if drafts[i].start - found.end() > _REACH or _BREAK.search(folded, found.end(), drafts[i].start):
            continue
        j = i + 1
        while j < len(drafts) and re.fullmatch(
            r" ?[、,和与及以]{1,2} ?", folded[drafts[j - 1].end : drafts[j].start]
        ):
            j += 1
        members = drafts[i:j]
        if len(members) < 2:
            continue
        for rank, draft in enumerate(members):
            draft.group, draft.rank_in_group, draft.group_size = found.start(), rank, len(members)
        first, last = members[0].lead.comparator, members[-1].after
        for draft in members:
            if first != "=" and draft.lead.comparator == "=":
                draft.lead = draft.lead._replace(comparator=first)
            if last and not draft.after and draft.lead.comparator == "=" and not draft.approximate:
                draft.after = last


def _as_written(folded: str, text: str, draft: Draft) -> str:
    """The unit in the report's own script; signs and digits stay folded."""
    at, end = draft.unit_at or (draft.number_end, draft.end)
    if draft.measure == "rank" or draft.unit.isascii():
        return draft.unit
    written = ""
    for sign in draft.unit:
        found = folded.find(sign, at, end)
        written += text[found] if found >= 0 and sign > "一" else sign
        at = found + 1 if found >= 0 else at
    return written


def _finish(folded: str, text: str, draft: Draft) -> Amount:
    comparator = (
        draft.after
        or (draft.lead.comparator if draft.lead.comparator != "=" else "")
        or draft.approximate
        or "="
    )
    if draft.value_max is not None:
        comparator = "range"
    return Amount(
        draft.start,
        draft.end,
        draft.number_start,
        draft.number_end,
        min(draft.lead.start, draft.start),
        float(draft.value),
        None if draft.value_max is None else float(draft.value_max),
        _as_written(folded, text, draft),
        comparator,
        draft.measure,
        draft.group,
        draft.rank_in_group,
        draft.group_size,
        draft.doubt,
        draft.spelled,
    )
