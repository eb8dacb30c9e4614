"""Saving and loading a report's folder; whatever is written is moved into place whole."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from baogao.errors import BaogaoError
from baogao.tables.folders import find_report
from baogao.tables.report import Report, frames
from baogao.tables.schema import TABLES, datapackage


def save(report: Report, folder: str | Path) -> Path:
    """Writes `folder/<table>.csv`, `source.txt` and `datapackage.json`; returns the folder."""
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise BaogaoError(
            str(folder), f"cannot be written ({error.strerror})", "choose another folder with --out"
        ) from error
    try:
        for name, table in report.tables.items():
            _write_csv(made / f"{name}.csv", table.columns.tolist(), table.to_dict("records"))
        (made / "source.txt").write_text(report.text, encoding="utf-8", newline="\n")
        package = json.dumps(datapackage(report.id), ensure_ascii=False, indent=1)
        (made / "datapackage.json").write_text(package + "\n", encoding="utf-8")
        made.chmod(0o755)
        _swap(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return folder


def _swap(made: Path, folder: Path) -> None:
    """Puts `made` where `folder` is, and keeps the old one until the new one stands."""
    if not folder.exists():
        os.replace(made, folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    os.replace(folder, old / folder.name)
    try:
        os.replace(made, folder)
    except OSError:
        os.replace(old / folder.name, folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _write_csv(path: Path, columns: list[str], rows: list[dict[Any, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(row[column]) for column in columns] for row in rows)


def _cell(value: Any) -> str:
    if value is None or value != value or str(value) == "<NA>":
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(float(value))
    return str(value)


def load(folder: str | Path) -> Report:
    """The report saved in `folder`, or that of an id (see `find_report`)."""
    folder = find_report(folder)
    csv.field_size_limit(1 << 30)
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, table in TABLES.items():
        types = {column.name: column.type for column in table.columns}
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows[name] = [
                {key: _parse(cell, types.get(key, "string")) for key, cell in row.items()}
                for row in csv.DictReader(file)
            ]
    text = (folder / "source.txt").read_text(encoding="utf-8")
    report = Report(folder.name, text, frames(rows))
    report.folder = folder
    return report


def _parse(cell: str, kind: str) -> Any:
    if kind == "string":
        return cell
    if cell == "":
        return None
    return int(cell) if kind == "integer" else float(cell)
