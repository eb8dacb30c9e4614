"""Where the report proper stops: the start of its glossary and of the page furniture behind it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any, Final

from baogao.lexicon import alternation, load
from baogao.text.marks import mark_at
from baogao.text.spans import Span

_LONGEST_HEADING: Final = 40
_LONGEST_TERM: Final = 60
# A line this long that closes like a sentence belongs to the report, not to the page around it.
_SENTENCE: Final = 20
_PAGE_NUMBER: Final = re.compile(r"[-—–·\s]*\d{1,3}[-—–·\s]*|第\s*\d{1,3}\s*页(?:[,/\s]*共\s*\d{1,3}\s*页)?")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words: dict[str, Any] = load("outline")

    def spaced(entries: list[str]) -> str:
        """The words with blanks allowed between their characters, as headings are often set."""
        return "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(entries, key=len, reverse=True))

    glossary = words["glossary"]
    before = (
        r"(?:附\s*(?:件|录|表)?\s*[一二三四五六七八九十\d]*\s*[:、.]?\s*)?"
        r"(?:《[^》\n]{0,30}》|[^\n《》,。:;]{0,24}报告)?\s*"
        rf"(?:(?:{alternation(glossary['before'])})\s*)*"
    )
    heading = rf"[^\w“《(【\[]*[【\[(]?\s*{before}(?:{spaced(glossary['headings'])})"
    alone = rf"[^\w“《(【\[]*[【\[(]?\s*(?:{spaced(glossary['alone'])})\s*[】\])]?[:\s※*]*$"
    return {
        "glossary": re.compile(rf"(?:{heading}(?:\s*\([^)\n]{{0,20}}\))?[^\w“(]*$|{alone})"),
        "inline": re.compile(
            rf"(?<=[。!\s])(?:{alternation(glossary['headings'])})\s*[:】]?\s*(?=[1一①\[【(])"
        ),
        "tail": re.compile(f"(?:{alternation(words['tail']['lines'])})", re.IGNORECASE),
        "annex": re.compile(alternation(words["annex"]["words"])),
        "colophon": re.compile(words["tail"]["colophon"]),
    }


def is_page_number(folded: str, line: Span) -> bool:
    """Whether a line holds a page number and no more.

    >>> is_page_number("— 12 —", Span(0, 6)), is_page_number("12件", Span(0, 3))
    (True, False)
    """
    return _PAGE_NUMBER.fullmatch(folded, line.start, line.end) is not None


def find_endings(folded: str, lines: list[Span], first: int) -> tuple[int | None, int]:
    """(start of the glossary or None, start of the page furniture behind the text).

    >>> text = "各位代表:\\n完成。\\n名词解释\\n1.三保:保工资、保运转。\\n分享到:\\n微博"
    >>> lines = [Span(m.start(), m.end()) for m in re.finditer("[^\\n]+", text)]
    >>> glossary, tail = find_endings(text, lines, 0)
    >>> text[glossary:glossary + 4], text[tail:tail + 3]
    ('名词解释', '分享到')
    """
    tail = _tail(folded, lines, first)
    body = [line for line in lines if first < line.start < tail]
    glossary = _headed(folded, body)
    if glossary is None:
        glossary = _inline(folded, [line for line in lines if line.end > first and line.start < tail])
    if glossary is None:
        glossary = _headless(folded, body)
    return glossary, tail


def find_annex(folded: str, lines: list[Span], glossary: int, tail: int) -> Span | None:
    """The heading of another annex between the glossary's start and the page furniture.

    >>> text = "名词解释\\n1.三保:保工资等。\\n2024年三件实事\\n一、修路。"
    >>> lines = [Span(m.start(), m.end()) for m in re.finditer("[^\\n]+", text)]
    >>> text[slice(*find_annex(text, lines, 0, len(text)))]
    '2024年三件实事'
    """
    for line, below in pairwise(line for line in lines if glossary < line.start < tail):
        heading = line.end - line.start <= _LONGEST_HEADING and not mark_at(folded, line.start)
        if heading and _patterns()["annex"].search(folded, *line) and not _explains(folded, line):
            mark = mark_at(folded, below.start)
            if mark and mark.number == 1:
                return line
    return None


def _tail(folded: str, lines: list[Span], first: int) -> int:
    """Behind the last line that reads like the report, the first that reads like a web page."""
    patterns = _patterns()
    tail = len(folded)
    for line in reversed(lines):
        if line.start <= first:
            break
        if patterns["tail"].match(folded, line.start, line.end) or (
            line.end - line.start <= _LONGEST_HEADING
            and patterns["colophon"].fullmatch(folded, line.start, line.end)
        ):
            tail = line.start
        elif mark_at(folded, line.start) or (
            line.end - line.start >= _SENTENCE and folded[line.end - 1] in "。!;”)]】"
        ):
            break  # an item or an entry, however short, or a sentence
    return tail


def _headed(folded: str, lines: list[Span]) -> int | None:
    """The line that says 名词解释 and is followed by something that explains a term."""
    pattern = _patterns()["glossary"]
    for i, line in enumerate(lines):
        if (
            line.end - line.start <= _LONGEST_HEADING
            and pattern.match(folded, line.start, line.end)
            and any(_explains(folded, after) for after in lines[i + 1 : i + 5])
        ):
            return line.start
    return None


def _inline(folded: str, lines: list[Span]) -> int | None:
    """A heading in the middle of a line, where a report came without its line ends."""
    for line in lines:
        if line.end - line.start > 1000:
            match = _patterns()["inline"].search(folded, line.start, line.end)
            if match:
                return match.start()
    return None


def _headless(folded: str, lines: list[Span]) -> int | None:
    """A run of numbered explanations at the very end, without a heading."""
    start, expected, quoted = None, None, 0
    for line in reversed(lines):
        mark = mark_at(folded, line.start)
        if mark is None or mark.style not in {"square", "circled", "dot", "round"}:
            if expected is not None and line.end - line.start > 2 * _LONGEST_TERM:
                break
            continue
        if expected not in (None, mark.number) or not _explains(folded, line):
            break
        quoted += folded[mark.end : mark.end + 1] in "“\"'‘" or "页" in folded[line.end - 6 : line.end]
        start, expected = line.start, mark.number - 1
        if mark.number == 1:
            ordered = sum(
                1 for other in lines if other.start >= start and mark_at(folded, other.start, mark.style)
            )
            strong = mark.style in {"square", "circled"} or 2 * quoted >= ordered
            return start if ordered >= 4 and strong else None
    return None


def _explains(folded: str, line: Span) -> bool:
    """Whether a line opens with a term and its explanation, or with a mark and a short term."""
    mark = mark_at(folded, line.start)
    at = mark.end if mark else line.start
    head = folded[at : min(line.end, at + _LONGEST_TERM)]
    if re.match(r"[:\s]*(?:【[^】\n]+】|[^。:!?\n]{1,58}?(?::|是指|——|指的是|指|即))", head):
        return True
    return mark is not None and line.end - at <= _LONGEST_HEADING and "。" not in head
