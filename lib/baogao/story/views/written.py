"""Amounts as a reader of another language writes them, by the place of the report's own words."""

from __future__ import annotations

import re
from typing import Any

from baogao.lexicon import fold
from baogao.story.views.quantity import bound, missing, number
from baogao.story.words import entries, script_of
from baogao.tables.report import Report

_SCALE = re.compile(r"(?<=[\d.])[萬万]?[億亿]|(?<=[\d.])[萬万]")
_SCALES = {"zh-Hant": str.maketrans("万亿", "萬億"), "zh-Hans": str.maketrans("萬億", "万亿")}
_GLUED = ("%", "‰")


def written_quotes(report: Report, lang: str) -> dict[str, tuple[str, str]]:
    """For the id of a figure or target its quote, and that amount as `lang` writes it, where they differ."""
    script = script_of(report.text)
    if lang == script:
        return {}
    found = {}
    for table, key in (("figures", "figure_id"), ("targets", "target_id")):
        for row in report.tables[table].to_dict("records"):
            quote = str(row["quote"])
            said = written(row, lang)
            if said.replace(" ", "") != quote:
                found[str(row[key])] = (quote, said)
    return found


def written(row: dict[Any, Any], lang: str) -> str:
    """A figure's amount in `lang`: in Chinese its own words with the reader's 億 or 亿, else the value.

    >>> row = {"quote": "1000億元以上", "value": 1e11, "value_max": None, "unit": "元", "comparator": ">="}
    >>> written({**row, "measure": "level"}, "en"), written({**row, "measure": "level"}, "zh-Hans")
    ('≥ 100 billion yuan', '1000亿元以上')
    """
    quote = str(row["quote"])
    if lang in _SCALES:
        return _SCALE.sub(lambda match: match[0].translate(_SCALES[lang]), quote)
    if missing(row["value"]) or str(row["measure"]) == "rank":
        return quote
    before, after = bound(str(row["comparator"]), lang)
    amount = number(float(row["value"]), lang)
    if not missing(row["value_max"]):
        amount += f"–{number(float(row['value_max']), lang)}"
    unit = unit_name(str(row["unit"]), lang)
    return f"{before}{amount}{'' if not unit or unit in _GLUED else ' '}{unit}{after}"


def unit_name(unit: str, lang: str) -> str:
    """A unit's name, the report's own where the words file has none.

    >>> unit_name("畝", "en"), unit_name("棟", "en")
    ('mu', '棟')
    """
    folded = fold(unit)
    for key, entry in entries().items():
        if key.startswith("unit.") and entry["zh-Hans"] == folded:
            return entry[lang]
    return unit
