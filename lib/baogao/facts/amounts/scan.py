"""One pass over a text: every amount in it, and every run of digits that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.facts.amounts.draft import Draft
from baogao.facts.amounts.leads import read_lead
from baogao.facts.amounts.nonfigures import Claim, Quotes, claim
from baogao.facts.amounts.numerals import Numeral, read_numeral
from baogao.facts.amounts.series import pair_off
from baogao.facts.amounts.spelled import find_spelled
from baogao.facts.amounts.units import Unit, read_unit, stretch
from baogao.lexicon import load

_DIGITS: Final = re.compile(r"[0-9]+")
_RANGE: Final = re.compile(r" ?(?:—{1,2}|-{1,2}|~|至|到) ?(?=[0-9])")
_RATIO: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?(?: ?: ?[0-9]+(?:\.[0-9]+)?){2,}")
_FRACTION: Final = re.compile(r"([0-9]{1,3})(?:/|分之)([0-9]{1,4})(?![0-9/])")
_RANKED: Final = re.compile(r"[,。;、)的]|$|\n|[一-鿿]")
_TENTHS: Final = re.compile(r"成(?=以上|以内|左右|[,。;、)的]|$|多)")
_HAN: Final = re.compile(r"[一-鿿]")
_ORDINAL: Final = re.compile(r"(?:第 ?|(?<![目以之日此年先提会节面当眼生])前)$")
_FROM: Final = re.compile(r"[从由][^,。;、0-9]*$")
_STOP: Final = re.compile(r"[,。;、:!?)\]\n”’」|]|$")
_NOUN: Final = re.compile(
    r"(?![等的和与及是在为以并也之或])[一-鿿]{1,4}?(?=以[上下内]|左右|[,。;、:!?)\n]|$)"
)


@dataclass
class Reading:
    """What a text holds: `amounts` in order, and `claims`, the digits that are none of them."""

    amounts: list[Amount] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def scan(folded: str, text: str = "") -> Reading:
    """The amounts of a folded text, and the digits that are names, dates, ordinals …

    `text` is the text before folding; it tells a full-width comma, which never groups thousands.

    >>> reading = scan("新增企业12家以上，完善G207国道")
    >>> [(a.start, a.end, a.value, a.unit, a.comparator) for a in reading.amounts]
    [(4, 9, 12.0, '家', '>=')]
    >>> reading.claims
    [Claim(start=13, end=16, kind='code')]
    """
    return _Scanner(folded, text or folded).read()


@cache
def _after() -> tuple[re.Pattern[str], dict[str, str]]:
    words = load("comparators")["after"]
    signs = {word: sign for sign, group in words.items() for word in group}
    guards = load("comparators")["guards_after"]
    one = [
        f"{re.escape(word)}(?![{guards[word]}])" if word in guards else re.escape(word)
        for word in sorted(signs, key=lambda w: -len(w))
    ]
    return re.compile(rf" ?(?P<word>{'|'.join(one)})"), signs


class _Scanner:
    def __init__(self, folded: str, text: str) -> None:
        self.folded, self.text = folded, text
        self.quotes = Quotes(folded)
        self.claims: list[Claim] = []

    def read(self) -> Reading:
        spelled = list(find_spelled(self.folded, self.quotes))
        for draft in spelled:
            self._close(draft)
        kept: list[Draft] = []
        for draft in sorted([*self._arabic(), *spelled], key=lambda d: (d.start, -d.end)):
            low = kept[-1].end if kept else 0
            if draft.start >= low:
                draft.lead = read_lead(self.folded, draft.start, low, draft.unit in _recent())
                kept.append(draft)
        amounts = pair_off(self.folded, self.text, kept)
        stated = [a for a in amounts if a.doubt != "bare"]
        loose = [Claim(a.start, a.end, "unread") for a in amounts if a.doubt == "bare"]
        return Reading(stated, sorted([*self.claims, *loose]) if loose else self.claims)

    def _arabic(self) -> Iterator[Draft]:
        at = 0
        while found := _DIGITS.search(self.folded, at):
            start = found.start()
            quoted = self.quotes.end_at(start)
            if quoted is not None:
                self.claims.append(Claim(start, found.end(), "name"))
                at = found.end()
                continue
            draft = self._ratio(start)
            if draft is None and (claimed := claim(self.folded, start)):
                self.claims.append(claimed)
                at = max(claimed.end, found.end())
                continue
            draft = draft or self._fraction(start) or self._amount(start)
            if draft is None:
                self.claims.append(Claim(start, found.end(), "unread"))
                at = found.end()
                continue
            at = max(draft.end, found.end())
            yield draft

    def _ratio(self, start: int) -> Draft | None:
        found = _RATIO.match(self.folded, start)
        if found is None:
            return None
        first = Decimal(re.split(r" ?:", found[0])[0])
        return Draft(start, found.end(), start, found.end(), first, None, "", "share", doubt="ratio")

    def _fraction(self, start: int) -> Draft | None:
        found = _FRACTION.match(self.folded, start)
        if found is None:
            return None
        high, low = (found[1], found[2]) if "/" in found[0] else (found[2], found[1])
        if not 0 < int(high) < int(low):
            return None
        share = Decimal(100 * int(high)) / Decimal(int(low))
        draft = Draft(
            start, found.end(), start, found.end(), round(share, 4), None, "%", "share", doubt="fraction"
        )
        self._close(draft)
        return draft

    def _amount(self, start: int) -> Draft | None:
        folded = self.folded
        numeral = self._numeral(start)
        if numeral is None:
            return None
        unit = read_unit(folded, numeral.end)
        draft = Draft(start, numeral.end, start, numeral.end, numeral.value, None, "", "level")
        draft.approximate = numeral.approximate
        unit = self._range(draft, numeral, unit) or unit
        if _ORDINAL.search(folded, max(0, start - 3), start):
            return self._rank(draft, unit)
        self._sign(draft)
        if unit:
            self._united(draft, unit)
        elif folded[draft.start - 1 : draft.start] in _money():
            draft.start -= 1
            draft.unit, draft.unit_at = _money()[folded[draft.start]], (draft.start, draft.start + 1)
        elif not self._bare(draft, numeral):
            return None
        self._close(draft)
        return draft

    def _range(self, draft: Draft, low: Numeral, unit: Unit | None) -> Unit | None:
        """Takes in the upper end, where one follows; gives the unit behind it, if there is one."""
        gap = _RANGE.match(self.folded, unit.end if unit else low.end)
        high = self._numeral(gap.end()) if gap else None
        if (
            gap is None
            or high is None
            or (unit and gap[0].strip() in {"至", "到"} and self._travels(draft.start))
        ):
            return None
        # Without a multiplier of its own the lower end has the upper end's: 3—5万亩.
        least = low.raw * high.scale if low.scale == 1 and low.raw < high.raw else low.value
        theirs = read_unit(self.folded, high.end)
        alike = unit is None or (theirs is not None and theirs.word in (unit.word, f"{unit.word}百分点"))
        if high.value <= least or not alike:
            return None
        draft.value, draft.value_max, draft.approximate = least, high.value, high.approximate
        draft.end = draft.number_end = high.end
        return theirs

    def _numeral(self, at: int) -> Numeral | None:
        numeral = read_numeral(self.folded, at)
        words = self.text[at : numeral.end] if numeral else ""
        if "，" in words and words[0].isascii():  # between half-width digits ， parts two numbers
            return read_numeral(self.folded, at, at + words.index("，"))
        return numeral

    def _travels(self, start: int) -> bool:
        """Whether 从 or 由 stands before, so that 至 says where a value moved."""
        return _FROM.search(self.folded, max(0, start - 8), start) is not None

    def _rank(self, draft: Draft, unit: Unit | None) -> Draft | None:
        """第37位, 第3名, 全国第1; 前10位 is read as the tenth place."""
        folded = self.folded
        first = draft.start - (2 if folded[draft.start - 1] == " " else 1)
        if unit and unit.word in {"位", "名"}:
            draft.end = unit.end
        elif not _RANKED.match(folded, draft.end) or (unit and folded[first] == "前"):
            return None
        draft.start, draft.unit, draft.measure = first, "位", "rank"
        return draft

    def _sign(self, draft: Draft) -> None:
        """Takes in a minus; between two numbers it is a dash."""
        folded, before = self.folded, draft.start - 1
        if folded.endswith("零下", 0, draft.start):
            draft.start, draft.value = before - 1, -draft.value
            return
        if before < 0 or folded[before] not in "-负" or folded.startswith("正负", max(0, before - 1)):
            return
        left = folded[before - 1 : before]
        if folded[before] == "-" and (
            left.isalnum() and (not _HAN.match(left) or read_unit(folded, before - 1))
        ):
            return
        draft.start, draft.value = before, -draft.value

    def _united(self, draft: Draft, unit: Unit) -> None:
        whole = stretch(self.folded, unit)
        draft.unit, draft.end = whole.word, whole.end
        if whole.half:
            draft.value += Decimal("0.5")
        if whole.more:
            draft.approximate = ">"
        if unit.group == "percent" or "百分点" in whole.word:
            draft.measure = "change" if "点" in whole.word else "share"
        elif unit.word in {"倍", "番"}:
            draft.measure = "growth"

    def _bare(self, draft: Draft, numeral: Numeral) -> bool:
        """A number without a unit of the lexicon: a short noun, none at all, or nothing that can be read."""
        folded = self.folded
        if (
            re.compile(r"成(?=以上|以内|左右|[,。;、)的]|$|多)").match(folded, draft.end)
            and draft.value <= 10
        ):
            draft.value, draft.unit, draft.measure, draft.end = draft.value * 10, "%", "share", draft.end + 1
            return True
        if _STOP.match(folded, draft.end) or _after()[0].match(folded, draft.end):
            before = folded[draft.start - 1 : draft.start]
            if numeral.scale > 1 or before == "、" or _HAN.match(before):
                whole = numeral.scale == 1 and "." not in folded[draft.start : draft.end]
                draft.doubt = "bare" if whole else "unit" if numeral.scale > 1 else ""
                return True
            return False
        noun = _NOUN.match(folded, draft.end)
        if noun:
            draft.unit, draft.end, draft.doubt = noun[0], noun.end(), "unit"
            return True
        if numeral.scale > 1:
            draft.doubt = "unit"
            return True
        return False

    def _close(self, draft: Draft) -> None:
        """Takes in the comparator word behind."""
        pattern, signs = _after()
        found = pattern.match(self.folded, draft.end)
        if found and not (found["word"] in {"内", "多"} and draft.unit not in _recent() | {"%", "日"}):
            draft.after, draft.end = signs[found["word"]], found.end()


@cache
def _money() -> dict[str, str]:
    signs: dict[str, str] = load("units")["signs"]
    return signs


@cache
def _recent() -> frozenset[str]:
    return frozenset(load("comparators")["recent"]["words"]) | {
        "小时",
        "分钟",
        "秒",
        "个小时",
        "个工作日",
        "工作日",
    }
