"""Folding: the same text in simplified script and half-width signs, character for character."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Full-width forms whose half-width twin is what patterns are written with.
_SIGNS = {
    "　": " ", "\xa0": " ", "﹪": "%", "％": "%", "，": ",", "；": ";", "：": ":", "？": "?", "！": "!",
    "（": "(", "）": ")", "．": ".", "／": "/", "＋": "+", "－": "-", "～": "~", "〔": "[", "〕": "]",
    "［": "[", "］": "]", "﹙": "(", "﹚": ")", "∶": ":", "︰": ":", "﹔": ";", "﹐": ",",
    "—": "—", "–": "—", "―": "—", "─": "—", "−": "-", "﹣": "-", "〜": "~", "∼": "~",
    "•": "·", "・": "·", "‧": "·", "＂": '"',
    "○": "〇", "Ｏ": "O", "「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”",
}  # fmt: skip


@cache
def _table() -> dict[int, str]:
    lines = (files("baogao.lexicon") / "t2s.txt").read_text(encoding="utf-8").splitlines()
    source, target = [line for line in lines if not line.startswith("#")]
    table = {ord(s): t for s, t in zip(source, target, strict=True)}
    for code in range(0xFF10, 0xFF5B):  # full-width digits and Latin letters
        half = chr(code - 0xFEE0)
        if half.isalnum():
            table[code] = half
    table.update({ord(wide): narrow for wide, narrow in _SIGNS.items()})
    return table


def fold(text: str) -> str:
    """`text` in simplified script, digits, letters and signs half-width; offsets stay the same.

    >>> fold("增長５．５％，")
    '增长5.5%,'
    """
    return text.translate(_table())
