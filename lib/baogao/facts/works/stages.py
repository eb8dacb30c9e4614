"""Clauses cut into noun phrases and the verbs around them: what is said of how far a thing has come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from baogao.facts.works.names import NAMED, judge
from baogao.lexicon import alternation, fronts, load
from baogao.text.spans import Span

_CLAUSE: Final = re.compile(r"[^,。;!?:\n]+")
_NUMBER: Final = r"\d[\d.]{0,24}+(?:[余多]?[亿万千]?[余多]?)"
# Money and length before a name: `总投资1.6亿元的`, `全长25公里的`.
_AMOUNT: Final = (
    # The first characters spare the rest at most places.
    rf"(?=[计概预总投资全长占面约近达超\d])(?:计划|概算|预计)?(?:总投资|投资|投入|资金|全长|长|占地|面积)?(?:约|近|达|超过|超)?{_NUMBER}"
    r"(?:元|美元|公里|千米|米|亩|平方米|平方公里)(?:以上|左右)?的?"
)
_EARLY: Final = re.compile(r"(?P<stage>前期(?:工作)?)(?:进度|力度)?$")
_TIME: Final = r"(?=[\d一二三四])(?:(?:19|20)\d\d年|\d{1,2}月份?|\d{1,2}日|[一二三四]季度)(?:底前|底|前)?"
_MONTH: Final = r"(?<!\d)\d{1,2}月(?:\d{1,2}日|[底初份]|[上中下]旬)?(?:前|底前)?"
# 提前一年建成, 4个月时间建成: how long it took.
_FEW: Final = r"(?:\d{1,3}|[一二两三四五六七八九十半]{1,3})"
_DURATION: Final = rf"(?:提前|历时|仅用|用时|不到)?{_FEW}(?:个半?月|年|天)(?:时间)?[内就即]?"
_TOOK: Final = r"\d{1,3}(?:个半?月|天)(?:时间|内)"
# Steps on the way that a report names in words of its own: 进入铺轨阶段, 规划方案基本确定.
_STEPS: Final = "进规设线选初可环用方"
_STEP: Final = (
    rf"(?=[{_STEPS}])(?:进入[^,。、]{{1,12}}?(?:阶段|程序)"
    r"|(?:规划|设计|线位|选址|初设|可研|环评|用地)?(?:方案|可研|初设|线位|选址|环评|用地)(?:报告)?"
    r"(?:基本|正式|全面|已|全部)?(?:确定|获批|获得批复|批复|通过评审|通过审查|通过|完成|编制完成|落实))"
)
# First characters of what cuts a noun phrase beside the words of the lexicon.
_FRONTS: Final = f"{_STEPS}划建打新扩还尚仍没升改通—在按以"
_WATERS: Final = "河湖江海"  # a river is the subject of what becomes of its water
# What a going concern yields: 产业园完成税收3亿元 says nothing of how far it is built.
_YIELD: Final = re.compile(r"\d(?!.{0,6}投资)|产值|收入|税收|增加值|利润|吞吐|产量|改革|整改|验收")
# After `建设` these make it a part of the noun phrase, or its end.
_NO_OBJECT: Final = (
    "项目|工程|任务|规划|用地|资金|管理|发展|试点|示范|标准|局|银行|进度|力度|水平|质量|模式|内容|步伐"
    "|主体|进入|进展|完成|启动|取得|的|等|指标|为|成|和|及|与|、|[一二三四五六七八九十]+期"
)
# 启动区, 研究院, 修复工程: the verb is a part of another word.
_PART_OF_NAME: Final = (
    "(?!(?<=深化)[与同和对]|(?<=化)工(?![业作程资地伤])|区(?!人民|妇幼|中医|医院|疾控|工会|文化馆|图书馆|实验|[一二三四五第])|路|通道|干道|公交|列车|大道|街|项目|率|度|性|园(?![博林])|院|所|型|商|程|企业|公司"
    "|成本|管理|机制)"
)


class Unit(NamedTuple):
    """A noun phrase `start:end` of a clause with what is said of it.

    `lead` is the chain of adverbs and verbs before it, `trail` the predicate behind it. `weak` says that the
    verb before it makes no project of it (创建, 支持), `clause` is the clause that it stands in.
    """

    start: int
    end: int
    lead: Span | None
    trail: Span | None
    weak: bool
    clause: Span


@dataclass(frozen=True)
class _Patterns:
    opening: re.Pattern[str]  # what may stand before the noun phrase
    month: re.Pattern[str]  # a date that stands between a noun phrase and its verb
    cut: re.Pattern[str]  # where a noun phrase must end
    verb: re.Pattern[str]  # a chain of adverbs and verbs, or a weak verb
    predicate: re.Pattern[str]
    carried: re.Pattern[str]  # openings that go on with the verb before
    after: re.Pattern[str]  # a whole clause that says only how far things come
    verbal: re.Pattern[str]
    titles: frozenset[str]  # 创建: wherever it stands
    contests: frozenset[str]  # 创建: behind a noun phrase it makes a title of it
    done: re.Pattern[str]  # ends in a noun of doing


@cache
def _patterns() -> _Patterns:
    words = load("stages")
    free, bound = words["adverbs"]["free"], words["adverbs"]["bound"]
    verbs, weak = words["verbs"], words["weak"]["words"]
    loose = {"建设", "打造", "新建", "扩建"}
    hard = [word for word in verbs["lead"] if word not in loose]
    verbal = verbs["lead"] + verbs["soft"] + verbs["predicates"]
    link = f"(?:{alternation(free + bound + verbal)}){_PART_OF_NAME}"
    late = [word for word in verbs["predicates"] if any(firm in word for firm in verbs["firm"])]
    predicates, treated = alternation(verbs["predicates"]), alternation(verbs["treated"])
    adverb = [*free, *bound, "实现", "完成"]
    adverbs = f"(?:{alternation(adverb)}){{0,6}}"
    steps = alternation(["建设", "推进", "实施", "建成", "完成", "启动"])
    # One look at the first character spares the whole pattern at most places.
    first = {
        word[0] for word in [*bound, *free, *hard, *late, *verbs["neither"], *words["weak"]["cuts"], *_FRONTS]
    }
    cut = (
        rf"(?=[\d{''.join(sorted(first))}])"
        rf"(?:{fronts(bound, free, hard)}(?:{alternation(bound)}){{0,3}}(?:{alternation(free + hard)})"
        rf"(?!工作){_PART_OF_NAME}|{_STEP}"
        rf"|{fronts(bound, late)}(?:{alternation(bound)}){{0,3}}(?:{alternation(late)})"
        rf"{_PART_OF_NAME}(?!标准|设施|机场|中心|仪式|基地|企业)"
        # 甲铁路全面建设: the clause ends with it
        rf"|(?:{alternation([*free, *bound])}){{1,3}}(?:{steps})(?![^,。;!?:、\n])"
        rf"|(?:建设|打造|(?<![路速条个座项处段])新建|(?<![改新续条个座项处段])扩建)(?=[\u4e00-\u9fff“]{{3}})(?!{_NO_OBJECT}|{alternation(free)})"
        rf"|(?=\d)(?<=[\u4e00-\u9fff]{{2}})(?:{_MONTH}|{_TOOK})(?=.)"
        rf"|{alternation(verbs['neither'])}|还没有|尚未|仍未|没有|升级改造为|改造为|进行|通过|{alternation(words['weak']['cuts'])}"
        r"|——|(?<=[\u4e00-\u9fff]{3})在(?![建谈线编])|按[期时]|以及)"
    )
    openers = alternation(words["openers"]["words"])
    chain = rf"{link}(?:[了好和并或、]?{link})*"
    return _Patterns(
        opening=re.compile(
            rf"(?:{_AMOUNT}|{_TIME}|{link}|(?:{alternation(weak)})|(?:{openers})(?!军路|军大道|建)"
            rf"|(?<=[\u4e00-\u9fff])、(?={link})"
            r"|(?<=[施抓办做建用管])好(?!望|运)|[了\s①-⑳—]|\d{1,2}[.、]|[(（][一二三四五六七八九十\d]{1,3}[)）])+"
        ),
        month=re.compile(f"{_MONTH}|{_DURATION}"),
        cut=re.compile(cut),
        verb=re.compile(rf"(?P<weak>{alternation(weak + words['openers']['idle'])})|(?P<chain>{chain})"),
        predicate=re.compile(
            rf"(?:{alternation(verbs['neither'])})|进行了?{adverbs}(?:{treated})(?:[和、]?(?:{treated}))*"
            rf"|{fronts(adverb, '通列纳')}{adverbs}(?:通过|列入|纳入)[^,。]{{0,10}}?"
            rf"(?:{alternation(verbs['approved'])})|{fronts(adverb, _STEPS)}{adverbs}(?:{_STEP})"
            rf"|{fronts(adverb, verbs['predicates'])}{adverbs}(?:{predicates})"
            rf"(?:[或并和]?{adverbs}(?:{predicates}))*(?:在即)?"
        ),
        after=re.compile(
            # Possessive, so that a long run of verbs is not tried in every way.
            rf"(?:{_TIME}|(?:{openers})|{alternation(free + bound)})*+(?:{predicates})++(?:目标)?"
        ),
        titles=frozenset(words["weak"]["titles"]),
        contests=frozenset(words["weak"]["cuts"]),
        done=re.compile(
            r"等[^,]{0,6}\d+[条个座处所家项][^,]{2,10}$|等(?:重[大点])?[^,]{0,6}(?:项目|工程)(?:建设)?$|(?:建设|改造|提升|治理|绿化|工程|项目|修复|扩建|升级|整治|加固)$"
        ),
        verbal=re.compile(alternation(verbal + verbs["verbal"])),
        carried=re.compile(r"[\s—]*(?:以及|还有|和|以及)?[\s—]*"),
    )


def read_units(folded: str, start: int, end: int) -> Iterator[Unit]:
    """The noun phrases of `folded[start:end]` with the verbs around them, in order.

    >>> text = "加快推进甲河大桥建设,乙山水厂竣工投产"
    >>> [(text[u.start : u.end], u.lead and text[slice(*u.lead)], u.trail and text[slice(*u.trail)])
    ...  for u in read_units(text, 0, len(text))]
    [('甲河大桥建设', '加快推进', None), ('乙山水厂', None, '竣工投产')]
    """
    before: Unit | None = None  # held back until the next clause has been seen
    last: Unit | None = None
    for clause in _CLAUSE.finditer(folded, start, end):
        span = Span(clause.start(), clause.end())
        if before and folded[span.start - 1] == "," and _patterns().after.fullmatch(folded, *span):
            # `…等项目,力争年内建成投产`: the next clause says it of the noun phrase before it.
            verbs = list(_patterns().verb.finditer(folded, *span))
            if before.trail is None and not before.weak and verbs and _open_ended(folded, before):
                before = before._replace(trail=Span(*verbs[-1].span()))
            continue
        if before:
            yield before
            before = None
        for unit in _units(folded, span, last):
            if before:
                yield before
            before = last = unit
    if before:
        yield before


def _units(folded: str, clause: Span, before: Unit | None) -> Iterator[Unit]:
    patterns = _patterns()
    at = clause.start
    while at < clause.end:
        opening = patterns.opening.match(folded, at, clause.end)
        start = opening.end() if opening else at
        lead, weak = _lead(folded, at, start)
        if before and lead is None and not weak:
            if start == clause.start and folded[start - 1] == ",":
                lead = _carried(folded, start, clause.end, before)
            elif start > at and patterns.carried.fullmatch(folded, at, start):
                lead, weak = before.lead, before.weak
        cut = patterns.cut.search(folded, start, clause.end)
        end = cut.start() if cut else clause.end
        if end > start:
            last_word = cut is not None and cut.end() == clause.end
            titled = cut is not None and (
                cut[0] in patterns.titles or (cut[0] in patterns.contests and last_word)
            )
            weak = weak or titled
            trail = None
            if cut is not None:
                month = patterns.month.match(folded, end, clause.end)
                subject = (
                    start == clause.start and lead is None and not weak and folded[end - 1] not in _WATERS
                )
                trail = _trail(folded, month.end() if month else end, clause.end, subject)
            trail = trail or _early(folded, start, end)
            before = Unit(start, end, lead, trail, weak, clause)
            yield before
            if trail and folded[trail.end : trail.end + 1] == "、" and trail.end < clause.end:
                at = trail.end + 1  # the next of a list of things with steps of their own
                continue
        # A cut that opens nothing (`——`) is stepped over, so that every turn moves on.
        at = end if end > at else (cut.end() if cut else clause.end)


def _open_ended(folded: str, unit: Unit) -> bool:
    """Does what stands before the noun phrase leave its stage to the next clause (`紧盯X,力争开工`)?"""
    return unit.lead is None or folded[slice(*unit.lead)].endswith(tuple(load("stages")["verbs"]["watching"]))


def _carried(folded: str, start: int, end: int, before: Unit) -> Span | None:
    """`实施甲路改造,乙路绿化`: a clause that opens with its noun phrase goes on with the verb before it.

    So does a list of names between two marks (`推进甲高速,乙大桥、丙大桥,丁基地等项目建设`).
    """
    if before.weak or before.trail or before.lead is None:
        return None
    if _patterns().done.search(folded, start, end) or _lists_names(folded, start, end):
        return before.lead
    return None


def _lists_names(folded: str, start: int, end: int) -> bool:
    names = folded[start:end].split("、")
    judged = [judge(name) for name in names] if len(names) > 1 else []
    return bool(judged) and all(one.level == NAMED and one.head and not one.works for one in judged)


def _lead(folded: str, start: int, end: int) -> tuple[Span | None, bool]:
    """The last chain with a verb in it (`深入` alone is no stage), and whether a weak verb came last."""
    lead, weak = None, False
    if start == end:
        return None, False
    for match in _patterns().verb.finditer(folded, start, end):
        if match["weak"]:
            lead, weak = None, True
        elif _patterns().verbal.search(match[0]):
            lead, weak = Span(*match.span()), False
    return lead, weak


def _early(folded: str, start: int, end: int) -> Span | None:
    """`做好X前期工作`: the noun behind the name says how far it is."""
    match = _EARLY.search(folded, start, end)
    return Span(*match.span("stage")) if match else None


@cache
def _subject() -> re.Pattern[str]:
    words = load("stages")
    adverbs = alternation(words["adverbs"]["free"] + words["adverbs"]["bound"])
    return re.compile(rf"(?:{adverbs})*(?:{alternation(words['verbs']['subject'])})")


@cache
def _honours() -> tuple[str, ...]:
    return tuple(load("stages")["weak"]["honours"])


def _trail(folded: str, at: int, end: int, subject: bool) -> Span | None:
    """The predicate at `at`: with nothing to speak of behind it, or of a verb that takes no object."""
    verb = _subject().match(folded, at, end) if subject else None
    match = _patterns().predicate.match(folded, at, end)
    if verb and (match is None or match.end() <= verb.end()) and not _YIELD.search(folded, verb.end(), end):
        return Span(verb.start(), verb.end())
    if match is None:
        return None
    rest = end - match.end()
    if match[0].endswith(("获批", "批复")) and folded.startswith(_honours(), match.end()):
        return None
    if rest > 2 and match[0].endswith("签约"):
        return None  # 与甲公司签约乙项目: the thing signed comes behind
    listed = folded[match.end() : match.end() + 1] == "、" and not subject  # 推动甲站建成、乙线开工
    if (
        rest > 2
        and not listed
        and not any(match[0].endswith(word) for word in load("stages")["verbs"]["firm"])
    ):
        return None
    return Span(match.start(), match.end())
