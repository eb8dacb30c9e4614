"""A report's story as one JSON-able dict: what every host shows, made once from the tables."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from altair.utils.schemapi import debug_mode

from baogao.lexicon import fold
from baogao.story import charts, theme
from baogao.story.document import document
from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes import SCENES, build_scene
from baogao.story.takeaway import takeaway
from baogao.story.views.written import written_quotes
from baogao.story.words import LANGS, words
from baogao.tables.report import Report

WIDTHS: Final = {"phone": 358, "laptop": 704, "projector": 1728}
RIBBON: Final = {"phone": 358, "tablet": 704, "laptop": 1200, "projector": 1728}
# Scenes whose rows say more than the chart does, and stand open below it.
_OPEN: Final = ("figures", "glossary", "provenance")
_HOST_WORDS: Final = ("host.", "facet.", "status.", "tables.", "cite.")

Record = dict[str, Any]
Written = dict[str, tuple[str, str]]


def bundle(
    report: Report, langs: Iterable[str] = LANGS, widths: Iterable[str] = ("phone", "laptop", "projector")
) -> Record:
    """The whole story of `report`: the text with its marks, and in each of `langs` words, scenes and charts.

    Charts are Vega-Lite specs in light colours at each of `widths`; `palette` is what turns them dark. The
    same report gives the same bytes. `baogao.story.document` tells the parts that no language changes.
    """
    kinds = tuple(widths)
    made = document(report)
    made["palette"] = {mode: theme.palette(mode) for mode in theme.MODES}
    made["langs"] = {lang: tongue(report, lang, kinds) for lang in langs}
    made["takeaway"] = takeaway(report)
    made["fold"] = _foldings(json.dumps([made["text"], made["langs"]], ensure_ascii=False))
    return made


def tongue(report: Report, lang: str, widths: Iterable[str] = ("phone", "laptop", "projector")) -> Record:
    """The words and the scenes of `report` in one language."""
    kinds = tuple(widths)
    return {
        "words": host_words(lang),
        "scenes": [scene_record(report, scene_id, lang, kinds) for scene_id in SCENES],
    }


def ribbon_of(tongue: Record) -> tuple[dict[str, Record], str]:
    """The ribbon's specs by width, and its text alternative: one scene has it, and it stands above all."""
    specs = next(scene["charts"]["ribbon"] for scene in tongue["scenes"] if "ribbon" in scene["charts"])
    return specs, str(next(iter(specs.values())).get("description", ""))


def host_words(lang: str) -> dict[str, str]:
    """The words that the hosts' own controls show."""
    return {key: word for key, word in words(lang).items() if key.startswith(_HOST_WORDS)}


def scene_record(report: Report, scene_id: str, lang: str, widths: Iterable[str] = ()) -> Record:
    """A scene as plain data, with its charts' specs at `widths`."""
    scene = build_scene(report, scene_id, lang)
    kinds = tuple(widths)
    return plain(scene, written_quotes(report, lang)) | {
        "charts": {name: _sheets(report, name, lang, kinds) for name in scene.charts},
        "rows_open": scene_id in _OPEN,
    }


def _sheets(report: Report, name: str, lang: str, kinds: tuple[str, ...]) -> dict[str, Record]:
    # The ribbon is as wide as the window: it has a width of its own between a phone's and a laptop's.
    own = ("tablet", *kinds) if name == "ribbon" and "laptop" in kinds else kinds
    return {kind: chart_spec(report, name, lang, kind) for kind in own}


def plain(scene: Scene, written: Written | None = None) -> Record:
    """A scene as plain data, without charts; amounts as `written` has them, the report's words beside."""
    said = written or {}
    return {
        "id": scene.id,
        "name": scene.name,
        "count": scene.count,
        "question": scene.question,
        "sentence": _segments(scene.sentence, said),
        "tables": [_rows(rows, said) for rows in scene.tables],
        "note": scene.note,
        "alt": scene.alt,
        "empty": scene.empty,
    }


def chart_spec(report: Report, name: str, lang: str, kind: str = "laptop", mode: str = "light") -> Record:
    """A chart's Vega-Lite spec, its data named in order so that it is the same each time."""
    width = (RIBBON if name == "ribbon" else WIDTHS)[kind]
    # What the charts' tests validate need not be validated again for each visitor.
    with debug_mode(False):
        chart = getattr(charts, name)(report, width=width, lang=lang, mode=mode)
        spec: Record = chart.to_dict(validate=False)
    # A bolder mark must not push the others: the sheet is as large as it says, whatever is drawn on it.
    return spec | {"autosize": {"type": "none"}}


def _rows(rows: Rows, written: Written) -> Record:
    made = [_row(row, written) for row in rows.rows]
    return {"title": rows.title, "columns": list(rows.columns), "rows": made}


def _row(row: Row, written: Written) -> Record:
    return {
        "ref": row.ref,
        "cells": [_segments(cell, written) for cell in row.cells],
        "facets": [list(facet) for facet in row.facets],
    }


def _segments(parts: Segments, written: Written) -> list[str | Record]:
    return [_link(part, written) if isinstance(part, Link) else part for part in parts]


def _link(link: Link, written: Written) -> Record:
    made = {"text": link.text, "ref": link.ref, "status": link.status}
    quote, said = written.get(link.ref, ("", ""))
    return made | {"text": said, "said": quote} if said and link.text == quote else made


def _foldings(text: str) -> list[str]:
    """Characters that may be searched for, and what each folds to: those of the text, in either script."""
    held = set(fold(text))
    pairs = {char: folded for char, folded in _turned() if folded in held and char != folded}
    return ["".join(pairs), "".join(pairs.values())]


def _turned() -> list[tuple[str, str]]:
    every = [chr(code) for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))]
    return [
        (char, folded) for char, folded in zip(every, fold("".join(every)), strict=True) if char != folded
    ]
