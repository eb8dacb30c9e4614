"""Damage of copying made at random on clean reports: nearly all figures come back as they were."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from baogao.facts.figures import read_figures
from baogao.facts.glossary import read_glossary
from baogao.lexicon import fold
from baogao.text.outline import read_outline
from baogao.text.repair import repair
from baogao.text.source import read_source
from conftest import ROOT
from damage import KINDS
from test_repair import hold

TEXT = (ROOT / "tests" / "fixtures" / "liyuan-2031.txt").read_text(encoding="utf-8")
# What is damaged itself: broken bytes; digits set apart throughout.
_DAMAGED = re.compile("[\ue000-\uf8ff]|(?:\\d ){3}\\d")


def facts(text: str) -> Counter[tuple[object, ...]]:
    """The figures of a text as (value, top, unit, label), blanks and script aside."""
    repaired = repair(text)
    hold(repaired)
    outline = read_outline(repaired.text, "")
    figures, _ = read_figures(outline, read_glossary(outline))

    def plain(words: str) -> str:
        return "".join(fold(words).split())

    return Counter((f.value, f.value_max, plain(f.unit), plain(f.label)) for f in figures)


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_an_invented_report_come_back(kind: str) -> None:
    wanted = facts(TEXT)
    made = {KINDS[kind](TEXT, Random(seed)) for seed in range(8)}
    assert made != {TEXT}, "the generator did nothing"
    for damaged in made:
        held = facts(damaged)
        assert sum((wanted & held).values()) >= 0.92 * sum(wanted.values()), wanted - held


@pytest.mark.parametrize("kind", KINDS)
def test_the_figures_of_clean_reports_come_back(kind: str, shared: Path) -> None:
    whole = back = 0
    for seed, path in enumerate(sorted((shared / "reports").iterdir())):
        text = read_source(path).text
        if seed % 3 == len(kind) % 3 and not _DAMAGED.search(text):  # a third of them, another for each kind
            wanted, held = facts(text), facts(KINDS[kind](text, Random(seed)))
            whole, back = whole + sum(wanted.values()), back + sum((wanted & held).values())
    print(f"{kind}: {back} of {whole} figures come back")
    assert back >= 0.99 * whole
