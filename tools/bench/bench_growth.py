"""Growth: what twice the text costs, up to a million characters, and what that takes of memory."""

from __future__ import annotations

import json
from itertools import pairwise

from pytest_benchmark.fixture import BenchmarkFixture
from told import ROOT, SEED, Tell
from turns import fresh, in_turns

from baogao.tables.report import read_text
from baogao.text.outline import read_outline
from baogao.text.repair import repair
from baogao.text.source import Source

SIZES = (62_500, 125_000, 250_000, 500_000, 1_000_000)


def body(size: int) -> str:
    """So many characters of a report: the seed's body, again and again."""
    outline = read_outline(repair(SEED.read_text(encoding="utf-8")).text)
    text = outline.text[slice(*outline.body)]
    return (text * (size // len(text) + 1))[:size]


def read(text: str) -> object:
    return read_text(Source("a.txt", text, "", "txt"), "a.txt", "a")


def test_twice_the_text(benchmark: BenchmarkFixture, tell: Tell) -> None:
    texts = {size: body(size) for size in SIZES}
    read(texts[SIZES[0]])
    least = in_turns({str(size): lambda text=text: read(text) for size, text in texts.items()}, 3)
    benchmark.pedantic(read, [texts[SIZES[-1]]], rounds=1)
    for half, whole in pairwise(SIZES):
        tell(
            f"{whole:,} characters against {half:,}",
            least[str(whole)] / least[str(half)],
            most=2.1,
            note=f"{least[str(whole)]:.2f} s",
        )


def test_memory_of_a_million_characters(tell: Tell) -> None:
    code = (
        "import json, sys; sys.path[:0] = %r\n"
        "import bench_growth as b, pandas, pyarrow\n"
        # getrusage would tell the peak of the process that this one was forked from.
        "def peak(): return int(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])\n"
        "b.read(b.body(1000))\n"
        "text = b.body(1_000_000); before = peak(); b.read(text); print(json.dumps([before, peak()]))"
    ) % [str(ROOT / "tools" / "bench")]
    before, after = json.loads(fresh(code))
    tell(
        "memory for a million characters",
        (after - before) / 1024,
        "MB",
        note=f"{before / 1024:.0f} MB before",
    )
