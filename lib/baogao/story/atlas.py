"""A dataset in the app: its index and its indicators as files that are made once and kept.

A report of the dataset in `DATASET` is called by the path ``DATASET/<id>``, as one in a data folder is; there
is no such folder. What is asked of the dataset is made by a process of its own (``python -m
baogao.story.atlas DATASET FILE``), so that the server needs no pyarrow and stays small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from baogao.corpus.atlas import index, is_dataset, of_indicator, stored
from baogao.corpus.dataset import MANIFEST
from baogao.errors import BaogaoError
from baogao.lexicon import load as load_words
from baogao.story.madeby import code, digest
from baogao.story.reader.assets import cache_folder
from baogao.story.words import LANGS, say
from baogao.tables.report import Report
from baogao.tables.store import load

INDEX: Final = "index.json"


@dataclass(frozen=True)
class Entry:
    """A report as the index tells it, with those of its place a year before and after."""

    id: str
    place: str
    level: str
    year: int | None
    script: str
    beside: tuple[str, ...]

    @property
    def about(self) -> dict[str, str]:
        """What the masthead needs of the report's `meta`."""
        title = "政府工作報告" if self.script == "zh-Hant" else "政府工作报告"
        year = str(self.year or "")
        return {"place": self.place, "title": title, "report_year": year, "admin_level": self.level}


def state(dataset: Path) -> str:
    """What tells this state of the dataset, and of the code, from another."""
    manifest = dataset / MANIFEST
    seen = manifest.stat()
    return digest(str(dataset.resolve()), f"{seen.st_size} {seen.st_mtime_ns}", code())


def kept(dataset: Path) -> Path:
    """The folder of what is made of the dataset."""
    return cache_folder() / "corpora" / state(dataset)


def entries(dataset: Path) -> dict[str, Entry]:
    """The dataset's reports by id, in order. The index is made now where it is not.

    Raises `BaogaoError` where the dataset cannot be read.
    """
    return _entries(dataset, state(dataset))


def files(dataset: Path) -> frozenset[str]:
    """The names of the files that may be asked for: the index, and one an indicator and measure."""
    entries(dataset)
    return _files(dataset, state(dataset))


def opening(dataset: Path) -> str:
    """The file of the indicator that is shown where none is asked for, as the page chooses it."""
    told = [f"{code}.{measure}.json" for code, measure, *_ in _index(dataset)["measures"]]
    return "gdp.growth.json" if "gdp.growth.json" in told else next(iter(told), INDEX)


@lru_cache(maxsize=2)
def _entries(dataset: Path, _state: str) -> dict[str, Entry]:
    found = {}
    for place, level, reports in _index(dataset)["places"]:
        for year, report, traditional in reports:
            script = "zh-Hant" if traditional else "zh-Hans"
            near = tuple(other for at, other, _ in reports if year and abs(at - year) == 1)
            found[report] = Entry(report, place, level, year or None, script, near)
    return dict(sorted(found.items()))


@lru_cache(maxsize=2)
def _files(dataset: Path, _state: str) -> frozenset[str]:
    return frozenset(
        {INDEX, *(f"{code}.{measure}.json" for code, measure, *_ in _index(dataset)["measures"])}
    )


def _index(dataset: Path) -> dict[str, Any]:
    path = kept(dataset) / INDEX
    if not path.is_file():
        made = subprocess.run(command(dataset, INDEX), capture_output=True, text=True, check=False)
        if made.returncode:
            why = made.stderr.strip().splitlines()[-1:] or [""]
            raise BaogaoError(
                str(dataset), f"the corpus cannot be read ({why[0]})", "make it again with: baogao corpus"
            )
    told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return told


def command(dataset: Path, name: str) -> list[str]:
    """The command that makes the file `name` of a dataset."""
    return [sys.executable, "-m", "baogao.story.atlas", str(dataset), str(kept(dataset) / name)]


def open_report(path: Path) -> Report:
    """The report of a folder, or of a path ``DATASET/<id>``, set beside those of its place a year away."""
    dataset = path.parent
    if (path / "meta.csv").is_file() or not is_dataset(dataset):
        return load(path)
    known = entries(dataset)
    entry = known[path.name]
    report = stored(dataset, entry.id, entry.year)
    report.others = tuple(stored(dataset, other, known[other].year) for other in entry.beside)
    return report


def put(dataset: Path, file: Path) -> None:
    """Makes one of the `files` of a dataset."""
    if file.name == INDEX:
        told: Any = index(dataset)
        codes = load_words("indicators")["codes"]
        told["names"] = {
            code: {lang: str(codes[code].get(lang, codes[code]["zh-Hans"])) for lang in LANGS}
            for code, *_ in told["measures"]
        }
        told["said"] = {
            lang: {name: say(f"measure.{name}", lang) for name in {one[1] for one in told["measures"]}}
            for lang in LANGS
        }
    else:
        from baogao.story.charts.corpus import sheets

        indicator, measure = file.name.removesuffix(".json").split(".")
        told = of_indicator(dataset, indicator, measure)
        told |= sheets(told)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as made:
        json.dump(told, made, ensure_ascii=False, separators=(",", ":"))
    os.replace(made.name, file)


if __name__ == "__main__":
    from baogao.story.lean import skip_iri_grammar
    from baogao.story.serving.limits import die_with_parent

    die_with_parent()
    skip_iri_grammar()
    put(Path(sys.argv[1]), Path(sys.argv[2]))
