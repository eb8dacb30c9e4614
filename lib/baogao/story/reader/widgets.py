"""The story's parts as widgets for notebooks: a scene's head, charts, rows, the reader, or all of it.

Each has `chosen`, the id of the chosen row (`targets-5456`), which the reader's marks, the charts' marks and
the rows share once they are joined with `join`: in the browser, without asking Python. Python hears of it
and gives the `row`. Imports of charts and tables wait until a widget needs them: a kernel that only serves
the app stays small.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import anywidget
import ipywidgets
import traitlets

from baogao.story.reader import assets

if TYPE_CHECKING:
    import pandas as pd

    from baogao.tables.report import Report

_log = logging.getLogger(__name__)
_FILES = {"story.js": assets.modules, "story.css": assets.style, "vega.js": assets.vega}
_KINDS = ("phone", "laptop")


class Part(anywidget.AnyWidget):  # type: ignore[misc]
    """What the parts share: the report, the chosen row, and the answers to the browser's questions."""

    _esm = assets.static("widget.js")
    _part = traitlets.Unicode().tag(sync=True)
    _served = traitlets.Bool().tag(sync=True)
    _version = traitlets.Unicode().tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)
    chosen = traitlets.Unicode("", help="the id of the chosen row, or an empty string").tag(sync=True)
    mode = traitlets.Unicode("light", help="light or dark").tag(sync=True)

    def __init__(self, report: Report | None, part: str, data: dict[str, Any], mode: str = "light") -> None:
        super().__init__(
            _part=part,
            _data=data,
            mode=mode or "light",
            _served=assets.is_served(),
            _version=assets.fingerprint(),
        )
        self._report = report
        self.on_msg(self._answer)

    @property
    def row(self) -> pd.Series[Any] | None:
        """The chosen row of the report's tables, or None."""
        return row_of(self._report, self.chosen) if self._report is not None else None

    def _answer(self, _: Any, message: Any, buffers: Any) -> None:
        """Sends what the browser asks for. An error in a callback would vanish: it is sent as a sentence."""
        want = message.get("want") if isinstance(message, dict) else None
        if not want:
            return
        try:
            text = self._give(str(want))
        except Exception as error:
            _log.exception("the widget could not give %s", want)
            self.send({"got": want, "failed": str(error)})
        else:
            self.send({"got": want}, buffers=[text.encode()])

    def _give(self, want: str) -> str:
        return _FILES[want]()


class ChartWidget(Part):
    """One chart of a report (`targets`, `ribbon`, …), whose marks can be clicked."""

    def __init__(self, report: Report, name: str, lang: str = "", mode: str = "light") -> None:
        from baogao.story.bundle import chart_spec

        lang, script = tongue_of(report, lang)
        specs = {kind: chart_spec(report, name, lang, kind) for kind in _KINDS}
        alt = str(specs["laptop"].get("description", ""))
        data = _common(lang, script) | {"chart": {"specs": specs, "alt": alt}}
        super().__init__(report, "chart", data, mode)


class ReaderWidget(Part):
    """The whole text of a report with its figures marked."""

    def __init__(self, report: Report, lang: str = "", mode: str = "light") -> None:
        from baogao.story.document import document

        lang, script = tongue_of(report, lang)
        super().__init__(report, "reader", _common(lang, script) | {"doc": document(report)}, mode)


class HeadWidget(Part):
    """A scene's question and its sentence, whose links open their places."""

    def __init__(self, report: Report, scene_id: str, lang: str = "", mode: str = "light") -> None:
        super().__init__(report, "head", _scene(report, scene_id, lang), mode)


class RowsWidget(Part):
    """A scene's rows, each of which opens its place."""

    def __init__(self, report: Report, scene_id: str, lang: str = "", mode: str = "light") -> None:
        super().__init__(report, "rows", _scene(report, scene_id, lang), mode)


