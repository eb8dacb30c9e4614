"""The account of every run of digits: what each is, so that nothing is dropped in silence."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.facts.amounts.nonfigures import Claim
from baogao.facts.rows import Number

_RUN: Final = re.compile(r"[0-9]+")


def read_numbers(
    folded: str, amounts: list[Amount], titles: list[Claim], claims: list[Claim]
) -> list[Number]:
    """One row for every run of digits, and for every figure in Chinese numerals, in order.

    `amounts` are those that became figures; `titles` say what digits of the glossary's titles are, `claims`
    what all others are. Digits that none holds are `unread`.

    >>> read_numbers("2023年新增8家", [], [], [Claim(0, 5, "date")])
    [Number(start=0, end=4, kind='date', figure=None), Number(start=7, end=8, kind='unread', figure=None)]
    """
    amount_starts = [amount.start for amount in amounts]
    of_claims, of_titles = _Lookup(claims), _Lookup(titles)
    numbers = []
    for run in _RUN.finditer(folded):
        start, end = run.span()
        i = bisect_right(amount_starts, start) - 1
        if i >= 0 and start < amounts[i].end:
            numbers.append(Number(start, end, "figure", amounts[i].start))
            continue
        kind, title = of_claims.kind_at(start), of_titles.kind_at(start)
        if title == "ordinal" or kind == "unread":
            kind = title
        numbers.append(Number(start, end, kind))
    spelled = [Number(a.number_start, a.number_end, "figure", a.start) for a in amounts if a.spelled]
    held = {number.figure for number in numbers if number.figure is not None}
    return sorted([*numbers, *(n for n in spelled if n.figure not in held)], key=lambda n: n.start)


class _Lookup:
    """Claims in order of place, asked for the one that holds an offset."""

    def __init__(self, claims: list[Claim]) -> None:
        self._claims = sorted(claims)
        self._starts = [claim.start for claim in self._claims]

    def kind_at(self, at: int) -> str:
        i = bisect_right(self._starts, at) - 1
        return self._claims[i].kind if i >= 0 and at < self._claims[i].end else "unread"
