"""One place over the years: each target against the result that the next year's report gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from baogao.corpus.compare_judge import Amount, asks_less, judge
from baogao.corpus.compare_match import SURE, Found, agreement, find
from baogao.corpus.compare_sides import Side, Told
from baogao.corpus.compare_units import convert, ratio
from baogao.facts.goals.alike import key

Row = dict[str, Any]
_DIGITS: Final = re.compile(r"\d[\d,，]*(?:[.．](\d+))?")


def over_years(reports: list[Told]) -> dict[str, list[Row]]:
    """Rows of `judged`, `left_out` and `revised` for reports of one place, each of another year."""
    of_year = {told.who.year: told for told in reports if told.who.year is not None}
    rows: dict[str, list[Row]] = {"judged": [], "left_out": [], "revised": list(_revised(reports))}
    restated = {(row["first_report"], row["first_id"]) for row in rows["revised"]}
    for told in reports:
        spent: dict[str, set[int]] = {}
        seen: dict[tuple[str, str, str], Side] = {}
        for rank, target in enumerate(told.targets, 1):
            period = target.period or told.who.year
            later = None if period is None else of_year.get(period + 1)
            if later is None or later is told:
                why = "no_year" if period is None else "no_next"
                rows["left_out"].append(left(told, target, "target", why))
                continue
            name = (target.indicator or key(target.label), target.measure, target.unit)
            if target.value is not None and name in seen and seen[name].value == target.value:
                rows["left_out"].append(left(told, target, "target", "repeated", later))
                continue
            seen.setdefault(name, target)
            used = spent.setdefault(later.who.id, set())
            found = find(target, [side for side in later.results if side.start not in used], [later])
            row = _judged(told, target, rank, later, found, restated)
            if found and not found.why and target.value is not None:
                used.add(found.side.start)
            rows["judged"].append(row)
        for later in reports:
            if spent.get(later.who.id) is not None:
                rows["left_out"] += _without_target(told, later, rows["judged"])
    return rows


def left(told: Told, side: Side, status: str, reason: str, *against: Told) -> Row:
    """A row of `left_out`."""
    return {
        "report_id": told.who.id,
        "place": told.who.place,
        "year": told.who.year,
        "row_id": side.row_id,
        "start": side.start,
        "end": side.end,
        "quote": side.quote,
        "label": side.label,
        "indicator": side.indicator,
        "measure": side.measure,
        "unit": side.unit,
        "status": status,
        "reason": reason,
        "against": ";".join(other.who.id for other in against),
    }


def _without_target(told: Told, later: Told, judged: list[Row]) -> Iterator[Row]:
    """The later report's results of the year that no target of it met."""
    met = {row.get("result_id") for row in judged if row["result_report"] == later.who.id}
    for side in later.results:
        if side.period == later.who.year - 1 and side.row_id not in met:  # type: ignore[operator]
            yield left(later, side, "result", "no_target", told)


