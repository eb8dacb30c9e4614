"""The app's server: Voila with the story's files, gzip, a gate, and its own policy.

``python -m baogao.story.server --port 8866`` serves ``notebooks/app.ipynb`` in the foreground, on this
machine alone unless ``--ip`` says otherwise. What it adds to Voila stands in `baogao.story.serving`:

- the first paint: masthead and ribbon of the report that the address names are in the first bytes sent,
  before there is a kernel;
- ``/baogao/<id>/<key>/<file>.json``: a report's bundle as files that browsers keep for good;
- a pool of kernels forked from one process, a limit of visitors, and an end for what nobody uses;
- one policy on every answer, names that it answers to, and no door that the story does not need.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from jupyter_server.utils import url_path_join
from tornado.httputil import HTTPServerRequest
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.routing import Matcher, Rule
from tornado.web import Application
from voila.app import Voila
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

from baogao.corpus.atlas import is_dataset
from baogao.errors import BaogaoError
from baogao.story.atlas import entries, opening
from baogao.story.choose import cards, known_ids
from baogao.story.reader.assets import cache_folder, jupyter_path
from baogao.story.serving.checks import check_port, notebook, socket_root
from baogao.story.serving.corpus import CorpusHandler, made
from baogao.story.serving.files import TemplateFiles
from baogao.story.serving.gate import Gate
from baogao.story.serving.kernelapi import OwnKernel, OwnShutdown, OwnSocket
from baogao.story.serving.kernels import Kernels, LeanSpecs
from baogao.story.serving.limits import Limits
from baogao.story.serving.names import Names, is_local
from baogao.story.serving.pages import MARK, FileHandler, StoryHandler
from baogao.story.serving.policy import HEADERS, Anybody, Shut, told
from baogao.story.shelf import Shelf
from baogao.tables.folders import data_folder

__all__ = ["Server", "jupyter_path", "main", "serve"]

_TIDY: Final = 5000  # ms between two looks at what is over
_MESSAGE: Final = 2 * 1024 * 1024  # bytes of one message of a page to its kernel
_BODY: Final = 64 * 1024  # bytes of a request's body; none of ours has any to speak of
_KERNEL: Final = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class Site(Application):  # type: ignore[misc]
    """Tornado's application, which waits for no slow sender of headers and takes no large body."""

    def listen(self, port: int, address: str | None = None, **_: Any) -> Any:
        return super().listen(
            port, address, max_body_size=_BODY, max_buffer_size=_BODY * 4, max_header_size=16 * 1024,
            idle_connection_timeout=120, body_timeout=30, xheaders=is_local(address or ""),
        )  # fmt: skip


