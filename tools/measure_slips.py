"""Tells how many byte slips made at random on clean reports are read back right, and how many wrong.

    python tools/measure_slips.py --reports FOLDER [--number 40] [--seed 7]
    python tools/measure_slips.py --reports FOLDER --smartcn JAR --jieba dict.txt     # each report held out

Each report is turned traditional by OpenCC and loses one first byte at a random place, as `tests/slips.py`
says; slips of four characters and more count. With the sources of the word model (see `make_wordmodel.py`)
the model is made anew for each report from all the others: that is what an unseen report meets. Prints a
curve: by the lead that is asked for, the share read right and the share made into other words.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

import make_wordmodel as maker
import opencc

from baogao.text import choices, suspects, wordmodel
from baogao.text.slip import Readings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from slips import FOLD, slips

LEADS = (2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 8.0)


def readings(text: str, number: int, seed: int) -> list[tuple[bool, Readings | None]]:
    """Of each slip made on `text`, its readings, and whether the best one is right."""
    found = []
    for made in slips(text, number, 4, seed):
        suspect = suspects.Suspect(made.start, 1)
        got = suspects.reader_for(made.text, [suspect]).read(made.text, *suspect)
        right = got is not None and (got.best.text, got.best.length) == (made.after, len(made.before))
        found.append((right, got))
    return found


def hold_out(name: str, texts: dict[str, str], sources: dict[str, Counter[str]]) -> None:
    """Puts a model in place that has not seen the report `name`."""
    others = [text for other, text in texts.items() if other != name]
    counts = maker.mix(sources | {"reports": maker.from_reports(others)})
    model = wordmodel.Counts(maker.pack(counts))
    for module in (wordmodel, choices, suspects):
        vars(module)["common_counts"] = lambda: model
    choices.forget()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--smartcn", type=Path)
    parser.add_argument("--jieba", type=Path)
    parser.add_argument("--number", type=int, default=40)
    parser.add_argument("--seed", type=int, default=7)
    a = parser.parse_args()
    texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(a.reports.glob("*.txt"))}
    texts = {name: text for name, text in texts.items() if not re.search("[\ue000-\uf8ff]", text)}
    sources: dict[str, Counter[str]] = {}
    if a.smartcn and a.jieba:
        sources = {
            "smartcn": maker.from_smartcn(a.smartcn),
            "jieba": maker.from_jieba(a.jieba),
            "phrases": maker.from_phrases(),
        }
    convert = opencc.OpenCC("s2t").convert
    shown = {name: re.sub(r"\?+", "\n", text) for name, text in texts.items()}
    found = []
    for name, text in texts.items():
        if sources:
            hold_out(name, shown, sources)
        found += readings(convert(text).translate(FOLD), a.number, a.seed)
    size = len(found)
    print(f"{size} slips, best reading right {sum(right for right, _ in found) / size:.1%}")
    for lead in LEADS:
        sure = [right for right, got in found if got is not None and suspects.is_sure(got, lead)]
        print(f"lead {lead}: right {sum(sure) / size:.1%}, wrong {(len(sure) - sum(sure)) / size:.1%}")


if __name__ == "__main__":
    main()
