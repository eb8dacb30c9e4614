"""Plain damage: banners, entities, pinyin in brackets, page numbers, question marks for blanks.

Each rule finds its own kind in the text as it stands and says what should be there; `repair` joins them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Final

from baogao.lexicon import alternation, fold, load
from baogao.text.blanks import blank_edits
from baogao.text.edits import Edit

_HAN: Final = "\u3400-\u4dbf\u4e00-\u9fff"
_TONES: Final = "āáǎàēéěèêīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
# What a pattern looks for first is a character of few kinds: `re` skips all other places.
_PINYIN: Final = re.compile(rf"[(（](?<=[{_HAN}].)([a-zü{_TONES}ɡ]{{1,7}})[)）]")
_TONED: Final = re.compile(f"[{_TONES}]")
_ENTITY: Final = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d?);")
_ESCAPE: Final = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
_MARKS: Final = re.compile(r"\?+")
_LABEL: Final = re.compile(rf"[{_HAN}]\?{{1,9}}(?:[{_HAN}]\?{{1,9}})+")
_FOREIGN: Final = re.compile("[\u3040-\u312f\u2474-\u24ff\ue000-\uf8ff\ufffd]")
_CLAUSE: Final = re.compile(r"[^,。;:!?\n、]*$")
_LONG: Final = 16  # characters of a line that a page broke off


def clean(text: str, taken: list[tuple[int, int]]) -> Iterator[Edit]:
    """The edits for plain damage; question marks inside the spans `taken` are somebody else's."""
    if "valuation" in text:
        yield from _banners(text)
    if "&" in text or "<U+" in text:
        yield from _entities(text)
    if "(" in text or "（" in text:
        yield from _pinyin(text)
    yield from blank_edits(text)
    yield from _pages(text)
    if "?" in text:
        yield from _question_marks(text, taken)


def _banners(text: str) -> Iterator[Edit]:
    for pattern in _banner_patterns():
        for found in pattern.finditer(text):
            yield Edit(found.start(), found.end(), found[0], "", "banner", 1.0)


@cache
def _banner_patterns() -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in load("repair")["banners"]["patterns"]]


def _entities(text: str) -> Iterator[Edit]:
    for found in _ENTITY.finditer(text):
        after = unescape(found[0])
        if after != found[0] and len(after) == 1:
            yield Edit(found.start(), found.end(), found[0], _visible(after), "entity", 1.0)
    for found in _ESCAPE.finditer(text):
        code = int(found[1], 16)
        if code < 0x110000 and not 0xD800 <= code < 0xE000:
            yield Edit(found.start(), found.end(), found[0], _visible(chr(code)), "entity", 1.0)


def _visible(char: str) -> str:
    """A plain blank for the blanks of layout, nothing for signs of no width."""
    if char in "\u200b\u200c\u200d\u2060\ufeff\xad":
        return ""
    return char if char == "\n" or (char.isprintable() and not char.isspace()) else " "


def _pinyin(text: str) -> Iterator[Edit]:
    """Pinyin that a converter wrote behind a character; without a tone mark only where others have one."""
    found = list(_PINYIN.finditer(text))
    toned = [match for match in found if _TONED.search(match[1])]
    for match in found if len(toned) >= 3 else toned:
        if match in toned or len(match[1]) <= 3:
            yield Edit(match.start(), match.end(), match[0], "", "pinyin", 0.95)


@cache
def _page_line() -> re.Pattern[str]:
    forms = [re.escape(form) for form in load("repair")["pages"]["forms"]]
    numbered = "|".join(form.replace("N", r"(?:\d{1,3})").replace("M", r"\d{1,3}") for form in forms)
    return re.compile(rf"(?P<sure>{numbered})|(?P<bare>\d{{1,3}})")


def _pages(text: str) -> Iterator[Edit]:
    """Lines with a page number in mid-sentence: the line goes, and the sentence is joined."""
    bare: list[tuple[int, Edit]] = []
    for found in re.finditer(r"\n[ \t\u3000]*([^\n]{1,16})\n[ \t\u3000\n]*", text):
        line = re.sub(r"\s", "", fold(found[1]))
        page = _page_line().fullmatch(line)
        if page is None or not _breaks(text, found.start(), found.end()):
            continue
        edit = Edit(found.start(), found.end(), found[0], "", "page", 0.9)
        if page["sure"]:
            yield edit
        else:
            bare.append((int(page["bare"]), edit))
    for (number, edit), (following, _) in zip(bare, bare[1:] + bare[-2:-1], strict=False):
        if abs(following - number) == 1:
            yield edit


def _breaks(text: str, start: int, end: int) -> bool:
    """Whether the sentence before `start` goes on at `end`."""
    line = text[text.rfind("\n", 0, start) + 1 : start].strip()
    return (
        len(line) >= _LONG
        and bool(re.search(rf"[{_HAN}，,、\d]$", line))
        and bool(re.match(rf"[{_HAN}\d“，、。；]", text[end : end + 1]))
        and not re.match(
            r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]", text[end : end + 5]
        )
    )


def _question_marks(text: str, taken: list[tuple[int, int]]) -> Iterator[Edit]:
    """Question marks that stand where a page had blanks, an interpunct or a bullet."""
    labels = label_spans(text)
    for start, end in labels:
        before = text[start:end]
        yield Edit(start, end, before, before.replace("?", " "), "separator", 0.9)
    others = sorted(taken + labels)
    starts = [start for start, _ in others]
    for found in _MARKS.finditer(text):
        start, end = found.span()
        i = bisect_right(starts, start) - 1
        if i >= 0 and start < others[i][1]:
            continue
        before, behind = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if end - start >= 2 and not (before in "吗呢么嗎麼" or behind in "\n”"):
            yield Edit(start, end, found[0], " " * (end - start), "separator", 0.9)
        elif end - start == 1 and _han(behind):
            if before in "。，；：！、,;:!\n \t\u3000":
                yield Edit(start, end, "?", " ", "separator", 0.8)
            elif _han(before) and not _asks(text, start) and not _garbled(text, start):
                yield Edit(start, end, "?", "·", "separator", 0.8)


def label_spans(text: str) -> list[tuple[int, int]]:
    """Where question marks stand for blanks that spread the characters of a label: 索?引?號?."""
    return [found.span() for found in _LABEL.finditer(text)]


def _han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


@cache
def _question_words() -> re.Pattern[str]:
    return re.compile(alternation(load("repair")["questions"]["words"]))


def _garbled(text: str, at: int) -> bool:
    """Whether signs stand near that no report writes: the question mark is part of worse damage."""
    return bool(_FOREIGN.search(text[max(0, at - 12) : at + 12]))


def _asks(text: str, mark: int) -> bool:
    """Whether the clause before a question mark is a question."""
    clause = _CLAUSE.search(fold(text[max(0, mark - 40) : mark]))
    return bool(clause and _question_words().search(clause[0]))
