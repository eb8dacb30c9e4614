"""Every word the interface shows, in three languages, from one file.

Templates name their values in braces. ``{n:project|projects}`` gives the first word where n is 1, else the
second.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

from baogao.lexicon import fold
from baogao.story.scene import Link, Segments

LANGS: Final = ("zh-Hant", "zh-Hans", "en")
_SLOT = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}]*))?\}")


@cache
def entries() -> dict[str, dict[str, str]]:
    """Each key with its words by language.

    >>> entries()["scene.targets.name"]["en"]
    'Targets'
    """
    tree = tomllib.loads((files("baogao.story") / "words.toml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, str]] = {}

    def walk(path: str, node: dict[str, Any]) -> None:
        if all(isinstance(value, str) for value in node.values()):
            found[path] = node
            return
        for name, value in node.items():
            walk(f"{path}.{name}" if path else name, value)

    walk("", tree)
    return found


@cache
def words(lang: str) -> dict[str, str]:
    """All keys with their words in `lang`.

    >>> words("zh-Hant")["scene.targets.name"]
    '目標'
    """
    _check(lang)
    return {key: entry[lang] for key, entry in entries().items()}


def say(key: str, lang: str, **values: object) -> str:
    """The words of `key`, with `values` put in.

    >>> say("count.figures", "en", n=1)
    '1 figure'
    """
    return "".join(part if isinstance(part, str) else part.text for part in tell(key, lang, **values))


def tell(key: str, lang: str, **values: object) -> Segments:
    """As `say`, where a value may be a `Link`, or a tuple of words and links, and stays one."""
    template = words(lang)[key]
    parts: list[str | Link] = []
    last = 0
    for slot in _SLOT.finditer(template):
        parts.append(template[last : slot.start()])
        last = slot.end()
        value = values[slot[1]]
        if slot[2] is not None:
            parts.append(slot[2] if value == 1 else slot[3])
        elif isinstance(value, Link):
            parts.append(value)
        elif isinstance(value, tuple):
            parts.extend(value)
        else:
            parts.append(str(value))
    parts.append(template[last:])
    return joined(parts)


def joined(parts: list[str | Link] | Segments) -> Segments:
    """`parts` with neighbouring words made one, empty ones left out.

    >>> joined(["a", "", "b"])
    ('ab',)
    """
    merged: list[str | Link] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part:
            merged.append(part)
    return tuple(merged)


def slots(template: str) -> set[str]:
    """The names of the values a template asks for.

    >>> sorted(slots("{n} of {total:one|many}"))
    ['n', 'total']
    """
    return {slot[1] for slot in _SLOT.finditer(template)}


@cache
def script_of(text: str) -> str:
    """The script `text` is mostly written in: ``zh-Hant`` or ``zh-Hans``.

    >>> script_of("政府工作報告"), script_of("政府工作报告")
    ('zh-Hant', 'zh-Hans')
    """
    sample = text[:20000]
    turned = sum(
        1
        for old, new in zip(sample, fold(sample), strict=True)
        if old != new and old > "\u3400" and old < "\ufe00"
    )
    return "zh-Hant" if turned > len(sample) * 0.02 else "zh-Hans"


def _check(lang: str) -> None:
    if lang not in LANGS:
        raise ValueError(f"there is no language {lang!r}; there are {', '.join(LANGS)}")
