"""The story's title, as the report's own title page sets it: place, title, year, meeting, speaker."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from baogao.lexicon import fold

_TITLE: Final = {"zh-Hant": "政府工作報告", "zh-Hans": "政府工作报告"}


def masthead(about: Callable[[str], str], script: str) -> dict[str, str]:
    """Place, title, year and the line under them in the report's `script`; `about` gives its meta values.

    >>> said = {"delivered": "2023-01-05", "meeting": "某市第一届人民代表大会"}
    >>> masthead(lambda key: said.get(key, ""), "zh-Hans")["line"]
    '——2023年1月5日在某市第一届人民代表大会上'
    """
    said = about("title")
    at = fold(said).find(_TITLE["zh-Hans"])
    title = said[at : at + len(_TITLE["zh-Hans"])] if at >= 0 else _TITLE[script]
    day, meeting = _day(about("delivered")), about("meeting")
    line = f"——{day}" if day else ""
    if meeting:
        line += ("在" if day else "——") + meeting + ("" if meeting.endswith("上") else "上")
    speaker = "　".join(word for word in (about("speaker_role"), about("speaker")) if word)
    return {
        "place": about("place"),
        "title": title,
        "year": about("report_year"),
        "line": "　　".join(part for part in (line, speaker) if part),
    }


def _day(iso: str) -> str:
    """
    >>> _day("2023-01-05"), _day("2023"), _day("")
    ('2023年1月5日', '2023年', '')
    """
    parts = [part for part in iso.split("-") if part.isdigit()]
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
