"""The charts: a report's tables in, an Altair chart out."""

from baogao.story.charts.compare import compare
from baogao.story.charts.figures import figures
from baogao.story.charts.glossary import glossary
from baogao.story.charts.livelihood import livelihood
from baogao.story.charts.pairs import pairs
from baogao.story.charts.projects import projects
from baogao.story.charts.ribbon import ribbon
from baogao.story.charts.targets import targets

__all__ = ["compare", "figures", "glossary", "livelihood", "pairs", "projects", "ribbon", "targets"]