class SceneView(ipywidgets.VBox):  # type: ignore[misc]
    """A scene's head, charts, rows and reader below each other, joined."""

    chosen = traitlets.Unicode("", help="the id of the chosen row, or an empty string")

    def __init__(self, report: Report, scene_id: str, lang: str = "", mode: str = "light") -> None:
        from baogao.story.scenes import build_scene

        charts = build_scene(report, scene_id, tongue_of(report, lang)[0]).charts
        parts: list[Part] = [HeadWidget(report, scene_id, lang, mode)]
        parts += [ChartWidget(report, name, lang, mode) for name in charts]
        parts += [RowsWidget(report, scene_id, lang, mode), ReaderWidget(report, lang, mode)]
        # A block, not a flexible box: a part keeps its height, and none is scrolled out of its own frame.
        super().__init__(parts, layout={"display": "block", "overflow": "visible"})
        join(*parts)
        traitlets.link((parts[0], "chosen"), (self, "chosen"))

    @property
    def row(self) -> pd.Series[Any] | None:
        """The chosen row of the report's tables, or None."""
        first: Part = self.children[0]
        return first.row


def join(*parts: Part) -> None:
    """Gives `parts` one chosen row: in the browser at once, and in Python without a browser."""
    for part in parts[1:]:
        ipywidgets.jslink((parts[0], "chosen"), (part, "chosen"))
        traitlets.link((parts[0], "chosen"), (part, "chosen"))


def row_of(report: Report, ref: str) -> pd.Series[Any] | None:
    """The row with the id `ref` (`figures-615`), or None where the report has none."""
    table, _, start = ref.rpartition("-")
    if table not in report.tables or not start.isdigit():
        return None
    frame = report.tables[table]
    column = "first_start" if table == "projects" else "start"
    found = frame.loc[frame[column] == int(start)] if column in frame else frame.iloc[:0]
    return found.iloc[0] if len(found) else None


def tongue_of(report: Report, lang: str) -> tuple[str, str]:
    """The language to speak (the report's own script where `lang` is empty), and that script."""
    from baogao.story.words import script_of

    script = script_of(report.text)
    return lang or script, script


def _common(lang: str, script: str) -> dict[str, Any]:
    from baogao.story import theme
    from baogao.story.bundle import host_words

    palette = {mode: theme.palette(mode) for mode in theme.MODES}
    return {"lang": lang, "script": script, "words": host_words(lang), "palette": palette}


def _scene(report: Report, scene_id: str, lang: str) -> dict[str, Any]:
    from baogao.story.bundle import scene_record

    lang, script = tongue_of(report, lang)
    return _common(lang, script) | {"scene": scene_record(report, scene_id, lang)}


class StoryWidget(Part):
    """The whole story. In the app the page shows it already: this is its state, mirrored in Python."""

    report = traitlets.Unicode("", help="the id of the report that is shown").tag(sync=True)
    scene = traitlets.Unicode("").tag(sync=True)
    lang = traitlets.Unicode("").tag(sync=True)

    def __init__(self, report: str = "", lang: str = "", mode: str = "") -> None:
        super().__init__(None, "story", {}, mode)
        self.report, self.lang = report, lang
        self.mode = mode

    @property
    def row(self) -> pd.Series[Any] | None:
        """The chosen row of the report's tables, or None."""
        return row_of(self.load_report(), self.chosen) if self.chosen else None

    def load_report(self) -> Report:
        """The report that is shown; with a name that there is none of, the nearest there is."""
        from baogao.story.atlas import open_report
        from baogao.story.choose import choose

        folder = choose(self.report).folder
        if self._report is None or self._report.id != folder.name:
            self._report = open_report(folder)
        return self._report

    def _give(self, want: str) -> str:
        if want != "bundle":
            return super()._give(want)
        from baogao.story.bundle import bundle

        return json.dumps(bundle(self.load_report(), widths=_KINDS), ensure_ascii=False)
