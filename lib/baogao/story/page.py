"""The static page: one report's story as one HTML file that opens from a disk, offline.

The file holds the story twice: as plain HTML with pictures, in the report's own script and in light colours,
for paper and for a reader without JavaScript; and as the bundle, which the scripts in it turn into the same
story as the app's. Its policy lets only these scripts run, by their hashes, and nothing be fetched.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from baogao.errors import BaogaoError
from baogao.story import markup
from baogao.story.bundle import bundle, ribbon_of
from baogao.story.footnotes import UNNOTED, Footnotes, row_ref
from baogao.story.reader import assets
from baogao.tables.report import Report

# What each mark says of itself: the picture has one text for all, and a table beside it.
_ARIA: Final = re.compile(r' (?:aria-roledescription|aria-label|aria-hidden|role)="[^"]*"(?=[^<>]*>)')
_WIDTHS: Final = ("phone", "laptop", "projector")
_POLICY: Final = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
_START: Final = "baogao.startPage();\n"
_STYLE: Final = """
html { background: #FCFBF8; }
body { margin: 0; }
.told .plain { display: none; }
@media print {
  .told .plain { display: block; }
  #story { display: none; }
  html { background: none !important; }
}
"""


def write_page(report: Report | dict[str, Any], path: str | Path, archive: str = "") -> Path:
    """Writes the story of `report` (or of its bundle) to the file `path`; the same report, the same bytes.

    `archive` names an archive of the tables in the same folder, which the page without script links to.
    Raises `BaogaoError` where the file cannot be written.
    """
    path = Path(path)
    made = report if isinstance(report, dict) else bundle(report, widths=_WIDTHS)
    html = page(made, archive)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(html, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        raise BaogaoError(
            str(path), f"cannot be written ({error.strerror})", "choose another folder with --out"
        ) from error
    return path


def page(made: dict[str, Any], archive: str = "") -> str:
    """The HTML of a bundle's page."""
    scripts = [assets.vega(), assets.modules(), _START]
    tongue = made["langs"].get(made["script"]) or next(iter(made["langs"].values()))
    title = "".join(made["masthead"][key] for key in ("place", "title", "year"))
    allowed = " ".join(_hash(_safe(script)) for script in scripts)
    policy = _POLICY.format(scripts=allowed)
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{made["script"]}">',
            '<head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            '<link rel="icon" href="data:,">',
            f"<style>{assets.style()}{_STYLE}</style></head>",
            "<body>",
            '<div id="story"></div>',
            _plain(made, tongue, archive),
            f'<script type="application/gzip" id="bundle">{_data(made)}</script>',
            *(f"<script>{_safe(script)}</script>" for script in scripts),
            "</body></html>",
            "",
        ]
    )


def _plain(made: dict[str, Any], tongue: dict[str, Any], archive: str) -> str:
    """The story without script: every scene below the other, then the text."""
    script = made["script"]
    ribbon, alt = ribbon_of(tongue)
    parts = [
        markup.masthead(made["masthead"], script),
        picture(ribbon["laptop"], alt),
    ]
    notes = Footnotes(made)
    for scene in tongue["scenes"]:
        charts = [
            picture(specs["laptop"], scene["alt"])
            for name, specs in scene["charts"].items()
            if name != "ribbon"
        ]
        noted = None if scene["id"] in UNNOTED else lambda row: notes.number(row_ref(row))
        rows = markup.tables(scene, script, noted)
        told = [markup.head(scene, script), *charts, markup.note(scene), rows, notes.fresh()]
        parts.append(f'<section class="{escape(scene["id"])}">{"".join(told)}</section>')
    if archive:
        word = escape(tongue["words"]["host.tables"])
        parts.append(f'<p class="note archive"><a href="{quote(archive)}">{word}（zip）</a></p>')
    title = escape(tongue["words"]["host.reader"])
    parts.append(f'<section class="whole" lang="{script}"><h2>{title}</h2>{markup.text(made)}</section>')
    return f'<main class="baogao plain" lang="{script}">{"".join(parts)}</main>'


def picture(spec: dict[str, Any], alt: str) -> str:
    """A spec as an SVG element with a text alternative, its ids its own."""
    svg = _ARIA.sub("", render_svg(spec))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)


def render_svg(spec: dict[str, Any]) -> str:
    """A spec as SVG, drawn without a browser."""
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg


def _data(made: dict[str, Any]) -> str:
    """The bundle as JSON, packed: charts in three languages at two widths say much the same."""
    said = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(said, mtime=0)).decode()


def _safe(script: str) -> str:
    """A script that the HTML parser does not end or comment out before its end."""
    return re.sub(r"<(/script|!--)", r"<\\\1", script, flags=re.IGNORECASE)


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
