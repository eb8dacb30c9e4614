"""What is cut from the first and the last member of an enumeration: intros, summing-up words, remarks."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import Final

from baogao.facts.listing.counts import NUMERAL
from baogao.lexicon import alternation, load
from baogao.text.marks import cn_number
from baogao.text.spans import Span

_LONGEST_TAIL: Final = 18
_NO_QUOTES: Final = dict.fromkeys(map(ord, "“”\"'‘’"))
_NUMBER: Final = re.compile(rf"^(?:{NUMERAL}|若干)?个?")
_COUNTED: Final = re.compile(rf"(?:{NUMERAL})$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load("lists")
    intro, outro = words["intro"], words["outro"]
    adverbs, verbs = alternation(intro["adverbs"]), alternation(intro["verbs"])
    deng = outro["deng"]
    acts = alternation(intro["verbs"] + intro["acts"])
    long_cues = alternation([cue for cue in intro["cues"] if len(cue) > 2])
    before = "".join(rf"(?<!{word[0]})" for word in deng if word[1] == "等")
    behind = "".join(word[1:] for word in deng if word[0] == "等" and len(word) == 2)
    return {
        "cue": re.compile(rf"(?:(?:|.*?[,:;”》])(?:{alternation(intro['cues'])})|.*?(?:{long_cues}))[:,]?"),
        "verb": re.compile(rf"(?:[^、]{{0,16}}?(?:提出的|确定的|开展的|要))?(?:{adverbs})*(?:{verbs})"),
        "act": re.compile(rf"(?!{alternation(intro['nouns'])})(?:{adverbs})*(?:{acts})"),
        "intro": re.compile(rf"(?:{alternation(intro['openers'])})|.*(?:{alternation(intro['closers'])})$"),
        "outro": re.compile(alternation(outro["openers"])),
        "must": re.compile(r",?(?:必须|应当|须)(?=.{2})"),
        "generic": re.compile(alternation(outro["generic"])),
        "noun": re.compile(alternation(outro["nouns"])),
        "deng": re.compile(rf"{before}等(?![{behind}]).{{0,{_LONGEST_TAIL}}}$"),
        "sum": re.compile(
            rf"(?<![第\d])({NUMERAL})(?:{alternation(words['counts']['measures'])})[^、,。]{{0,14}}$"
        ),
    }


def adverbial(folded: str, piece: Span, side: str) -> bool:
    """Whether a clause introduces (`side` "intro") or follows up ("outro") an enumeration."""
    return _patterns()[side].match(folded[slice(*piece)]) is not None


def open_end(text: str) -> str | None:
    """What follows the 等 that closes an enumeration; None where there is no such 等.

    >>> open_end("甲、乙等三个项目"), open_end("中等职业教育")
    ('三个项目', None)
    """
    match = _patterns()["deng"].search(text)
    return match[0][1:] if match and match.start() > 0 else None


def trim(folded: str, pieces: list[Span], name: str) -> list[Span]:
    """The pieces as members: the first without its intro, the last without what sums the list up.

    >>> text = "深入实施甲整治、乙整治、丙整治等三大工程"
    >>> [text[slice(*m)] for m in trim(text, [Span(0, 7), Span(8, 11), Span(12, 20)], "三大工程")]
    ['甲整治', '乙整治', '丙整治']
    """
    if len(pieces) < 2:
        return pieces
    found = list(pieces)
    runs = _runs(folded, found)
    for i, run in enumerate(runs):
        if run > 1:  # 甲、乙2个单位,丙…: a run of its own, summed up before a comma
            found[i] = _summed(folded, found[i], run)
    if folded[found[0].start] in "从在" and "方面" in folded[found[-1].start : pieces[-1].end]:
        found[0] = Span(found[0].start + 1, found[0].end)  # 从产能、能耗、排放三个方面…
    found[0] = _first(folded, found[0], [folded[slice(*piece)] for piece in found[1:]])
    found[-1] = _last(folded, found[-1], [folded[slice(*piece)] for piece in found[:-1]], name)
    return [_unquoted(folded, piece) for piece in found if piece.start < piece.end]


def _runs(folded: str, pieces: list[Span]) -> list[int]:
    """How many pieces stand in the run of 、 that each piece closes; 0 where it closes none."""
    runs, length = [], 0
    for piece in pieces:
        length += 1
        closes = folded[piece.end : piece.end + 1] != "、"
        runs.append(length if closes else 0)
        length = 0 if closes else length
    return runs


def _first(folded: str, piece: Span, others: list[str]) -> Span:
    words = _patterns()
    text = folded[slice(*piece)]
    cue = words["cue"].match(text)
    if cue and cue.end() < len(text):
        piece = Span(piece.start + cue.end(), piece.end)
        text = text[cue.end() :]
    while text and text[0] in ":, ":
        piece, text = Span(piece.start + 1, piece.end), text[1:]
    shared = _common(others) if len(others) > 1 else ""
    if shared and shared[0] not in "“《(" and not text.startswith(shared) and shared in text:
        return Span(piece.start + text.index(shared), piece.end)
    verb = words["verb"].match(text)
    acts = sum(words["act"].match(other) is not None for other in others)
    if verb and len(text) - verb.end() >= 2 and 4 * acts < len(others):
        return Span(piece.start + verb.end(), piece.end)
    return piece


def _last(folded: str, piece: Span, others: list[str], name: str) -> Span:
    words = _patterns()
    start, end = piece

    def text() -> str:
        return folded[start:end]

    deng = words["deng"].search(text())
    if deng and deng.start() > 0:
        end = start + deng.start()
    piece = _summed(folded, Span(start, end), len(others) + 1)
    start, end = piece
    remark = re.search(r"\([^()]*\)?$", text())
    if remark and remark.start() > 0 and not all(other.endswith(")") for other in others):
        end = start + remark.start()
    must = words["must"].search(text(), 2)
    if must and not any(words["must"].search(other) for other in others):
        end = start + must.start()
    bare = name.translate(_NO_QUOTES)
    of = text().rfind("的", 1)
    if of > 0 and not any("的" in other for other in others):
        noun = text()[of + 1 :]
        if noun and ((len(noun) > 1 and bare.endswith(noun)) or words["noun"].fullmatch(noun)):
            end = start + of
    end = start + _shared_tail(text(), others, bare)
    return Span(start, end)


def _summed(folded: str, piece: Span, count: int) -> Span:
    """Without 四大攻坚战, 7项工程, 两个文件: a numeral that says how many there are, with its noun."""
    match = _patterns()["sum"].search(folded[slice(*piece)], 1)
    if match and cn_number(match[1]) == count:
        return Span(piece.start, piece.start + match.start())
    return piece


def _shared_tail(text: str, others: list[str], name: str) -> int:
    """Where the last member ends when the words behind it belong to all members (高耗能、高排放|项目)."""
    if len(others) > 1:
        tail = _common([other[::-1] for other in others])[::-1]
        at = text.rfind(tail) if tail else -1
        rest = text[at + len(tail) :]
        if at > 0 and 0 < len(rest) <= 8 and not re.search("[和及与]", rest):
            turned = tail == "化" and "化" in name  # 四化融合: what is said of all stands behind the last 化
            if len(tail) > 1 or turned or _patterns()["generic"].fullmatch(rest):
                return at + len(tail)
        elif at >= 0 and not rest and len(tail) > 1:
            return len(text)
    tail = _common([name[::-1], text[::-1]])[::-1][: max(0, len(text) - 2)]
    before = name[: len(name) - len(tail)]
    # 一革命, 中小学及幼儿园: a noun that the name counts or adds by itself is a member's own.
    own = _COUNTED.search(before) or re.search("[和及与、]", before)
    if len(tail) > 1 and not own and not any(other.endswith(tail) for other in others):
        return len(text) - len(tail)
    core = _NUMBER.sub("", name)
    if 2 <= len(core) <= 4 and core in text[1:] and not any(core in other for other in others):
        return text.index(core, 1)
    return len(text)


def _common(texts: list[str]) -> str:
    """The beginning that all texts share."""
    same = takewhile(lambda signs: len(set(signs)) == 1, zip(*texts, strict=False))
    return "".join(signs[0] for signs in same)


def _unquoted(folded: str, piece: Span) -> Span:
    start, end = piece
    while start < end and folded[end - 1].isspace():
        end -= 1
    inner = folded[start + 1 : end - 1]
    if end - start > 2 and folded[start] == "“" and folded[end - 1] == "”" and not re.search("[“”]", inner):
        return Span(start + 1, end - 1)
    return Span(start, end)
