"""Who gives the report: the name and the bare office."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.spans import Span
from baogao.text.squeeze import Squeezed

# Two to four characters, or a longer name of a minority language with its dots.
_NAME: Final = r"[\u4e00-\u9fff]{1,8}·[\u4e00-\u9fff·]{1,14}|[\u4e00-\u9fff]{2,4}?"
_LONG_NAME: Final = r"[\u4e00-\u9fff]{5,10}"  # the same written without its dots
_SPEAKER_LINE: Final = 40


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("meta")["speaker"]
    levels = ("national", "province", "prefecture", "county", "open")
    acting = f"(?:{alternation(words['acting'])})?"
    offices = alternation([office for level in levels for office in words[level]])
    bound = "|".join(f"(?<={head}){acting}(?:{alternation(words['bound'])})" for head in words["heads"])
    role = rf"(?P<role>{acting}(?:{offices})|{bound})"
    stop = rf"(?=\n|$|[,。;:!()—\-]|{alternation(words['after'])})"
    bare = rf"[\u4e00-\u9fff]{{1,8}}·[\u4e00-\u9fff·]{{1,14}}|[{words['surnames']}][\u4e00-\u9fff]{{1,3}}"
    return (
        re.compile(rf"{role}[:]?\n?(?P<name>{_NAME}){stop}"),
        re.compile(rf"(?:^|\n)(?P<name>{_NAME})[(,]{role}\)?(?=\n|$)"),
        re.compile(rf"(?:^|\n)(?:{alternation(words['labels'])}):(?P<name>{_NAME})(?=\n|$|[,。(])(?P<role>)"),
        re.compile(rf"{role}[:]?\n?(?P<name>{_LONG_NAME})(?=\n|$)"),
        # A name alone below the meeting, or behind the date.
        re.compile(rf"会议上?[)》—-]*\n(?P<name>{bare})(?=\n|$)(?P<role>)"),
        re.compile(rf"(?:^|\n)[(—-]*(?:19|20)\d\d年\d+月\d+日\n?(?P<name>{bare})\)?(?=\n|$)(?P<role>)"),
    )


def find_speaker(front: Squeezed, whole: Squeezed, longest: int) -> dict[str, Span]:
    """The spans of `speaker` and `speaker_role`: `县长 某某某`, the name may stand on the next line.

    Short lines of `front` are read first, then `whole`, whose digests may hold the report's first words.

    >>> from baogao.text.squeeze import squeeze
    >>> text = "某某县人民政府代县长?? 王 某 某"
    >>> front = squeeze(text, [Span(0, len(text))])
    >>> {key: text[slice(*span)] for key, span in find_speaker(front, front, 90).items()}
    {'speaker': '王 某 某', 'speaker_role': '代县长'}
    """
    for text, limit in ((front, min(longest, _SPEAKER_LINE)), (whole, len(whole.text) + 1)):
        for pattern in _patterns():
            for match in pattern.finditer(text.text):
                line_start = text.text.rfind("\n", 0, match.start("name")) + 1
                line_end = text.text.find("\n", match.end("name"))
                caption = match["name"].startswith(tuple(load("meta")["speaker"]["not"]))
                if caption or line_end - line_start > limit or not _set_apart(text, match):
                    continue
                found = {"speaker": text.span(*match.span("name"))}
                if match["role"]:
                    found["speaker_role"] = text.span(*match.span("role"))
                return found
    return {}


def _set_apart(text: Squeezed, match: re.Match[str]) -> bool:
    """Whether a name longer than names are stands apart from the office before it."""
    name = match["name"]
    start = match.start("name")
    return len(name) <= 4 or "·" in name or text.at[start] - text.at[start - 1] > 1
