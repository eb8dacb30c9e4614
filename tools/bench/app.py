"""What the app costs: the first view, a visitor's memory, thirty visitors at once.

python tools/bench/app.py [--repeat 5] [--visitors 30] [--json FILE]

The first view is the time from asking to a painted masthead and ribbon in a fresh browser with a pooled
kernel, beside the time to a painted label on a bare Voila page with a pooled kernel; the two alternate, and
the ratio is of their medians. Memory is the proportional set size (PSS) of a visitor's kernel after the page
has come up, beside that of the stock kernelspec's kernel with nothing run in it. The visitors have no
browser: each asks for the page, opens its kernel's socket and waits for its answer, all at the same moment.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from browser import ARGS, free_port  # noqa: E402
from serving import Visitor  # noqa: E402

_LABEL = "import ipywidgets\nipywidgets.Label('painted')"
_FIRST = "() => document.querySelector('.masthead h1') && document.querySelector('.ribbon svg')"


@contextmanager
def served(command: list[str], folder: Path, url: str) -> Iterator[psutil.Process]:
    """A server that answers, with its pool filled."""
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(url, timeout=60).read()
                break
            except OSError:
                time.sleep(0.5)
        time.sleep(8)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def ours(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The app with the seed, its story made."""
    (folder / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "app.ipynb", folder / "notebooks")
    shutil.copy(ROOT / "voila.json", folder)
    shutil.copytree(ROOT / "data", folder / "data")
    url = f"http://127.0.0.1:{(port := free_port())}/"
    with served([sys.executable, "-m", "baogao.cli", "app", "--port", str(port)], folder, url) as process:
        urllib.request.urlopen(f"{url}baogao/liling-2023/ready", timeout=600).read()
        yield url, process


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """Voila as it comes, with one label."""
    import nbformat

    folder.mkdir(parents=True)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(_LABEL)])
    book.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(book, folder / "label.ipynb")
    url = f"http://127.0.0.1:{(port := free_port())}/"
    command = [sys.executable, "-m", "voila", "label.ipynb", f"--port={port}", "--no-browser"]
    with served([*command, "--preheat_kernel=True", "--pool_size=2"], folder, url):
        yield url


def first_views(repeat: int, story: str, label: str) -> dict[str, float]:
    """Medians in seconds, and their ratio."""
    from playwright.sync_api import sync_playwright

    told: dict[str, list[float]] = {"story": [], "label": []}
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        for turn in range(repeat + 1):
            for name, url, seen in (("label", label, "text=painted"), ("story", story, _FIRST)):
                page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                page.set_default_timeout(180_000)
                page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
                began = time.perf_counter()
                page.goto(url, wait_until="commit")
                if seen.startswith("text="):
                    page.wait_for_selector(seen)
                else:
                    page.wait_for_function(seen)
                page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
                if turn:  # the first is for the machine's own caches
                    told[name].append(time.perf_counter() - began)
                page.context.close()
                time.sleep(4)  # the pool fills again
        browser.close()
    medians = {name: statistics.median(times) for name, times in told.items()}
    return medians | {"ratio": medians["story"] / medians["label"]}


def pss(pid: int) -> float:
    """MB of a process, what it shares counted in part."""
    return psutil.Process(pid).memory_full_info().pss / 1024 / 1024


def memory(process: psutil.Process) -> dict[str, float]:
    """A kernel of the app that a page was served from, and a stock kernel."""
    from jupyter_client.manager import KernelManager

    nursery = "baogao.story.serving.nursery"
    forks = [one for one in process.children(recursive=True) if nursery in one.cmdline()]
    kernels = [one.pid for one in forks if one.ppid() in {other.pid for other in forks}]
    visitor = statistics.median(map(pss, kernels))
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=120)
    time.sleep(2)
    stock = pss(int(manager.provisioner.pid))  # type: ignore[union-attr]
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return {"visitor": visitor, "stock": stock, "ratio": visitor / stock}


def crowd(url: str, count: int) -> dict[str, float]:
    """Seconds to the first paint's bytes, and to the kernel's answer, of `count` visitors at one moment."""
    from websockets.sync.client import connect

    start = threading.Barrier(count)
    first, whole, faults = [], [], []

    def one() -> None:
        visitor = Visitor(url)
        start.wait()
        began = time.perf_counter()
        try:
            asked = urllib.request.Request(url)
            with visitor._opener.open(asked, timeout=300) as answer:
                html = b""
                while b"</header>" not in html:
                    html += answer.read1(65536)
                first.append(time.perf_counter() - began)
                html += answer.read()
            said = re.search(rb'"kernelId": ?"([\w-]+)"', html)
            assert said
            kernel = said[1].decode()
            address = f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?session_id=x"
            sent = {"Cookie": visitor.cookie(), "Origin": url.rstrip("/")}
            header = {"msg_id": "1", "msg_type": "kernel_info_request", "username": "", "session": "x"}
            header |= {"version": "5.3", "date": "2026-01-01T00:00:00Z"}
            asking = {"channel": "shell", "header": header, "parent_header": {}, "metadata": {}}
            asking["content"] = {}
            with connect(address, additional_headers=sent, open_timeout=300) as socket:
                socket.send(json.dumps(asking))
                while json.loads(socket.recv(timeout=300))["header"]["msg_type"] != "kernel_info_reply":
                    pass
            whole.append(time.perf_counter() - began)
        except Exception as error:
            faults.append(repr(error))

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for fault in faults:
        print(fault, file=sys.stderr)

    def told(times: list[float], share: float) -> float:
        return sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else float("nan")

    return {
        "visitors": count, "faults": len(faults),
        "first_median": told(first, 0.5), "first_p95": told(first, 0.95),
        "kernel_median": told(whole, 0.5), "kernel_p95": told(whole, 0.95),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--visitors", type=int, default=30)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found: dict[str, Any] = {}

    def tell(name: str, told: dict[str, float]) -> None:
        found[name] = told
        print(f"{name}: " + ", ".join(f"{key} {value:.2f}" for key, value in told.items()), flush=True)

    os.environ.pop("BAOGAO_DATA", None)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        with ours(Path(folder) / "crowd") as (story, process):
            tell("crowd_seconds", crowd(story, given.visitors))
            family = [process, *process.children(recursive=True)]
            tell("crowd_memory_mb", {"all": sum(pss(one.pid) for one in family)})
        with ours(Path(folder) / "ours") as (story, process), bare(Path(folder) / "bare") as label:
            tell("memory_mb", memory(process))
            tell("first_view_seconds", first_views(given.repeat, story, label))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
