"""What the pictures fix: nine colours a mode, faces a script, sizes a width, and the Vega-Lite config.

The values are those of the design's token sheet; a test computes their contrast and their distance
under simulated colour blindness, so a changed colour that nobody can tell apart does not pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

MODES: Final = ("light", "dark")

LIGHT: Final = {
    "paper": "#FCFBF8",
    "ink": "#1A1917",
    "grey": "#615D56",
    "promised": "#C3351A",
    "done": "#0B6067",
    "other": "#857F75",
    "strip": "#958F84",
    "hairline": "#DAD6CD",
    "promised_wash": "#FBEAE4",
    "done_wash": "#DDEBEA",
}
DARK: Final = {
    "paper": "#100F0E",
    "ink": "#EDE9E1",
    "grey": "#A8A299",
    "promised": "#FF7350",
    "done": "#6AD3D0",
    "other": "#8E887D",
    "strip": "#66625A",
    "hairline": "#34322E",
    "promised_wash": "#3A1A11",
    "done_wash": "#12302F",
}

# The figures table's words for what a figure is, and the colour each has everywhere.
STATUS: Final = {"result": "done", "target": "promised", "context": "other", "": "other"}

_SANS: Final = {
    "zh-Hant": '"PingFang TC","Microsoft JhengHei UI","Noto Sans CJK TC","Source Han Sans TC",sans-serif',
    "zh-Hans": '"PingFang SC","Microsoft YaHei UI","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
}
_SERIF: Final = {
    "zh-Hant": '"Songti TC","Noto Serif CJK TC","Source Han Serif TC","PMingLiU",serif',
    "zh-Hans": '"Songti SC","Noto Serif CJK SC","Source Han Serif SC","SimSun",serif',
}


def palette(mode: str = "light") -> dict[str, str]:
    """The colours of a mode by name.

    >>> palette("dark")["promised"]
    '#FF7350'
    """
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}; there are {', '.join(MODES)}")
    return dict(DARK if mode == "dark" else LIGHT)


def sans(script: str) -> str:
    """The stack of faces for text; English takes the faces of traditional script.

    >>> sans("zh-Hans").split(",")[0]
    '"PingFang SC"'
    """
    return _SANS.get(script, _SANS["zh-Hant"])


def serif(script: str) -> str:
    """The stack of faces for headings, parts and sections."""
    return _SERIF.get(script, _SERIF["zh-Hant"])


@dataclass(frozen=True)
class Sizes:
    """What a width of chart fixes, in CSS px."""

    kind: str  # phone, laptop, projector
    row: int  # type of a row
    pitch: int  # from row to row
    small: int  # comparator words, heads
    axis: int  # axis numbers, notes, vertical names
    radius: float  # dots and rings
    ring: float  # a ring's stroke
    ray: float  # a ray's stroke
    chevron: float
    rule: float  # the chosen row's rules
    hair: float


_PHONE: Final = Sizes("phone", 14, 46, 13, 12, 5, 2.25, 1.25, 4, 1.5, 1)
_LAPTOP: Final = Sizes("laptop", 14, 26, 13, 12, 5, 2.25, 1.25, 4, 1.5, 1)
_PROJECTOR: Final = Sizes("projector", 34, 68, 28, 28, 11, 4.5, 2.5, 9, 3, 1.5)


def sizes(width: int) -> Sizes:
    """Sizes for a chart of `width` px: a phone up to 480, a projector from 1500.

    >>> sizes(358).kind, sizes(704).kind, sizes(1728).kind
    ('phone', 'laptop', 'projector')
    """
    if width <= 480:
        return _PHONE
    return _PROJECTOR if width >= 1500 else _LAPTOP


def config(script: str, mode: str = "light") -> dict[str, Any]:
    """The Vega-Lite config of every chart: no ground, no frame, no axis that is not drawn by hand."""
    return {
        "background": "transparent",
        "font": sans(script),
        "padding": 0,
        "view": {"stroke": None},
        "axis": {"disable": True},
        "text": {"color": palette(mode)["ink"], "baseline": "middle"},
    }
