"""What other clauses of the sentence say of an amount: its agent, its topic, the thing it is said of."""

from __future__ import annotations

import re
from typing import Final

from baogao.facts.naming.clause import Piece, clause_end
from baogao.facts.naming.noun import cut_noun
from baogao.facts.naming.share import Label
from baogao.facts.naming.trim import trim, trim_front, words
from baogao.lexicon import load
from baogao.text.spans import Span

_DEFINED: Final = re.compile(r"([^,;:。、]{2,16}),?(?:是指|指|即)")
_TOPIC: Final = re.compile(r"在([^,;:。、]{2,20}?)方面,")
_DIGIT: Final = re.compile(r"[0-9]")
# What opens a clause that is no subject of the next one: 向铁路沿线延伸, 在全省率先….
_ADVERBIAL: Final = re.compile(r"[向对在按从以让给跟沿]")
_WITHIN: Final = re.compile(
    r"在?([^,;:。]{4,16})(?:排名|排行榜?|评比|考核|榜单|方面)[中里]?"
)  # 在百强县排名中
_AMONG: Final = re.compile(r"[^,;:。、]{1,12}[中里]")
_OUTDONE: Final = re.compile(r"超额完成|超(?=[^,]{0,6}(?:计划|目标|任务|序时))")
_SIGNS: Final = re.compile(r"[,;:]")
_REACH: Final = 80  # the clause before is looked for no further back than this


def _clause_before(text: str, piece: Piece) -> Span | None:
    """The clause that a comma parts from the amount's own."""
    end = piece.before.start - 1
    if end <= piece.sentence or text[end] != ",":
        return None
    low = max(piece.sentence, end - _REACH)
    signs = [match.end() for match in _SIGNS.finditer(text, low, end)]
    return Span(signs[-1] if signs else low, end)


def subject_before(text: str, piece: Piece) -> Label:
    """The subject of the clause before, where it gave no amount (地区生产总值再上台阶,增长7%)."""
    clause = _clause_before(text, piece)
    if clause is None:
        return ()
    opening = trim_front(text, clause).core
    if text[opening.start - 1] in "把将" and 4 <= clause.end - opening.start <= 24:
        return (Span(opening.start, clause.end),)  # 把甲转为乙,今年再转5亿元
    if found := _WITHIN.fullmatch(text, opening.start, clause.end):
        return (Span(*found.span(1)),)
    if _ADVERBIAL.match(text, opening.start, clause.end):
        return ()
    trail, protected = words("labels", "trail"), words("labels", "lead", "protect")
    stops = range(clause.start + 2, clause.end)
    stop = next(
        (
            at
            for at in stops
            if trail.head(text, at, clause.end) > max(1, protected.head(text, at, clause.end))
        ),
        clause.end,
    )
    noun = trim(text, Span(clause.start, stop)).core
    return (noun,) if 1 < noun.end - noun.start <= 16 else ()


def compares(text: str, piece: Piece, core: Span) -> bool:
    """Whether the words tell what the amount is measured against (高于全省2个百分点)."""
    if piece.amount.measure == "change" and _OUTDONE.search(text, *piece.before):
        return True
    named = words("labels", "lead", "protect").head(text, *core)  # 超低排放
    size = words("labels", "against").head(text, *core)
    return size > named and not text[core.start + size : core.start + size + 1].isdigit()  # 超10亿元企业5户


def ranked_among(text: str, before: Piece, piece: Piece) -> Label:
    """What is ranked among a count (投资增速在80个县区中排名第3位); `before` is the amount that counts."""
    if piece.amount.measure != "rank" or piece.joint != "" or before.amount.end > piece.amount.start:
        return ()
    at = text.rfind("在", *before.before)
    if at < 0 or not _AMONG.match(text, before.amount.end, piece.amount.start):
        return ()
    phrase = trim(text, Span(before.before.start, at))
    noun = Span(phrase.verb.start, phrase.core.end)
    return (noun,) if noun.end - noun.start > 1 else ()


