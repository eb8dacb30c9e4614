"""The app's server: Voila with the story's files, gzip, a pool without its race, and its own policy.

``python -m baogao.story.server --port 8866`` serves ``notebooks/app.ipynb`` in the foreground, on this
machine alone unless ``--ip`` says otherwise. What it adds to Voila:

- the first paint: masthead and ribbon of the report that the address names are in the first bytes sent;
- ``/baogao/<id>/<key>/<file>.json``: a report's bundle as files that browsers keep for good;
- gzip, which voila.json cannot ask for;
- a kernel that is taken from the pool counts as used now, so that it is not culled on its way to the visitor.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from baogao.errors import BaogaoError
from baogao.story.choose import card, choose, meta
from baogao.story.reader.assets import cache_folder, jupyter_path
from baogao.story.shelf import Shelf, plain_first
from baogao.story.theme import DARK, LIGHT
from baogao.story.words import LANGS, words
from baogao.tables.folders import data_folder, report_ids

__all__ = ["Server", "jupyter_path", "main", "serve"]

_FIRST: Final = ("<!--baogao:first-->", "<!--/baogao:first-->")
_BOOT: Final = '<script type="application/json" id="baogao-boot">'
_FOREVER: Final = "public, max-age=31536000, immutable"


class StoryHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """Voila's page with the story's first paint in it."""

    @authenticated  # type: ignore[untyped-decorator]
    async def get(self, path: str | None = None) -> None:
        first, boot = self._opening()
        # Asking for it sets the cookie without which the page, on leaving, may not end its kernel.
        _ = self.xsrf_token
        async for html in self.get_generator(path=path):
            self.write(_filled(html, first, boot))
            self.flush()

    def _opening(self) -> tuple[str, str]:
        """The first paint, and what the page's script starts from."""
        asked = self.get_query_argument("report", "")
        lang = self.get_query_argument("lang", "")
        shelf: Shelf = self.settings["baogao_shelf"]
        try:
            chosen = choose(asked)
        except BaogaoError:
            told = words(lang if lang in LANGS else LANGS[0])["host.no_reports"]
            return f'<div class="baogao plain"><p class="empty">{told}</p></div>', "null"
        folder = chosen.folder
        script = card(folder)["script"]
        ready = shelf.is_ready(folder)
        boot = {
            "report": folder.name,
            "script": script,
            "key": shelf.key(folder) if ready else "",
            "base": url_path_join(self.base_url, "baogao/"),
            "langs": LANGS,
            "reports": _cards(folder.parent),
            "notice": ["unknown_report", chosen.unknown] if chosen.unknown else None,
            "words": {
                key: word
                for key, word in words(lang if lang in LANGS else script).items()
                if key in ("host.failed", "host.lost", "host.reload", "host.preparing")
            },
        }
        if ready:
            first = (shelf.place(folder) / "first.html").read_text(encoding="utf-8")
        else:
            first = plain_first(meta(folder), (folder / "source.txt").read_text(encoding="utf-8"))
        if self.get_query_argument("mode", "") == "dark":
            first = first.replace("baogao light first", "baogao dark first")
            for name, colour in LIGHT.items():
                first = first.replace(colour, DARK[name])
        return first, json.dumps(boot, ensure_ascii=False).replace("<", "\\u003c")


class FileHandler(RequestHandler):  # type: ignore[misc]
    """A file of a report's bundle, or word of when it is made."""

    async def get(self, report: str, rest: str) -> None:
        shelf: Shelf = self.settings["baogao_shelf"]
        data = data_folder()
        if data is None or report not in report_ids(data):
            raise HTTPError(404)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        if rest == "ready":
            self.set_header("Cache-Control", "no-store")
            try:
                place = await shelf.make(data / report)
            except BaogaoError as error:
                self.application.settings["baogao_log"].error("%s", error)
                raise HTTPError(500) from None
            self.finish({"key": place.name})
            return
        key, _, name = rest.partition("/")
        if name not in {"core.json", *(f"{lang}.json" for lang in LANGS)}:
            raise HTTPError(404)
        path = shelf.folder / report / key / name
        if not key.isalnum() or not path.is_file():
            raise HTTPError(404)
        self.set_header("Cache-Control", _FOREVER)
        self.finish(path.read_bytes())

    def write_error(self, status_code: int, **_: Any) -> None:
        self.finish({"status": status_code})


