"""What amounts that stand in a row share: unit, growth, and the comparator of a 分别 list."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.facts.amounts.draft import Draft
from baogao.facts.amounts.measures import measure

_JOINT: Final = re.compile(r" ?(?:、|和|与|及|以及) ?$|^ ?(?:、|和|与|及|以及) ?$")
_PAIRED: Final = re.compile(r"分别|依次")
_BREAK: Final = re.compile(r"[。;!?\n]")
_REACH: Final = 40  # characters between 分别 and its first value


def pair_off(folded: str, text: str, drafts: list[Draft]) -> list[Amount]:
    """The finished amounts: rows of values get what they share."""
    joined = [False] + [
        bool(_JOINT.match(folded[a.end : b.start])) if b.start - a.end <= 4 else False
        for a, b in pairwise(drafts)
    ]
    _share_units(drafts, joined)
    for i, draft in enumerate(drafts):
        before = drafts[i - 1] if i else None
        if before is None or not joined[i] or not _carry(before, draft):
            measure(folded, draft, before.end if before else 0)
    for i in range(len(drafts) - 1, 0, -1):
        if joined[i]:
            _share_about(drafts[i - 1], drafts[i])
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


def _share_about(before: Draft, draft: Draft) -> None:
    """左右 behind the last value of a row holds for all of them: 2万匹、5000头左右."""
    plain = before.lead.comparator == "=" and not (before.after or before.approximate)
    if draft.after == "~" and plain and draft.lead.start == draft.start:
        before.after = "~"


def _carry(before: Draft, draft: Draft) -> bool:
    """What the verb before the first value of a row says holds for the next: 增长5.1%、6.2%."""
    if (
        draft.lead.start < draft.start
        or _base(before) != _base(draft)
        or draft.measure == "rank"
        or draft.doubt
    ):
        return False
    draft.measure = before.measure
    if draft.measure == "growth" and before.value < 0 < draft.value:
        draft.value = -draft.value
    draft.lead = draft.lead._replace(comparator=before.lead.comparator)
    return True


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
        draft.unit,
        comparator,
        draft.measure,
        draft.group,
        draft.rank_in_group,
        draft.group_size,
        draft.doubt,
        draft.spelled,
        _as_written(folded, text, draft),
    )
