"""Values as readers write them: 億 and 万, billion and million; bounds as words or signs."""

from __future__ import annotations

from typing import Any, Final

from baogao.story.words import say

_BOUNDS: Final = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "~": "about"}
_SCALES: Final = {
    "zh-Hant": ((1e12, "萬億"), (1e8, "億"), (1e4, "萬")),
    "zh-Hans": ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    "en": ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
}


def number(value: float, lang: str = "en") -> str:
    """A value as a reader of `lang` writes it, at most four digits that count.

    >>> number(84750000000, "zh-Hant"), number(84750000000, "en"), number(-5.5, "en"), number(7307, "en")
    ('847.5億', '84.75 billion', '−5.5', '7,307')
    """
    sign = "−" if value < 0 else ""
    size = abs(value)
    for scale, word in _SCALES[lang]:
        if size >= scale and not (lang != "en" and scale == 1e4 and size % 1e3 and size < 1e5):
            return f"{sign}{plain(size / scale)}{word}"
    return sign + plain(size, lang == "en")


def plain(value: float, commas: bool = False) -> str:
    """Digits alone, without a tail of zeros.

    >>> plain(5.0), plain(12.50), plain(7307, commas=True)
    ('5', '12.5', '7,307')
    """
    digits = f"{value:,.4f}" if commas else f"{value:.4f}"
    return digits.rstrip("0").rstrip(".")


def bound(comparator: str, lang: str) -> tuple[str, str]:
    """Words before and after a number that carry its comparator.

    >>> bound(">=", "zh-Hant"), bound("<=", "en")
    (('', '以上'), ('≤ ', ''))
    """
    name = _BOUNDS.get(comparator, "is")
    return say(f"bound.before_{name}", lang), say(f"bound.after_{name}", lang)


def missing(value: Any) -> bool:
    """Whether a cell of a number column holds none.

    >>> missing(float("nan")), missing(0)
    (True, False)
    """
    return value is None or str(value) in ("<NA>", "nan", "None", "")
