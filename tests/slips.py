"""Makes byte slips as they happen: a first byte of a GBK text is lost, and what follows is read one late."""

from __future__ import annotations

import random
from typing import NamedTuple

from baogao.text.gbk import is_user_defined

# Full-width punctuation to ASCII, as pages write it; letters and digits keep their width.
FOLD = {code + 0xFEE0: code for code in range(0x21, 0x7F) if not chr(code).isalnum()}


class Slip(NamedTuple):
    """`text` with `before` at `start`, where `after` stood."""

    text: str
    start: int
    before: str
    after: str


def read_late(data: bytes) -> tuple[str, int]:
    """What a reader makes of bytes up to the place where it reads whole characters again, and that place."""
    seen, at = [], 0
    while at < len(data):
        first = data[at]
        if first < 0x80:
            seen.append(chr(first))
            at += 1
            break
        second = data[at + 1] if at + 1 < len(data) else 0
        if first in (0x80, 0xFF) or second < 0x40 or second in (0x7F, 0xFF):
            seen.append("?")  # a byte that begins nothing
            at += 1
            break
        at += 2
        if not is_user_defined(first, second):
            seen.append(bytes((first, second)).decode("gbk", "replace")[:1].replace("\ufffd", "?"))
        if second < 0x80:  # an ASCII letter was drawn in
            break
    return "".join(seen), at


def slip(text: str, at: int) -> Slip | None:
    """The slip that begins with the loss of the first byte of `text[at]`; None where nothing slips."""
    tail = text[at : at + 120]
    try:
        encoded = [char.encode("gbk") for char in tail]
    except UnicodeEncodeError:
        return None
    if len(encoded[0]) < 2:
        return None
    seen, length = read_late(b"".join(encoded)[1:])
    size, count = 0, 0
    while size < length + 1:
        if count == len(encoded):
            return None
        size += len(encoded[count])
        count += 1
    if size != length + 1:
        return None  # the reader met the next character in the middle
    before = "?" + seen.translate(FOLD)
    return Slip(text[:at] + before + text[at + count :], at, before, tail[:count])


def slips(text: str, number: int, least: int, seed: int) -> list[Slip]:
    """Slips at random places of a traditional text, each of at least so many characters."""
    rng, found = random.Random(seed), []
    for _ in range(200 * number):
        if len(found) == number:
            break
        made = slip(text, rng.randrange(len(text)))
        if made and len(made.after) >= least:
            found.append(made)
    return found
