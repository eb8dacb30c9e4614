"""Several places in one year: their headline targets by indicator, last year's results beside them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from baogao.corpus.compare_match import SURE, agreement
from baogao.corpus.compare_sides import Side, Told
from baogao.corpus.compare_units import convert, ratio
from baogao.corpus.compare_years import left, times
from baogao.facts.goals.alike import key

Row = dict[str, Any]
Said = tuple[Told, Side]


def over_places(reports: list[Told]) -> dict[str, list[Row]]:
    """Rows of `beside` and `left_out` for reports of one year, each of another place.

    An indicator takes the measure that most places give it; a place that sets it in words stands last.
    """
    rows: dict[str, list[Row]] = {"beside": [], "left_out": []}
    for told in reports:
        # A term's aims are no year's: 五年后 is not set beside 今年.
        for side in _headline(told, of_year=False):
            rows["left_out"].append(left(told, side, "target", "period"))
    for name, said in _things(reports).items():
        firsts, again = _first_of_each(said)
        rows["left_out"] += [left(told, side, "target", "repeated", told) for told, side in again]
        if len(firsts) < 2:
            others = [told for told in reports if told is not firsts[0][0]]
            rows["left_out"].append(left(*firsts[0], "target", "one_place", *others))
            continue
        held, apart = _comparable(firsts)
        for told, side, reason in apart:
            others = [other for other, _ in firsts if other is not told]
            rows["left_out"].append(left(told, side, "target", reason, *others))
        rows["beside"] += _ordered(name, held)
    return rows


def _things(reports: list[Told]) -> dict[str, list[Said]]:
    """Headline targets by indicator, else by what their labels share, in the order of the first report."""
    things: dict[str, list[Said]] = {}
    for told in reports:
        for side in _headline(told):
            things.setdefault(side.indicator or key(side.label).strip(), []).append((told, side))
    return things


def _headline(told: Told, *, of_year: bool = True) -> list[Side]:
    """The headline targets that are for the report's own year, or those that are not."""
    return [s for s in told.targets if s.headline and (s.period in (None, told.who.year)) == of_year]


def _first_of_each(said: list[Said]) -> tuple[list[Said], list[Said]]:
    """Of each report its first target of a thing, a number before words; and those after it."""
    best: dict[str, Said] = {}
    for told, side in said:
        held = best.get(told.who.id)
        if held is None or (held[1].value is None and side.value is not None):
            best[told.who.id] = (told, side)
    return list(best.values()), [pair for pair in said if pair not in best.values()]


def _comparable(said: list[Said]) -> tuple[list[Said], list[tuple[Told, Side, str]]]:
    """Those of the commonest measure and of a unit that can be turned into the first one's, and the rest."""
    numbers = [side for _, side in said if side.value is not None]
    if not numbers:
        return said, []
    measure = Counter(side.measure for side in numbers).most_common(1)[0][0]
    unit = next(side.unit for side in numbers if side.measure == measure)
    held, apart = [], []
    for told, side in said:
        if side.value is None or (side.measure == measure and ratio(side.unit, unit) is not None):
            held.append((told, side))
        else:
            apart.append((told, side, "measure" if side.measure != measure else "unit"))
    if len(held) == 1:
        told, side = held[0]
        return [], [*apart, (told, side, apart[0][2])]
    return held, apart


def _ordered(name: str, held: list[Said]) -> list[Row]:
    """The rows of one indicator, the largest target first; places that set none in numbers last."""
    first = next((side for _, side in held if side.value is not None), None)
    rows: list[tuple[tuple[bool, float, int], list[Row]]] = []
    for index, (told, side) in enumerate(held):
        target = _row(name, told, side, "target", first)
        pair = [target]
        result = _result(told, side, first)
        if result is not None:
            pair.append(_row(name, told, result, "result", first))
        value = target["value"]
        rows.append(((value is None, -(value or 0.0), index), pair))
    rows.sort(key=lambda row: row[0])
    return [row | {"order": order} for order, (_, pair) in enumerate(rows, 1) for row in pair]


def _result(told: Told, target: Side, first: Side | None) -> Side | None:
    """Last year's result of a target's thing, in a unit that can be turned."""
    year = (target.period or told.who.year or 0) - 1
    found: list[tuple[float, int, Side]] = []
    for side in told.results:
        if side.period != year or side.base or side.mean or side.value is None:
            continue
        like = first if first is not None else target
        if like.value is not None and (side.measure != like.measure or ratio(side.unit, like.unit) is None):
            continue
        if like.value is None and target.measure and side.measure != target.measure:
            continue
        score = agreement(target, side)
        if score >= SURE:
            found.append((score, -side.start, side))
    return max(found)[2] if found else None


def _row(name: str, told: Told, side: Side, status: str, first: Side | None) -> Row:
    turned = None
    if first is not None and side.value is not None:
        turned = convert(side.quote, side.unit, first.quote, first.unit)
    by = turned.ratio if turned else 1.0
    doubts = [*side.doubts, *(["counter"] if turned and turned.counters else [])]
    return {
        "year": told.who.year,
        "indicator": name,
        "measure": side.measure if first is None else first.measure,
        "unit": side.unit if first is None else first.unit,
        "status": status,
        "place": told.who.name,
        "report_id": told.who.id,
        "row_id": side.row_id,
        "start": side.start,
        "end": side.end,
        "quote": side.quote,
        "label": side.label,
        "period": side.period,
        "value": None if side.value is None else times(side.value, by),
        "value_max": None if side.top is None else times(side.top, by),
        "comparator": side.comparator,
        "modality": side.modality,
        "factor": turned.factor if turned else None,
        "conversion": turned.words if turned else "",
        "doubt": ";".join(dict.fromkeys(doubts)),
    }
