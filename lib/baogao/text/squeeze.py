"""A text without blanks and question marks, and the way back to its offsets."""

from __future__ import annotations

from typing import NamedTuple

from baogao.text.spans import Span


class Squeezed(NamedTuple):
    """Folded `text` without blanks and `?` (lost signs), and where each character stood (`at`)."""

    text: str
    at: list[int]

    def span(self, start: int, end: int) -> Span:
        """The span of the original that `text[start:end]` was drawn from."""
        return Span(self.at[start], self.at[end - 1] + 1)

    def joined(self) -> Squeezed:
        """The same without line ends, but where one parts two numbers (14:43, 2025年).

        >>> squeeze("第十七屆\\n人民代表", [Span(0, 4), Span(5, 9)]).joined().text
        '第十七屆人民代表'
        """
        text = self.text
        kept = [
            i
            for i, c in enumerate(text)
            if c != "\n" or (text[i - 1 : i].isdigit() and text[i + 1 : i + 2].isdigit())
        ]
        return Squeezed("".join(text[i] for i in kept), [self.at[i] for i in kept])


def squeeze(folded: str, lines: list[Span]) -> Squeezed:
    """The squeezed text of some lines, one line end behind each.

    >>> squeeze("索?引?號: 1", [Span(0, 8)])
    Squeezed(text='索引號:1\\n', at=[0, 2, 4, 5, 7, 8])
    """
    text, at = [], []
    for line in lines:
        for i in range(*line):
            if not folded[i].isspace() and folded[i] != "?":
                text.append(folded[i])
                at.append(i)
        text.append("\n")
        at.append(line.end)
    return Squeezed("".join(text), at)