def work_before(text: str, piece: Piece) -> Label:
    """What the clause before does (实施饮水工程,惠及N人)."""
    clause = _clause_before(text, piece)
    if clause is None:
        return ()
    phrase = trim_front(text, clause)
    noun = Span(phrase.verb.start, phrase.core.end)
    return (noun,) if 1 < noun.end - noun.start <= 20 else ()


def thing_before(text: str, piece: Piece, low: int) -> Label:
    """The thing that the clause before works on (加快某某等工业项目建设,完成投资N元); from `low` on."""
    clause = _clause_before(text, piece)
    if clause is None or clause.start < low:
        return ()
    core = trim_front(text, clause).core
    if core.start == clause.start:
        return ()
    listed = text.rfind("等", *core)
    size = words("labels", "upkeep").tail(text, *core)
    noun = Span(listed + 1 if listed >= 0 else core.start, core.end - size)
    return (noun,) if 1 < noun.end - noun.start <= 20 else ()


def worked_on(text: str, piece: Piece, low: int) -> Label:
    """The same, where 建设 or 工作 closes the clause, so that it names a thing worked on."""
    thing = thing_before(text, piece, low)
    return () if thing and text.startswith(",", thing[-1].end) else thing


def agent_of(text: str, piece: Piece) -> Label:
    """Who is to act (推动某集团转型,实现资产N元), or what is defined (某企业,指成立时间不超过N年)."""
    start = piece.sentence
    if match := _DEFINED.search(text, start, min(start + 60, piece.amount.start)):
        return (Span(*match.span(1)),)
    size = words("labels", "agents").head(text, start, start + 4)
    if not size:
        return ()
    acts = tuple(load("labels")["agents"]["acts"])
    for at in range(start + size + 2, min(start + size + 12, piece.amount.start)):
        if text.startswith(acts, at):
            return (Span(start + size, at),)
    return ()


def topic_of(text: str, piece: Piece, core: Span) -> Span | None:
    """What the sentence says it speaks of (在工业增加值方面,某县增长10%)."""
    heads = words("labels", "heads")
    match = _TOPIC.search(text, piece.sentence, min(core.start, piece.sentence + _REACH))
    if not match or heads.tail(text, *core):
        return None
    topic = trim(text, Span(*match.span(1)), "growth").core
    return topic if heads.tail(text, *topic) else None


def attribute_of(text: str, piece: Piece, core: Span, following: Piece | None) -> Label:
    """总投资N亿元的X: the label is X总投资; `following` is the next amount, which may count X."""
    size = words("labels", "of").tail(text, *core)
    if not size:
        return ()
    start = piece.amount.end + 1
    if following and following.amount.start == start:
        start = following.amount.end
    noun = cut_noun(text, Span(start, clause_end(text, start)), strict=True)
    return (noun, Span(core.end - size, core.end)) if noun.end > noun.start else ()


def paid_for(text: str, piece: Piece, said: Span, following: list[Piece]) -> Label:
    """投资N元完成X: the label is X投资, X up to the end of the clause, behind the amounts that count it."""
    if text[slice(*said)] not in words("labels", "paid").words:
        return ()
    start = piece.amount.end
    apart = text.startswith(",", start)
    start += apart
    end = clause_end(text, start)
    if not words("verbs", "after_money").head(text, start, end) or (apart and text[start] == "在"):
        return ()
    counted = [other.amount for other in following if start <= other.amount.start < end]
    if counted and counted[-1].end < end and not _DIGIT.search(text, counted[-1].end, end):
        whole = Span(counted[-1].end, end)
    else:
        end = counted[0].start if counted else end
        phrase = trim_front(text, Span(start, end if apart else max(start, min(end, piece.after.end))))
        whole = Span(phrase.verb.start, phrase.core.end)
    noun = cut_noun(text, whole, strict=False)
    return (noun, said) if noun.end > noun.start else ()