class Server(Voila):  # type: ignore[misc]
    """Voila with the story's handlers."""

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        settings["compress_response"] = True
        settings["baogao_shelf"] = Shelf(cache_folder() / "bundles")
        settings["baogao_log"] = self.log
        _mend_pool(self.kernel_manager)
        return settings

    def init_handlers(self) -> list[Any]:
        handlers: list[Any] = super().init_handlers()
        own = url_path_join(self.server_url, r"/baogao/([^/]+)/(.+)")
        told = [
            (pattern, StoryHandler if handler is TornadoVoilaHandler else handler, *rest)
            for pattern, handler, *rest in handlers
        ]
        return [(own, FileHandler), *told]

    def listen(self) -> None:
        print(f"the story is at {self.display_url} (Ctrl-C stops it)", flush=True)
        asyncio.get_event_loop().create_task(self._make_all())
        super().listen()

    async def _make_all(self) -> None:
        """Makes what is not on the shelf yet, one report after the other, before anybody asks for it."""
        data = data_folder()
        shelf: Shelf = self.app.settings["baogao_shelf"]
        for report in report_ids(data) if data else []:
            try:
                await shelf.make(data / report)  # type: ignore[operator]
            except BaogaoError as error:
                self.log.warning("%s", error)


def _filled(html: str, first: str, boot: str) -> str:
    """A piece of Voila's page with the first paint and the start of the story put into their places."""
    start, end = html.find(_FIRST[0]), html.find(_FIRST[1])
    if 0 <= start < end:
        html = html[:start] + first + html[end + len(_FIRST[1]) :]
    return html.replace(f"{_BOOT}null<", f"{_BOOT}{boot}<", 1)


def _cards(data: Path) -> list[dict[str, str]]:
    return [card(data / report) for report in report_ids(data)]


def _mend_pool(kernels: Any) -> None:
    """Counts a kernel as used at the moment it is handed out.

    Else one that waited in the pool for longer than `cull_idle_timeout` is culled before its page connects.
    """
    if not hasattr(kernels, "get_rendered_notebook"):
        return
    take = kernels.get_rendered_notebook

    async def taken(*args: Any, **kwargs: Any) -> Any:
        task, cache, kernel_id = await take(*args, **kwargs)
        kernels.get_kernel(kernel_id).last_activity = datetime.now(UTC)
        return task, cache, kernel_id

    kernels.get_rendered_notebook = taken


def serve(port: int = 8866, ip: str = "127.0.0.1") -> None:
    """Serves the app until it is interrupted.

    Raises `BaogaoError` where the port is taken, or the notebook or the template is missing.
    """
    notebook = _notebook()
    _check_port(ip, port)
    os.environ["JUPYTER_PATH"] = jupyter_path()
    _check_template()
    data = data_folder()
    if data is not None:
        os.environ["BAOGAO_DATA"] = str(data.resolve())
    options = [f"--Voila.port={port}", f"--Voila.ip={ip}", "--Voila.port_retries=0", "--no-browser"]
    if os.name == "posix":
        options.append("--KernelManager.transport=ipc")  # sockets that only this user can open, not TCP ports
    Server.launch_instance([str(notebook), *options], config_file_paths=[str(notebook.parent.parent)])


def _notebook() -> Path:
    for folder in (Path.cwd(), *Path.cwd().parents):
        for path in (folder / "notebooks" / "app.ipynb", folder / "app.ipynb"):
            if path.is_file():
                return path
    raise BaogaoError(
        str(Path.cwd()), "no notebooks/app.ipynb here or above", "run it in the project's folder"
    )


def _check_port(ip: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ip, port))
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise BaogaoError(
                f"{ip}:{port}", f"cannot be listened on ({why})", "choose another with --port"
            ) from None


def _check_template() -> None:
    """Voila starts without its template and then answers every visitor with 500."""
    from voila.paths import collect_template_paths

    paths = collect_template_paths(["voila", "nbconvert"], "baogao", prune=True)
    if not any((Path(path) / "index.html.j2").is_file() and Path(path).name == "baogao" for path in paths):
        raise BaogaoError(
            "the template baogao", "is not on JUPYTER_PATH", "install baogao again with: make setup"
        )


def main(arguments: list[str] | None = None) -> int:
    """The command line of this module; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m baogao.story.server", description="Serve the story.")
    parser.add_argument("--port", type=int, default=8866)
    parser.add_argument("--ip", default="127.0.0.1")
    given = parser.parse_args(arguments)
    try:
        serve(given.port, given.ip)
    except BaogaoError as error:
        print(f"baogao: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
