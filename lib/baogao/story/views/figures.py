"""All figures by family of units: what can be compared on one strip, and what is left."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from baogao.lexicon import fold, load
from baogao.story.theme import STATUS
from baogao.story.views.quantity import missing
from baogao.tables.report import Report

LEAST: Final = 4  # figures that make a strip
OWN: Final = 12  # figures that give a measure word a strip of its own
MOST: Final = 9  # strips


@dataclass(frozen=True)
class Figure:
    """A figure as a strip shows it."""

    ref: str
    start: int
    label: str
    quote: str
    value: float
    unit: str
    status: str


@dataclass
class Family:
    """A strip: `kind` is a key of the words (rate, money, people, count …), `units` what stands on it."""

    kind: str
    units: tuple[str, ...]
    figures: list[Figure] = field(default_factory=list)

    @property
    def logarithmic(self) -> bool:
        """Whether the values span decades; rates do where one is far above a hundred."""
        values = [figure.value for figure in self.figures]
        if (
            self.kind in ("rank", "points")
            or min(values) <= 0
            or (self.kind == "rate" and max(values) <= 200)
        ):
            return False
        return max(values) / min(values) > 50

    def position(self, value: float) -> float:
        """Where a value stands on the strip, from 0 to 1."""
        low, high = self.bounds
        if self.logarithmic:
            low, high, value = math.log10(low), math.log10(high), math.log10(max(value, low))
        return (value - low) / (high - low)

    @property
    def bounds(self) -> tuple[float, float]:
        """The ends of the scale; zero is in view where it is not logarithmic."""
        values = [figure.value for figure in self.figures]
        low, high = min(values), max(values)
        if self.logarithmic:
            return low, high
        low, high = (1.0 if self.kind == "rank" else min(low, 0.0)), max(high, 0.0)
        return (low, high) if high > low else (low, low + 1)


def families(report: Report) -> tuple[list[Family], list[Figure]]:
    """The strips, the fullest kinds first, and the figures that no strip holds, in the report's order."""
    rows = [row for row in report.figures.to_dict("records") if not missing(row["value"])]
    kinds = [(_kind(row), _figure(row)) for row in rows]
    words = Counter(figure.unit for kind, figure in kinds if kind == "count")
    strips: dict[tuple[str, str], Family] = {}
    kept: list[Family] = []
    rest: list[Figure] = []
    for kind, figure in kinds:
        if figure.value <= 0 and kind not in ("rate", "points"):  # nothing to compare amounts with
            rest.append(figure)
            continue
        unit = fold(figure.unit)
        own = kind == "count" and words[figure.unit] >= OWN
        key = (kind, unit if own or kind in ("physical", "time", "currency") else "")
        strip = strips.setdefault(key, Family(kind, ()))
        strip.figures.append(figure)
    for strip in sorted(strips.values(), key=_rank):
        distinct = {figure.value for figure in strip.figures}
        if strip.kind != "other" and len(strip.figures) >= LEAST and len(distinct) > 1 and len(kept) < MOST:
            strip.units = tuple(unit for unit, _ in Counter(f.unit for f in strip.figures).most_common())
            kept.append(strip)
        else:
            rest += strip.figures
    return kept, sorted(rest, key=lambda figure: figure.start)


_ORDER: Final = (
    "rate",
    "money",
    "count",
    "people",
    "rank",
    "length",
    "area",
    "physical",
    "time",
    "currency",
    "other",
)


def _rank(strip: Family) -> tuple[int, int]:
    """Rates, money, then the fullest."""
    return {"rate": 0, "money": 1, "other": 9}.get(strip.kind, 2), -len(strip.figures)


def _figure(row: dict[Any, Any]) -> Figure:
    return Figure(
        ref=str(row["figure_id"]),
        start=int(row["start"]),
        label=str(row["label"]),
        quote=str(row["quote"]),
        value=float(row["value"]),
        unit=str(row["unit"]),
        status=STATUS.get(str(row["status"]), "other"),
    )


@cache
def _units() -> dict[str, str]:
    """The kind of each unit of the lexicon."""
    groups = load("units")
    kinds: dict[str, str] = {}
    for name, kind in (
        ("count", "count"),
        ("physical", "physical"),
        ("time", "time"),
        ("currency", "currency"),
    ):
        kinds.update(dict.fromkeys(groups.get(name, {}).get("words", ()), kind))
    kinds.update(dict.fromkeys(("人", "名", "人次", "户"), "people"))
    kinds.update(dict.fromkeys(("公里", "千米"), "length"))
    kinds.update(dict.fromkeys(("个百分点", "百分点"), "points"))
    kinds |= {
        "元": "money",
        "%": "rate",
        "亩": "area",
        "倍": "other",
        "番": "other",
        "折": "other",
        "大": "other",
    }
    return kinds


def _kind(row: dict[Any, Any]) -> str:
    unit = fold(str(row["unit"]))
    if str(row["measure"]) == "rank":
        return "rank"
    if unit.split("(")[0] != unit and unit.split("(")[0] in _units():
        unit = unit.split("(")[0]
    return _units().get(unit, "other")
