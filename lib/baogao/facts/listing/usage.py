"""Where the body of a report uses a phrase, whatever quotes, blanks and note marks stand in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from baogao.text.outline import Outline

_SKIP: Final = r"\s“”\"'‘’《》〈〉"
# A note mark, which is no word of the text, or a run of words.
_TOKEN: Final = re.compile(rf"\[\d{{1,3}}\]|【\d{{1,3}}】|([^{_SKIP}\[【①-⒇㉑-㉟㊱-㊿]+|[\[【])")
_QUOTED: Final = re.compile(r"“([^”]{2,20})”")


class Usage:
    """An index of the body's words; made once a report.

    >>> from baogao.text.outline import read_outline
    >>> usage = Usage(read_outline("各位代表:\\n落實“兩個”[3] 維護。"))
    >>> usage.first("“两个维护”")
    9
    """

    def __init__(self, outline: Outline) -> None:
        self._folded = outline.folded
        self._body = outline.body
        self._starts: list[int] = []
        self._offsets: list[int] = []
        words, length = [], 0
        for match in _TOKEN.finditer(outline.folded, outline.body.start, outline.body.end):
            if match[1] is None:
                continue
            self._starts.append(length)
            self._offsets.append(match.start())
            words.append(match[0])
            length += len(match[0])
        self._words = "".join(words)

    @classmethod
    def of(cls, outline: Outline) -> Usage:
        """The index of a report, which keeps it for the next who asks."""
        kept = vars(outline)
        if cls.__name__ not in kept:
            kept[cls.__name__] = cls(outline)
        usage: Usage = kept[cls.__name__]
        return usage

    def first(self, phrase: str) -> int | None:
        """Where the body first has the folded `phrase`, or else a phrase in quotes in it, or a part of it."""
        for candidate in _variants(phrase):
            found = self._words.find(candidate)
            if found >= 0:
                return self._offset(found)
        return None

    def note(self, number: str) -> int | None:
        """Where the body sets the note mark [number]; the words in quotes before it, where there are any."""
        mark = re.compile(rf"[\[【]\s*{re.escape(number)}\s*[\]】]")
        match = mark.search(self._folded, self._body.start, self._body.end)
        if match is None:
            return None
        before = self._folded[max(self._body.start, match.start() - 30) : match.start()]
        quoted = re.search(r"“[^”。]*”[^,。;]{0,12}$", before)
        return match.start() - (len(before) - quoted.start()) + 1 if quoted else match.start()

    def _offset(self, found: int) -> int:
        i = bisect_right(self._starts, found) - 1
        return self._offsets[i] + found - self._starts[i]


def _variants(phrase: str) -> list[str]:
    """The phrase as a whole, its quoted phrases, its parts; each as the index has it."""
    quoted = _QUOTED.findall(phrase)
    parts = re.split(r"[、和及,]|(?<=”)(?=“)", phrase)
    words = [phrase, re.sub(r"\([^)]*\)", "", phrase), *quoted, *parts]
    bare = ["".join(_TOKEN.findall(word)) for word in words]
    return [word for i, word in enumerate(bare) if len(word) >= 2 and word not in bare[:i]]
