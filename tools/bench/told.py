"""What the parts of the benchmark tell: lines of one table, kept in scores/bench.json."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "liling-2023.txt"
KEPT = ROOT / "scores" / "bench.json"
Tell = Callable[..., None]


@dataclass(frozen=True)
class Line:
    """A line of the table: `most` or `least` is what is asked for, where something is."""

    what: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None
    note: str = ""

    def __str__(self) -> str:
        asked = f"≤ {self.most:g}" if self.most is not None else f"≥ {self.least:g}" if self.least else ""
        over = self.most is not None and self.value > self.most
        missed = over or (self.least is not None and self.value < self.least)
        words = "missed" if missed else "met" if asked else ""
        figure = f"{self.value:,.3g}" if self.value < 1000 else f"{self.value:,.0f}"
        return f"{self.what:<64} {figure:>9} {self.unit:<4} {asked:<7} {words:<7}{self.note}".rstrip()


def keep(found: dict[str, list[Line]]) -> None:
    """Writes scores/bench.json; parts that did not run keep what they told last."""
    kept = json.loads(KEPT.read_text(encoding="utf-8"))["parts"] if KEPT.exists() else {}
    parts = kept | {part: [asdict(line) for line in lines] for part, lines in sorted(found.items())}
    whole = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "machine": machine(), "parts": parts}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def table(found: dict[str, list[Line]]) -> Iterator[str]:
    """The lines of the table, part by part."""
    yield machine()
    for part, lines in sorted(found.items()):
        yield f"-- {part}"
        yield from (str(line) for line in lines)


def machine() -> str:
    """The machine in a line: processor, cores, system, Python."""
    info = Path("/proc/cpuinfo")
    said = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [text.partition(":")[2].strip() for text in said if text.startswith("model name")]
    cpu = names[0] if names else platform.processor() or platform.machine()
    load = f"load {os.getloadavg()[0]:.1f}, " if hasattr(os, "getloadavg") else ""
    return f"{cpu}, {os.cpu_count()} cores, {load}{platform.system()}, Python {platform.python_version()}"
