"""The seed with all its tables, against a regular expression, the analyst's pattern, Recognizers-Text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import rival
from pattern import pattern
from pytest_benchmark.fixture import BenchmarkFixture
from told import SEED, Tell
from turns import seconds

import baogao

BARE = re.compile(r"\d+(?:\.\d+)?[万亿]?[\u4e00-\u9fff%]")
ROUNDS = 20
AT_ONCE = 50
_least: dict[str, float] = {}


def test_the_seed_with_all_tables(benchmark: BenchmarkFixture, tell: Tell) -> None:
    text = SEED.read_text(encoding="utf-8")
    rivals = {"bare": lambda: BARE.findall(text), "pattern": lambda: pattern(text)}
    least = dict.fromkeys(rivals, float("inf"))

    def in_turn() -> None:
        for name, run in rivals.items():
            # As long in one go as a report takes: a short run slips through between two busy moments.
            least[name] = min(least[name], seconds(lambda run=run: [run() for _ in range(AT_ONCE)]) / AT_ONCE)

    benchmark.pedantic(baogao.read, [SEED], setup=in_turn, rounds=ROUNDS, warmup_rounds=2)
    took = benchmark.stats.stats.min
    _least["read"] = took
    tell("reading the seed into all DataFrames", took * 1000, "ms")
    tell(
        "… against the analyst's pattern",
        took / least["pattern"],
        most=30,
        note=f"{least['pattern'] * 1000:.2f} ms",
    )
    tell(
        "… against one regular expression over the text",
        took / least["bare"],
        note=f"{least['bare'] * 1000:.2f} ms",
    )


def test_recognizers_text(tell: Tell) -> None:
    python = rival.python()
    if not isinstance(python, Path):
        pytest.skip(f"Recognizers-Text: {python}")
    command = [str(python), "-W", "ignore", rival.__file__, str(SEED)]
    took = float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    again = min(seconds(lambda: baogao.read(SEED)) for _ in range(ROUNDS))
    tell(
        "Recognizers-Text, its amounts alone, against that",
        took / min(again, _least.get("read", again)),
        least=15,
        note=f"{took:.2f} s",
    )
