"""The docs say what is: references made from the code, commands that run, examples that hold."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import docs

PAGES = [ROOT / "README.md", ROOT / "README.zh.md"]


def test_the_references_are_current() -> None:
    """If this fails, run: python tools/docs.py"""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == docs.cli()
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == docs.tables()


def _commands(page: Path) -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.mark.xdist_group("notebooks")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_the_docs_runs(page: Path, tmp_path: Path) -> None:
    """`make` targets must exist (CI runs them); all else is run, in a folder like the project's."""
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "notebooks").mkdir()
    for name in ("01-overview.ipynb", "02-targets.ipynb"):  # test_notebooks.py runs the others
        (tmp_path / "notebooks" / name).symlink_to(ROOT / "notebooks" / name)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    commands = _commands(page)
    assert commands
    for command in commands:
        words = shlex.split(command)
        if words[0] == "make":
            assert words[1] in targets
            continue
        run = subprocess.run(
            words, cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=300
        )
        assert run.returncode == 0, (command, run.stderr[-800:])


def test_the_examples_of_the_readme_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert result.attempted >= 5
    assert result.failed == 0


def test_the_links_of_the_docs_lead_somewhere() -> None:
    for page in [*PAGES, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), (page.name, link)
