"""What a reader takes along: citations, pictures of charts, an archive of all tables."""

from __future__ import annotations

from baogao.story.takeaway.archive import archive, takeaway
from baogao.story.takeaway.citation import STYLES, citation

__all__ = ["STYLES", "archive", "citation", "takeaway"]
