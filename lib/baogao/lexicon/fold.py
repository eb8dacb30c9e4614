"""Folding: the same text in simplified script and half-width signs, character for character."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONG: Final = 200  # characters from which on a table of all codes is quicker than a look-up for each

# Full-width forms whose half-width twin is what patterns are written with.
_SIGNS = {
    "　": " ", "\xa0": " ", "﹪": "%", "％": "%", "，": ",", "；": ";", "：": ":", "？": "?", "！": "!",
    "（": "(", "）": ")", "．": ".", "／": "/", "＋": "+", "－": "-", "～": "~", "〔": "[", "〕": "]",
    "［": "[", "］": "]", "﹙": "(", "﹚": ")", "∶": ":", "︰": ":", "﹔": ";", "﹐": ",", "﹑": "、",
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


@cache
def _codes() -> NDArray[np.uint32]:
    """What each code of the basic plane becomes."""
    import numpy as np

    codes = np.arange(0x10000, dtype="<u4")
    for code, twin in _table().items():
        if code < len(codes):
            codes[code] = ord(twin)
    return codes


def fold(text: str) -> str:
    """`text` in simplified script, digits, letters and signs half-width; offsets stay the same.

    >>> fold("增长５．５％，")
    '增长5.5%,'
    """
    if len(text) < _LONG:
        return text.translate(_table())
    import numpy as np

    # Many characters are looked up at once.
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if codes.max() >= len(_codes()):
        return text.translate(_table())
    return str(_codes()[codes].tobytes(), "utf-32-le", "surrogatepass")