def _judged(
    told: Told, target: Side, rank: int, later: Told, found: Found | None, restated: set[tuple[str, str]]
) -> Row:
    row: Row = {
        "place": told.who.place,
        "year": target.period or told.who.year,
        "kind": "headline" if target.headline else "other",
        "rank": rank,
        "label": target.label,
        "indicator": target.indicator,
        "measure": target.measure,
        "unit": target.unit,
        "verdict": "absent",
        "reason": "",
        "target_report": told.who.id,
        "target_id": target.row_id,
        "target_start": target.start,
        "target_end": target.end,
        "target_quote": target.quote,
        "target": target.value,
        "target_max": target.top,
        "comparator": target.comparator,
        "modality": target.modality,
        "result_report": later.who.id,
    }
    if found is None:
        return row
    side = found.side
    row |= {
        "result_id": side.row_id,
        "result_start": side.start,
        "result_end": side.end,
        "result_quote": side.quote,
        "result_label": side.label,
        "result": side.value,
        "result_max": side.top,
        "result_comparator": side.comparator,
        "result_measure": side.measure,
        "result_unit": side.unit,
    }
    doubts = [*target.doubts, *side.doubts]
    if (side.report, side.row_id) in restated:
        doubts.append("revised")
    if found.agreement < SURE and not found.why:
        doubts.append("label")
    if side.mean:
        doubts.append("mean")
    if target.value is None or side.value is None or found.why:
        why = found.why or "words"
        row |= {"verdict": "unjudged" if target.value is None else "changed"}
        row |= {"reason": "words" if target.value is None else why, "doubt": _joined(doubts)}
        return row
    turned = convert(side.quote, side.unit, target.quote, target.unit)
    assert turned
    top = None if side.top is None else times(side.top, turned.ratio)
    result = Amount(times(side.value, turned.ratio), side.comparator, top, target.unit)
    less = asks_less(target.label, target.indicator, target.measure)
    said = judge(Amount(target.value, target.comparator, target.top, target.unit), result, less=less)
    doubts += [*said.doubts, *(["counter"] if turned.counters else [])]
    return row | {
        "verdict": said.verdict,
        "reason": said.reason,
        "difference": said.difference,
        "tolerance": said.tolerance,
        "result": result.value,
        "result_max": result.top,
        "factor": turned.factor,
        "conversion": turned.words,
        "doubt": _joined(doubts),
    }


def _joined(doubts: list[str]) -> str:
    return ";".join(dict.fromkeys(doubts))


def times(value: float, by: float) -> float:
    """A value in another unit, without the dust of binary fractions."""
    return float(f"{value * by:.12g}")


def _revised(reports: list[Told]) -> Iterator[Row]:
    """Values that a later report gives otherwise for the same year, beyond what rounding explains."""
    for index, first in enumerate(reports):
        for later in reports[index + 1 :]:
            taken: set[int] = set()
            for side in _plain(first):
                other = next((s for s in _plain(later) if s.start not in taken and _same(side, s)), None)
                if other is None:
                    continue
                taken.add(other.start)
                turned = convert(other.quote, other.unit, side.quote, side.unit)
                assert turned
                assert side.value is not None
                assert other.value is not None
                value = times(other.value, turned.ratio)
                if (
                    abs(value - side.value)
                    <= max(_rounding(side), _rounding(other) * turned.ratio) * 1.000001
                ):
                    continue
                yield {
                    "place": first.who.place,
                    "period": side.period,
                    "label": side.label,
                    "indicator": side.indicator,
                    "measure": side.measure,
                    "unit": side.unit,
                    "first_report": first.who.id,
                    "first_id": side.row_id,
                    "first_start": side.start,
                    "first_end": side.end,
                    "first_quote": side.quote,
                    "first": side.value,
                    "later_report": later.who.id,
                    "later_id": other.row_id,
                    "later_start": other.start,
                    "later_end": other.end,
                    "later_quote": other.quote,
                    "later": value,
                    "difference": float(f"{value - side.value:.12g}"),
                    "factor": turned.factor,
                    "conversion": turned.words,
                }


def _plain(told: Told) -> list[Side]:
    """Results that state one number of one year."""
    return [s for s in told.results if s.comparator == "=" and s.value is not None and not (s.base or s.mean)]


def _same(one: Side, other: Side) -> bool:
    return (
        one.period is not None
        and one.period == other.period
        and one.measure == other.measure
        and ratio(other.unit, one.unit) is not None
        and agreement(one, other) >= SURE
    )


def _rounding(side: Side) -> float:
    """Half of what the last printed digit is worth."""
    found = _DIGITS.search(side.quote)
    if found is None or not side.value:
        return 0.0
    digits = found[0].replace(",", "").replace("，", "").replace("．", ".")
    scale = abs(side.value) / float(digits) if float(digits) else 1.0
    return float(0.5 * scale * 10.0 ** -len(found[1] or ""))
