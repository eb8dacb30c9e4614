"""JupyterLab as a host: a notebook is opened and run, a mark is clicked, and Python knows the row."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

import baogao
from baogao.story.reader import StoryWidget, scene_view, static_view
from baogao.tables.store import save
from browser import INVENTED, SLOW, free_port, launched, served, watched
from conftest import ROOT, SEED

pytestmark = pytest.mark.xdist_group("browser")
CELL = """import baogao
from pathlib import Path
from baogao.story.reader import scene_view
view = scene_view(baogao.load(Path("baishui-2024")), "targets")
view.observe(lambda _: Path("chosen.txt").write_text(f"{view.chosen} {view.row['label']}"), "chosen")
view"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> baogao.Report:
    path = tmp_path_factory.mktemp("reports") / "baishui-2024.txt"
    path.write_text(INVENTED, encoding="utf-8")
    return baogao.read(path)


@pytest.fixture(scope="module", params=["served", "asked"])
def lab(
    request: pytest.FixtureRequest, report: baogao.Report, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """JupyterLab as `baogao lab` opens it, and as anybody opens it, where the kernel gives the scripts."""
    folder = tmp_path_factory.mktemp("lab")
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    save(report, notebooks / "baishui-2024")
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "a",
        "metadata": {},
        "outputs": [],
        "source": CELL,
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (notebooks / "scene.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    port = free_port()
    options = [
        f"--port={port}",
        "--no-browser",
        "--allow-root",
        "--IdentityProvider.token=",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    start = (
        ["-m", "baogao.cli", "lab"]
        if request.param == "served"
        else ["-m", "jupyterlab", f"--ServerApp.root_dir={notebooks}"]
    )
    env = {
        "BAOGAO_CACHE": str(folder / "cache"),
        "JUPYTER_PATH": "",
        "BAOGAO_DATA": str(ROOT / "data"),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
    }
    url = f"http://127.0.0.1:{port}/"
    with served([*start, *options], f"{url}api", folder, env):
        yield url, notebooks


NOTEBOOKS = [("02-targets", "targets"), ("05-figures", "figures")]
# What a reader might add: Python hears of every choice.
HEAR = """from pathlib import Path
def hear(_):
    Path("chosen.txt").write_text(f"{story.chosen} {story.row['label']}")
story._widgets["head"][0].observe(hear, "chosen")"""


def _with_ear(name: str, folder: Path) -> None:
    """The project's notebook `name` in `folder`, with a cell behind it that writes down what is chosen."""
    notebook = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "ear",
        "metadata": {},
        "outputs": [],
        "source": HEAR,
    }
    notebook["cells"].append(cell)
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def test_a_notebook_itself_answers_a_click(
    browser: Browser, lab: tuple[str, Path], request: pytest.FixtureRequest
) -> None:
    url, notebooks = lab
    # Each way of serving the scripts opens another notebook: both ways with both take five minutes.
    name, table = NOTEBOOKS["served" in request.node.name]
    _with_ear(name, notebooks)
    told = notebooks / "chosen.txt"
    with watched(browser, (1280, 1000), url) as seen:
        page = seen.page
        page.goto(f"{url}lab/tree/{name}.ipynb?reset")
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=2 * SLOW)
        chart = _run_all(page)
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=2 * SLOW)
        expect(page.locator(".baogao.part.reader .mark").first).to_be_attached(timeout=SLOW)
        is_mark = f"m.__data__?.datum?.ref?.startsWith('{table}-') && m.getBBox().width < 24"
        mark = chart.locator("svg path").evaluate_all(f"(all) => all.findIndex((m) => {is_mark})")
        chart.locator("svg path").nth(mark).click()
        expect(page.locator(".baogao.part.reader .chosen")).to_be_visible()
        until = time.monotonic() + SLOW / 1000
        while not told.exists() and time.monotonic() < until:
            page.wait_for_timeout(100)
        ref, label = told.read_text(encoding="utf-8").split(maxsplit=1)
        told.unlink()
        frame = baogao.load(ROOT / "data" / SEED.stem).tables[table]
        row = frame[frame["start"] == int(ref.removeprefix(f"{table}-"))].iloc[0]
        assert row["label"] == label
        assert page.locator(".baogao.part.reader .chosen").inner_text() == row["quote"]
        assert seen.foreign == []


