"""What ``notebooks/app.ipynb`` shows: the whole story, in Voila and in JupyterLab."""

from __future__ import annotations

from baogao.story.reader.widgets import StoryWidget
from baogao.story.serving.uploads import Uploads


def show(report: str = "", lang: str = "", mode: str = "") -> StoryWidget:
    """The story of `report` (an id; empty for the one that the address names, or the first).

    In the app the page shows the story from files before a kernel answers; the widget then mirrors its state.
    In JupyterLab the widget shows the story in its cell. In both a reader may open a file of their own.
    """
    story = StoryWidget(report, lang, mode)
    story.on_msg(Uploads(story).hear)
    return story
