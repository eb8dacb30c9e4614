"""A server's life: who is let in, what is ended and when, and that nothing of it is left behind."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from baogao.story.serving.gate import GRACE, Gate
from baogao.story.serving.limits import Limits
from browser import SLOW, free_port
from serving import Visitor, make_project, until

NURSERY = "baogao.story.serving.nursery"
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has these limits")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project") / "of ours", seed=False)


@contextmanager
def alive(project: Path, *options: str) -> Iterator[tuple[str, psutil.Process]]:
    """An app that answers, and its process; what is left of it is ended with the test."""
    port, temp = free_port(), project / "temp"  # too long a name for a socket
    temp.mkdir(exist_ok=True)
    env = os.environ | {"BAOGAO_DATA": "", "BAOGAO_CACHE": str(project / "cache"), "TMPDIR": str(temp)}
    log = (project / f"log-{port}").open("w+")
    command = [sys.executable, "-m", "baogao.cli", "app", "--port", str(port), *options]
    started = subprocess.Popen(command, cwd=project, env=env, stdout=log, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}/"
    try:
        until(
            lambda: "the story is at" in Path(log.name).read_text() or started.poll() is not None, SLOW / 1000
        )
        yield url, psutil.Process(started.pid)
    finally:
        started.kill()
        started.wait()
        log.close()


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _kernels(process: psutil.Process) -> list[psutil.Process]:
    """Kernels: those whose parent is the nursery."""
    found = [
        one for one in process.children(recursive=True) if "baogao.story.serving.nursery" in one.cmdline()
    ]
    return [one for one in found if one.ppid() in {other.pid for other in found}]


def test_beyond_the_limit_the_static_story_is_offered(project: Path) -> None:
    with alive(project, "--visitors", "1") as (url, _):
        first, second = Visitor(url), Visitor(url)
        kernel = first.visit()
        status, headers, html = second.get("?lang=en&report=baishui-2024")
        assert status == 503
        assert int(headers["Retry-After"]) > 0
        assert "no room for another reader" in html.decode()
        assert 'href="/baogao/baishui-2024/page.html"' in html.decode()
        assert second.get("?report=nobody")[0] == 503
        status, headers, page = second.get("baogao/baishui-2024/page.html")
        assert status == 200
        assert "白水县" in page.decode()
        assert headers["Content-Type"].startswith("text/html")
        # Who leaves makes room.
        xsrf = next(cookie.value for cookie in first.cookies if cookie.name == "_xsrf")
        first.ask("POST", f"voila/api/shutdown/{kernel}?_xsrf={xsrf}", body=b"")
        assert second.get()[0] == 200


@linux
def test_a_kernel_is_held_to_its_limits_and_its_death_makes_room(project: Path) -> None:
    with alive(project, "--visitors", "1", "--memory", "300") as (url, process):
        visitor = Visitor(url)
        kernel = visitor.visit()
        pids = {one.pid for one in _kernels(process)}
        assert pids
        for pid in pids:
            told = Path(f"/proc/{pid}/limits").read_text()
            held = {line[:26].strip(): line[26:].split()[0] for line in told.splitlines()[1:]}
            assert held["Max data size"] == str(300 * 1024 * 1024)
            assert held["Max core file size"] == "0"
            assert held["Max cpu time"] == "900"
        for one in _kernels(process):
            one.kill()
        until(lambda: visitor.get(f"api/kernels/{kernel}")[0] != 200)
        until(lambda: Visitor(url).get()[0] == 200)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
def test_however_it_ends_no_process_is_left(project: Path, number: signal.Signals) -> None:
    with alive(project) as (url, process):
        log = project / f"log-{urlsplit(url).port}"
        Visitor(url).visit()
        family = _family(process)
        assert len(family) > 2
        folder = Path(_kernels(process)[0].environ()["BAOGAO_SLOTS"])
        assert folder.is_dir()
        process.send_signal(number)
        gone, left = psutil.wait_procs(family, timeout=30)
        assert left == []
        assert len(gone) == len(family)
        if number != signal.SIGKILL:
            assert not folder.exists()
            assert "Traceback" not in log.read_text()
        shutil.rmtree(folder, ignore_errors=True)  # one that was killed could not


def _told(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "baogao.cli", "app", *options]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=60, check=False)


def test_a_port_in_use_is_told_in_a_line_with_what_to_do(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = _told(project, "--port", str(taken.getsockname()[1]))
    assert said.returncode == 2
    assert said.stderr.count("\n") == 1
    assert "choose another with --port" in said.stderr


def test_listening_to_other_machines_is_warned_of(project: Path) -> None:
    with alive(project, "--ip", "0.0.0.0") as (url, _):
        said = (project / f"log-{urlsplit(url).port}").read_text()
    assert "docs/serving.md" in said


class Kernels(dict[str, SimpleNamespace]):
    """Stands for the server's kernels."""

    def get_kernel(self, kernel_id: str) -> SimpleNamespace:
        return self[kernel_id]

    async def shutdown_kernel(self, kernel_id: str, now: bool = False) -> None:
        del self[kernel_id]


class Socket:
    """Stands for a page's socket; notes why it was closed."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def close(self, code: int, why: str) -> None:
        self._said.append(why)


def _kernel(*, idle: float = 0, lives: bool = True) -> SimpleNamespace:
    async def is_alive() -> bool:
        return lives

    return SimpleNamespace(is_alive=is_alive, last_activity=datetime.now(UTC) - timedelta(seconds=idle))


@pytest.mark.parametrize(
    ("kernel", "alone", "closed"),
    [
        ({}, 0.0, None),  # in use
        ({}, GRACE + 1, "alone"),  # its page never came, or went without a word
        ({"idle": 90}, 0.0, "idle"),
        ({"lives": False}, 0.0, "dead"),
    ],
    ids=["used", "alone", "idle", "dead"],
)
def test_what_is_over_is_ended_and_its_page_is_told(
    monkeypatch: pytest.MonkeyPatch, kernel: dict[str, Any], alone: float, closed: str | None
) -> None:
    kernels = Kernels(k=_kernel(**kernel))
    said: list[str] = []
    gate = Gate(kernels, Limits(visitors=1, idle=60))
    assert gate.enter()
    assert not gate.enter()
    gate.own("k", "me")
    if not alone:
        gate.connect("k", Socket(said))
    now = time.monotonic()
    monkeypatch.setattr("baogao.story.serving.gate.time.monotonic", lambda: now + alone)
    loop: Any = asyncio.new_event_loop()
    loop.run_until_complete(gate.tidy())
    loop.close()
    over = closed is not None
    assert ("k" in kernels) is not over
    assert gate.is_owner("k", "me") is not over
    assert gate.enter() is over
    assert said == ([closed] if closed and not alone else [])
