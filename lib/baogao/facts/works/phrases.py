"""The words of a stage: the verb before a name and its object behind it, and how far they say it has come."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.facts.works.stages import Unit
from baogao.lexicon import alternation, load
from baogao.text.spans import Span

Stage = tuple[Span, ...]
_DO: Final = "做好"  # says nothing beside 前期工作
_LONGEST: Final = 16  # characters of class and noun of doing behind a list
_YEAR: Final = re.compile(r"(?:今年|去年|明年)(?![底初上下内])")
_OWN: Final = re.compile(r"[、和及与]|以及")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("stages")["verbs"]
    objects = rf"(?:项目|工程|片区)?(?:{alternation(words['objects'])})"
    return re.compile(rf"{objects}$"), re.compile(rf"(?:{alternation(words['causing'])})$")


def stage_words(folded: str, unit: Unit, end: int, borrowed: str = "") -> Stage:
    """The stage that `unit` says of the thing whose name ends at `end`, as the spans of its words.

    The verb stands before a list and its object behind it (`加快X片区开发`), or what the verb brings about
    (`推动X等项目实施`); `borrowed` is the class behind the list that is a part of the name.

    >>> from baogao.facts.works.stages import read_units
    >>> text = "启动甲河水厂、乙丙学校等项目建设"
    >>> unit = next(read_units(text, 0, len(text)))
    >>> [text[slice(*span)] for span in stage_words(text, unit, 6)]
    ['启动', '项目建设']
    """
    objects, causing = _patterns()
    lead = None if unit.weak else unit.lead
    if lead and (year := _YEAR.match(folded, *lead)) and year.end() < lead.end:
        lead = Span(year.end(), lead.end)
    mark = _OWN.search(folded, end, unit.end)
    own = objects.fullmatch(folded, end, mark.start()) if mark and end < mark.start() else None
    early = unit.trail is not None and unit.trail.end <= unit.end  # 做好X前期工作
    if unit.trail and not (early and own):
        inside = unit.clause.start <= unit.trail.start and unit.trail.end <= unit.clause.end
        before = lead is not None and unit.clause.start <= lead.start
        said = folded[slice(*lead)] if lead and before and inside else ""
        if lead and said and (causing.search(said) or (early and said != _DO)):
            return (lead, unit.trail)
        return (unit.trail,)
    if lead is None:
        return ()
    match = own or objects.search(folded, max(end, unit.end - _LONGEST), unit.end)
    if match is None:
        return (lead,)
    start = match.start()
    if borrowed and folded.startswith(borrowed, start):
        start += len(borrowed)
    return (lead, Span(start, match.end())) if start < match.end() else (lead,)


def spell(text: str, stage: Stage) -> str:
    """The stage as `text` has its words.

    >>> spell("启动甲河水厂建设", (Span(0, 2), Span(6, 8)))
    '启动建设'
    """
    return "".join(text[slice(*span)] for span in stage)


def stage_status(stage: str, role: str) -> str:
    """done, planned or neither: what a stage says where it stands in a part of `role` (folded words).

    >>> stage_status("建成通车", "review"), stage_status("即将开工", "review")
    ('done', 'planned')
    """
    words = load("stages")
    if any(word in stage for word in words["verbs"]["neither"]):
        return "neither"
    if any(word in stage for word in words["status"]["ahead"]):
        return "planned"
    if role == "review" or any(word in stage for word in words["status"]["past"]):
        return "done"
    return "planned" if role in {"plan", "self"} else "neither"


def says_little(stage: str) -> bool:
    """Is it a verb that does not tell how far the thing has come?

    >>> says_little("加快推进"), says_little("启动"), says_little("建成通车")
    (True, False, False)
    """
    words = load("stages")
    return not any(word in stage for word in words["verbs"]["telling"])
