"""Damage of copying, made at random on a clean text: one function a kind, all with a generator of chance."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_HAN = "[\u4e00-\u9fff]"
_SOUNDS = (
    "jīng",
    "chǎn",
    "fā",
    "zhǎn",
    "wéi",
    "qū",
    "xiàng",
    "huì",
    "yè",
    "guó",
    "zēng",
    "dá",
    "shì",
    "lǜ",
    "wàn",
)


def pinyin(text: str, chance: Random) -> str:
    """The sound in brackets behind a character, as a converter leaves it."""
    return _at(text, rf"{_HAN}(?={_HAN})", 0.01, chance, lambda c: f"{c}({chance.choice(_SOUNDS)})")


def spaced_numbers(text: str, chance: Random) -> str:
    """Every digit of a number set apart."""
    return _at(text, r"(?<![\d.])\d[\d.]+(?![\d.:年月日-])", 0.3, chance, lambda n: " ".join(n))


def split_numbers(text: str, chance: Random) -> str:
    """A blank somewhere around the number: before the point, before the unit, behind the verb."""
    text = _at(text, r"(?<=\d)\.(?=\d)", 0.15, chance, lambda _: chance.choice([" .", ". ", " . "]))
    return _at(
        text,
        r"(?<=\d)(?=[万亿个家元%人公户项])",
        0.3,
        chance,
        lambda _: chance.choice([" ", "\u3000", "\xa0"]),
    )


def spread_words(text: str, chance: Random) -> str:
    """Blanks between all characters of a phrase."""
    return _at(
        text, rf"(?<![\u4e00-\u9fff]){_HAN}{{5,12}}(?![\u4e00-\u9fff])", 0.08, chance, lambda w: " ".join(w)
    )


def stray_blanks(text: str, chance: Random) -> str:
    """A blank between two characters, as a PDF gives it."""
    return _at(text, rf"{_HAN}(?={_HAN})", 0.01, chance, lambda c: c + " ")


def page_numbers(text: str, chance: Random) -> str:
    """A page number on a line of its own in mid-sentence, one a page."""
    form = chance.choice(["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 30 页", "－{}－", "·{}·"])
    made, page, room = [], 0, 0
    for line in text.split("\n"):
        room += len(line)
        middle = [m.start() for m in re.finditer(rf"(?<={_HAN}{{4}})(?={_HAN}{{4}})", line)]
        if room > 500 and middle:
            at = chance.choice(middle[len(middle) // 4 :])
            page, room = page + 1, 0
            line = f"{line[:at]}\n{form.format(page)}\n{line[at:]}"
        made.append(line)
    return "\n".join(made)


def full_width(text: str, chance: Random) -> str:
    """Digits and signs in full width."""
    return _at(text, r"[\d.%]+", 0.6, chance, lambda n: "".join(chr(ord(c) + 0xFEE0) for c in n))


def entities(text: str, chance: Random) -> str:
    """Entities and escapes for blanks that nobody undid."""
    words = ("&nbsp;", "<U+00A0>", "&#160;", "&ensp;", "&#12288;", "&amp;nbsp;")
    return _at(
        text,
        r"(?<=[，。；\n])(?=[\u4e00-\u9fff])|(?<=\d)(?=[万亿])",
        0.1,
        chance,
        lambda _: chance.choice(words),
    )


def quoted_entities(text: str, chance: Random) -> str:
    """Quotation marks and dots as entities."""
    return "".join(
        {"“": "&ldquo;", "”": "&rdquo;", "·": "&middot;", "%": "&#37;"}.get(c, c)
        if chance.random() < 0.5
        else c
        for c in text
    )


def glyphs(text: str, chance: Random) -> str:
    """Characters of a font's private area where blanks of layout stood."""
    return _at(
        text,
        r"(?<=[，。；\n])(?=[\u4e00-\u9fff])",
        0.1,
        chance,
        lambda _: chance.choice("\ue5e5\ue003\uf020\ue4c6"),
    )


def no_width(text: str, chance: Random) -> str:
    """Signs of no width between any two characters."""
    return _at(
        text,
        r"[^\n](?=[^\n])",
        0.01,
        chance,
        lambda c: c + chance.choice("\u200b\u200d\ufeff\u2060\xad\u200e"),
    )


def banner(text: str, chance: Random) -> str:
    """What free converters write into a document, also between paragraphs."""
    words = (
        "Evaluation Warning: The document was created with Spire.Doc for JAVA.",
        "Evaluation Warning : The document was created with Spire.PDF for .NET.",
        "Evaluation Only. Created with Aspose.Words. Copyright 2003-2022 Aspose Pty Ltd.",
    )
    lines = text.split("\n")
    for _ in range(3):
        lines.insert(chance.randrange(len(lines)), chance.choice(words))
    return "\n".join(lines)


def furniture(text: str, chance: Random) -> str:
    """The lines of a site before and behind the text, as copied with it."""
    before = [
        "首页 > 政务公开 > 政府工作报告",
        "字号：大 中 小",
        "分享到：微信 微博 QQ空间",
        "浏览次数：3215 打印本页",
    ]
    behind = [
        "责任编辑：办公室",
        "上一篇：我县投资增长9.9%",
        "下一篇：我县新增企业88家",
        "热门标签：乡村振兴 招商引资 50强",
        "主办：县人民政府办公室 电话：0700-1234567",
        "网站标识码4300000001 您是第123456位访客",
    ]
    chance.shuffle(behind)
    return "\n".join([*before, text.rstrip("\n"), *behind, ""])


def wrapped(text: str, chance: Random) -> str:
    """Lines broken at a fixed width."""
    width = chance.choice([28, 35, 40])
    return "\n".join(
        "\n".join(line[i : i + width] for i in range(0, len(line), width)) if line else ""
        for line in text.split("\n")
    )


def mixed_ends(text: str, chance: Random) -> str:
    """Blank lines and blanks at line ends."""
    return _at(text, r"\n", 0.5, chance, lambda _: chance.choice(["\n\n", " \n", "\n\u3000\u3000", "\t\n"]))


KINDS: dict[str, Callable[[str, Random], str]] = {
    kind.__name__: kind
    for kind in (
        pinyin,
        spaced_numbers,
        split_numbers,
        spread_words,
        stray_blanks,
        page_numbers,
        full_width,
        entities,
        quoted_entities,
        glyphs,
        no_width,
        banner,
        furniture,
        wrapped,
        mixed_ends,
    )
}


def _at(text: str, pattern: str, share: float, chance: Random, change: Callable[[str], str]) -> str:
    """`text` with a `share` of what matches changed."""
    return re.sub(pattern, lambda m: change(m[0]) if chance.random() < share else m[0], text)
