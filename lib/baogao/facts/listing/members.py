"""The members that a stretch of text enumerates, or none where it is prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from baogao.facts.listing.counts import characters, counts
from baogao.facts.listing.trimming import adverbial, open_end, trim
from baogao.text.marks import mark_at, marks_inside
from baogao.text.spans import Span

_OPEN: Final = "(“《‘[【{<〈"
_CLOSE: Final = ")”》’]】}>〉"
_LONGEST: Final = 80
_AND: Final = re.compile(r"以及|和|及|与")
_QUOTED_LIST: Final = re.compile(r"“([^“”。]*[、,][^“”。]*)”")
_OTHERS: Final = re.compile(r"[和及与](?:其他|其它|相关|有关)")
_GOES_ON: Final = re.compile(r"以及|而[^且]|从而|并(?!网|购|轨|联)")
_DATED: Final = re.compile(r"(?:到|自|从|在)?\s*\d{2,4}\s*年\S{0,6}|.*(?:以来|期间)")
_ROLE: Final = re.compile(r"为(?:主|辅|支撑|主体|导向|主要内容)")


def members(folded: str, start: int, end: int, name: str, loose: bool = False) -> list[Span]:
    """The members of the list called `name` that `folded[start:end]` spells out; none where it is prose.

    They are split by ; or , or 、, whichever gives the number in the name; what introduces them (即, 包括),
    what sums them up (…等七项工程) and remarks in brackets are left out. `loose` takes any number of
    members between ; (twelve candidates for ten).

    >>> text = "即基础设施、交通秩序、市容环境、文明素养四大攻坚战。"
    >>> [text[slice(*m)] for m in members(text, 0, len(text), "四大攻坚")]
    ['基础设施', '交通秩序', '市容环境', '文明素养']
    >>> members("依托园区发展的新型业态。", 0, 12, "新业态")
    []
    """
    span = _unled(folded, _bare(folded, start, end))
    marked = marked_members(folded, *span)
    if len(marked) >= 3:
        return marked
    wanted, letters = counts(name), characters(name)
    least = 2 if letters or not wanted else max(2, min(wanted) - 1)
    tried: list[list[Span]] = []
    seen: list[list[Span]] = []
    for pieces in _splits(folded, span) if wanted or letters else ():
        if len(pieces) >= least and pieces not in seen:
            seen.append(pieces)
            tried.append(trim(folded, pieces, name))
    for count in wanted:
        fits = [fit for found in tried if (fit := _with_count(folded, found, name, count))]
        sound = [found for found in fits if _sound(folded, found)]
        if sound:
            return max(sound, key=lambda found: _alike(folded, found))  # the first of the most alike
    semicolons = [at for at in _separators(folded, span) if folded[at] == ";"]
    if loose and len(semicolons) > 2:
        return trim(folded, _pieces(folded, span, semicolons), name)
    for found in tried:
        if letters and sum(s.end - s.start for s in found) == letters:
            return found
    return _plain(folded, span, name)


def marked_members(folded: str, start: int, end: int) -> list[Span]:
    """The members that marks number from one on: 一是…。二是… or ①…;②….

    >>> text = "一是修路。二是建桥。三是通水。"
    >>> [text[slice(*m)] for m in marked_members(text, 0, len(text))]
    ['修路', '建桥', '通水']
    """
    for style, pattern in (("shi", "一是"), ("circled", "①"), ("round", r"\(1\)"), ("nth", "第一[,、]")):
        first = re.compile(pattern).search(folded, start, end)
        if not first:
            continue
        mark = mark_at(folded, first.start(), style)
        marks = [mark] if mark else []
        for other in marks_inside(folded, style, first.end(), end):
            if marks and other.number == marks[-1].number + 1:
                marks.append(other)
        if len(marks) >= 2:
            bounds = [*(m.start for m in marks), end]
            return [_bare(folded, m.end, bound) for m, bound in zip(marks, bounds[1:], strict=True)]
    return []


def _splits(folded: str, span: Span) -> Iterator[list[Span]]:
    """The ways to take the text apart, the surest first."""
    seps = _separators(folded, span)
    signs = {folded[at] for at in seps}
    if ";" in signs:
        yield _pieces(folded, span, [at for at in seps if folded[at] == ";"])
    if "、" in signs or "," in signs:
        everything = _pieces(folded, span, seps)
        yield everything
        everything = _without_intro(folded, everything)
        yield everything
        kept = [piece for piece in everything if not adverbial(folded, piece, "outro")]
        if len(kept) < len(everything) and kept == everything[: len(kept)]:
            yield kept
    if "," in signs:
        clauses = _pieces(folded, span, [at for at in seps if folded[at] == ","])
        yield clauses
        yield _without_intro(folded, clauses)
    if "、" in signs and "," in signs:
        clauses = _pieces(folded, span, [at for at in seps if folded[at] in ",;"])
        for clause in (clauses[-1], clauses[0]):
            yield _pieces(folded, clause, [at for at in seps if clause.start <= at < clause.end])
    quotes = re.fullmatch(r"(?:“[^“”]+”){2,}([^“”]{0,8})", folded[slice(*span)])
    if quotes:
        yield [Span(*m.span(1)) for m in re.compile(r"“([^“”]+)”").finditer(folded, *span)]
    for quoted in _QUOTED_LIST.finditer(folded, *span):  # 市民热线“一线通达、一网通办”工作法
        inner = Span(*quoted.span(1))
        yield _pieces(folded, inner, _separators(folded, inner))


def _alike(folded: str, found: list[Span]) -> float:
    """How many of the pieces begin or end with the same character, as a share."""
    texts = [folded[slice(*piece)] for piece in found]
    firsts, lasts = Counter(text[0] for text in texts), Counter(text[-1] for text in texts)
    return round(max(*firsts.values(), *lasts.values()) / len(texts), 1)


def _separators(folded: str, span: Span) -> list[int]:
    """Where 、 , and ; stand outside brackets and quotes."""
    text = folded[slice(*span)]
    even = text.count("“") == text.count("”") and text.count("(") == text.count(")")
    found, depth = [], 0
    for match in re.compile(r"[(“《‘\[【{<〈)”》’\]】}>〉、,;]").finditer(folded, *span):
        sign = match[0]
        if sign in _OPEN:
            depth += 1
        elif sign in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or not even:
            found.append(match.start())
    return found


def _pieces(folded: str, span: Span, cuts: list[int]) -> list[Span]:
    bounds = [span.start - 1, *cuts, span.end]
    pieces = [_bare(folded, a + 1, b) for a, b in pairwise(bounds)]
    return [piece for piece in pieces if piece.start < piece.end]


def _without_intro(folded: str, pieces: list[Span]) -> list[Span]:
    """The pieces behind the clauses that tell where the list comes from."""
    skip = 0
    while (
        skip < len(pieces) - 2
        and folded[pieces[skip].end] == ","
        and adverbial(folded, pieces[skip], "intro")
    ):
        skip += 1
    return pieces[skip:]


def _with_count(folded: str, found: list[Span], name: str, count: int) -> list[Span]:
    """The pieces where they are `count`, or are so when one is split at 和 or some are joined."""
    if len(found) == count:
        return found
    if len(found) == count - 1:
        for i in (-1, 0):
            listed = len(found) == 1 or folded[found[-2 if i else 0].end :][:1] in "、”"
            halves = _halves(folded, found[i]) if listed else []
            if halves:
                split = [*found[:-1], *halves] if i == -1 else [*halves, *found[1:]]
                return trim(folded, split, name)
    if len(found) > count:
        joined = _joined(folded, found)
        if len(joined) == count:
            return joined
    return []


def _halves(folded: str, piece: Span) -> list[Span]:
    """甲和乙 as two, at the word that leaves them most alike in length."""
    cuts = list(_AND.finditer(folded, piece.start + 2, piece.end - 2))
    if not cuts or "等" in folded[slice(*piece)]:
        return []
    cut = min(cuts, key=lambda m: abs((m.start() - piece.start) - (piece.end - m.end())))
    return [_bare(folded, piece.start, cut.start()), _bare(folded, cut.end(), piece.end)]


def _joined(folded: str, pieces: list[Span]) -> list[Span]:
    """Pieces without the tail that the others share go with the next: 计算机、通信和其他电子设备制造业."""
    texts = [folded[slice(*piece)] for piece in pieces]
    for size in (4, 3, 2):
        tail = texts[-1][-size:]
        if sum(text.endswith(tail) for text in texts) * 2 <= len(texts):
            continue
        joined: list[Span] = []
        open_at = None
        for piece, text in zip(pieces, texts, strict=True):
            begin = piece.start if open_at is None else open_at
            open_at = None if text.endswith(tail) else begin
            if open_at is None:
                joined.append(Span(begin, piece.end))
        if all(_OTHERS.search(folded, *piece) or piece in pieces for piece in joined):
            return joined
    return pieces


def _sound(folded: str, found: list[Span]) -> bool:
    """Whether the pieces are alike enough to be members; prose splits into unlike ones."""
    texts = [folded[slice(*piece)] for piece in found]
    sizes = [len(text) for text in texts]
    middle = median(sizes)
    if min(sizes) < 1 or max(sizes) > max(_LONGEST, 3 * middle) or max(sizes[0], sizes[-1]) > 3 * middle + 6:
        return False
    if min(sizes) == 1 and max(sizes) > 8:
        return False
    if any("。" in text or text.count("“") != text.count("”") or _GOES_ON.match(text) for text in texts):
        return False
    if adverbial(folded, found[0], "intro") and folded[found[0].end] == ",":
        return False
    if (
        _DATED.fullmatch(texts[0])
        or (_ROLE.search(texts[-1]) and len({text[:2] for text in texts}) > 1)
        or any(text.endswith("等") for text in texts[:-1])
    ):
        return False
    if adverbial(folded, found[-1], "outro") and texts[0][:2] != texts[-1][:2]:
        return False
    if len(texts) == 2:
        a, b = texts
        alike = a[0] == b[0] or a[-1] == b[-1] or max(sizes) <= 8
        return alike and max(sizes) <= 3 * min(sizes)
    if any(folded[piece.end] == "," for piece in found[:-1]):
        return _alike(folded, found) >= 0.5 or max(sizes) <= 2 * middle
    return True


def _plain(folded: str, span: Span, name: str) -> list[Span]:
    """The members of a list whose name gives no number, or another one: nothing but words between 、."""
    seps = _separators(folded, span)
    if any(folded[at] != "、" for at in seps):
        if any(folded[at] == ";" for at in seps) or counts(name):
            return []
        pieces = _without_intro(folded, _pieces(folded, span, seps))
        if any(folded[piece.end] != "、" for piece in pieces[:-1]):
            return []
    else:
        pieces = _pieces(folded, span, seps)
    if len(pieces) < 2 or "。" in folded[slice(*span)]:
        return []
    behind = open_end(folded[slice(*pieces[-1])])
    echo = behind and any(name[i : i + 2] in behind for i in range(len(name) - 1))
    if behind and len(behind) > 6 and not echo:
        return []
    found = trim(folded, pieces, name)
    promised = counts(name)
    halves = _halves(folded, found[-1])
    if halves and not promised and not any(_AND.search(folded, *piece) for piece in found[:-1]):
        found = trim(folded, [*found[:-1], *halves], name)
    texts = [folded[slice(*piece)] for piece in found]
    sizes = [len(text) for text in texts]
    if len(found) < 3 or max(sizes) > 26 or not _sound(folded, found):
        return []
    mixed = any(_AND.search(folded, *piece) for piece in found)
    if promised and (len(found) < 4 or mixed or max(sizes) > 2 * median(sizes) + 2):
        return []
    holders = sum("的" in text for text in texts)
    return [] if 0 < 2 * holders < len(texts) else found


def _unled(folded: str, span: Span) -> Span:
    """Without the 指 or 即 before a list that is quoted as a whole: 指“放管结合、优化服务”."""
    led = re.compile(r"(?:是指|指的是|即|指|就是|包括)[:,]?(?=“)").match(folded, *span)
    rest = _bare(folded, led.end(), span.end) if led else span
    return rest if led and rest.start > led.end() else span


def _bare(folded: str, start: int, end: int) -> Span:
    """The stretch without blanks, closing signs and quotes around the whole."""
    while start < end and folded[start] in " \t\n:,、;。":
        start += 1
    while start < end and folded[end - 1] in " \t\n,、;。!":
        end -= 1
    if (
        end - start > 2
        and folded[start] == "“"
        and folded[end - 1] == "”"
        and "“" not in folded[start + 1 : end]
    ):
        start, end = start + 1, end - 1
    return Span(start, end)
