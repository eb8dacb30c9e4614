"""Whether a text is a government work report at all."""

from __future__ import annotations

import re
from typing import Final

from baogao.errors import BaogaoError
from baogao.lexicon import fold

_ADDRESS: Final = re.compile(r"各位\s*(?:代表|委员|主任|政协委员|领导|同志)")
_TITLE: Final = re.compile(r"政\s*府\s*工\s*作\s*(?:的\s*)?报\s*告")
_PART: Final = re.compile(r"(?m)^\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分)")
_AMOUNT: Final = re.compile(r"\d[\d,.]*\s*(?:%|[万亿]*(?:元|人|户|个|家|亩|公里|吨|项|所|座|件|名|平方米))")
_FRONT: Final = 2000  # characters that show it of nearly every report


def check_genre(text: str, where: str) -> None:
    """Raises `BaogaoError` where `text` shows nothing of a report.

    That is: no form of address to deputies, no title, no numbered part, and fewer than three figures.

    >>> check_genre("各位代表:", "a.txt")
    >>> check_genre("从前有座山。", "b.txt")
    Traceback (most recent call last):
    baogao.errors.BaogaoError: b.txt: is no government work report; add --force to read it anyway
    """
    for part in (text[:_FRONT], text):
        folded = fold(part)
        if any(pattern.search(folded) for pattern in (_ADDRESS, _TITLE, _PART)):
            return
    if len(_AMOUNT.findall(folded)) >= 3:
        return
    raise BaogaoError(where, "is no government work report", "add --force to read it anyway")
