"""Fails where a notebook is stored with outputs, counts, prose of its own, or a cell of over 25 lines."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def faults(path: Path) -> list[str]:
    """What is wrong with the notebook at `path`, a line each."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for number, cell in enumerate(notebook["cells"], 1):
        source = "".join(cell["source"])
        if cell["cell_type"] != "code":
            found.append(f"{path.name}: cell {number} holds prose; words belong in story/words.toml")
            continue
        if cell["outputs"] or cell["execution_count"]:
            found.append(f"{path.name}: cell {number} is stored with outputs; clear them")
        if len(source.splitlines()) > 25:
            found.append(f"{path.name}: cell {number} is over 25 lines; the work belongs in lib/")
    return found


if __name__ == "__main__":
    lines = [
        line
        for folder in sys.argv[1:]
        for path in sorted(Path(folder).glob("*.ipynb"))
        for line in faults(path)
    ]
    print("\n".join(lines) or "notebooks: stored without outputs")
    sys.exit(1 if lines else 0)
