"""Whether a figure is done, promised, or neither, and how firmly it is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.facts.naming.noun import opens_verb
from baogao.facts.naming.trim import words
from baogao.facts.rows import Term
from baogao.lexicon import alternation, load
from baogao.text.outline import Outline
from baogao.text.spans import Span

_NOUN: Final = re.compile(r"[^,;:。!?、和及与\n]{1,16}")
_SIGN: Final = re.compile(r"[,;:。!?\n]")
# Words of time that may stand before a word of intent.
_TIMES: Final = frozenset(["今年", "全年", "年内", "明年", "五年", "我们"])
_CLAUSE: Final = 80  # a clause is read no further than this on either side
_REACH: Final = 8  # clauses that a word of intent holds on for
_OF_ROLE: Final = {"review": "result", "front": "result", "plan": "target", "self": "target"}


def judge_figures(
    outline: Outline, amounts: Sequence[Amount], glossary: Sequence[Term]
) -> list[tuple[str, str]]:
    """(status, modality) of each amount: result, target or context, and 力争, 确保, … as written, or "".

    >>> from baogao.text.outline import read_outline
    >>> said = "一、2022年工作回顾\\n修路5公里。\\n二、2023年工作安排\\n力争修路9公里。"
    >>> outline = read_outline("各位代表:\\n" + said)
    >>> at = [outline.text.index(word) for word in ("5公里", "9公里")]
    >>> km = [Amount(a, a + 3, a, a + 1, a, 5.0, None, "公里", "=", "level") for a in at]
    >>> judge_figures(outline, km, [])
    [('result', ''), ('target', '力争')]
    """
    judge = _Judge(outline, amounts, glossary)
    return [(judge.status(i), judge.modality(i)) for i in range(len(amounts))]


@cache
def _pattern(room: str) -> re.Pattern[str]:
    return re.compile(alternation(load("status")[room]["words"]))


class _Judge:
    def __init__(self, outline: Outline, amounts: Sequence[Amount], glossary: Sequence[Term]) -> None:
        self.outline, self.text = outline, outline.folded
        self.amounts, self.terms = amounts, glossary
        self.signs = [match.start() for match in _SIGN.finditer(self.text)]

    def status(self, i: int) -> str:
        """The status of the amount: by its part of the report, unless its clause says otherwise."""
        amount = self.amounts[i]
        role = self.outline.role_at(amount.start)
        if role == "glossary":
            return self._of_term(amount)
        status = _OF_ROLE.get(role, "context")
        clause = self._clause(amount.start)
        if status == "context" or self._in_passing(i, clause) or self._sets_scene(i, clause):
            return "context"
        said = self.text[clause.start : amount.start]
        if status == "target" and self._says(said, "done"):
            return "result"
        if status == "result" and self._says(said, "promised"):
            return "target"
        return status

    def _says(self, said: str, room: str) -> bool:
        return any(
            not said[: match.start()].endswith(("比", "较", "同", "与"))
            for match in _pattern(room).finditer(said)
        )

    def _clause(self, offset: int) -> Span:
        """From the last sign before `offset` to the next one."""
        low, high = max(0, offset - _CLAUSE), min(len(self.text), offset + _CLAUSE)
        i = bisect_left(self.signs, offset)
        start = self.signs[i - 1] + 1 if i else low
        return Span(max(start, low), min(self.signs[i], high) if i < len(self.signs) else high)

    def _of_term(self, amount: Amount) -> str:
        """Definitions are context; the figures of a list of tasks are promised or done as its place says."""
        term = next((term for term in self.terms if term.start <= amount.start < term.end), None)
        if (
            term is not None
            and term.first_use is not None
            and _pattern("tasks").search(self.text, *term.term)
        ):
            return _OF_ROLE.get(self.outline.role_at(term.first_use), "context")
        return "context"

    def _in_passing(self, i: int, clause: Span) -> bool:
        """总投资N元的某工程: said of one named thing in passing; attached to a count it is none."""
        amount = self.amounts[i]
        if not self.text.startswith("的", amount.end):
            return False
        if (
            not self.text[clause.start : amount.start]
            .rstrip()
            .endswith(tuple(load("status")["attribute"]["words"]))
        ):
            return False
        return not any(amount.end < other.start < clause.end for other in self.amounts[i + 1 : i + 3])

    def _sets_scene(self, i: int, clause: Span) -> bool:
        """围绕6大产业链, 全县65万人民: the count names what is at hand, or who is spoken to."""
        amount = self.amounts[i]
        after = self.amounts[i + 1] if i + 1 < len(self.amounts) else None
        between = self.text[amount.end : after.start] if after else ""
        if self.text.endswith(("以上", "以下"), amount.start, amount.end) and _NOUN.fullmatch(between):
            return True  # 3岁以下婴幼儿托位数N个: the size of what is counted
        people = words("status", "people")
        if amount.unit in people.words or people.head(self.text, amount.end, amount.end + 8):
            return True
        before = self.text[clause.start : amount.start].rstrip()
        return before.endswith(tuple(load("status")["setting"]["words"]))

    def modality(self, i: int) -> str:
        """The word of intent before the amount, as written: 力争 holds on through the figures of its list."""
        amount = self.amounts[i]
        end = amount.start
        for _ in range(_REACH):
            clause = self._clause(end)
            found = [
                m for m in _pattern("modality").finditer(self.text, clause.start, end) if self._wishes(m)
            ]
            if found:
                return self.outline.text[found[-1].start() : found[-1].end()]
            i -= 1
            before = self.amounts[i] if i >= 0 else None
            if clause.start == 0 or self.text[clause.start - 1] != "," or before is None:
                return ""
            if before.start < self._clause(clause.start - 1).start or before.end > clause.start:
                if before.end > clause.start:
                    continue
                return ""
            end = clause.start - 1
        return ""

    def _wishes(self, match: re.Match[str]) -> bool:
        room = load("status")["modality"]
        if match[0] == "争取" and self.outline.role_at(match.start()) == "review":
            return False  # there it is the verb of getting funds
        before = self.text[max(0, match.start() - 2) : match.start()]
        if match[0] in room["heads"] and not (not before or before[-1] in ",;:。、\n" or before in _TIMES):
            return False
        if match[0] == "将" and not opens_verb(self.text, Span(match.end(), match.end() + 6)):
            return False  # 将…提高到: there it marks the object
        return not self.text.startswith(tuple(room["not_before"]), match.end())
