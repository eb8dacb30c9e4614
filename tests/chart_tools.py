"""What the tests of charts share: words and their boxes read from a chart's SVG, and invented reports."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import vl_convert
from lxml import etree

from baogao.story.charts.type import width_of
from baogao.tables.report import Report, frames

WIDTHS = {"ribbon": (358, 1200, 1728)}
NAMES = ("ribbon", "targets", "pairs", "projects", "livelihood", "figures", "glossary")
LANGS = ("zh-Hant", "zh-Hans", "en")
_SVG = "{http://www.w3.org/2000/svg}"
_MOVE = re.compile(r"translate\(([-\d.e]+),\s*([-\d.e]+)\)")


def widths(name: str) -> tuple[int, int, int]:
    return WIDTHS.get(name, (358, 704, 1728))


@dataclass(frozen=True)
class Words:
    """One line of words in a drawing and the box it takes, by the estimate of `width_of`."""

    words: str
    size: float
    x: float
    y: float
    x2: float
    y2: float
    halo: bool = False  # drawn in paper, below the same words: they cover what they lie on

    def over(self, other: Words) -> tuple[float, float]:
        """How far it reaches into `other`, across and down; negative where they are apart."""
        return min(self.x2, other.x2) - max(self.x, other.x), min(self.y2, other.y2) - max(self.y, other.y)


def svg_of(spec: dict[str, Any], **signals: float) -> str:
    """The SVG of a spec with its params set."""
    spec = json.loads(json.dumps(spec))
    for param in spec.get("params", []):
        param["value"] = signals.get(param["name"], param["value"])
    return str(vl_convert.vegalite_to_svg(json.dumps(spec)))


def words_of(svg: str) -> tuple[list[Words], float, float]:
    """All words of a drawing, and its width and height."""
    root = etree.fromstring(svg.encode())
    found: list[Words] = []

    def walk(node: Any, x: float, y: float) -> None:
        if not isinstance(node.tag, str):
            return
        move = _MOVE.match(node.get("transform") or "")
        if move:
            x, y = x + float(move[1]), y + float(move[2])
        if node.tag == f"{_SVG}text":
            lines = [(child.text or "", float(child.get("dy") or 0)) for child in node] or [
                (node.text or "", 0.0)
            ]
            down = 0.0
            for line, step in lines:
                down += step
                if line.strip() and float(node.get("opacity") or 1) > 0:
                    found.append(_box(node, line, x, y + down))
            return
        for child in node:
            walk(child, x, y)

    walk(root, 0.0, 0.0)
    view = [float(part) for part in root.get("viewBox").split()]
    return found, view[2], view[3]


def _box(node: Any, line: str, x: float, y: float) -> Words:
    size = float((node.get("font-size") or "11").removesuffix("px"))
    room = width_of(line, size, (node.get("font-weight") or "") in ("700", "bold"))
    left = {"middle": x - room / 2, "end": x - room}.get(node.get("text-anchor") or "", x)
    halo = node.get("stroke") not in (None, "none", "transparent")
    return Words(line, size, left, y - 0.78 * size, left + room, y + 0.1 * size, halo)


def faults(svg: str) -> list[str]:
    """Words that lie on one another, leave the frame, or are smaller than 12 px."""
    words, width, height = words_of(svg)
    covering = {(one.words, one.x, one.y) for one in words if one.halo}
    words = [one for one in words if not one.halo]
    told = []
    for index, one in enumerate(words):
        if one.x < -1 or one.x2 > width + 1.5 or one.y < -1.5 or one.y2 > height + 1.5:
            told.append(
                f"{one.words!r} leaves the frame: {one.x:.0f}–{one.x2:.0f} × {one.y:.0f}–{one.y2:.0f} of {width:.0f} × {height:.0f}"
            )
        if one.size < 12:
            told.append(f"{one.words!r} is {one.size} px")
        for other in words[index + 1 :]:
            if covering & {(one.words, one.x, one.y), (other.words, other.x, other.y)}:
                continue
            across, down = one.over(other)
            if across > 1.5 and down > 1.5:
                told.append(
                    f"{one.words!r} lies on {other.words!r} at {one.x:.0f},{one.y:.0f} ({across:.1f} × {down:.1f})"
                )
    return told


class Maker:
    """An invented report, written word by word so that every row has its span."""

    def __init__(self, place: str = "青禾縣", year: int = 2031) -> None:
        self.text, self.year = "", year
        self.rows: dict[str, list[dict[str, Any]]] = {}
        title = self.put(f"{year}年{place}人民政府工作報告\n")
        self.row(
            "meta", key="title", value=f"{year}年{place}人民政府工作報告", start=title[0], end=title[1] - 1
        )
        self.row("meta", key="place", value=place, start=None, end=None)
        self.row("meta", key="report_year", value=str(year), start=None, end=None)
        self.row("meta", key="delivered", value=f"{year}-01-09", start=None, end=None)

    def put(self, words: str) -> tuple[int, int]:
        """Appends words; gives their span."""
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def row(self, table: str, **cells: Any) -> None:
        self.rows.setdefault(table, []).append(cells)

    def section(self, level: int, number: str, heading: str, role: str, parent: str = "") -> str:
        """A heading; sections end where the report ends unless `close` is called."""
        start, end = self.put(f"{number}、{heading}\n")
        ref = f"outline-{start}"
        self.row(
            "outline",
            section_id=ref,
            parent_id=parent,
            level=level,
            number=number,
            heading=heading,
            role=role,
            start=start,
            end=end,
        )
        return ref

    def close(self, ref: str) -> None:
        """Ends a section here."""
        next(row for row in self.rows["outline"] if row["section_id"] == ref)["end"] = len(self.text)

    def figure(
        self,
        label: str,
        quote: str,
        value: float,
        unit: str,
        *,
        status: str,
        measure: str = "level",
        comparator: str = "=",
        value_max: float | None = None,
        section: str = "",
    ) -> int:
        """A figure in a clause of its own; gives its start."""
        self.put(label)
        start, end = self.put(quote)
        self.put("，")
        period = self.year if status == "target" else self.year - 1
        self.row(
            "figures", figure_id=f"figures-{start}", start=start, end=end, quote=quote, label=label, indicator="", measure=measure,
            value=value, value_max=value_max, unit=unit, comparator=comparator, period=period, status=status, section_id=section,
            sentence=label + quote, modality="", doubt="",
        )  # fmt: skip
        self.row(
            "numbers",
            start=start,
            end=start + 1,
            quote=self.text[start],
            kind="figure",
            figure_id=f"figures-{start}",
        )
        return start

    def target(
        self,
        label: str,
        quote: str,
        value: float | None,
        unit: str,
        *,
        measure: str = "growth",
        comparator: str = ">=",
        value_max: float | None = None,
    ) -> int:
        """A headline target, a figure too where it is a number."""
        if value is None:
            start, end = self.put(label + quote)
            quote = label + quote
        else:
            start = self.figure(
                label,
                quote,
                value,
                unit,
                status="target",
                measure=measure,
                comparator=comparator,
                value_max=value_max,
            )
            end = start + len(quote)
        rank = len(self.rows.get("targets", [])) + 1
        self.row(
            "targets", target_id=f"targets-{start}", rank=rank, start=start, end=end, quote=quote, label=label, indicator="",
            measure=measure, value=value, value_max=value_max, unit=unit, comparator=comparator, period=self.year,
        )  # fmt: skip
        return start

    def pair(self, label: str, result: int, target: int, unit: str = "%", measure: str = "growth") -> None:
        cells = {row["start"]: row["value"] for row in self.rows["figures"]}
        self.row(
            "pairs", indicator="", label=label, measure=measure, unit=unit, result_start=result, target_start=target,
            result=cells[result], target=cells[target], difference=cells[target] - cells[result],
        )  # fmt: skip

    def report(self) -> Report:
        for ref in self.rows.get("outline", []):
            if ref["end"] <= ref["start"] + len(ref["heading"]) + len(ref["number"]) + 2:
                ref["end"] = len(self.text)
        return Report("qinghe-2031", self.text, frames(self.rows))
