"""The lines of a text; where its line ends were lost, as in the cells of a table, where they stood."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from baogao.lexicon import alternation, load
from baogao.text.spans import Span

_LONG: Final = 2000  # characters; no paragraph of a report is longer, so a longer line has lost its ends
_HEADING: Final = 60  # characters of a heading or of a line of the front
_CN: Final = "一二三四五六七八九十"
# What opens a line and hardly ever stands inside one.
_OPENER: Final = (
    rf"(?:[{_CN}]{{1,3}}、|\([{_CN}]{{1,3}}\)|第[{_CN}]{{1,3}}部分|(?:尊敬的)?各位(?:代表|委员)[:,!]|——(?=[^—])"
    r"|\d{1,2}[.、](?!\d)|[\[【]\d{1,3}[\]】]|附件|附:|—\s*\d{1,3}\s*—)"
)
_CLOSED: Final = "。!?;:”)】"
_MARKED: Final = re.compile(_OPENER)
# A heading without a number, or a page number.
_BARE: Final = re.compile(r"(?:\d{4}年)?[\u4e00-\u9fff“《][^。;:!?]{2,38}[\u4e00-\u9fff”》]|—\s*\d{1,3}\s*—")
_VALUE: Final = re.compile(r"(?!\d{4}年)[\d.%]|[a-zA-Z]")  # 完成 9.1%: no line begins with the rest
_PAGE: Final = re.compile(r"—\s*\d{1,3}\s*—")
_FIRST: Final = r"(?=一[、是]|1[.、]|①)"
_STOP: Final = re.compile(r"[。;!?]")
_SPACED: Final = re.compile(r"\S(?:\s|$)")  # the second half of a name set wide: 李 某


@cache
def _breaks() -> re.Pattern[str]:
    """Where a line may begin: before what opens one, around the heading of the glossary, at any blank."""
    words = load("outline")
    headings, bare = words["glossary"]["headings"], words["bare"]
    ends = _behind({heading[-2:] for heading in headings})
    first = r"(?=[※*\s]*(?:1[.、]|[\[【(]1[\]】)]|一、))"
    opener = rf"(?:\d{{4}}年|{alternation(bare['openers'])})"
    closers = alternation(bare["closers"])
    sentence = rf"(?=\d{{4}}年|{alternation(bare['sentences'])})"
    return re.compile(
        rf"(?<=[。!?;:”)】])\s*(?={_OPENER})|(?<=会议上)\s*|(?<=会议上\))\s*"
        r"|(?<=工作报告)(?=\d{4}年|来源|时间|作者|发布|——)|(?<=稿\))(?=\d{4}年)"
        r"|(?<![。!?;])(?=各位(?:代表|委员)[:,!])"
        rf"|(?<=[。!”)】—\d])(?=[^。!;:,]{{0,16}}?(?:{alternation(headings)})\s*{first})|(?:{ends})\s*{first}"
        # A bare heading between two sentences, and where the first sentence under any heading begins.
        rf"|(?<=[。!])(?={opener}[^。!;:,]{{0,16}}?(?:{closers}){sentence})"
        rf"|(?P<heading>)(?:{_behind(bare['closers'])}){sentence}"
        # The year's list behind a page's end, and its first item.
        rf"|(?<=[。!—])(?=(?:\d{{4}}年)?[^。!;:,]{{0,12}}?(?:{alternation(bare['lists'])}){_FIRST})"
        rf"|(?:{_behind(bare['lists'])}){_FIRST}|(?<=。)(?=[{_CN}]{{1,2}}是)|\s+"
    )


def _behind(words: Iterable[str]) -> str:
    """A place right behind one of the words."""
    return "|".join(f"(?<={re.escape(word)})" for word in sorted(words))


def find_lines(folded: str) -> list[Span]:
    """The lines of a folded text without the blanks around them, the empty ones left out.

    A line longer than any paragraph is cut where lines must have begun: before what numbers a part or an
    entry, before the address to the deputies, at the blanks behind a full stop or a heading.

    >>> text = "政府工作報告 縣長 某某 各位代表: 一、回顧 去年,完成。 " + "做好工作。" * 400 + "二、安排"
    >>> [text[slice(*line)][:6] for line in find_lines(text)]
    ['政府工作報告', '縣長', '某某', '各位代表:', '一、回顧', '去年,完成。', '做好工作。做', '二、安排']
    """
    spans: list[Span] = []
    for match in re.finditer(r"[^\n]+", folded):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            line = Span(start, start + len(stripped))
            spans += [line] if len(stripped) < _LONG else _cut(folded, line, front=not spans)
    return spans


def _cut(folded: str, line: Span, *, front: bool) -> list[Span]:
    """The lines that a line without ends is made of; in `front` of the address every blank may be one."""
    spans: list[Span] = []
    start = line.start
    for match in _breaks().finditer(folded, *line):
        if match.start() <= start or ((page := _PAGE.match(folded, start)) and match.start() < page.end()):
            continue
        opens = _MARKED.match(folded, match.end()) is not None
        if match["heading"] is not None and _STOP.search(
            folded, max(start, match.start() - _HEADING), match.start()
        ):
            continue
        if match[0] and not opens and not _ends(folded, start, match, front=front):
            continue
        spans.append(Span(start, match.start()))
        start = match.end()
        front = front and not folded.startswith("各位", start)
    return [*spans, Span(start, line.end)]


def _ends(folded: str, start: int, blank: re.Match[str], *, front: bool) -> bool:
    """Whether a blank ends the line that began at `start`: behind a stop, a heading, a line of the front."""
    end = blank.start()
    if folded[end - 1] in _CLOSED:
        return True
    if front:
        return _HEADING >= end - start > 1 and not _SPACED.match(folded, blank.end())
    if _MARKED.match(folded, start) is not None:
        return end - start <= _HEADING
    return _BARE.fullmatch(folded, start, end) is not None and not _VALUE.match(folded, blank.end())
