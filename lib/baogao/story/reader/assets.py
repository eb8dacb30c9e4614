"""The JavaScript and the style that every host shows the story with, made here without a build step.

`modules()` is the modules of ``static/`` put into one script, in the order in which they import each other;
`vega()` is Vega-Lite's own bundle as `vl_convert` brings it. Both set one global each: ``baogao`` and
``baogaoVega``. Voila and JupyterLab serve them as files from a cache folder on ``JUPYTER_PATH`` that
`prepare` fills; a host without that folder asks the kernel for them once; the static page holds them.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from baogao.story import theme

# In the order in which they import each other.
_MODULES: Final = (
    *("dom", "text", "address", "zip", "files", "parquet", "chart", "share", "picture", "reader"),
    *("scene", "search", "sheet", "takeaway", "panels", "masthead", "screens", "present", "settle", "story"),
    *("saved", "upload", "hold", "widgets"),
)
_FACE: Final = (
    "archive asParquet asWorkbook createState holdStory mountChart mountHead mountReader mountRows "
    "mountScene mountStory showWidget startPage readAddress writeAddress fill h segments"
)
_IMPORT: Final = re.compile(r"^import [^;]+;\n", re.MULTILINE)
_EXPORT: Final = re.compile(r"^export (?=function|const|async)", re.MULTILINE)
# The global is kept apart from the page's own: a notebook may hold other charts with another Vega.
_VEGA_FACE: Final = "globalThis.baogaoVega = { embed: vegaEmbed };"


@cache
def modules() -> str:
    """The story's modules as one script that sets ``globalThis.baogao``.

    >>> "globalThis.baogao" in modules() and "import {" not in modules()
    True
    """
    parts = [_EXPORT.sub("", _IMPORT.sub("", static(f"{name}.js"))) for name in _MODULES]
    face = ", ".join(_FACE.split())
    return f'globalThis.baogao = (() => {{\n"use strict";\n{"".join(parts)}\nreturn {{ {face} }};\n}})();\n'


@cache
def style() -> str:
    """The style sheet, with the palette and the faces of the theme.

    >>> "--promised: #C3351A" in style()
    True
    """
    return _variables() + static("story.css")


def _variables() -> str:
    def colours(mode: str) -> str:
        return " ".join(f"--{name}: {value};" for name, value in theme.palette(mode).items())

    def faces(script: str) -> str:
        return f"--sans: {theme.sans(script)}; --serif: {theme.serif(script)};"

    return (
        f".baogao {{ {colours('light')} }}\n.baogao.dark {{ {colours('dark')} color-scheme: dark; }}\n"
        f".baogao, .baogao :lang(zh-Hant) {{ {faces('zh-Hant')} }}\n"
        f".baogao:lang(zh-Hans), .baogao :lang(zh-Hans) {{ {faces('zh-Hans')} }}\n"
        "@media print { .baogao.dark { " + colours("light") + " } }\n"
    )


@cache
def vega() -> str:
    """Vega, Vega-Lite and vega-embed as one script that sets ``globalThis.baogaoVega``.

    Wrapped in a function, since what it declares at its top would clash with itself when it is loaded twice.
    """
    kept = cache_folder() / _vega_name()
    if kept.is_file():
        return kept.read_text(encoding="utf-8")
    import vl_convert

    script = f"(() => {{\n{vl_convert.javascript_bundle(_VEGA_FACE)}\n}})();\n"
    _keep(kept, script)
    return script


def _vega_name() -> str:
    from importlib.metadata import version

    return f"vega-{version('vl-convert-python')}.js"


def static(name: str) -> str:
    """A file of ``static/``."""
    return (files("baogao.story.reader") / "static" / name).read_text(encoding="utf-8")


def prepare() -> Path:
    """Fills the cache's Jupyter folder with what Voila and JupyterLab serve, and returns it.

    It belongs on ``JUPYTER_PATH``, before the package's own ``share/jupyter``.
    """
    root = cache_folder() / f"jupyter-{fingerprint()}"
    made = {"story.js": modules, "story.css": style, "vega.js": vega}
    for folder in ("voila/templates/baogao/static", "labextensions/baogao/static"):
        for name, make in made.items():
            if not (root / folder / name).is_file():
                _keep(root / folder / name, make())
    return root


def jupyter_path() -> str:
    """``JUPYTER_PATH`` with what `prepare` made, the package's own folder, and what it held before.

    >>> str(files("baogao") / "share" / "jupyter") in jupyter_path()
    True
    """
    own = [str(prepare()), str(files("baogao") / "share" / "jupyter")]
    held = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path and path not in own]
    return os.pathsep.join([*own, *held])


def is_served() -> bool:
    """Whether the host that started this kernel serves the scripts as files."""
    return any(
        (Path(path) / "labextensions/baogao/static/vega.js").is_file()
        for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
        if path
    )


@cache
def fingerprint() -> str:
    """What tells one version of the scripts from another."""
    return hashlib.sha256(f"{modules()}{style()}{_vega_name()}".encode()).hexdigest()[:16]


@cache
def cache_folder() -> Path:
    """Where what is made once is kept: ``$BAOGAO_CACHE``, else the user's cache, else a new folder."""
    given = os.environ.get("BAOGAO_CACHE")
    home = os.environ.get("XDG_CACHE_HOME")
    base = Path("~/Library/Caches" if sys.platform == "darwin" else "~/.cache").expanduser()
    for folder in (
        Path(given) if given else None,
        (Path(home) if home else base) / "baogao",
    ):
        if folder is not None and _writable(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="baogao-"))


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _keep(path: Path, text: str) -> None:
    """Writes beside and moves into place, so that another process never reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
