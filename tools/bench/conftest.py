"""`make bench`: every figure that the parts tell, as one table, and in scores/bench.json.

A part is a file `bench_<what>.py` beside this one: tests that time with pytest-benchmark and hand what they
found to `tell`. A new part needs nothing else. What is compared is timed in turns and by its least time, so
that ratios hold on a machine that others use as well; seconds are of this machine and this day.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from told import Line, Tell, keep, table

_LINES: dict[str, list[Line]] = {}


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Puts a line in the table: `tell("what", value, "unit", most=…, least=…, note=…)`."""
    part = Path(request.path).stem.removeprefix("bench_")

    def told(what: str, value: float, unit: str = "×", **asked: object) -> None:
        _LINES.setdefault(part, []).append(Line(what, float(value), unit, **asked))  # type: ignore[arg-type]

    return told


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _LINES:
        for text in ("", *table(_LINES)):
            terminalreporter.write_line(text)
        keep(_LINES)
