"""Which folder a report is written to, and what stands in the way."""

from __future__ import annotations

import csv
import os
import re
import unicodedata
from pathlib import Path
from typing import Final

from baogao.errors import BaogaoError

_LONGEST: Final = 80
# Names that Windows keeps for devices: a folder of that name cannot be opened there.
_DEVICES: Final = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)")


def safe_stem(name: str) -> str:
    """The stem of a file's name as a folder's name that is safe on every system.

    >>> safe_stem("..\\\\etc:2023.txt"), safe_stem("澧源 2023.txt"), safe_stem("....txt")
    ('_etc_2023', '澧源-2023', 'report')
    """
    return safe_name(name[: -len(Path(name).suffix)] if Path(name).suffix else name)


def safe_name(stem: str) -> str:
    """A name of any kind as a folder's name that is safe on every system.

    >>> safe_name("甲县/2031 v1.2"), safe_name(" ..")
    ('甲县_2031-v1.2', 'report')
    """
    stem = unicodedata.normalize("NFC", stem)
    stem = "".join("_" if _unsafe(char) else char for char in stem)
    stem = re.sub(r"\s+", "-", stem.strip()).lstrip(".-").rstrip(".")[:_LONGEST]
    if _DEVICES.fullmatch(stem):
        stem = f"_{stem}"
    return stem or "report"


def _unsafe(char: str) -> bool:
    return char in '/\\:*?"<>|' or (not char.isprintable() and not char.isspace())


class Namer:
    """Gives each file of a run a folder's name of its own.

    >>> names = Namer()
    >>> names.name("a/x.txt"), names.name("b/x.html")
    (('x', ''), ('x-2', 'x'))
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, file: str | Path) -> tuple[str, str]:
        """(a name not taken yet, the name that it would have had if that one is taken, else ``""``)."""
        return self.take(safe_stem(Path(file).name))

    def take(self, stem: str) -> tuple[str, str]:
        """The same for a name that is safe already."""
        chosen, count = stem, 2
        while chosen.casefold() in self._taken:
            chosen, count = f"{stem}-{count}", count + 1
        self._taken.add(chosen.casefold())
        return chosen, stem if chosen != stem else ""


def check_free(folder: Path, sha256: str, *, replace: bool) -> None:
    """Raises `BaogaoError` where `folder` holds what must not be written over.

    That is another report, told by its sha256, unless `replace`; or anything that is no report, always.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BaogaoError(str(folder), "is a file, not a folder", "move it away or choose another --out")
    meta = folder / "meta.csv"
    if not meta.exists():
        if any(folder.iterdir()):
            raise BaogaoError(str(folder), "holds files that are no report", "choose another --out")
        return
    with meta.open(encoding="utf-8", newline="") as file:
        held = {row["key"]: row["value"] for row in csv.DictReader(file)}
    if held.get("sha256") != sha256 and not replace:
        was = held.get("source", "another file")
        raise BaogaoError(
            str(folder),
            f"holds another report ({was})",
            "add --replace to write over it, or choose another --out",
        )


def find_report(report: str | Path) -> Path:
    """The folder of a report given as a folder or an id.

    An id is looked up in ``$BAOGAO_DATA``, else in the nearest ``data/`` above the working directory.
    Raises `BaogaoError` that names the ids there are.
    """
    folder = Path(report)
    if (folder / "meta.csv").is_file():
        return folder
    data = data_folder()
    if data is not None and len(folder.parts) == 1 and (data / folder / "meta.csv").is_file():
        return data / folder
    raise BaogaoError(str(report), "no report of that name", _nearest(str(report), data))


def _nearest(report: str, data: Path | None) -> str:
    from difflib import get_close_matches

    ids = report_ids(data) if data else []
    if not ids:
        return "read one first with: baogao read FILE"
    near = get_close_matches(report, ids, 1, 0.4)
    return f"did you mean {near[0]}?" if near else f"there are: {', '.join(ids[:8])}"


def data_folder() -> Path | None:
    """``$BAOGAO_DATA``, else the nearest ``data/`` at or above the working directory, else None."""
    given = os.environ.get("BAOGAO_DATA")
    if given:
        return Path(given)
    here = Path.cwd()
    return next((folder / "data" for folder in (here, *here.parents) if (folder / "data").is_dir()), None)


def report_ids(data: Path) -> list[str]:
    """The ids of the reports in a data folder, in order.

    >>> report_ids(Path("nowhere"))
    []
    """
    if not data.is_dir():
        return []
    return sorted(f.name for f in data.iterdir() if (f / "meta.csv").is_file() and not f.name.startswith("."))
