"""Bundles as files: what the app's server hands out, made once and kept until the report's data changes.

A report's folder on the shelf has ``core.json`` (what no language changes), ``<lang>.json`` for each
language, ``page.html``, the static page, and ``first.html``, the masthead and the ribbon that a visitor sees
before any script has run. They are made by a process of their own (``python -m baogao.story.shelf REPORT
FOLDER``): the server stays small.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from baogao.corpus.compare_near import near
from baogao.errors import BaogaoError
from baogao.story import atlas, markup
from baogao.story.lean import skip_iri_grammar
from baogao.story.madeby import code, digest
from baogao.story.masthead import masthead
from baogao.story.serving.limits import die_with_parent
from baogao.story.words import script_of

_KINDS: Final = ("phone", "laptop")
_LAST: Final = "first.html"  # written last: where it stands, all stand
STATIC: Final = "page.html"  # the story as one file, for those whom the server has no kernel for


class Shelf:
    """The shelf in `folder`, with at most one process at a time making what is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._turn = asyncio.Lock()
        self._maker: asyncio.subprocess.Process | None = None

    def key(self, report: Path) -> str:
        """What tells this state of a report's data, and of the code that tells it, from another."""
        if not report.is_dir():  # one of a dataset
            return digest(report.name, atlas.state(report.parent))
        folders = (report, *near(report).folders)  # one scene tells what lies beside the report
        every = (path for folder in folders for path in folder.iterdir())
        files = sorted(path for path in every if path.suffix in (".csv", ".txt"))
        states = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
        return digest(str(report.resolve()), code(), *states)

    def place(self, report: Path) -> Path:
        """The folder of a report's files, whether they are made or not."""
        return self.folder / report.name / self.key(report)

    def is_ready(self, report: Path) -> bool:
        """Whether a report's files are made."""
        return (self.place(report) / _LAST).is_file()

    async def make(self, report: Path) -> Path:
        """The folder of a report's files, made now where they are not.

        Raises `BaogaoError` where they cannot be made.
        """
        async with self._turn:
            place = self.place(report)
            if not self.is_ready(report):
                self._maker = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "baogao.story.shelf", str(report), str(place),
                    stderr=asyncio.subprocess.PIPE, start_new_session=True,
                )  # fmt: skip
                _, said = await self._maker.communicate()
                code, self._maker = self._maker.returncode, None
                if code:
                    why = said.decode(errors="replace").strip().splitlines()[-1:] or [""]
                    raise BaogaoError(str(report), f"its story was not made ({why[0]})", "read it again")
            return place

    async def close(self) -> None:
        """Ends the process that is making files, if there is one."""
        if self._maker is not None and self._maker.returncode is None:
            self._maker.kill()
            await self._maker.wait()


def put(report: Path, place: Path) -> None:
    """Makes the files of `report`, a folder or one of a dataset, and puts them into the folder `place`."""
    from baogao.story.bundle import bundle
    from baogao.story.page import page
    from baogao.story.scenes.corpus import corpus_scene

    made = bundle(atlas.open_report(report), widths=_KINDS)
    _write(place / STATIC, page(made))
    langs = made.pop("langs")
    if not report.is_dir():
        for lang, tongue in langs.items():
            tongue["scenes"].append(corpus_scene(lang))
    _write(place / "core.json", _json(made))
    for lang, tongue in langs.items():
        _write(place / f"{lang}.json", _json(tongue))
    tongue = langs[made["script"]]
    _write(place / _LAST, _first(made, tongue))


def _first(made: dict[str, Any], tongue: dict[str, Any]) -> str:
    from baogao.story.bundle import ribbon_of
    from baogao.story.page import picture

    specs, alt = ribbon_of(tongue)
    ribbons = (f'<div class="chart {kind}">{picture(specs[kind], alt)}</div>' for kind in _KINDS)
    names = "".join(f"<a>{markup.wide(scene['name'])}</a>" for scene in tongue["scenes"])
    title = markup.masthead(made["masthead"], made["script"])
    return skeleton(made["script"], title, "".join(ribbons), names)


def plain_first(about: dict[str, str], text: str) -> str:
    """The first paint of a report whose files are not made yet: its masthead, and an empty ribbon."""
    script = script_of(text)
    title = markup.masthead(masthead(lambda key: about.get(key, ""), script), script)
    return skeleton(script, title, '<div class="strip"></div>', "")


def skeleton(script: str, title: str, ribbon: str, names: str) -> str:
    """The story's head in light colours, which the host may turn."""
    return (
        f'<div class="baogao light first" lang="{script}"><header class="head">'
        f'<div class="masthead">{title}</div><div class="ribbon" lang="{script}">{ribbon}</div>'
        f'<nav aria-hidden="true">{names}</nav></header></div>'
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    os.replace(file.name, path)


if __name__ == "__main__":
    die_with_parent()
    skip_iri_grammar()
    put(Path(sys.argv[1]), Path(sys.argv[2]))