def _run_all(page: Page) -> Locator:
    """Runs the notebook until its chart is drawn; gives the chart.

    JupyterLab may drop a run that is asked for while it still restores its session, or ask a question first,
    as on a busy machine.
    """
    question = page.locator("dialog.jp-Dialog .jp-mod-accept")
    page.add_locator_handler(question, lambda: question.first.click())
    chart = page.locator(".baogao.part.chart[data-drawn]").first
    for again in (True, True, False):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            chart.wait_for(timeout=SLOW)
        except TimeoutError:
            if not again:
                raise
        else:
            break
    return chart


def test_a_click_on_a_mark_reaches_the_reader_and_python(browser: Browser, lab: tuple[str, Path]) -> None:
    url, notebooks = lab
    with watched(browser, (1280, 1000), url) as seen:
        page = seen.page
        page.goto(f"{url}lab/tree/scene.ipynb?reset")
        page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=2 * SLOW)
        chart = _run_all(page)
        expect(page.locator(".baogao.part.head h2")).to_contain_text("今年的目标")
        is_ring = "m.__data__?.datum?.ref?.startsWith('targets-') && m.getBBox().width < 24"
        ring = chart.locator("svg path").evaluate_all(f"(all) => all.findIndex((m) => {is_ring})")
        chart.locator("svg path").nth(ring).click()
        expect(page.locator(".baogao.part.reader .chosen")).to_be_visible()
        told = notebooks / "chosen.txt"
        until = time.monotonic() + SLOW / 1000
        while not told.exists() and time.monotonic() < until:
            page.wait_for_timeout(100)
        ref, label = told.read_text(encoding="utf-8").split()
        assert ref.startswith("targets-")
        chosen = page.locator(".baogao.part.reader .chosen").inner_text()
        start = int(ref.split("-")[1])
        assert INVENTED[start:].startswith(chosen)
        assert label in INVENTED[start - 20 : start]
        # And back: a figure in the text chooses the row in the table and the mark in the chart.
        page.locator(".baogao.part.reader .mark", has_text="3%以内").click()
        expect(page.locator(".baogao.part.rows tr[aria-current]")).to_contain_text("居民消费价格涨幅")
        assert seen.foreign == []
        told.unlink()


def test_a_choice_in_python_is_shared_without_a_browser(report: baogao.Report) -> None:
    view = scene_view(report, "targets", "en", "dark")
    assert view.row is None
    start = int(report.targets["start"].iloc[1])
    view.chosen = f"targets-{start}"
    assert [part.chosen for part in view.children] == [f"targets-{start}"] * len(view.children)
    assert view.row["start"] == start
    view.children[-1].chosen = "figures-999999"
    assert view.chosen == "figures-999999"
    assert view.row is None


def test_what_the_kernel_cannot_give_is_sent_as_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BAOGAO_DATA", str(tmp_path))
    sent: list[object] = []
    widget = StoryWidget()
    monkeypatch.setattr(widget, "send", lambda content, buffers=None: sent.append(content))
    widget._answer(widget, {"want": "bundle"}, [])
    widget._answer(widget, "nonsense", [])
    assert len(sent) == 1
    assert "holds no report" in sent[0]["failed"]  # type: ignore[index]


def test_a_still_view_is_escaped_and_the_same_each_time(report: baogao.Report) -> None:
    def shown() -> list[dict[str, object]]:
        view = static_view(report, "targets")
        return [part._repr_mimebundle_() for part in (view, view.head, *view.charts, view.rows, view.text)]

    first = shown()
    assert first == shown()
    chart = first[2]
    assert set(chart) == {"application/vnd.vegalite.v6+json", "image/svg+xml", "text/plain"}
    assert str(chart["image/svg+xml"]).startswith("<svg")
    assert "今年的目标" in str(first[0]["text/html"])
    assert "<table>" in str(first[0]["text/html"])


def test_the_app_s_widget_needs_neither_altair_nor_pandas() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from baogao.story.app import show; show();"
        "print([m for m in ('altair', 'pandas', 'vl_convert') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"
