"""The scene of a corpus: this report's place among all others. The app fills it from files of the dataset."""

from __future__ import annotations

from typing import Any

from baogao.story.words import say


def corpus_scene(lang: str) -> dict[str, Any]:
    """The scene as plain data, as a bundle has it; `live` says that the host draws what it shows.

    >>> corpus_scene("en")["id"]
    'corpus'
    """
    return {
        "id": "corpus",
        "live": True,
        "name": say("host.corpus.name", lang),
        "count": None,
        "question": say("host.corpus.question", lang),
        "sentence": [],
        "tables": [],
        "note": "",
        "alt": "",
        "empty": "",
        "charts": {},
        "rows_open": True,
    }
