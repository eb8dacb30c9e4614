"""What is counted behind its amount (13个部门): whether it is, where it ends, what it needs from before."""

from __future__ import annotations

from typing import Final

from baogao.facts.naming.clause import MONEY, Piece, clause_end
from baogao.facts.naming.memory import Memory, says
from baogao.facts.naming.noun import cut_noun, follows_verb, is_general, last_verb, only_verbs, opens_verb
from baogao.facts.naming.share import Label
from baogao.facts.naming.trim import Phrase, trim, trim_back, words
from baogao.lexicon import load
from baogao.text.spans import Span

# Before an amount these belong to what is counted behind it: 中央、省属12家单位, 建成的5所学校.
_QUALIFIES: Final = ("的", "属", "级")
_LIST: Final = 24  # a longer list before 等 is not taken into the label


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
        member = text.endswith(("和", "与", "及"), core.start, amount.start)  # 覆盖乡镇和50%以上的行政村
        return (bare or member) and amount.measure != "growth"
    left = trim(text, behind).core
    if amount.measure == "rank" and left.end <= left.start:
        return False  # 由99位提升至87位
    if bare or says(text, (core,), "reaching"):
        return True
    if amount.measure in ("share", "growth", "rank") or left.end <= left.start:
        return False
    if amount.unit in MONEY:
        # Two letters that are no noun of the lexicon are a verb it does not know (动用10亿元资金).
        known = says(text, (core,), "attributes") or words("labels", "heads").tail(text, *core)
        return core.end - core.start <= 2 and not known and not opens_verb(text, behind)
    return text.endswith(("等", *_QUALIFIES), core.start, amount.start) or not opens_verb(text, behind)


def _kept_up(text: str, noun: Span) -> Span:
    """The noun without 建设 at its end (项目建设)."""
    return Span(noun.start, noun.end - words("labels", "upkeep").tail(text, *noun))


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


def until_next(text: str, noun: Span, after: Piece) -> tuple[Span, int]:
    """What the first of two amounts counts of the words between them, and how far it takes them up.

    0 stands for none taken: the second one needs the noun as well (144个项目完成投资N元).
    """
    comma = text.find("、", noun.start + 2, noun.end)  # 市、县服务小组 stays whole
    if comma > noun.start:
        return Span(noun.start, comma), comma
    between = text[noun.end : after.amount.start]
    if any(sign in between for sign in ",;、和及与并"):  # the next one is another member of the list
        return noun, after.amount.start
    short = trim_back(text, noun)
    noun = short if short.end > short.start else noun
    at = last_verb(text, noun)
    if at > noun.start:
        return Span(noun.start, at), at
    size = words("labels", "attributes").tail(text, *noun)
    if size > 1 and after.amount.unit in MONEY:
        return Span(noun.start, noun.end - size), 0
    return noun, 0


def counted_noun(text: str, piece: Piece) -> Span | None:
    """The unit, where it is the counted noun itself (1100多万学生)."""
    amount = piece.amount
    if amount.unit not in words("labels", "counted").words | words("units", "noun", "people").words:
        return None
    at = text.rfind(amount.unit, amount.start, amount.end)
    return Span(at, at + len(amount.unit)) if at >= 0 else None


def verb_alone(text: str, piece: Piece, phrase: Phrase, after: Piece | None) -> Label:
    """A clause without a noun: what the same verb had before in the sentence, else the verb alone.

    `after` is the next amount, whose noun may be meant (启动42所、完成30所校园建设).
    """
    verb = Span(phrase.dropped, phrase.core.end)
    if after and after.joint == "、" and after.sentence == piece.sentence:
        noun = cut_noun(text, words_behind(text, after), strict=False)
        if noun.end > noun.start:
            return (verb, noun) if verb.end > verb.start else (noun,)
    said = text[slice(*verb)]
    at = text.rfind(said, max(piece.sentence, verb.start - 120), verb.start) if said else -1
    if at >= 0:
        noun = cut_noun(text, Span(at + len(said), clause_end(text, at)), strict=True)
        if noun.end - noun.start > 1:
            return (noun,)
    return (verb,)


def goes_on(memory: Memory, piece: Piece, said: Span) -> bool:
    """Whether bare verbs are said of what was counted before, in the same unit."""
    same = memory.noun and memory.unit == piece.amount.unit and piece.joint is not None
    return bool(same) and only_verbs(memory.text, said)


def behind_with(memory: Memory, piece: Piece, phrase: Phrase, noun: Span, verb: Label) -> Label:
    """The noun behind an amount with the words before that it needs."""
    text, core = memory.text, phrase.core
    before = Span(core.start, piece.amount.start)
    listed = text.endswith("等", *before)
    if unit := counted_noun(text, piece):
        return (core, unit, noun)
    if verb:
        return (*verb, before, noun) if listed and core.end - core.start <= 14 else (*verb, noun)
    long = core.end - core.start > 1
    needed = long and (follows_verb(text, core) or text.endswith(_QUALIFIES, core.start, before.end))
    vague = says(text, (cut_noun(text, noun, strict=True),), "abstract") or (
        before.end - before.start <= _LIST and is_general(text, _kept_up(text, noun))
    )
    if needed and not listed and before.end - before.start > _LIST // 3:
        cut = max(text.rfind(sign, *before) for sign in "和与及")
        before = Span(cut + 1, before.end) if cut >= 0 else before
    if needed or (listed and vague):
        return (before, noun)
    if piece.joint == "、" and memory.lends_verb(noun):
        return (*memory.verb, noun)
    if phrase.dropped < core.start and is_general(text, noun):
        return (Span(phrase.dropped, core.start), noun)
    return (noun,)
