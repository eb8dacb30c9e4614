"""Reads one opened file into its story, in a process of its own that is held to its limits.

``python -m baogao.story.serving.reading`` takes a line of JSON (`name`, `lang`) and the file's bytes from its
input, and gives records on its output: a line of JSON with `size`, then that many bytes. Records are
``{"step"}``, ``{"part": "core"}`` and ``{"part": <language>}`` with gzipped JSON, and ``{"failed"}`` with the
key of a sentence. It can write no file: what is not in memory cannot be left behind.
"""

from __future__ import annotations

import gzip
import json
import sys
from typing import Any, Final

from baogao.errors import BaogaoError
from baogao.story.choose import OWN
from baogao.story.lean import skip_iri_grammar
from baogao.story.serving.limits import Limits, bound, die_with_parent
from baogao.story.words import LANGS

_WIDTHS: Final = ("phone", "laptop")
_LONGEST: Final = 1_000_000  # characters; the longest report known has under a tenth of that
# What an error says → the key of the sentence about it; the first that fits. Any other is of a file of a kind
# that is not read.
_SENTENCES: Final = (
    ("larger than 20 MB", "large"),
    ("is empty", "empty"),
    ("holds no text", "empty"),
    ("holds pictures", "pictures"),
    ("is a picture", "pictures"),
    ("no government work report", "other"),
    ("is a broken", "broken"),
    ("is locked", "broken"),
    ("unknown encoding", "coding"),
)


def sentence_of(error: Exception) -> str:
    """The key, under ``host.own``, of the sentence that tells `error`.

    >>> sentence_of(BaogaoError("a.txt", "the file is empty", "save it again"))
    'empty'
    """
    # Libraries tell a want of memory in words of their own.
    if isinstance(error, MemoryError) or "memory" in str(error).lower():
        return "long"
    if isinstance(error, BaogaoError):
        return next((key for words, key in _SENTENCES if words in error.what), "kind")
    return "failed"


def tell(name: str, lang: str, data: bytes) -> None:
    """Writes the records of a file to this process's output."""
    _record({"step": "reading"})
    from baogao.text.source import source_of

    source = source_of(name, data)
    if len(source.text) > _LONGEST:
        raise MemoryError
    from baogao.tables.report import read_text

    _record({"step": "tables"})
    report = read_text(source, name, OWN)
    _record({"step": "scenes"})
    from baogao.story.bundle import bundle, tongue

    first = lang if lang in LANGS else ""
    made = bundle(report, [first] if first else LANGS, _WIDTHS)
    told: dict[str, Any] = made.pop("langs")
    first = first or made["script"]
    for other in (first, *(one for one in LANGS if one != first)):
        if other == first:
            _record({"part": "core"}, made)
        _record({"part": other}, told.get(other) or tongue(report, other, _WIDTHS))


def _record(head: dict[str, Any], body: Any = None) -> None:
    packed = b""
    if body is not None:
        plain = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        packed = gzip.compress(plain, 5)
    out = sys.stdout.buffer
    out.write(json.dumps(head | {"size": len(packed)}).encode() + b"\n" + packed)
    out.flush()


def main() -> int:
    """Reads what comes in; the exit code is 1 where it gave no story, and why was told."""
    die_with_parent()
    limits = Limits.from_env()
    bound(limits.reading_memory, limits.reading_time, files=False)
    skip_iri_grammar()
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        tell(str(asked["name"]), str(asked["lang"]), sys.stdin.buffer.read())
    except Exception as error:
        why = sentence_of(error)
        if why == "failed":
            import traceback

            traceback.print_exc()
        _record({"failed": why})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
