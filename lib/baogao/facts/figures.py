"""Every number of the document accounted for: a figure with all that is said of it, or what else it is."""

from __future__ import annotations

import re
from functools import cache

from baogao.facts.amounts.amount import Amount
from baogao.facts.amounts.nonfigures import Claim
from baogao.facts.amounts.scan import scan
from baogao.facts.indicators import indicator_of
from baogao.facts.labels import label_figures
from baogao.facts.numbers import read_numbers
from baogao.facts.rows import Figure, Number, Term
from baogao.facts.status import judge_figures
from baogao.facts.times import date_figures
from baogao.lexicon import alternation, fold, load
from baogao.text.outline import Outline


def read_figures(outline: Outline, glossary: list[Term]) -> tuple[list[Figure], list[Number]]:
    """The figures of the body and of the glossary's definitions, and the account of every run of digits.

    Page furniture before and behind the report holds no figure; the title of a glossary entry repeats one.
    """
    reading = scan(outline.folded, outline.text)
    titles = _titles(glossary)
    amounts = [
        a for a in reading.amounts if _inside(outline, titles, a.start) and _literal(outline.folded, a)
    ]
    labels = label_figures(outline, amounts, glossary)
    periods = date_figures(outline, amounts, glossary)
    judged = judge_figures(outline, amounts, glossary)
    figures = [
        Figure(
            start=a.start,
            end=a.end,
            label=label,
            indicator=indicator_of(fold(label)),
            measure=a.measure,
            value=a.value,
            value_max=a.value_max,
            unit=a.unit_written,
            comparator=a.comparator,
            period=period,
            status=status,
            modality=modality,
            doubt=a.doubt or ("" if label else "label"),
        )
        for a, label, period, (status, modality) in zip(amounts, labels, periods, judged, strict=True)
    ]
    return figures, read_numbers(outline.folded, amounts, titles, reading.claims)


def _titles(glossary: list[Term]) -> list[Claim]:
    """What stands before the definitions of a glossary: the numbers of the entries, and their terms."""
    claims = []
    for term in glossary:
        claims.append(Claim(term.start, max(term.start, term.term[0]), "ordinal"))
        claims.append(Claim(term.term[0], max(term.term[0], term.definition[0]), "reference"))
    return [claim for claim in claims if claim.end > claim.start]


def _inside(outline: Outline, titles: list[Claim], at: int) -> bool:
    if outline.body.start <= at < outline.body.end:
        return True
    if outline.role_at(at) == "plan":  # an annex behind the glossary
        return True
    glossary = outline.glossary
    if glossary is None or not glossary.start <= at < glossary.end:
        return False
    return not any(title.start <= at < title.end for title in titles)


def _literal(folded: str, amount: Amount) -> bool:
    """Whether a number in Chinese numerals is a literal count and no way of speaking.

    >>> from baogao.facts.amounts.scan import scan
    >>> text = "建成两家医院，改造六个老旧小区，五年来，三种类型，近百家企业"
    >>> [text[a.start : a.end] for a in scan(text).amounts if _literal(text, a)]
    ['两家', '六个', '百家']
    """
    if not amount.spelled or amount.measure != "level":
        return True
    spelled, units, unit = load("names")["spelled"], load("units"), amount.unit
    if unit in units["time"]["words"] or unit in {"次", "种", "类"}:
        return False
    bare = amount.number_end - amount.number_start == 1
    if unit in spelled["classifiers"] or not bare:
        return not re.compile(r"以上|级|的").match(folded, amount.number_end + len(unit))
    return bool(_thing().match(folded, amount.end))


@cache
def _thing() -> re.Pattern[str]:
    return re.compile(rf"[^,。;、:“”()\n]{{0,10}}?(?:{alternation(load('names')['spelled']['things'])})")
