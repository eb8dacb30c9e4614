"""The set-up says one thing: lock, conda file, contract of the floors, notebooks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import check_notebooks
import environment


def test_the_conda_file_says_what_the_lock_says() -> None:
    lock = environment.locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment.environment(lock)


def test_what_is_installed_is_what_the_lock_says() -> None:
    from importlib.metadata import version

    lock = environment.locked((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for package in environment.PACKAGES:
        assert version(package) == lock[package]


def test_the_floors_keep_their_order() -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_thin_and_stored_without_outputs(path: Path) -> None:
    assert check_notebooks.faults(path) == []


def test_the_check_of_notebooks_can_fail(tmp_path: Path) -> None:
    cell = {"cell_type": "code", "source": ["x\n"] * 26, "outputs": [{}], "execution_count": 1}
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [cell, {"cell_type": "markdown", "source": []}]}), encoding="utf-8")
    assert len(check_notebooks.faults(path)) == 3


def test_no_module_asks_another_host() -> None:
    hosts = ("cdn.jsdelivr", "unpkg.com", "cdnjs", "googleapis")
    for path in (ROOT / "lib").rglob("*"):
        if path.suffix in {".py", ".js", ".css", ".html", ".j2", ".json"}:
            text = path.read_text(encoding="utf-8")
            assert not [host for host in hosts if host in text], path


def test_no_words_of_one_report_stand_in_the_code() -> None:
    """Names that only the seed has would be rules that fit only the seed."""
    names = ("醴陵", "十園", "十园", "株醴", "株洲", "淥江", "渌江")
    for path in (ROOT / "lib").rglob("*"):
        if path.suffix in {".py", ".toml", ".js"}:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path
