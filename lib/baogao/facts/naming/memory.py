"""What was spoken of in a sentence: the label that goes on, a list's verb, the thing attributes are of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from baogao.facts.naming.clause import Piece
from baogao.facts.naming.noun import is_general, last_verb, only_verbs, opens_verb
from baogao.facts.naming.share import Label
from baogao.facts.naming.trim import words
from baogao.text.spans import Span

_LEVEL: Final = re.compile(r"(?:国家|省|市|县|区|自治区|盟|州|部|厅)级(?:及以上|以上)?")
_SIZED: Final = re.compile(r"[\d一二三五十百千万亿.]+(?:元|头|户|人|亩|吨|只|平方米)(?:以上|以下)|\d+千伏")
_ADDED: Final = re.compile(r"(?:净|新)增|新(?:登记|注册)")
_KEPT: Final = 12  # members of a list that are remembered


def says(text: str, label: Label, room: str) -> bool:
    """Whether a label is a word of that room of the label lexicon."""
    return "".join(text[slice(*span)] for span in label) in words("labels", room).words


def opening_scope(text: str, span: Span) -> int:
    """How long the level or scope is that opens a noun (国家级, 农村); 0 where there is none.

    >>> opening_scope("国家级园区", Span(0, 5)), opening_scope("农村公路", Span(0, 4))
    (3, 2)
    """
    level = _LEVEL.match(text, *span) or _SIZED.match(text, *span)
    return len(level[0]) if level else words("labels", "scopes").head(text, *span)


def narrows(text: str, span: Span) -> bool:
    """Whether words name no more than a part of what was said before: 其中国家级, 农村."""
    return span.end > span.start and opening_scope(text, span) == span.end - span.start


def met(text: str, bearer: Label, core: Span) -> Label:
    """Bearer and attribute; what both say is said once (住房交付 + 交付率)."""
    last = bearer[-1]
    if core.end - core.start > 2 and text.endswith(text[core.end - 2 : core.end], *last):
        return bearer
    for size in (3, 2):
        tail = text[last.end - size : last.end]
        if last.end - size > last.start and text.startswith(tail, core.start):
            return (*bearer[:-1], Span(last.start, last.end - size), core)
    return (*bearer, core)


@dataclass
class Memory:
    """What the sentence has said so far; `text` is the hushed text that all spans point into."""

    text: str
    label: Label = ()  # the whole label of the amount before
    noun: Label = ()  # its noun, without verb
    verb: Label = ()  # its verb, which holds for the members of a list
    head: Label = ()  # the noun that later attributes are said of
    unit: str = ""  # the unit of the count before
    listed: list[Label] = field(default_factory=list)  # the labels of the list, for 均
    said: list[Label] = field(default_factory=list)  # the labels of the sentence's counts, for 分别
    paired: int = -2  # the place of the last amount that shared its words with others

    def copy(self) -> Memory:
        return replace(self, listed=[*self.listed], said=[*self.said])

    def remember(self, label: Label, noun: Label, verb: Label, piece: Piece) -> Label:
        """Takes in the label of an amount, and gives it back."""
        self._list(label, piece)
        self.noun, self.verb = noun, verb
        if piece.amount.measure == "level":
            if not says(self.text, noun, "attributes"):
                self.head = self._bearer(noun) or self.head
            elif verb:
                self.head = label
        return label

    def attribute(self, label: Label, piece: Piece) -> Label:
        """Takes in a label that says something of the head: the head stays."""
        self._list(label, piece)
        self.noun, self.verb = label, ()
        return label

    def _list(self, label: Label, piece: Piece) -> None:
        if piece.joint != "、":
            self.listed = []
        self.label = label
        self.listed = [*self.listed[-_KEPT:], label]

    def both(self) -> list[Label]:
        """What 均 is said of: the members of the list, else the last two counts."""
        return self.listed if len(self.listed) > 1 else self.said[-2:]

    def count(self, labels: list[Label], unit: str) -> None:
        """Takes in the labels of a count, with its unit."""
        self.said = [*self.said, *labels][-_KEPT:]
        self.unit = unit

    def _bearer(self, noun: Label) -> Label:
        """The thing whose size a noun tells: 打草场 of 打草场面积; empty where it names none."""
        last = noun[-1]
        if (
            added := _ADDED.search(self.text, max(last.start + 1, last.end - 3), last.end)
        ) and added.end() == last.end:
            return (*noun[:-1], Span(last.start, added.start()))
        size = words("labels", "sizes").tail(self.text, *last)
        if size < 2:
            return noun
        rest = Span(last.start, last.end - size)
        if rest.end - rest.start < 2 or opens_verb(self.text, rest) or is_general(self.text, rest):
            return ()
        return (*noun[:-1], rest)

    def apart_from_share(self) -> Label:
        """The label without the whole that it was a part of (专利申请量占全市40%,占全省30%)."""
        for i, span in enumerate(self.label):
            at = self.text.find("占", *span)
            if at >= 0 and (at > span.start or i):
                return (*self.label[:i], Span(span.start, at)) if at > span.start else self.label[:i]
        return self.label

    def stock(self, label: Label) -> Label:
        """The label without the 新增 that opens it as a verb."""
        return tuple(span for span in label if not _ADDED.fullmatch(self.text, *span))

    def reach(self) -> Label:
        """The label without 新增: what is reached (达474万户) is the stock; without the 任务 that is done."""
        spans = [*self.stock(self.label)]
        if spans and (size := words("labels", "tasks").tail(self.text, *spans[-1])):
            last = spans[-1]
            spans[-1] = Span(last.start, last.end - size if last.end - size > last.start + 1 else last.end)
        if not spans:
            return self.label
        if match := _ADDED.match(self.text, *spans[0]):
            spans[0] = Span(match.end(), spans[0].end)
        last = spans[-1]
        for size in (2, 3):
            if last.end - size > last.start and _ADDED.fullmatch(self.text, last.end - size, last.end):
                spans[-1] = Span(last.start if len(spans) > 1 else spans[0].start, last.end - size)
        if tuple(spans) != self.label:
            self.label = self.noun = tuple(spans)
        return self.label

    def counts_another(self, noun: Span, unit: str) -> bool:
        """Whether a general noun counts more of the kind spoken of, no attribute of it (续建项目)."""
        alike = bool(self.head) and self.text.endswith(self.text[slice(*noun)], *self.head[-1])
        return is_general(self.text, noun) and (alike or unit == self.unit)

    def bare(self) -> Label:
        """The noun without a verb at its end (重大项目新开工 is 重大项目)."""
        last = self.noun[-1]
        at = last_verb(self.text, last)
        whole = at > last.start + 1 and only_verbs(self.text, Span(at, last.end))
        return (*self.noun[:-1], Span(last.start, at)) if whole else self.noun

    def widened(self) -> Label:
        """The noun without the level or scope that it opens with."""
        first = self.noun[0]
        if len(self.noun) > 1 and narrows(self.text, first):
            return self.noun[1:]
        return (Span(first.start + opening_scope(self.text, first), first.end), *self.noun[1:])

    def lends_verb(self, noun: Span) -> bool:
        """Whether the verb of a list's first member holds for this one (改造农村公路N公里、危桥M座)."""
        if not self.verb or opens_verb(self.text, noun):
            return False
        return not words("labels", "doing").tail(self.text, *noun)
