"""The careful analyst's pattern: what an hour with one regular expression finds in a report.

A copy of the unit in which the cost of reading is told, so that it does not change with the reader.
"""

from __future__ import annotations

import re

CARE = re.compile(
    r"""(?<![\dA-Za-z.])(第)?(\d[\d,]*(?:\.\d+)?)(?:\s*[—~～至-]\s*\d+(?:\.\d+)?)?\s*([余多餘]?)([万亿萬億]{0,2})([余多餘]?)\s*
    (%|％|个百分点|個百分點|人次|平方公里|平方米|立方米|公里|公顷|公頃|千瓦时|千瓦|千伏|分钟|分鐘|小时|美元|港元|[\u4e00-\u9fff])
    ((?:以上|以下|以内|以內|左右)?)""",
    re.X,
)
NOT = re.compile(r"[月日号號时時点點国國线線版期强強届屆后後岁歲、，。的和]|千伏|分钟|分鐘")


def pattern(text: str) -> list[tuple[int, int, float, str]]:
    """(start, end, value, unit) of each amount; no sign, label, status, period or comparator."""
    found = []
    for m in CARE.finditer(text):
        value, unit = float(m[2].replace(",", "")), m[6]
        if NOT.match(unit) or (unit == "年" and value >= 1900):
            continue
        value *= (1e4 if "万" in m[4] or "萬" in m[4] else 1) * (1e8 if "亿" in m[4] or "億" in m[4] else 1)
        found.append((m.start(), m.end(), value, unit))
    return found
