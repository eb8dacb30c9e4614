"""Where the report proper stops: the start of its glossary and of the page furniture behind it."""

from __future__ import annotations

import re

from baogao.lexicon import alternation, load
from baogao.text.spans import Span


def find_endings(folded: str, lines: list[Span], first: int) -> tuple[int | None, int]:
    """(start of the glossary or None, start of the page furniture behind the text)."""
    words = load("outline")
    tail_words = re.compile(f"(?:{alternation(words['tail']['lines'])})")
    glossary_line = re.compile(
        rf"[^\w“《]*(?:附(?:件)?\d*[:：]?\s*)?(?:{alternation(words['glossary']['headings'])})[^\w]*$"
    )
    tail = len(folded)
    last_sentence = max((line.end for line in lines if folded[line.end - 1] in "。!;"), default=first)
    for line in reversed(lines):
        if line.start < last_sentence:
            break
        if tail_words.match(folded, line.start):
            tail = line.start
    glossary = None
    for line in lines:
        if (
            first < line.start < tail
            and line.end - line.start <= 40
            and glossary_line.match(folded[slice(*line)])
        ):
            glossary = line.start
            break
    return glossary, tail
