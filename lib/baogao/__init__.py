"""Reads a Chinese government work report into tidy tables whose every row leads back to its words."""

from __future__ import annotations

from baogao.corpus.compare import compare
from baogao.errors import BaogaoError
from baogao.facts.quantity import Quantity, quantities
from baogao.tables.report import Report, read
from baogao.tables.store import load
from baogao.text.repair import Repaired, repair
from baogao.version import VERSION as __version__  # noqa: N811

__all__ = [
    "BaogaoError",
    "Quantity",
    "Repaired",
    "Report",
    "__version__",
    "compare",
    "load",
    "quantities",
    "read",
    "repair",
]
