"""Microsoft's Recognizers-Text, in an environment of its own: it asks for an old emoji.

Run by the environment's Python it reads FILE line by line with every model that finds amounts in Chinese
text (numbers, percentages, currencies, dimensions), and prints the least seconds of three times.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / ".bench" / "recognizers"
WANTED = ("recognizers-text-number-with-unit==1.0.2a2", "emoji==1.7.0", "grapheme==0.6.0")


def python() -> Path | str:
    """The Python of its environment, made at the first call; words on why there is none."""
    here = HOME / "bin" / "python"
    if here.exists():
        return here
    uv = next(
        (path for path in (ROOT / ".uv" / "bin" / "uv", shutil.which("uv")) if path and Path(path).exists()),
        None,
    )
    if uv is None:
        return "there is no uv to install it with"
    for command in (["venv", "-q", str(HOME)], ["pip", "install", "-q", "--python", str(here), *WANTED]):
        done = subprocess.run([str(uv), *command], capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(HOME, ignore_errors=True)
            return f"it does not install: {done.stderr.strip().splitlines()[-1]}"
    return here


def read(path: Path) -> float:
    """The least seconds of three times."""
    from recognizers_number import recognize_number, recognize_percentage  # type: ignore[import-not-found]
    from recognizers_number_with_unit import (  # type: ignore[import-not-found]
        recognize_currency,
        recognize_dimension,
    )
    from recognizers_text import Culture  # type: ignore[import-not-found]

    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        for model in (recognize_number, recognize_percentage, recognize_currency, recognize_dimension):
            for line in lines:
                model(line, Culture.Chinese)
        least = min(least, time.process_time() - began)
    return least


if __name__ == "__main__":
    print(read(Path(sys.argv[1])))
