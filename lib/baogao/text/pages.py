"""Pages of a PDF to running text: page numbers and headers dropped, wrapped lines joined."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from baogao.lexicon import fold

# A page number in its usual dresses, blanks taken out: 12, -12-, 第12页, 第12页共30页, 12/30, Page12of30.
_NUMBER: Final = re.compile(
    r"(?:第|page)?[-–—―·~]*\d{1,4}[-–—―·~]*(?:[页頁]?[,/]?(?:共|of|/)\d{1,4})?[页頁]?", re.IGNORECASE
)
# What a new paragraph begins with, however full the line before it is.
_OPENING: Final = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十\d]{1,3}[)）]|第[一二三四五六七八九十]+部分|——|"
    r"\d{1,2}[.、．]\s*\D|【|各位)"
)
_CLOSED: Final = re.compile(r"(?:[。!?！？：:；;”’」』)）…]|会议上|會議上)\s*$")


def join_pages(pages: list[str]) -> str:
    """The text of `pages`, a line a paragraph.

    A line is joined to the next where it is nearly as long as the page's full lines, or does not close a
    sentence, and the next begins no paragraph.

    >>> print(join_pages(["一、工作回顾\\n完成生产总值一百亿元,\\n增长。\\n- 1 -", "新的一年。"]))
    一、工作回顾
    完成生产总值一百亿元,增长。
    新的一年。
    <BLANKLINE>
    """
    lines = _without_furniture([page.split("\n") for page in pages])
    full = sorted(len(line) for line in lines)[int(len(lines) * 0.75)] if lines else 0
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], lines_end=full, line=line):
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
    return "\n".join(paragraphs) + "\n"


def _without_furniture(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without page numbers and without lines that head or foot most pages."""
    edges: Counter[str] = Counter()
    for page in pages:
        held = [line.strip() for line in page if line.strip()]
        edges.update({re.sub(r"\d+", "#", line) for line in held[:2] + held[-2:]})
    common = {line for line, count in edges.items() if count > max(1, len(pages) / 2)}
    kept = []
    for page in pages:
        for line in page:
            words = line.strip()
            if (
                words
                and not _NUMBER.fullmatch("".join(fold(words).split()))
                and re.sub(r"\d+", "#", words) not in common
            ):
                kept.append(line.rstrip())
    return kept


def _goes_on(before: str, *, lines_end: int, line: str) -> bool:
    last = before.rsplit("\n", 1)[-1]
    if _OPENING.match(line) or line.startswith(("\u3000", "  ")):
        return False
    if _CLOSED.search(last):
        # A sentence may end at the margin by chance; only a line that fills the page runs on then.
        return False
    return len(last) >= 0.6 * lines_end


def _joined(before: str, line: str) -> str:
    words = line.strip()
    gap = (
        " "
        if before[-1:].isascii() and before[-1:].isalpha() and words[:1].isascii() and words[:1].isalpha()
        else ""
    )
    return before + gap + words
