"""Makes any number of different reports out of a few real ones, by substitution: nobody needs the others.

python tools/bench/make_reports.py FOLDER COUNT

The reports are those in ../shared/reports where they are at hand, else the seed and the invented one. In each
copy the place has another name, the years are shifted, and the digits of every figure are others; the text
keeps its length and its shape, so that it costs what a real report costs to read.
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from baogao.tables.report import read

ROOT = Path(__file__).parent.parent.parent
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|-)")
# Signs for invented names of places; with two of them there are 1,600 names a level.
_SIGNS = "青白长清平安德永新建丰兴和顺宁康文武川江河湖山林石泉沙柳梅松竹桃莲云霞星辰东西南北"


@dataclass(frozen=True)
class Base:
    """A report that copies are made from: its text, its place, and the spans of its figures."""

    text: str
    place: str
    spans: tuple[tuple[int, int], ...]


def bases(root: Path = ROOT) -> list[Base]:
    """The reports that copies are made from."""
    shared = sorted((root.parent / "shared" / "reports").glob("*.txt"))
    own = [root / "seeds" / "liling-2023.txt", root / "tests" / "fixtures" / "liyuan-2031.txt"]
    found = []
    for path in shared or own:
        report = read(path)
        spans = zip(report.figures["start"].tolist(), report.figures["end"].tolist(), strict=True)
        found.append(Base(report.text, report.about("place"), tuple(spans)))
    return found


def copy(base: Base, number: int) -> str:
    """The text of a report that is like `base` and has other numbers, years and names."""
    dice = random.Random(number)
    parts, at = [], 0
    for start, end in base.spans:
        if start < at:
            continue
        quote = base.text[start:end]
        parts += [base.text[at:start], re.sub(r"\d", lambda _: str(dice.randint(1, 9)), quote)]
        at = end
    text = "".join([*parts, base.text[at:]])
    place = base.place
    if len(place) > 1:
        stem = "".join(dice.choice(_SIGNS) for _ in place[:-1])
        text = text.replace(place, stem + place[-1]).replace(place[:-1], stem)
    back = dice.randint(0, 15)
    return _YEAR.sub(lambda found: str(int(found[1]) - back), text)


def make(folder: Path, count: int) -> Path:
    """Writes `count` reports to `folder`, a hundred a folder in it, unless they are there."""
    done = folder / ".made"
    if done.exists() and done.read_text() == str(count):
        return folder
    reports = bases()
    for number in range(count):
        inside = folder / f"{number // 100:04}"
        inside.mkdir(parents=True, exist_ok=True)
        base = reports[number % len(reports)]
        (inside / f"report-{number:06}.txt").write_text(copy(base, number), encoding="utf-8")
    done.write_text(str(count))
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1]), int(sys.argv[2])))
