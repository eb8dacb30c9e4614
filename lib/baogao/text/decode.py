"""Bytes to characters: which of the encodings of Chinese text a file is in."""

from __future__ import annotations

import codecs
import re
from typing import Final

from baogao.errors import BaogaoError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Candidates in order of likelihood; gb18030 takes in GB2312 and GBK, cp950 is Big5 as used.
_MULTIBYTE: Final = ("gb18030", "big5hkscs", "cp950")
# The commonest characters of running text, in either script: a wrong decoding has few of them.
_COMMON: Final = frozenset(
    "的一是在和有人年会會中大国國为為上个個工作发發展经經济濟建设設市县縣政府报報告实實全新各项項"
)
_LOST: Final = 0.01  # share of characters that may be undecodable in a damaged file


def decode(data: bytes, where: str, hint: str = "") -> str:
    """The text of `data`, in UTF-8, UTF-16, GB18030 or Big5; `hint` is an encoding that the file names.

    Raises `BaogaoError` for bytes that are no text, or in none of these.

    >>> decode("政府工作报告".encode("gb18030"), "a.txt"), decode("政府工作報告".encode("big5"), "b.txt")
    ('政府工作报告', '政府工作報告')
    """
    encoding = encoding_of(data, hint)
    if not encoding:
        raise BaogaoError(where, "is in an unknown encoding", "save it again as UTF-8 and read that")
    if encoding == "binary":
        raise BaogaoError(where, "is no text", "convert it to txt, html, docx or pdf and read that")
    return _checked(data.decode(encoding, errors="replace").lstrip("\ufeff"), where)


def encoding_of(data: bytes, hint: str = "") -> str:
    """The name of the encoding of `data`, ``"binary"`` where it is no text, ``""`` where it cannot be told.

    >>> encoding_of("政府工作报告".encode()), encoding_of("政府工作报告".encode("gb18030"))
    ('utf-8', 'gb18030')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    wide = _without_bom(data)
    if wide:
        return wide
    if data.count(0) > len(data) // 100:
        return "binary"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    texts = {
        encoding: data.decode(encoding, errors="replace")
        for encoding in ("utf-8", *([hint] if hint and _known(hint) else []), *_MULTIBYTE)
    }
    best = max(texts, key=lambda encoding: _worth(texts[encoding]))
    lost = texts[best].count("\ufffd") > _LOST * len(texts[best])
    return "" if lost or _worth(texts[best]) <= 0 else best


def _known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _worth(text: str) -> float:
    """How much a decoding reads like Chinese: the share of common characters, less what was lost."""
    if not text:
        return 0.0
    return (sum(char in _COMMON for char in text) - 20 * text.count("\ufffd")) / len(text)


def _without_bom(data: bytes) -> str:
    """UTF-16 without a mark: line ends and digits then leave a NUL at every other byte."""
    if len(data) % 2 or b"\0" not in data:
        return ""
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if (
            data[at::2].count(0) > 4 * data[1 - at :: 2].count(0)
            and _worth(data.decode(encoding, "replace")) > 0.05
        ):
            return encoding
    return ""


def _checked(text: str, where: str) -> str:
    controls = len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text))
    if controls > max(4, len(text) // 200):
        raise BaogaoError(where, "is no text", "convert it to txt, html, docx or pdf and read that")
    return text
