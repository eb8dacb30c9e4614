"""Writes environment.yml: the seven packages at the lock's versions, and this one.

Run by `make lock`; a test holds the two files together.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("jupyterlab", "ipywidgets", "altair", "pandas", "voila", "papermill", "pytest")


def locked(text: str) -> dict[str, str]:
    """The version of each package in a lock file.

    >>> locked("altair==6.3.0 \\\\\\n    --hash=sha256:1")
    {'altair': '6.3.0'}
    """
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.M))


def environment(versions: dict[str, str]) -> str:
    """The text of environment.yml."""
    pins = "".join(f"  - {name}={versions[name]}\n" for name in PACKAGES)
    return (
        "# Made by `make lock` from requirements.lock. Use: conda env create -f environment.yml\n"
        "name: baogao\nchannels:\n  - conda-forge\ndependencies:\n  - python>=3.11\n  - pip\n"
        f"{pins}  - pip:\n      - -e .\n"
    )


if __name__ == "__main__":
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    (ROOT / "environment.yml").write_text(environment(locked(lock)), encoding="utf-8")
