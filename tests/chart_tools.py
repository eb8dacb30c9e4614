"""What the tests of charts share: words and their boxes read from a chart's SVG."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import vl_convert
from lxml import etree

from baogao.story.charts.type import width_of

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
            place = f"{one.x:.0f}–{one.x2:.0f} × {one.y:.0f}–{one.y2:.0f}"
            told.append(f"{one.words!r} leaves the frame: {place} of {width:.0f} × {height:.0f}")
        if one.size < 12:
            told.append(f"{one.words!r} is {one.size} px")
        for other in words[index + 1 :]:
            if covering & {(one.words, one.x, one.y), (other.words, other.x, other.y)}:
                continue
            across, down = one.over(other)
            if across > 1.5 and down > 1.5:
                at = f"{one.x:.0f},{one.y:.0f}"
                told.append(f"{one.words!r} lies on {other.words!r} at {at} ({across:.1f} × {down:.1f})")
    return told
