"""Scores the tables against the hand-made ones: a row a report, and the means over the others than the seed.

The seed's gold stands in tests/gold; the development reports and theirs, where present, in ../shared.
The last run is kept in scores/last.json, and what changed since is printed beside each figure.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import mean

from baogao import BaogaoError, read
from baogao.tables.store import save

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LAST = ROOT / "scores" / "last.json"
SCORER = ROOT / "tests" / "gold" / "score.py"
SEED = "liling-2023"
COLUMNS = {
    "figures": ("f1", "label", "measure", "comparator", "period", "status", "span"),
    "targets": ("f1", "label", "measure", "comparator", "period", "span"),
    "lists": ("f1", "span"),
    "livelihood": ("f1", "period", "status", "span"),
    "glossary": ("f1",),
    "pairs": ("f1",),
    "projects": ("f1", "groups", "stage_review", "stage_plan"),
    "meta": ("accuracy",),
    "repairs": ("accuracy",),
}
Scores = dict[str, dict[str, dict[str, float]]]


def score_all() -> Scores:
    """The scores of every report that there is gold for: report → table → column → figure."""
    folders = {SEED: ROOT / "tests" / "gold" / SEED}
    if (SHARED / "gold").is_dir():
        folders |= {f.name: f for f in sorted((SHARED / "gold").iterdir()) if f.is_dir() and f.name != SEED}
    scores: Scores = {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, gold in folders.items():
            path = ROOT / "seeds" / f"{name}.txt" if name == SEED else SHARED / "reports" / f"{name}.txt"
            try:
                save(read(path), Path(scratch) / name)
            except BaogaoError as error:
                print(error, file=sys.stderr)
                continue
            command = [sys.executable, str(SCORER), str(gold), str(Path(scratch) / name), "--json"]
            scores[name] = json.loads(
                subprocess.run(command, capture_output=True, check=True, text=True).stdout
            )
    return scores


def means(scores: Scores) -> dict[str, dict[str, float]]:
    """The mean of each figure over the reports that have it but the seed, and their number `n`."""
    result: dict[str, dict[str, float]] = {}
    others = [tables for name, tables in scores.items() if name != SEED]
    for table, columns in COLUMNS.items():
        rows = [tables[table] for tables in others if table in tables]
        if rows:
            result[table] = {
                c: mean(r[c] for r in rows if c in r) for c in columns if any(c in r for r in rows)
            }
            result[table]["n"] = len(rows)
    return result


def show(scores: Scores, last: Scores) -> None:
    """Prints the tables one after the other."""
    rows = dict(scores)
    if len(scores) > 1:
        rows["mean"] = means(scores)
        last = {**last, "mean": means(last)} if last else last
    for table, columns in COLUMNS.items():
        held = {name: tables[table] for name, tables in rows.items() if table in tables}
        if not held:
            continue
        print(f"\n{table:22s}" + "".join(f"{column:>15s}" for column in columns))
        for name, values in held.items():
            count = f" (n {values['n']:.0f})" if "n" in values else ""
            before = last.get(name, {}).get(table, {})
            print(f"{name + count:22s}" + "".join(_cell(values.get(c), before.get(c)) for c in columns))


def _cell(value: float | None, before: float | None) -> str:
    if value is None:
        return " " * 15
    moved = before is not None and abs(value - before) > 5e-4
    return f"{value:.3f}".rjust(8) + (
        f"{value - before:+.3f}".rjust(7) if moved and before is not None else " " * 7
    )


def summary(scores: Scores) -> str:
    """Two lines: the seed's F1 of each table, and the means."""
    lines = []
    for name, tables in (("seed", scores[SEED]), ("mean", means(scores))):
        cells = (
            f"{t} {tables[t].get('f1', tables[t].get('accuracy', 0)):.3f}" for t in COLUMNS if t in tables
        )
        lines.append(f"{name}: " + "  ".join(cells))
    return "\n".join(lines)


if __name__ == "__main__":
    now = score_all()
    show(now, json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {})
    LAST.parent.mkdir(exist_ok=True)
    LAST.write_text(json.dumps(now, indent=1), encoding="utf-8")
    print("\n" + summary(now))
