"""Reading takes in proportion to the text, whatever the text; `make bench` tells how long.

Nothing here needs a fast or an idle machine: calls are counted, and where time is looked at it is that of the
process, against plain prose of the same length, with much to spare.
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from functools import cache
from itertools import pairwise

import hypothesis.strategies as st
import pandas as pd
import pytest
from hypothesis import given

from baogao.lexicon import alternation, fold, fronts
from baogao.lexicon.fold import _table
from baogao.tables.report import Report, frames, read_text
from baogao.tables.schema import TYPES, Column, Table
from baogao.text.outline import read_outline
from baogao.text.repair import repair
from baogao.text.source import Source
from conftest import SEED

HEAD = "各位代表:\n一、2022年工作回顾\n"
PROSE = "加快推进甲河大桥建设,完成投资12.5亿元,增长8%。新增城镇就业3.2万人,城镇登记失业率控制在3.1%以内。\n"
LONG = 100_000
# A sign or word that a text says over and over, and nothing else; the first ones for LONG characters.
ENDLESS = {
    "digits": "1234567890",
    "one line": "建设",
    "commas": ",",
    "full-width commas": "，",
    "open brackets": "(",
    "一是": "一是",
    "spaces": " ",
    "years": "2023年",
    "open quotes": "“",
    "thousands": "1,",
    "points": "1.",
    "spaced digits": "1 ",
    "wide spaces": "\u3000",
    "line ends": "\n",
    "titles": "《",
    "notes": "[",
    "enumeration": "、",
    "semicolons": "；",
    "full stops": "。",
    "marked items": "一是修路。",
    "circled items": "①",
    "headings": "\n一、",
    "ranges": "5—",
    "Chinese numerals": "一百二十三万",
    "times in passing": "5年来",
    "amounts": "5亿元",
    "paired": "甲、乙分别增长5%、6%,",
    "percentages": "5%",
    "units in brackets": "5个(",
    "units by units": "5元/",
    "ratios": "1:",
    "letters": "a1",
    "verbs": "加快推进",
    "works": "建设工程",
    "names": "甲河大桥和乙山水厂、",
    "lists": "甲乙、丙丁等",
    "quoted": "“三大”",
    "lost signs": "各?",
    "pinyin": "甲(jīng)",
    "entities": "&#12345;",
    "escapes": "<U+4E00>",
    "pages": "\n— 1 —\n",
    "footnotes": "\n[1]甲:乙",
    "glossary": "\n名词解释\n1.三保:保工资、保运转、保民生。",
    "aims": "主要预期目标是:",
    "promises": "十件民生实事:",
}
FIRST = 9
LIMIT = 20  # times what prose of the same length takes; backtracking takes hundreds of times as long


def endless(word: str, size: int) -> str:
    return HEAD + (word * (size // len(word) + 1))[:size]


def read(text: str) -> Report:
    return read_text(Source("a.txt", text, "", "txt"), "a.txt", "a", force=True)


def cpu(text: str) -> float:
    began = time.process_time()
    read(text)
    return time.process_time() - began


def read_within(seconds: float, text: str) -> None:
    """Reads a text; fails as soon as that has taken so many seconds of this process, not when it ends."""

    def stop(number: int, frame: object) -> None:
        pytest.fail(f"took more than {seconds:.1f} s")

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        read(text)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def plain(size: int) -> float:
    """What prose of that length takes, in a process that has read before."""
    read(HEAD + PROSE * 20)
    return min(cpu(endless(PROSE, size)) for _ in range(2))


@pytest.mark.parametrize("name", ENDLESS)
def test_no_text_takes_out_of_proportion(name: str) -> None:
    size = LONG if list(ENDLESS).index(name) < FIRST else LONG // 5
    read_within(LIMIT * plain(size), endless(ENDLESS[name], size))


@pytest.mark.parametrize(("opened", "closed"), [("(", ")"), ("“", "”"), ("[", "]"), ("《", "》")])
def test_nested_brackets(opened: str, closed: str) -> None:
    read_within(LIMIT * plain(LONG), HEAD + opened * (LONG // 2) + closed * (LONG // 2))


@cache
def body() -> str:
    outline = read_outline(repair(SEED.read_text(encoding="utf-8")).text)
    return outline.text[slice(*outline.body)]


def calls(text: str) -> int:
    """How many functions are called to read a text: the same on every machine and every day."""
    count = 0

    def called(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(called)
    try:
        read(text)
    finally:
        sys.setprofile(None)
    return count


def test_twice_the_text_is_at_most_twice_the_work() -> None:
    text = body()
    read(text)
    counts = [calls((text * 16)[:size]) for size in (10_000, 20_000, 40_000)]
    for half, whole in pairwise(counts):
        assert whole <= 2.1 * half, counts


def test_twice_the_text_takes_at_most_twice_as_long_or_nearly() -> None:
    # Calls do not show a pattern that looks at the whole text for each of its places; time over 16 times the
    # text does: quadratic work would take 256 times as long.
    text = body()
    read(text)
    short = min(cpu((text * 16)[:20_000]) for _ in range(3))
    assert cpu((text * 32)[:320_000]) < 16 * 2.5 * short


def test_a_run_without_stops_is_cut() -> None:
    # Each figure keeps its sentence: a page without full stops would hold as many copies of itself.
    outline = read_outline(endless("甲乙5万元", 5000))
    assert max(s.end - s.start for s in outline.sentences) <= 1000
    assert all(outline.sentence_at(at) for at in range(len(HEAD), len(HEAD) + 5000, 100))


def test_import_brings_no_tables_along() -> None:
    code = "import sys, baogao; print([m for m in ('pandas', 'pyarrow', 'altair') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.text(min_size=0, max_size=600))
def test_folding_at_once_is_folding_each(text: str) -> None:
    assert fold(text) == text.translate(_table())


def test_folding_of_every_character() -> None:
    every = "".join(map(chr, range(0x30000)))
    assert fold(every) == every.translate(_table())
    plane = every[:0x10000]
    assert fold(plane) == plane.translate(_table())


WORDS = st.lists(st.text("ab(.c|", max_size=4), max_size=8)


@given(WORDS, st.text("ab(.c|", max_size=12))
def test_shared_beginnings_match_what_the_words_match(words: list[str], text: str) -> None:
    flat = "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    assert re.findall(f"(?:{alternation(words)})", text) == re.findall(f"(?:{flat})", text)


@given(
    st.lists(st.text("ab(]^-", min_size=1, max_size=3), min_size=1, max_size=8), st.text("ab(]^-", max_size=8)
)
def test_a_look_at_the_first_character_leaves_no_word_out(words: list[str], text: str) -> None:
    pattern = f"(?:{alternation(words)})"
    assert re.findall(fronts(words) + pattern, text) == re.findall(pattern, text)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "a": st.none() | st.text("甲乙a", max_size=3),
                "b": st.none() | st.integers(-(2**40), 2**40),
                "c": st.none() | st.floats(allow_nan=False),
            }
        ),
        max_size=6,
    )
)
def test_columns_are_what_pandas_would_make_of_them(rows: list[dict[str, object]]) -> None:
    columns = tuple(Column(name, kind, "") for name, kind in zip("abc", TYPES, strict=True))
    made = frames({"t": rows}, {"t": Table("t", "", columns)})["t"]
    cells = {name: [row[name] for row in rows] for name in "abc"}
    cells["a"] = [cell or "" for cell in cells["a"]]
    kinds = zip("abc", TYPES.values(), strict=True)
    plainly = pd.DataFrame({name: pd.Series(cells[name], dtype=kind) for name, kind in kinds})
    pd.testing.assert_frame_equal(made, plainly)
