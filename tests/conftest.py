"""What the tests share: where the reports lie, and what may be missing from a machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "liling-2023.txt"
_REQUIRED = {word for word in os.environ.get("BAOGAO_REQUIRE", "").split(",") if word}
CHROMIUM = next(
    (path for path in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if path), None
)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes many seconds; leave out with -m 'not slow'")


# Files whose tests wait for browsers, servers and other processes: begun first, none is left for last.
_LONG = ["client", "app_corpus", "server_own", "server_life", "server", "app", "compare_story", "page", "lab"]
_LONG += ["cluster", "corpus", "notebooks", "docs", "server_reading", "cli", "panel"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the files that take long first; in a file the order stays."""
    rank = {f"test_{name}.py": place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


def _missing(what: str, why: str) -> None:
    """Skips, or fails where BAOGAO_REQUIRE names `what`."""
    if what in _REQUIRED:
        pytest.fail(f"BAOGAO_REQUIRE names {what}, but {why}")
    pytest.skip(f"{what}: {why}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development reports and their gold, beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "gold").is_dir():
        _missing("shared", "there is no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    if CHROMIUM is None:
        _missing("browser", "no chromium is installed")
    assert CHROMIUM
    return CHROMIUM


@pytest.fixture(scope="session")
def office() -> str:
    """The path of a LibreOffice."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        _missing("office", "no LibreOffice is installed")
    assert found
    return found


@pytest.fixture(scope="session")
def cjk_fonts() -> None:
    """A font that draws Chinese."""
    import subprocess

    lister = shutil.which("fc-list")
    found = lister and subprocess.run([lister, ":lang=zh-tw"], capture_output=True, text=True).stdout.strip()
    if not found:
        _missing("fonts", "no font that draws Chinese is installed")
