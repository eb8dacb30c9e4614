"""What each amount measures, in the report's own words.

The grammar, tried in this order for each amount (or run of amounts with only list signs between them):
A、B分别N、M (`share`); 总投资N的X and 投资N完成X (`setting`); N个X (the noun behind); no noun at all, so that
the label goes on (`memory`); X N (the noun before, with a verb that must stay, or what it is said of).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from baogao.facts.amounts.amount import Amount
from baogao.facts.naming.behind import (
    behind_with,
    counted_noun,
    counts_behind,
    goes_on,
    kept_verb,
    until_next,
    verb_alone,
    words_behind,
)
from baogao.facts.naming.clause import Piece, bounds, hush, joined, read_pieces, sizes, spans_time
from baogao.facts.naming.memory import Memory, met, narrows, opening_scope, says
from baogao.facts.naming.noun import cut_noun, only_verbs, without_doing
from baogao.facts.naming.setting import (
    agent_of,
    attribute_of,
    compares,
    paid_for,
    ranked_among,
    subject_before,
    thing_before,
    topic_of,
    work_before,
    worked_on,
)
from baogao.facts.naming.share import Label, share
from baogao.facts.naming.trim import Phrase, trim, words
from baogao.facts.rows import Term
from baogao.lexicon import load
from baogao.text.outline import Outline
from baogao.text.spans import Span

_NOTE: Final = re.compile(r"[①-⑳㉑-㉟㊱-㊿]|[\[〔［]\d{1,3}[\]〕］]|【\d{1,3}】|[(（]P\d{1,3}[)）]|\s+")
_ALL: Final = re.compile(r"(?<![年人户亩平日月])均|双双")
_COUNTRY: Final = ("乡", "鄉")
_AND: Final = Span(-1, -1)  # stands for the 、 between two labels


def label_figures(outline: Outline, amounts: Sequence[Amount], glossary: Sequence[Term]) -> list[str]:
    """The label of each amount, copied from the outline's text; empty only where nothing is said.

    `amounts` stand in text order.

    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n全年GDP达890亿元,增长5.5%。")
    >>> a, b = outline.text.index("890"), outline.text.index("5.5")
    >>> level = Amount(a, a + 5, a, a + 4, a - 1, 89e9, None, "元", "=", "level")
    >>> growth = Amount(b, b + 4, b, b + 3, b - 2, 5.5, None, "%", "=", "growth")
    >>> label_figures(outline, [level, growth], [])
    ['GDP', 'GDP']
    """
    return _Labeller(outline, amounts).read()


def _empty(span: Span) -> bool:
    return span.end <= span.start


class _Labeller:
    """Reads amounts in order, and remembers inside a sentence what was spoken of."""

    def __init__(self, outline: Outline, amounts: Sequence[Amount]) -> None:
        self.outline = outline
        self.text = hush(outline.folded, amounts)
        self.pieces = read_pieces(outline, self.text, amounts)
        self.memory = Memory(self.text)
        self.at = 0  # the last piece of the run that is read
        self.taken = 0  # words up to here belong to the amount before
        self.sentence = -1

    def read(self) -> list[str]:
        labels: list[Label] = []
        while len(labels) < len(self.pieces):
            first = last = len(labels)
            while last + 1 < len(self.pieces) and self._continues(last):
                last += 1
            self.at = last
            labels += self._run(self.pieces[first : last + 1])
        return [self._copy(label) for label in labels]

    def _continues(self, i: int) -> bool:
        left, right = self.pieces[i], self.pieces[i + 1]
        if bounds(self.text, left.amount, right.amount):
            return False
        return left.sentence == right.sentence and joined(self.text, left.amount, right.amount)

    def _copy(self, label: Label) -> str:
        said = "".join("、" if span == _AND else self._whole(span) for span in label)
        return _NOTE.sub("", said).strip("、,，;；:：。·—")

    def _whole(self, span: Span) -> str:
        """The words of a span; of 城乡居民 told apart, each letter as the word that it stands for."""
        text = self.outline.text
        said = text[slice(*span)]
        if said == "城" and text[span.end : span.end + 1] in _COUNTRY:
            return "城鎮" if text[span.end] == "鄉" else "城镇"
        if said in _COUNTRY and text[span.start - 1 : span.start] == "城":
            return "農村" if said == "鄉" else "农村"
        return said

    @property
    def _following(self) -> Piece | None:
        return self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None

    def _run(self, run: list[Piece]) -> list[Label]:
        """The labels of amounts with nothing but list signs between them."""
        first, last = run[0], run[-1]
        self._enter(first.sentence)
        before = self._before(run)
        phrase = trim(self.text, before, first.amount.measure)
        if spans_time(self.text, first.amount):  # 五年来: in passing, what was spoken of goes on
            kept, taken = self.memory.copy(), self.taken
            label = self._single(first, last, before, phrase)
            self.memory, self.taken = kept, taken
            return [label] * len(run)
        labels = self._shared(run, phrase) if len(run) > 1 else []
        if labels:
            self.memory.remember(labels[-1], labels[-1], (), first)
            self.memory.listed, self.memory.paired = list(labels), self.at
        else:
            labels = [self._single(first, last, before, phrase)] * len(run)
        if first.amount.measure == "level":
            self.memory.count(labels, last.amount.unit)
        return labels

    def _before(self, run: list[Piece]) -> Span:
        """The words before a run, from where the amount before has left off; they go on over a threshold."""
        piece = run[0]
        i = self.at - len(run)
        if i >= 0 and piece.joint == "" and self.taken <= self.pieces[i].amount.end:
            last = self.pieces[i].amount
            if sizes(self.text, last) and last.end < piece.before.end:
                return Span(self.pieces[i].before.start, piece.before.end)
        return Span(min(max(piece.before.start, self.taken), piece.before.end), piece.before.end)

    def _enter(self, sentence: int) -> None:
        """Forgets, in a new sentence; in the same paragraph a bare verb is still said of the last count."""
        if sentence == self.sentence:
            return
        fresh = Memory(self.text)
        if self.sentence >= 0 and self.text.find("\n", self.sentence, sentence) < 0:
            fresh.noun, fresh.unit = self.memory.noun, self.memory.unit
        self.memory, self.sentence = fresh, sentence

    def _shared(self, run: list[Piece], phrase: Phrase) -> list[Label]:
        """The labels of several values, paired off with as many members; empty where they are not as many."""
        said = Span(phrase.verb.start, phrase.core.end)
        memory = self.memory
        before = memory.said[-len(run) :] if len(memory.said) >= len(run) else []
        if _empty(said):
            follows = memory.paired == self.at - len(run) and len(memory.listed) == len(run)
            return before if follows or "分别" in self.text[slice(*run[0].before)] else []
        shared = share(self.text, said, len(run)) or []
        if not shared and before and says(self.text, (said,), "attributes"):  # 总里程分别达N和M
            return [(*self.memory.stock(whole), said) for whole in before]
        if shared and before and self.text.startswith("占", said.start):
            of = Span(said.start, said.start + 1)
            shared[0] = (Span(said.start + 1, shared[0][0].end), *shared[0][1:])
            return [(*whole, of, *part) for whole, part in zip(before, shared, strict=True)]
        return shared

    def _single(self, first: Piece, last: Piece, before: Span, phrase: Phrase) -> Label:
        text, core = self.text, phrase.core
        label = attribute_of(text, last, core, self._following)
        if label and text.startswith("的", last.amount.end):
            return self.memory.remember(label, label[:1], (), last)
        following = self.pieces[self.at + 1 : self.at + 4]
        if label := paid_for(text, last, Span(phrase.verb.start, core.end), following):
            return self.memory.remember(label, label[:1], (), last)
        behind = words_behind(self.text, last)
        if counts_behind(text, first, phrase, behind):
            return self._noun_behind(first, last, phrase, behind)
        if label := ranked_among(text, self.pieces[max(0, self.at - 1)], first):
            return self.memory.remember(label, label, (), first)
        if compares(text, first, core):
            return self.memory.label or work_before(text, first) or (core,)
        if _empty(core) and _empty(phrase.verb):
            return self._other_deed(first, phrase) or self._carried(first, before, phrase)
        return self._noun_before(first, phrase)

    def _other_deed(self, piece: Piece, phrase: Phrase) -> Label:
        """A verb alone, of weight, is said of the count before (生猪存栏180万头、出栏320万头)."""
        memory, verb = self.memory, Span(phrase.dropped, phrase.core.start)
        said = self.text[slice(*verb)]
        same = memory.label and memory.noun and memory.unit == piece.amount.unit
        if not same or not only_verbs(self.text, verb):
            return ()
        if said in words("verbs", "light").words or said in words("labels", "trail").words:
            return ()
        noun = memory.bare()
        label = (verb, *noun) if noun == memory.noun else (*noun, verb)
        return memory.remember(label, label if noun != memory.noun else noun, (), piece)

    def _carried(self, piece: Piece, before: Span, phrase: Phrase) -> Label:
        """No noun of its own (890亿元,增长5.5%): the label goes on."""
        memory = self.memory
        last = self.pieces[self.at - 1].amount if self.at and piece is self.pieces[self.at] else None
        if last and memory.noun and bounds(self.text, last, piece.amount):
            return (Span(last.start, last.end), *memory.widened())
        if _ALL.search(self.text, *before) and len(both := memory.both()) > 1:
            return tuple(span for label in both for span in (*label, _AND))[:-1]
        if not memory.label:
            subject = subject_before(self.text, piece) if not _empty(before) else ()
            if subject:
                return memory.remember(subject, subject, (), piece)
            memory.noun = ()  # what is said here is not said of the count before
            return verb_alone(self.text, piece, phrase, self._following)
        return memory.reach() if piece.amount.measure == "level" else memory.label

    def _noun_behind(self, first: Piece, last: Piece, phrase: Phrase, behind: Span) -> Label:
        text, memory, core = self.text, self.memory, phrase.core
        noun = cut_noun(text, behind, strict=False)
        after = self._following
        if after and (after.amount.start == last.after.end or noun.end < after.amount.start <= noun.end + 2):
            noun, taken = until_next(text, noun, after)
            self.taken = max(self.taken, taken)
        if after and narrows(text, noun):  # 1个省级和2个市级园区
            other = cut_noun(text, words_behind(self.text, after), strict=False)
            size = opening_scope(text, other)
            label: Label = (noun, Span(other.start + size, other.end)) if size else (noun,)
            return memory.remember(label, label, (), first)
        if _empty(core) and goes_on(memory, first, noun):  # 28所敬老院开工,其中6所建成
            memory.label = (*memory.bare(), noun)
            return memory.label
        verb: Label = () if _empty(phrase.verb) else (phrase.verb,)
        label = behind_with(self.memory, first, phrase, noun, verb)
        return memory.remember(label, label[1:] if verb else label, verb, first)

    def _noun_before(self, piece: Piece, phrase: Phrase) -> Label:
        text, memory, core = self.text, self.memory, phrase.core
        verb: Label = () if _empty(phrase.verb) else (phrase.verb,)
        noun = without_doing(text, core)
        if _empty(core):
            low = self.pieces[self.at - 1].amount.end if self.at else 0
            thing = worked_on(text, piece, low) if verb and memory.unit != piece.amount.unit else ()
            noun, verb = (*(verb or (Span(phrase.dropped, core.end),)), *thing), ()
        if unit := counted_noun(text, piece):
            noun = (unit,) if text.endswith(("把", "将", "让", "使"), *core) else (core, unit)
        if memory.label and says(text, noun, "per"):
            return memory.attribute((*noun, *memory.label), piece)
        if memory.noun and memory.unit == piece.amount.unit and narrows(text, core):
            noun = (core, *memory.widened())
        elif (
            memory.noun
            and memory.unit == piece.amount.unit
            and only_verbs(text, Span(phrase.verb.start, core.end))
            and not only_verbs(text, memory.noun[-1])
        ):
            noun, verb = memory.bare(), (Span(phrase.verb.start, core.end),)
            if noun != memory.noun:  # 重大项目新开工N个、竣工M个: the noun stands first here too
                label = (*noun, *verb)
                return memory.remember(label, label, (), piece)
        elif memory.label and piece.amount.measure == "share" and says(text, (core,), "plans"):
            noun = (*memory.label, Span(phrase.dropped, core.end))
        elif text.startswith("占", core.start) and memory.label and piece.amount.measure != "level":
            noun = (*memory.apart_from_share(), core)
        elif not verb:
            kept = kept_verb(text, phrase)
            counted = kept and memory.counts_another(core, piece.amount.unit)
            if not counted and (bearer := self._bearer(core, piece)):
                return memory.attribute((*met(text, bearer, core), *noun[1:]), piece)
            if kept:
                verb = (kept,)
            elif piece.joint == "、" and phrase.dropped == core.start and memory.lends_verb(core):
                verb = memory.verb
            elif topic := topic_of(text, piece, core):
                noun = (core, topic)
        return memory.remember((*verb, *noun), noun, verb, piece)

    def _bearer(self, core: Span, piece: Piece) -> Label:
        """Who or what an attribute is said of: what was counted before, or the agent of the sentence."""
        text, head, label = self.text, self.memory.head, self.memory.label
        said = text[slice(*core)]
        if said in ("投资", "完成投资") and label and text.endswith("投资", *label[-1]) and not head:
            return label  # 固定资产投资增长9%,累计完成投资50亿元
        if text.startswith("其中", piece.before.start):
            return ()
        if said in words("labels", "reaching").words:
            return head or work_before(text, piece)
        if said in load("labels")["agents"]["firm"]:
            return agent_of(text, piece) or head
        if said in words("labels", "attributes").words or said in words("verbs", "predicates").words:
            low = self.pieces[self.at - 1].amount.end if self.at else 0
            rate = said.endswith("率")
            return head or agent_of(text, piece) or (() if rate else thing_before(text, piece, low))
        return ()
