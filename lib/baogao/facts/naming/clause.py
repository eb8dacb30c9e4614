"""The words around an amount: what stands before it and behind it in its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.text.outline import Outline
from baogao.text.spans import Span

_NESTED: Final = re.compile(
    r"“[^“”\n]{0,60}”|‘[^‘’\n]{0,60}’|《[^《》\n]{0,60}》|\([^()\n]{0,60}\)|\[[^\[\]\n]{0,60}\]"
)
_SIGNS: Final = re.compile(r"[,;:、。!?和及与]")
_STOP: Final = re.compile(r"[,;:。!?\n]|——")
# Two amounts are members of one list where no more than this stands between them.
_JOINT: Final = re.compile(r"[、和及与]*|共计?|合计|计|约|近")
_JOINT_COMMA: Final = re.compile(r"[、,和及与]*")
_TIMES: Final = frozenset(["年", "个月", "月", "天", "日", "周", "个季度"])
_DURING: Final = re.compile(
    r"(?:多|余)?(?:来|以来|前|内|间|中|后|里|年均|累计|平均|共|总共|增加|增长|新增|完成|时间)|(?=[\u4e00-\u9fff]*(?:年均|累计))"
)
# What is measured in these is named before the amount, hardly ever behind it.
MONEY: Final = frozenset(["元", "美元", "欧元", "%", "‰"])
_LINKS: Final = tuple("、和及与,;。")
# Longer clauses are read from their near end only.
_REACH: Final = 90


@dataclass(frozen=True, slots=True)
class Piece:
    """One amount with its surroundings. All spans are into the outline's text.

    `before` reaches back to the last stop or amount, `after` on to the next one. `joint` is the sign that
    parts it from the amount before in the same sentence (``、``, ``,`` or nothing; None for the first one).
    `sentence` is where its sentence starts.
    """

    amount: Amount
    before: Span
    after: Span
    joint: str | None
    sentence: int


def hush(folded: str, amounts: Sequence[Amount]) -> str:
    """`folded` with the signs inside quotes and brackets taken out, so that 、 and , part clauses only.

    A bracket that holds an amount stays as it is. The length does not change.

    >>> hush("推进“扩量、提质”行动", [])
    '推进“扩量·提质”行动'
    """
    starts = iter([*(amount.start for amount in amounts), len(folded) + 1])
    at = next(starts)

    def quiet(match: re.Match[str]) -> str:
        nonlocal at
        while at < match.start():
            at = next(starts)
        return match[0] if at < match.end() else _SIGNS.sub("·", match[0])

    return _NESTED.sub(quiet, folded)


def read_pieces(outline: Outline, text: str, amounts: Sequence[Amount]) -> list[Piece]:
    """The surroundings of each amount; `text` is the hushed text of the outline."""
    pieces: list[Piece] = []
    k = -1  # the last amount that the clause does not go on over
    for i, amount in enumerate(amounts):
        sentence = outline.sentence_at(amount.start) or Span(amount.start, amount.end)
        if i and not spans_time(text, amounts[i - 1]):
            k = i - 1
        previous = amounts[k] if k >= 0 and amounts[k].start >= sentence.start else None
        following = amounts[i + 1] if i + 1 < len(amounts) and amounts[i + 1].start < sentence.end else None
        floor = max(previous.end if previous else sentence.start, amount.start - _REACH)
        stops = [m.end() for m in _STOP.finditer(text, floor, amount.start)]
        start = stops[-1] if stops else floor
        joint = None
        if previous:
            joint = "," if stops else "、" if text[start : start + 1] == "、" else ""
        ceiling = min(following.start if following else sentence.end, amount.end + _REACH)
        stop = _STOP.search(text, amount.end, ceiling)
        pieces.append(
            Piece(
                amount,
                _strip(text, Span(start, max(start, amount.start)), " 、\u3000"),
                _strip(text, Span(amount.end, stop.start() if stop else max(amount.end, ceiling)), " \u3000"),
                joint,
                sentence.start,
            )
        )
    return pieces


def spans_time(text: str, amount: Amount) -> bool:
    """Whether the amount tells how long, in passing (五年来, 较十年前): the clause goes on over it."""
    return amount.unit in _TIMES and bool(_DURING.match(text, amount.end))


def bounds(text: str, left: Amount, right: Amount) -> bool:
    """Whether the left amount is the size of what the right one counts (10亿元以上5个)."""
    closed = text.endswith(("以上", "以下"), left.start, left.end)
    return closed and left.end == right.start and left.unit != right.unit


def sizes(text: str, amount: Amount) -> bool:
    """Whether the amount is a threshold, the size of what is counted next (年产值超5000万元企业8家)."""
    if text.endswith(("以上", "以下"), amount.start, amount.end):
        return True
    over = text.endswith(("超", "超过"), amount.lead_start, amount.start)
    return over and amount.unit in MONEY and not text.startswith(_LINKS, amount.end)


def joined(text: str, left: Amount, right: Amount) -> bool:
    """Whether nothing but a list sign parts two amounts: ``5.5%、7.1%``; in a list of 分别 also a comma."""
    sign = _JOINT_COMMA if left.group is not None and left.group == right.group else _JOINT
    return bool(sign.fullmatch(text, left.end, right.start))


def _strip(text: str, span: Span, signs: str) -> Span:
    start, end = span
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in " 、。\u3000":
        end -= 1
    return Span(start, end)


def clause_end(text: str, start: int, longest: int = 60) -> int:
    """Where the clause that holds `start` ends: before the next , or stop."""
    stop = _STOP.search(text, start, start + longest)
    return stop.start() if stop else min(len(text), start + longest)
