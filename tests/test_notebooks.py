"""The notebooks, executed: by `baogao story`, and by plain papermill as anybody would."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from baogao.errors import BaogaoError
from baogao.story.notebooks import tell
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
DATA = ROOT / "data" / "liling-2023"
pytestmark = pytest.mark.xdist_group("notebooks")


def _outputs(path: Path) -> list[dict[str, Any]]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [output for cell in notebook["cells"] for output in cell.get("outputs", [])]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like the project's, with the site of one report made in it."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    shutil.copytree(DATA, folder / "data" / DATA.name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        tell([], Path("site"), {}, 2)
    return folder


def test_one_notebook_a_scene() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01-overview",
        "02-targets",
        "03-projects",
        "04-livelihood",
        "05-figures",
        "06-glossary",
        "07-provenance",
        "08-compare",
    ]


def test_every_executed_copy_holds_words_chart_and_rows(project: Path) -> None:
    copies = sorted((project / "site" / DATA.name / "notebooks" / "zh-Hant-light").glob("*.ipynb"))
    assert [path.name for path in copies] == [path.name for path in NOTEBOOKS]
    for path in copies:
        outputs = _outputs(path)
        assert not [o for o in outputs if o["output_type"] == "error"], path.name
        kinds = {kind for output in outputs for kind in output.get("data", {})}
        assert "text/html" in kinds, path.name
        # The one has no chart, and nothing lies beside the seed for the other.
        if path.stem not in ("07-provenance", "08-compare"):
            assert {"application/vnd.vegalite.v6+json", "image/svg+xml"} <= kinds, path.name


def test_no_clock_and_no_path_of_this_machine_is_left(project: Path) -> None:
    for path in (project / "site").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert str(project) not in text, path.name
        assert "start_time" not in text, path.name


def test_a_second_run_does_nothing_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    before = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*.*")}
    tell([], Path("site"), {}, 2)
    assert {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*.*")} == before
    assert "0 run" in capsys.readouterr().out


def test_what_changed_is_run_again_and_nothing_else(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    notebook = project / "notebooks" / "06-glossary.ipynb"
    notebook.write_text(
        notebook.read_text(encoding="utf-8").replace("story.rows()", "story.rows() "), encoding="utf-8"
    )
    copies = project / "site" / DATA.name / "notebooks" / "zh-Hant-light"
    before = {path.name: path.stat().st_mtime_ns for path in copies.iterdir()}
    tell([], Path("site"), {}, 2)
    after = {path.name: path.stat().st_mtime_ns for path in copies.iterdir()}
    assert [name for name in after if after[name] != before[name]] == ["06-glossary.ipynb"]


def _small(folder: Path, *names: str) -> Path:
    """A project of a few notebooks; gives the folder of a report's executed copies."""
    shutil.copytree(DATA, folder / "data" / DATA.name)
    (folder / "notebooks").mkdir()
    for number, name in enumerate(names, 1):
        shutil.copy(ROOT / "notebooks" / name, folder / "notebooks" / f"0{number}-{name[3:]}")
    return folder / "site" / DATA.name / "notebooks"


def test_the_same_run_elsewhere_gives_the_same_bytes(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = _small(tmp_path, "02-targets.ipynb")
    monkeypatch.chdir(tmp_path)
    tell([], Path("site"), {}, 2)
    first = project / "site" / DATA.name
    assert (copies / "zh-Hant-light" / "01-targets.ipynb").read_bytes() == (
        first / "notebooks" / "zh-Hant-light" / "02-targets.ipynb"
    ).read_bytes()
    assert (copies.parent / "index.html").read_bytes() == (first / "index.html").read_bytes()


def test_language_and_mode_turn_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = _small(tmp_path, "02-targets.ipynb")
    monkeypatch.chdir(tmp_path)
    tell([], Path("site"), {"lang": "en", "mode": "dark"}, 2)
    outputs = _outputs(copies / "en-dark" / "01-targets.ipynb")
    assert any("What is this year" in json.dumps(output) for output in outputs)
    pictures = [
        str(output["data"]["image/svg+xml"])
        for output in outputs
        if "image/svg+xml" in output.get("data", {})
    ]
    assert pictures
    for picture in pictures:
        assert "#C3351A" not in picture.upper(), "the light mode's vermilion"
        assert "#FF7350" in picture.upper()


def test_a_failing_cell_is_named_and_the_partial_notebook_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = _small(tmp_path, "02-targets.ipynb", "06-glossary.ipynb") / "zh-Hant-light"
    broken = tmp_path / "notebooks" / "01-targets.ipynb"
    notebook = json.loads(broken.read_text(encoding="utf-8"))
    notebook["cells"][2]["source"] = "raise ValueError('no such thing')"
    broken.write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BaogaoError, match=r"01-targets\.ipynb: cell 4 failed with ValueError: no such thing"):
        tell([], Path("site"), {}, 2)
    assert (copies / "01-targets.failed.ipynb").exists()
    assert not (copies / "01-targets.ipynb").exists()
    assert (copies / "02-glossary.ipynb").exists(), "the others are run all the same"


@pytest.mark.parametrize("folder", [ROOT, ROOT / "notebooks"], ids=["root", "notebooks"])
def test_plain_papermill_runs_a_notebook(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    parameters = ["-p", "report", "liling-2023", "-p", "lang", "en"]
    command = [sys.executable, "-m", "papermill", str(NOTEBOOKS[1]), str(out), *parameters]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180)
    assert run.returncode == 0, run.stderr[-800:]
    assert any("What is this year" in json.dumps(output) for output in _outputs(out))
