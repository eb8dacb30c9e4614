"""No text makes the reader fail: soups of characters and of words, and reports cut, shuffled, misread."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baogao.lexicon import fold
from baogao.tables.build import build_rows
from baogao.text.repair import repair
from baogao.text.source import Source, read_source
from conftest import ROOT
from test_repair import hold

INVENTED = (ROOT / "tests" / "fixtures" / "liyuan-2031.txt").read_text(encoding="utf-8")
LEXICON = ROOT / "lib" / "baogao" / "lexicon"


def rows_of(text: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of a text, after what must hold for any."""
    repaired = repair(text)
    hold(repaired)
    rows = build_rows(Source("x.txt", text, ""), repaired, "")
    for table, held in rows.items():
        for row in held:
            if row.get("start") is not None and row.get("end") is not None:
                assert 0 <= row["start"] <= row["end"] <= len(text), (table, row)
                if "quote" in row:
                    assert row["quote"] == text[row["start"] : row["end"]], (table, row)
    runs = [n for n in rows["numbers"] if n["quote"].translate(_WIDE).isdigit()]
    assert all(n["kind"] for n in runs)
    assert {n["figure_id"] for n in rows["numbers"]} - {""} == {f["figure_id"] for f in rows["figures"]}
    return rows


_WIDE = {0xFF10 + i: str(i) for i in range(10)}


@cache
def words() -> list[str]:
    """All words of the lexicon, and signs around them."""
    found: set[str] = set()

    def walk(value: Any) -> None:
        if isinstance(value, str) and len(value) <= 12:
            found.add(value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                found.add(key)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    for path in sorted(LEXICON.glob("*.toml")):
        walk(tomllib.loads(path.read_text(encoding="utf-8")))
    return sorted(found)


SIGNS = [
    *"0123456789０９.．,，、。;；:：!?()（）[]【】“”‘’《》—-~·%％‰/ \t\n\u3000\xa0\ufeff\u200b\ue5e5\ufffd",
    "\n一、",
    "\n（二）",
]
SOUP = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.deferred(lambda: st.sampled_from(words()))), max_size=120
)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    rows_of(text)


@settings(max_examples=80, deadline=None)
@given(SOUP.map("".join))
def test_any_soup_of_the_genre(text: str) -> None:
    rows_of(text)
    rows_of(f"各位代表：\n一、2022年工作回顾\n{text}\n二、2023年工作安排\n{text}\n名词解释\n1.{text}")


def _cut(text: str, chance: Random) -> str:
    a, b = sorted(chance.randrange(len(text)) for _ in range(2))
    return text[a:b]


def _doubled(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text + text[at:]


def _shuffled(text: str, chance: Random) -> str:
    lines = text.split("\n")
    chance.shuffle(lines)
    return "\n".join(lines)


def _thinned(text: str, chance: Random) -> str:
    return "".join(c for c in text if chance.random() > 0.05)


def _sown(text: str, chance: Random) -> str:
    def sign() -> str:
        return chance.choice(
            [chr(chance.randrange(0x20, 0xD7FF)), chr(chance.randrange(0xE000, 0x2FFFF)), "?", "1"]
        )

    return "".join(c + (sign() if chance.random() < 0.02 else "") for c in text)


def _misread(text: str, chance: Random) -> str:
    written, read = chance.sample(["gb18030", "utf-8", "big5", "latin-1", "utf-16-le"], 2)
    return text.encode(written, "replace").decode(read, "replace")


def _slipped(text: str, chance: Random) -> str:
    data = bytearray(text.encode("gb18030", "replace"))
    for _ in range(20):
        del data[chance.randrange(len(data))]
    return bytes(data).decode("gb18030", "replace")


def _one_line(text: str, chance: Random) -> str:
    return text.replace("\n", chance.choice(["", " ", "\u3000"]))


MUTATIONS = {
    f.__name__[1:]: f for f in (_cut, _doubled, _shuffled, _thinned, _sown, _misread, _slipped, _one_line)
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_an_invented_report_in_pieces(mutation: str) -> None:
    for seed in range(4):
        rows_of(MUTATIONS[mutation](INVENTED, Random(seed)))


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_reports_in_pieces(mutation: str, shared: Path) -> None:
    paths = sorted((shared / "reports").iterdir())
    chance = Random(mutation)
    for path in chance.sample(paths, 4):
        rows_of(MUTATIONS[mutation](read_source(path).text, chance))


# Columns whose cells are places and values; and those of words, which the script may change.
SAME = {
    "figures": "start end indicator measure value value_max comparator period status modality label unit",
    "targets": "start end rank indicator measure value value_max comparator period label unit",
    "pairs": "indicator result_start target_start result target label",
    "lists": "start end item_no list item",
    "livelihood": "start end item_no period domain status continues figures item",
    "projects": "first_start first_end mentions name groups stage_review stage_plan",
    "project_mentions": "start end stage_start stage_end status scope name",
    "glossary": "start end no page first_use term definition",
    "outline": "start end level role number heading",
    "numbers": "start end kind figure_id",
    "meta": "key value",
}
# Where OpenCC writes another word: 答覆 for 答复, 上鍊 for 上链.
_CHOICES = str.maketrans("覆炼", "复链")


def _told(text: str) -> dict[str, Counter[tuple[str, ...]]]:
    rows = build_rows(Source("x.txt", text, ""), repair(text), "")
    return {
        table: Counter(
            tuple(fold(str(row.get(column))).translate(_CHOICES) for column in columns.split())
            for row in rows[table]
        )
        for table, columns in SAME.items()
    }


@pytest.mark.parametrize("script", ["s2t", "s2tw", "s2hk"])
def test_both_scripts_of_an_invented_report_give_the_same_rows(script: str) -> None:
    opencc = pytest.importorskip("opencc")
    assert _told(opencc.OpenCC(script).convert(INVENTED)) == _told(INVENTED)


@pytest.mark.parametrize("part", range(3))
def test_both_scripts_of_a_report_give_the_same_rows(part: int, shared: Path) -> None:
    opencc = pytest.importorskip("opencc")
    convert = opencc.OpenCC("s2t").convert
    for path in sorted((shared / "reports").iterdir())[part::3]:
        text = read_source(path).text
        turned = "".join(map(convert, text.splitlines(keepends=True)))
        assert len(turned) == len(text)
        a, b = _told(text), _told(turned)
        for table in SAME:
            assert a[table] == b[table], (
                path.name,
                table,
                list((a[table] - b[table]) + (b[table] - a[table]))[:4],
            )
