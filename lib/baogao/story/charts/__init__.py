"""The charts: a report's tables in, an Altair chart out."""

from baogao.story.charts.ribbon import ribbon
from baogao.story.charts.targets import targets

__all__ = ["ribbon", "targets"]
