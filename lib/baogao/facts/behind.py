"""Whether what is counted stands before its amount or behind it, and which verb a noun keeps."""

from __future__ import annotations

from typing import Final

from baogao.facts.clause import Piece
from baogao.facts.memory import says
from baogao.facts.noun import is_general, opens_verb
from baogao.facts.trim import Phrase, trim, words
from baogao.lexicon import load
from baogao.text.spans import Span

# What is measured in these is named before the amount, hardly ever behind it.
MONEY: Final = frozenset(["元", "美元", "欧元", "%", "‰"])


def words_behind(text: str, piece: Piece) -> Span:
    """The words behind an amount, without those that only close it (大关, 左右)."""
    start, end = piece.after
    closing = words("labels", "behind")
    while start < end and (size := closing.head(text, start, end)):
        start += size
    return Span(start, end)


def counts_behind(text: str, piece: Piece, phrase: Phrase, behind: Span) -> bool:
    """Whether what is counted stands behind the amount (13个部门), not before it (部门13个)."""
    if behind.end <= behind.start or text[behind.start] in "、和及与或并(":
        return False
    core, amount = phrase.core, piece.amount
    bare = core.end <= core.start
    if text[behind.start] == "的":
        return bare and amount.measure != "growth"
    if bare or says(text, (core,), "reaching"):
        return True
    left = trim(text, behind).core
    if amount.measure in ("share", "growth", "rank") or left.end <= left.start:
        return False
    if amount.unit in MONEY:
        # Two letters that are no noun of the lexicon are a verb it does not know (动用10亿元资金).
        known = says(text, (core,), "attributes") or words("labels", "heads").tail(text, *core)
        return core.end - core.start <= 2 and not known and not opens_verb(text, behind)
    return text.endswith(("等", "的"), core.start, amount.start) or not opens_verb(text, behind)


def kept_verb(text: str, phrase: Phrase) -> Span | None:
    """The verbs that a vague noun keeps: 推进重大项目, 谋划储备项目."""
    start, core = phrase.dropped, phrase.core
    if not is_general(text, core):
        if not text.endswith(tuple(load("labels")["vague"]["tails"]), *core):
            return None
        light = words("verbs", "light")
        while start < core.start and (size := light.head(text, start, core.start)):
            start += size
    return Span(start, core.start) if start < core.start else None
