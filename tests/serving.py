"""What the server's tests share: a project like ours, the app served from it, a visitor without a browser."""

from __future__ import annotations

import http.client
import http.cookiejar
import json
import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import baogao
from baogao.tables.folders import report_ids
from baogao.tables.store import save
from browser import INVENTED, free_port, served
from conftest import ROOT, SEED


def make_project(folder: Path, *, seed: bool = True) -> Path:
    """A folder like the project's, with an invented report in it, and the seed's where that is needed."""
    (folder / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "app.ipynb", folder / "notebooks")
    shutil.copy(ROOT / "voila.json", folder)
    if seed:
        save(baogao.read(SEED), folder / "data" / "liling-2023")
    source = folder / "baishui-2024.txt"
    source.write_text(INVENTED, encoding="utf-8")
    save(baogao.read(source), folder / "data" / "baishui-2024")
    return folder


@contextmanager
def running(project: Path, *options: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of the app, served as `make app` serves it; its stories are made."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    given = {"BAOGAO_DATA": "", "BAOGAO_CACHE": str(project / "cache")} | dict(env or {})
    with served(["-m", "baogao.cli", "app", "--port", str(port), *options], url, project, given):
        until(lambda: _answers(url), 240)  # on a machine that has much else to do
        for report in report_ids(project / "data"):  # made now, so that no test waits for them
            urllib.request.urlopen(f"{url}baogao/{report}/ready", timeout=240).read()
        yield url


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=60).read()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


class Visitor:
    """Someone with cookies and no browser."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str = "", **headers: str) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and body of a page."""
        return self.ask("GET", path, headers)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> tuple[int, Mapping[str, str], bytes]:
        """As `get`, by any method."""
        asked = urllib.request.Request(self.url + path, body, dict(headers or {}), method=method)
        try:
            with self._opener.open(asked, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def visit(self, path: str = "") -> str:
        """Opens the story; the id of the kernel that was given."""
        status, _, html = self.get(path)
        assert status == 200, html[:400]
        return kernel_of(html.decode())

    def cookie(self) -> str:
        """What a browser would send as its cookies."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)


def kernel_of(html: str) -> str:
    """The kernel's id in a page."""
    said = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert said
    return str(json.loads(said[1])["kernelId"])


def raw(url: str, path: str, **headers: str) -> tuple[int, Mapping[str, str], bytes]:
    """A GET with the path and the headers as they are given, `Host` too."""
    link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    own_host = "host" in {name.lower() for name in headers}
    link.putrequest("GET", path, skip_host=own_host, skip_accept_encoding=True)
    for name, value in headers.items():
        link.putheader(name, value)
    link.endheaders()
    answer = link.getresponse()
    return answer.status, dict(answer.getheaders()), answer.read()


def until(true: Callable[[], Any], seconds: float = 30.0) -> Any:
    """Waits until something is true, and gives it."""
    end = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.1)
    return value
