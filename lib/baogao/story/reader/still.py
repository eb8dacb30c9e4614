"""A scene without widgets, for notebooks that are stored: HTML and pictures, the same bytes each time."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from baogao.story.reader import assets
from baogao.story.reader.widgets import tongue_of

if TYPE_CHECKING:
    from baogao.tables.report import Report

Bundle = dict[str, Any]


class Html:
    """Markup that a notebook shows, and the words in it for hosts that show none."""

    def __init__(self, html: str, words: str) -> None:
        self.html, self.words = html, words

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        return {"text/html": self.html, "text/plain": self.words}


class Picture:
    """A chart as its Vega-Lite spec, and as SVG for hosts that draw no Vega-Lite."""

    def __init__(self, spec: dict[str, Any], alt: str) -> None:
        self.spec, self.alt = spec, alt

    def _repr_mimebundle_(self, **_: Any) -> Bundle:
        from baogao.story.page import render_svg

        return {
            "application/vnd.vegalite.v6+json": self.spec,
            "image/svg+xml": render_svg(self.spec),
            "text/plain": self.alt,
        }


class StaticView:
    """A scene's `head`, `charts`, `rows` and `text`; shown whole it is the head, the note and the rows."""

    def __init__(self, report: Report, scene_id: str, lang: str = "", mode: str = "light") -> None:
        from baogao.story import markup
        from baogao.story.bundle import chart_spec, scene_record
        from baogao.story.document import document
        from baogao.story.words import say

        lang, script = tongue_of(report, lang)
        scene = scene_record(report, scene_id, lang)
        names = scene["charts"]

        def html(inner: str, words: str, styled: bool = False) -> Html:
            style = f"<style>{assets.style()}</style>" if styled else ""
            box = (
                f'<div class="baogao embedded {escape(mode or "light")}" lang="{escape(lang)}">{inner}</div>'
            )
            return Html(style + box, words)

        head, note = markup.head(scene, script), markup.note(scene)
        rows = markup.tables(scene, script)
        sentence = "".join(part if isinstance(part, str) else part["text"] for part in scene["sentence"])
        told = f"{scene['question']}\n{scene['empty'] or sentence}"
        self.head = html(head, told, styled=True)
        self.note = html(note, scene["note"])
        self.rows = html(rows, "\n".join(table["title"] for table in scene["tables"]))
        self.charts = [
            Picture(chart_spec(report, name, lang, "laptop", mode or "light"), scene["alt"]) for name in names
        ]
        self.whole = html(head + note + rows, told, styled=True)
        made = document(report)
        self.text = html(f'<div lang="{script}">{markup.text(made)}</div>', say("host.reader", lang))

    def _repr_mimebundle_(self, **options: Any) -> Bundle:
        return self.whole._repr_mimebundle_(**options)