class Server(Voila):  # type: ignore[misc]
    """Voila with the story's handlers."""

    limits = Limits()
    names = Names()

    def start(self) -> None:
        # As Voila's own, with a site that knows its limits.
        self.connection_dir = tempfile.mkdtemp(prefix="baogao-", dir=self.connection_dir_root)
        os.environ["BAOGAO_SLOTS"] = self.connection_dir
        settings = self.init_settings()
        self.app = Site(**settings)
        self.app.settings.update(self.tornado_settings)
        self.app.settings["headers"] = HEADERS | self.tornado_settings.get("headers", {})
        self.app.add_handlers(".*$", self.init_handlers())
        self.listen()

    def init_settings(self) -> dict[str, Any]:
        configuration = self.voila_configuration
        size = configuration.default_pool_size if configuration.preheat_kernel else 0
        configuration.preheat_kernel = False  # the pool is ours
        configuration.multi_kernel_manager_class = Kernels
        configuration.kernel_spec_manager_class = LeanSpecs
        if not (self.token or self.auto_token):
            self.identity_provider_class = Anybody
        settings: dict[str, Any] = super().init_settings()
        kernels = self.kernel_manager
        self._ready = partial(kernels.keep_ready, min(size, self.limits.visitors), self._renderer, MARK)
        self._gate = Gate(kernels, self.limits)
        settings["compress_response"] = True
        settings["websocket_max_message_size"] = _MESSAGE
        settings["baogao_gate"] = self._gate
        settings["baogao_shelf"] = Shelf(cache_folder() / "bundles")
        settings["baogao_log"] = self.log
        return settings

    def init_handlers(self) -> list[Any]:
        at = partial(url_path_join, self.server_url)
        # Files of the story's and of JupyterLab's that the page is made of; Voila's rules for them stand.
        own = ("/voila/static/", "/voila/labextensions/", "/voila/api/themes/")
        files = [rule for rule in super().init_handlers() if any(part in rule[0] for part in own)]
        story = {
            "notebook_path": os.path.relpath(self.notebook_path, self.root_dir),
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        rules = [
            (at(r"/baogao/~corpus/(\w+)/([\w.]+)"), CorpusHandler),
            (at(r"/baogao/([^/]+)/(.+)"), FileHandler),
            (at(rf"/api/kernels/{_KERNEL}"), OwnKernel),
            (at(rf"/api/kernels/{_KERNEL}/channels"), OwnSocket),
            (at(r"/voila/api/shutdown/(.*)"), OwnShutdown),
            (at(r"/voila/templates/(.*)"), TemplateFiles),
            *files,
            *(self.identity_provider.get_handlers() if self.token or self.auto_token else ()),
            (at(r"/(?:api|voila|login|logout)(?:/.*)?"), Shut),
            (at(r"/(.*)"), StoryHandler, story),
        ]
        stranger = Rule(_Stranger(self.names), told(Shut))
        return [stranger, *((pattern, told(handler), *rest) for pattern, handler, *rest in rules)]

    def _renderer(self) -> NotebookRenderer:
        """What runs the notebook in a kernel and gives the page; as Voila makes it."""
        given = {
            "base_url": self.base_url,
            "settings": self.app.settings,
            "log": self.log,
            "voila_configuration": self.voila_configuration,
        }
        return NotebookRenderer(
            voila_configuration=self.voila_configuration,
            traitlet_config=self.config,
            notebook_path=os.path.relpath(self.notebook_path, self.root_dir),
            template_paths=self.template_paths,
            config_manager=self.config_manager,
            contents_manager=self.contents_manager,
            base_url=self.base_url,
            kernel_spec_manager=self.kernel_spec_manager,
            page_config=get_page_config(**given),
        )

    def listen(self) -> None:
        self.ioloop = loop = IOLoop.current()
        # As a signal to the loop, not as an exception in the midst of whatever runs.
        signal.signal(signal.SIGINT, self._handle_signal_stop)
        loop.add_callback(self._ready)
        loop.add_callback(self._make_all)
        PeriodicCallback(self._gate.tidy, _TIDY).start()
        loop.add_callback(lambda: print(f"the story is at {self.display_url} (Ctrl-C stops it)", flush=True))
        super().listen()

    def stop(self) -> None:
        # A second Ctrl-C must not leave kernels behind. They end on the loop that they were started on.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        # A page that is being made ends with its kernel: that is no error to tell of.
        self.log.setLevel(logging.CRITICAL)
        loop = self.ioloop.asyncio_loop
        loop.run_until_complete(self.app.settings["baogao_shelf"].close())
        loop.run_until_complete(self.kernel_manager.shutdown_all())
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _make_all(self) -> None:
        """Makes what is not on the shelf yet, one report after the other, before anybody asks for it."""
        data = data_folder()
        if data is not None:
            cards(data)  # so that no visitor waits for what they are read with
        shelf: Shelf = self.app.settings["baogao_shelf"]
        # Of a dataset only the one that is shown first: there may be thousands.
        for report in islice(known_ids(data), 1 if is_dataset(data) else None) if data else []:
            try:
                await shelf.make(data / report)  # type: ignore[operator]
                if is_dataset(data):  # type: ignore[arg-type]
                    await made(data, opening(data))  # type: ignore[arg-type]
            except BaogaoError as error:
                self.log.warning("%s", error)


class _Stranger(Matcher):  # type: ignore[misc]
    """Matches requests for a name that is not the server's."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if self._names.knows(request.host) else {}


def serve(
    port: int = 8866, ip: str = "127.0.0.1", *, hosts: Iterable[str] = (), limits: Limits | None = None
) -> None:
    """Serves the app until it is interrupted, to requests for `hosts` besides this machine's own names.

    Raises `BaogaoError` where the port is taken, or the notebook or the template is missing.
    """
    app = notebook()
    check_port(ip, port)
    os.environ["JUPYTER_PATH"] = jupyter_path()
    _check_template()
    data = data_folder()
    if data is not None:
        if is_dataset(data):
            entries(data)  # its index, before anybody waits for it
        os.environ["BAOGAO_DATA"] = str(data.resolve())
    Server.limits, Server.names = limits or Limits.from_env(), Names(hosts)
    os.environ.update(Server.limits.to_env())
    if not is_local(ip):
        print(
            f"baogao: {ip} is reached from other machines, and nobody has to sign in; "
            "docs/serving.md says how to put a sign-in before it",
            file=sys.stderr, flush=True,
        )  # fmt: skip
    options = [f"--Voila.port={port}", f"--Voila.ip={ip}", "--Voila.port_retries=0", "--no-browser"]
    root = socket_root()
    if root:
        options += [f"--Voila.connection_dir_root={root}", "--KernelManager.transport=ipc"]
    Server.launch_instance([str(app), *options], config_file_paths=[str(app.parent.parent)])


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
