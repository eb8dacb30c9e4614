"""Which form of a character a text would write: simplified, or one of the traditional ones."""

from __future__ import annotations

from collections import Counter
from functools import cache
from math import log
from typing import Final

from baogao.lexicon import fold

_HAN: Final = "".join(map(chr, range(0x4E00, 0x9FA6)))
_TRADITIONAL: Final = 0.1  # a text with more than this share of traditional characters is traditional

_SLACK: Final = 0.15  # the most that a traditional text is taken to have of simplified forms


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Each simplified character that has other forms: all its forms, itself first."""
    forms: dict[str, list[str]] = {}
    for char, simple in zip(_HAN, fold(_HAN), strict=True):
        if char != simple:
            forms.setdefault(simple, [simple]).append(char)
    return {simple: tuple(found) for simple, found in forms.items()}


class Taste:
    """The log-probability of a character among its forms in a given text; 0.0 where it has but one.

    >>> taste = Taste("各位代表：現在，我向大會報告工作")
    >>> taste("會") > taste("会"), taste("報") > taste("报"), taste("人")
    (True, True, 0.0)
    """

    def __init__(self, text: str) -> None:
        self._counts = Counter(text)
        changed = sum(self._counts[char] for forms in _forms().values() for char in forms[1:])
        self.traditional = changed > _TRADITIONAL * max(1, len(text))
        kept = sum(self._counts[forms[0]] for forms in _forms().values())
        # How often a traditional text has a simplified form where there are others.
        self._slack = min(_SLACK, (kept + 1) / (changed + kept + 1))

    def __call__(self, char: str) -> float:
        if char < "\u3400" or char > "\u9fff":
            return self._sign(char)
        forms = _forms().get(fold(char))
        if forms is None:
            return 0.0
        weights = [self._counts[form] + self._weight(form, forms) for form in forms]
        return log(weights[forms.index(char)] / sum(weights)) if char in forms else log(1e-4)

    def _weight(self, form: str, forms: tuple[str, ...]) -> float:
        simple = form == forms[0]
        if self.traditional:
            return self._slack if simple else 1 / (len(forms) - 1)
        return 1.0 if simple else 0.02 / (len(forms) - 1)

    def _sign(self, char: str) -> float:
        """Signs have twins of other width or style: 「 and “, ， and , — and the text has its custom."""
        twin = fold(char)
        own, other = self._counts[char], self._counts[twin] if twin != char else 0
        return log((own + 0.2) / (own + other + 1.0))
