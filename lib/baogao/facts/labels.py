"""What each amount measures, in the report's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from baogao.facts.amount import Amount
from baogao.facts.clause import Piece, clause_end, hush, joined, read_pieces, spans_time
from baogao.facts.noun import cut_noun, follows_verb, is_general, last_verb, only_verbs, opens_verb
from baogao.facts.rows import Term
from baogao.facts.share import Label, share
from baogao.facts.trim import Phrase, trim, trim_back, trim_front, words
from baogao.lexicon import load
from baogao.text.outline import Outline
from baogao.text.spans import Span

_NOTE: Final = re.compile(r"[①-⑳㉑-㉟㊱-㊿]|[\[〔［]\d{1,3}[\]〕］]|【\d{1,3}】|[(（]P\d{1,3}[)）]|\s+")
_LEVEL: Final = re.compile(r"(?:国家|省|市|县|区|自治区|盟|州|部|厅)级(?:及以上|以上)?")
_DEFINED: Final = re.compile(r"([^,;:。、]{2,16}),?(?:是指|指|即)")
_SIZED: Final = re.compile(r"[\d一二三五十百千万亿.]+元(?:以上|以下)")
_TOPIC: Final = re.compile(r"在([^,;:。、]{2,20}?)方面,")
_ADDED: Final = re.compile(r"(?:净|新)增|新(?:登记|注册)")
# What is measured in these is named before the amount, hardly ever behind it.
_MONEY: Final = frozenset(["元", "美元", "欧元", "%", "‰"])


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


class _Labeller:
    """Reads amounts in order and remembers, inside a sentence, what was spoken of."""

    def __init__(self, outline: Outline, amounts: Sequence[Amount]) -> None:
        self.outline = outline
        self.text = hush(outline.folded, amounts)
        self.pieces = read_pieces(outline, self.text, amounts)
        self.at = 0  # which piece is read
        self.taken = 0  # words up to here belong to the amount before
        self.sentence = -1
        self._forget()

    def _forget(self) -> None:
        self.label: Label = ()  # the whole label of the amount before
        self.noun: Label = ()  # its noun, without verb
        self.verb: Label = ()  # its verb, which holds for the members of a list
        self.head: Label = ()  # the noun that later attributes are said of
        self.listed: list[Label] = []  # the labels of the list, for 均
        self.said: list[Label] = []  # the labels of the sentence's levels, for 分别 that follows
        self.unit = ""  # the unit of the amount before

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
        if self._bounds(left.amount, right.amount):
            return False
        return left.sentence == right.sentence and joined(self.text, left.amount, right.amount)

    def _bounds(self, left: Amount, right: Amount) -> bool:
        """Whether the left amount is the size of what the right one counts (10亿元以上5个)."""
        closed = self.text.endswith(("以上", "以下"), left.start, left.end)
        return closed and left.end == right.start and left.unit != right.unit

    def _copy(self, label: Label) -> str:
        said = "".join(self.outline.text[slice(*span)] for span in label)
        return _NOTE.sub("", said).strip("、,，;；:：。·—")

    def _run(self, run: list[Piece]) -> list[Label]:
        """The labels of amounts with nothing but list signs between them."""
        first, last = run[0], run[-1]
        if first.sentence != self.sentence:
            noun, unit = self.noun, self.unit
            self._forget()
            # In the same paragraph a bare verb is still said of what was counted last (…。新开工N个).
            if 0 <= self.text.find("\n", max(self.sentence, 0), first.sentence) or self.sentence < 0:
                noun, unit = (), ""
            self.noun, self.unit = noun, unit
            self.sentence = first.sentence
        before = Span(min(max(first.before.start, self.taken), first.before.end), first.before.end)
        phrase = trim(self.text, before, first.amount.measure)
        if spans_time(self.text, first.amount):  # 五年来: in passing, what was spoken of goes on
            kept = {**vars(self), "listed": list(self.listed), "said": list(self.said)}
            label = self._single(first, last, before, phrase)
            vars(self).update(kept)
            return [label] * len(run)
        labels = self._shared(run, phrase) if len(run) > 1 else []
        if not labels:
            labels = [self._single(first, last, before, phrase)] * len(run)
        elif len(labels) > 1:
            self._remember(labels[-1], labels[-1], (), first)
            self.listed = list(labels)
        if first.amount.measure == "level":
            self.said += labels
        if first.amount.measure == "level":
            self.unit = last.amount.unit
        return labels

    def _shared(self, run: list[Piece], phrase: Phrase) -> list[Label]:
        """The labels of several values, paired off with as many members; empty where there are not so many."""
        said = Span(phrase.verb.start, phrase.core.end)
        before = self.said[-len(run) :] if len(self.said) >= len(run) else []
        if said.end == said.start:
            return before if "分别" in self.text[slice(*run[0].before)] else []
        shared = share(self.text, said, len(run)) or []
        if shared and before and self.text.startswith("占", said.start):
            of = Span(said.start, said.start + 1)
            shared[0] = (Span(said.start + 1, shared[0][0].end), *shared[0][1:])
            return [(*whole, of, *part) for whole, part in zip(before, shared, strict=True)]
        return shared

    def _remember(self, label: Label, noun: Label, verb: Label, piece: Piece) -> None:
        if piece.joint != "、":
            self.listed = []
        self.label, self.noun, self.verb = label, noun, verb
        self.listed.append(label)
        if piece.amount.measure != "level":
            return
        if not self._says(noun, "attributes"):
            self.head = self._bearer(noun) or self.head
        elif verb:
            self.head = label

    def _bearer(self, noun: Label) -> Label:
        """The thing whose size a noun tells: 打草场 of 打草场面积; empty where it names none."""
        last = noun[-1]
        size = words("labels", "sizes").tail(self.text, *last)
        if size < 2:
            return noun
        rest = Span(last.start, last.end - size)
        if rest.end - rest.start < 2 or opens_verb(self.text, rest) or is_general(self.text, rest):
            return ()
        return (*noun[:-1], rest)

    def _says(self, label: Label, room: str) -> bool:
        return "".join(self.text[slice(*span)] for span in label) in words("labels", room).words

    def _single(self, first: Piece, last: Piece, before: Span, phrase: Phrase) -> Label:
        behind = self._behind(last)
        if self.text.startswith("的", last.amount.end) and (label := self._attribute(last, phrase)):
            return label
        if label := self._paid(last, phrase):
            return label
        if self._counts_behind(first, phrase, behind):
            return self._noun_behind(first, last, phrase, behind)
        bare = phrase.core.end == phrase.core.start and phrase.verb.end == phrase.verb.start
        if words("labels", "against").head(self.text, *phrase.core):
            return self.label or self._clause_before(first) or (phrase.core,)
        if bare:
            return self._carried(first, before, phrase)
        return self._noun_before(first, phrase)

    def _behind(self, piece: Piece) -> Span:
        """The words behind an amount, without those that only close it (大关, 左右)."""
        start, end = piece.after
        closing = words("labels", "behind")
        while start < end and (size := closing.head(self.text, start, end)):
            start += size
        return Span(start, end)

    def _counts_behind(self, piece: Piece, phrase: Phrase, behind: Span) -> bool:
        """Whether what is counted stands behind the amount (13个部门), not before it (部门13个)."""
        if behind.end == behind.start or self.text[behind.start] in "、和及与或并(":
            return False
        core = phrase.core
        if self.text[behind.start] == "的":
            return core.end == core.start and piece.amount.measure != "growth"
        if self._says((core,), "reaching"):
            return True
        if trim(self.text, behind).core.end == trim(self.text, behind).core.start and phrase.core.end > core.start:
            return False
        if core.end == core.start:
            return True
        if piece.amount.measure in ("share", "growth", "rank"):
            return False
        if piece.amount.unit in _MONEY:
            # Two letters that are no noun of the lexicon are a verb it does not know (动用10亿元资金).
            known = self._says((core,), "attributes") or words("labels", "heads").tail(self.text, *core)
            return core.end - core.start <= 2 and not known and not opens_verb(self.text, behind)
        if self.text.endswith(("等", "的"), core.start, piece.amount.start):
            return True
        return not opens_verb(self.text, behind)

    def _carried(self, piece: Piece, before: Span, phrase: Phrase) -> Label:
        """No noun of its own (890亿元,增长5.5%): the label goes on."""
        said = self.text[slice(*before)]
        last = self.pieces[self.at - 1].amount if self.at and piece is self.pieces[self.at] else None
        if last and self.noun and self._bounds(last, piece.amount):
            return (Span(last.start, last.end), *self._widened())
        if "均" in said and len(self.listed) > 1:
            return self._enumerated()
        if not self.label:
            subject = self._subject_before(piece) if before.end > before.start else ()
            return subject or self._verbal(piece, phrase)
        if piece.amount.measure == "level":
            added = self._added(self.label)
            if added != self.label:
                self.label = self.noun = added
        return self.label

    def _enumerated(self) -> Label:
        """What several labels have in common is said of them all: the stretch from first to last noun."""
        return tuple(span for label in self.listed for span in label)

    def _subject_before(self, piece: Piece) -> Label:
        """The subject of the clause before, where it gave no amount (地区生产总值再上台阶,增长7%)."""
        end = piece.before.start - 1
        if end <= piece.sentence or self.text[end] != ",":
            return ()
        start = max(self.text.rfind(sign, piece.sentence, end) + 1 for sign in ",;:") or piece.sentence
        trail = words("labels", "trail")
        stop = next((at for at in range(start + 2, end) if trail.head(self.text, at, end) > 1), end)
        noun = trim(self.text, Span(start, stop)).core
        return (noun,) if 1 < noun.end - noun.start <= 16 else ()

    def _verbal(self, piece: Piece, phrase: Phrase) -> Label:
        """A clause without a noun: what the same verb had before in the sentence, else the verb alone."""
        verb = Span(phrase.dropped, phrase.core.end)
        after = self.pieces[self.at + 1] if self.at + 1 < len(self.pieces) else None
        if after and after.joint == "、" and after.sentence == piece.sentence:
            noun = cut_noun(self.text, self._behind(after), strict=False)
            if noun.end > noun.start:  # 启动42所、完成30所校园建设
                return (verb, noun) if verb.end > verb.start else (noun,)
        said = self.text[slice(*verb)]
        at = self.text.rfind(said, piece.sentence, verb.start) if said else -1
        if at >= 0:
            noun = cut_noun(self.text, Span(at + len(said), clause_end(self.text, at)), strict=True)
            if noun.end - noun.start > 1:
                return (noun,)
        return (verb,)

    def _added(self, label: Label) -> Label:
        """A label without 新增: what is reached (达474万户) is the stock."""
        spans = [span for span in label if not _ADDED.fullmatch(self.text, *span)]
        if not spans:
            return label
        first, last = spans[0], spans[-1]
        if match := _ADDED.match(self.text, *first):
            spans[0] = Span(match.end(), first.end)
        for size in (2, 3):
            if last.end - size > last.start and _ADDED.fullmatch(self.text, last.end - size, last.end):
                spans[-1] = Span(spans[-1].start, last.end - size)
        return tuple(spans)

    def _attribute(self, piece: Piece, phrase: Phrase) -> Label:
        """总投资N亿元的X: the label is X总投资."""
        size = words("labels", "of").tail(self.text, *phrase.core)
        if not size:
            return ()
        start = piece.amount.end + 1
        if start == self._next_start():
            start = self._next_end()
        noun = cut_noun(self.text, Span(start, clause_end(self.text, start)), strict=True)
        if noun.end == noun.start:
            return ()
        label = (noun, Span(phrase.core.end - size, phrase.core.end))
        self._remember(label, (noun,), (), piece)
        return label

    def _next_start(self) -> int:
        i = self.at + 1
        return self.pieces[i].amount.start if i < len(self.pieces) else -1

    def _next_end(self) -> int:
        return self.pieces[self.at + 1].amount.end

    def _paid(self, piece: Piece, phrase: Phrase) -> Label:
        """投资N元完成X: the label is X投资."""
        said = Span(phrase.verb.start, phrase.core.end)
        if self.text[slice(*said)] not in words("labels", "paid").words:
            return ()
        start = piece.amount.end
        if self.text[start : start + 1] in ",":
            start += 1
        end = clause_end(self.text, start)
        if not words("verbs", "after_money").head(self.text, start, end):
            return ()
        after = trim_front(self.text, Span(start, min(end, max(piece.after.end, start))) if start == piece.amount.end else Span(start, end))
        noun = cut_noun(self.text, Span(after.verb.start, after.core.end), strict=False)
        counted = [p.amount.end for p in self.pieces[self.at + 1 : self.at + 4] if start <= p.amount.start < end]
        if counted:  # 投资N元完成M公里X: what is paid for is counted itself
            noun = cut_noun(self.text, Span(counted[-1], end), strict=False)
        if noun.end <= noun.start:
            return ()
        label = (noun, said)
        self._remember(label, (noun,), (), piece)
        return label

    def _noun_behind(self, first: Piece, last: Piece, phrase: Phrase, behind: Span) -> Label:
        noun = cut_noun(self.text, behind, strict=False)
        nxt = self._next_start()
        if nxt == last.after.end or (noun.end < nxt <= noun.end + 2):  # another amount in the same clause
            noun = self._until_next(noun, nxt)
        if self._narrows(noun) and self.at + 1 < len(self.pieces):  # 1个省级和2个市级园区
            other = cut_noun(self.text, self._behind(self.pieces[self.at + 1]), strict=False)
            said = _LEVEL.match(self.text, *other)
            size = len(said[0]) if said else words("labels", "scopes").head(self.text, *other)
            label: Label = (noun, Span(other.start + size, other.end)) if size else (noun,)
            self._remember(label, label, (), first)
            return label
        same = self.noun and self.unit == first.amount.unit and first.joint is not None
        if same and only_verbs(self.text, noun) and phrase.core.end == phrase.core.start:
            label = (*self._unverbed(), noun)  # 28所敬老院开工,其中6所建成
            self.label = label
            return label
        label = (noun,)
        bare = cut_noun(self.text, noun, strict=True)
        listed = self.text.endswith("等", phrase.core.start, first.amount.start)
        if unit := self._counted(first):
            label = (phrase.core, unit, noun)
        elif phrase.verb.end > phrase.verb.start:
            label = (phrase.verb, noun)
            if listed and phrase.core.end - phrase.core.start <= 14:
                label = (phrase.verb, Span(phrase.core.start, first.amount.start), noun)
        elif self._needs_before(phrase, first.amount.start):
            label = (Span(phrase.core.start, first.amount.start), noun)
        elif listed and self._says((bare,), "abstract"):
            label = (Span(phrase.core.start, first.amount.start), noun)
        elif first.joint == "、" and self._lends_verb(noun):
            label = (*self.verb, noun)
        elif phrase.dropped < phrase.core.start and self._says((noun,), "general"):
            label = (Span(phrase.dropped, phrase.core.start), noun)
        verb: Label = (phrase.verb,) if phrase.verb.end > phrase.verb.start else ()
        self._remember(label, label[1:] if verb else label, verb, first)
        return label

    def _until_next(self, noun: Span, nxt: int) -> Span:
        """The part of the words between two amounts that the first one counts."""
        comma = self.text.find("、", *noun)
        if comma > noun.start:
            self.taken = comma
            return Span(noun.start, comma)
        if self.text[noun.end : nxt].strip(" 近约超"):  # a sign of a list stands before the next one
            self.taken = nxt
            return noun
        at = last_verb(self.text, noun)
        size = words("labels", "attributes").tail(self.text, *noun)
        paid = self.pieces[self.at + 1].amount.unit in _MONEY
        if at <= noun.start and size > 1 and paid:  # 144个项目完成投资N元: the second one needs the noun as well
            return Span(noun.start, noun.end - size)
        if at > noun.start:
            self.taken = at
            return Span(noun.start, at)
        short = trim_back(self.text, noun)
        return short if short.end > short.start else noun

    def _needs_before(self, phrase: Phrase, end: int) -> bool:
        """Whether the words before belong to the noun: 县城考核的39项指标."""
        core = phrase.core
        if core.end - core.start < 2:
            return False
        return follows_verb(self.text, core) or self.text.endswith("的", core.end, end)

    def _counted(self, piece: Piece) -> Span | None:
        """The unit, where it is the counted noun itself (1100多万学生)."""
        amount = piece.amount
        at = self.text.rfind(amount.unit, amount.start, amount.end) if amount.unit else -1
        unit = Span(at, at + len(amount.unit))
        return unit if at >= 0 and self._says((unit,), "counted") else None

    def _lends_verb(self, noun: Span) -> bool:
        """Whether the verb of a list's first member holds for this one (改造农村公路N公里、危桥M座)."""
        if not self.verb or opens_verb(self.text, noun):
            return False
        return not words("labels", "doing").tail(self.text, *noun)

    def _unverbed(self) -> Label:
        """The noun before without a verb at its end (重大项目新开工)."""
        last = self.noun[-1]
        at = last_verb(self.text, last)
        whole = at > last.start + 1 and only_verbs(self.text, Span(at, last.end))
        return (*self.noun[:-1], Span(last.start, at)) if whole else self.noun

    def _vague(self, phrase: Phrase) -> Span | None:
        """The verbs that a vague noun keeps: 推进重大项目, 谋划储备项目."""
        start, core = phrase.dropped, phrase.core
        tails = tuple(load("labels")["vague"]["tails"])
        light = words("verbs", "light")
        if not is_general(self.text, core) and not self.text[slice(*core)].endswith(tails):
            return None
        if is_general(self.text, core):
            return Span(start, core.start) if start < core.start else None
        while start < core.start and (size := light.head(self.text, start, core.start)):
            start += size
        return Span(start, core.start) if start < core.start else None

    def _narrows(self, core: Span) -> bool:
        """Whether the words name a part of what was said before: 其中国家级, 农村."""
        level = _LEVEL.fullmatch(self.text, *core) or _SIZED.fullmatch(self.text, *core)
        return bool(level) or self._says((core,), "scopes")

    def _widened(self) -> Label:
        """The noun before, without the level or scope that it opens with."""
        first = self.noun[0]
        if len(self.noun) > 1 and self._narrows(first):
            return self.noun[1:]
        said = _LEVEL.match(self.text, *first)
        size = len(said[0]) if said else words("labels", "scopes").head(self.text, *first)
        return (Span(first.start + size, first.end), *self.noun[1:])

    def _of_whom(self, core: Span, piece: Piece) -> Label:
        """Who or what an attribute is said of: what was counted before, or the agent of the sentence."""
        said = self.text[slice(*core)]
        if said in words("labels", "reaching").words:
            return self.head or self._clause_before(piece)
        if said in load("labels")["agents"]["firm"]:
            return self._agent(piece) or self.head
        if said in words("labels", "attributes").words or said in words("verbs", "predicates").words:
            if bearer := self.head or self._agent(piece):
                return bearer
            return () if said.endswith("率") else self._clause_before(piece, thing=True)
        return ()

    def _last_end(self) -> int:
        """Where the amount before ends."""
        return self.pieces[self.at - 1].amount.end if self.at else 0

    def _topic(self, piece: Piece, core: Span) -> Span | None:
        """What the sentence says it speaks of (在工业增加值方面,某县增长10%)."""
        match = _TOPIC.search(self.text, piece.sentence, core.start)
        if not match or words("labels", "heads").tail(self.text, *core):
            return None
        topic = trim(self.text, Span(*match.span(1)), "growth").core
        return topic if words("labels", "heads").tail(self.text, *topic) else None

    def _met(self, bearer: Label, core: Span) -> Label:
        """Bearer and attribute; what both say is said once (住房交付 + 交付率)."""
        last = bearer[-1]
        for size in (3, 2):
            tail = self.text[last.end - size : last.end]
            if last.end - size > last.start and self.text.startswith(tail, core.start):
                return (*bearer[:-1], Span(last.start, last.end - size), core)
        return (*bearer, core)

    def _clause_before(self, piece: Piece, *, thing: bool = False) -> Label:
        """What the clause before speaks of (实施饮水工程,惠及N人)."""
        end = piece.before.start - 1
        if end <= piece.sentence or self.text[end] != ",":
            return ()
        start = max(self.text.rfind(sign, piece.sentence, end) + 1 for sign in ",;:") or piece.sentence
        phrase = trim_front(self.text, Span(start, end))
        noun = Span(phrase.verb.start, phrase.core.end)
        if thing:
            if phrase.core.start == start or start < self._last_end():
                return ()
            listed = self.text.rfind("等", *phrase.core)
            size = words("labels", "upkeep").tail(self.text, *phrase.core)
            noun = Span(listed + 1 if listed >= 0 else phrase.core.start, phrase.core.end - size)
        return (noun,) if 1 < noun.end - noun.start <= 20 else ()

    def _agent(self, piece: Piece) -> Label:
        """Who is to act (推动某集团转型,实现资产N元), or what is defined (某企业,指成立时间不超过N年)."""
        start = piece.sentence
        if match := _DEFINED.search(self.text, start, min(start + 60, piece.amount.start)):
            return (Span(match.start(1), match.end(1)),)
        size = words("labels", "agents").head(self.text, start, start + 4)
        if not size:
            return ()
        acts = load("labels")["agents"]["acts"]
        for at in range(start + size + 2, min(start + size + 12, piece.amount.start)):
            if self.text.startswith(tuple(acts), at):
                return (Span(start + size, at),)
        return ()

    def _noun_before(self, piece: Piece, phrase: Phrase) -> Label:
        core, verb = phrase.core, phrase.verb
        part = self.text.startswith("其中", piece.before.start)
        noun: Label = (core,)
        own: Label = (verb,) if verb.end > verb.start else ()
        if core.end == core.start:
            noun, own = (verb if own else Span(phrase.dropped, core.end),), ()
        if unit := self._counted(piece):
            noun = (core, unit)
        if self.noun and self.unit == piece.amount.unit and self._narrows(core):
            noun = (core, *self._widened())
        elif self.noun and self.unit == piece.amount.unit and only_verbs(self.text, Span(verb.start, core.end)):
            noun = self._unverbed()
            own = (Span(verb.start, core.end),)
            if noun != self.noun:  # 重大项目新开工N个、竣工M个: the noun stands first here too
                self._remember((*noun, *own), (*noun, *own), (), piece)
                return self.label
        elif self.text.startswith("占", core.start) and self.label and piece.amount.measure != "level":
            noun = (*self.label, core)
        elif not own and not part and (bearer := self._of_whom(core, piece)):
            label = self._met(bearer, core)
            if piece.joint != "、":
                self.listed = []
            self.label = self.noun = label
            self.verb = ()
            self.listed.append(label)
            return label
        elif not own and (kept := self._vague(phrase)):
            own = (kept,)
        elif not own and piece.joint == "、" and phrase.dropped == core.start and self._lends_verb(core):
            own = self.verb
        elif topic := self._topic(piece, core):
            noun = (core, topic)
        label = (*own, *noun)
        self._remember(label, noun, own, piece)
        return label
