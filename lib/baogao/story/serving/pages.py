"""What a visitor's request is answered with: the story with its first paint, or a polite word."""

from __future__ import annotations

import json
import secrets
from typing import Any, Final

from jupyter_server.utils import url_escape, url_path_join
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, RequestHandler, authenticated
from voila.tornado.handler import TornadoVoilaHandler

from baogao.corpus.atlas import is_dataset
from baogao.errors import BaogaoError
from baogao.story import atlas
from baogao.story.choose import OWN, Choice, cards, choose, known_ids, meta
from baogao.story.choose import card as card_of
from baogao.story.serving.gate import Gate
from baogao.story.serving.kernels import Kernels
from baogao.story.shelf import STATIC, Shelf, plain_first
from baogao.story.theme import DARK, LIGHT
from baogao.story.words import LANGS, words
from baogao.tables.folders import data_folder

# Where the part of the page ends that is the same for everybody, and what stands in it for this visitor.
MARK: Final = '<div id="rendered_cells"'
_FIRST: Final = ("<!--baogao:first-->", "<!--/baogao:first-->")
_BOOT: Final = '<script type="application/json" id="baogao-boot">'
_FOREVER: Final = "public, max-age=31536000, immutable"
_COOKIE: Final = "baogao-visitor"
_RETRY: Final = 60  # seconds after which one who was turned away may try again
_LOST: Final = "</div></div><script>baogaoLost()</script></body></html>"
# What the page may have to say before the report's words are there.
_EARLY: Final = ("failed", "lost", "reload", "preparing")


class StoryHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """The story: the first paint at once, its kernel's part when a kernel is there."""

    @authenticated  # type: ignore[untyped-decorator]
    async def get(self, path: str | None = None) -> None:
        if path:
            # Files are never served from here, whether they exist or not.
            raise HTTPError(403 if "." in path.rpartition("/")[2] else 404)
        gate: Gate = self.settings["baogao_gate"]
        first, boot = self._opening()
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if not gate.enter():
            self._full()
            return
        # Asking for it sets the cookie without which the page, on leaving, may not end its kernel.
        _ = self.xsrf_token
        await self._tell(gate, visitor_of(self, new=True), first, boot)

    async def _tell(self, gate: Gate, visitor: str, first: str, boot: str) -> None:
        kernels: Kernels = self.kernel_manager
        head = kernels.head
        owned = False
        try:
            if head:
                self.write(_filled(head, first, boot))
                await self.flush()
            kernel_id, html = await kernels.take()
            gate.own(kernel_id, visitor)
            owned = True
            await self.finish(html[len(head) :] if head else _filled(html, first, boot))
        except StreamClosedError:
            pass  # gone already; the gate ends a kernel that nobody connects to
        except Exception:
            self.settings["baogao_log"].exception("no kernel could be started")
            if not head:
                raise HTTPError(503) from None
            # The story stands on the page already, and can be read without a kernel.
            await self.finish(_LOST)
        finally:
            if not owned:
                gate.turn_back()

    def _full(self) -> None:
        """No room: says so, and offers what needs none."""
        lang = self.get_query_argument("lang", "")
        chosen = self._choice()
        lang = lang if lang in LANGS else card_of(chosen.folder)["script"] if chosen else LANGS[0]
        self.set_status(503)
        self.set_header("Retry-After", str(_RETRY))
        said = words(lang)
        link = ""
        if chosen is not None:
            link = url_path_join(self.base_url, "baogao", url_escape(chosen.folder.name), STATIC)
        told = {key: said[f"host.server.{key}"] for key in ("full", "static", "again")}
        self.finish(self.render_template("full.html", lang=lang, told=told, link=link))

    def _choice(self) -> Choice | None:
        try:
            return choose(self.get_query_argument("report", ""))
        except BaogaoError:
            return None

    def _opening(self) -> tuple[str, str]:
        """The first paint, and what the page's script starts from."""
        lang = self.get_query_argument("lang", "")
        shelf: Shelf = self.settings["baogao_shelf"]
        chosen = self._choice()
        if chosen is None:
            told = words(lang if lang in LANGS else LANGS[0])["host.no_reports"]
            return f'<div class="baogao plain"><p class="empty">{told}</p></div>', "null"
        folder = chosen.folder
        script = card_of(folder)["script"]
        ready = shelf.is_ready(folder)
        notice = ["own.gone", ""] if chosen.unknown == OWN else ["unknown_report", chosen.unknown]
        said = words(lang if lang in LANGS else script)
        boot = {
            "report": folder.name,
            "script": script,
            "key": shelf.key(folder) if ready else "",
            "base": url_path_join(self.base_url, "baogao/"),
            "langs": LANGS,
            "reports": cards(folder.parent),
            "corpus": atlas.state(folder.parent) if is_dataset(folder.parent) else "",
            "notice": notice if chosen.unknown else None,
            "words": {f"host.{key}": said[f"host.{key}"] for key in _EARLY},
        }
        if ready:
            first = (shelf.place(folder) / "first.html").read_text(encoding="utf-8")
        else:
            about = meta(folder)
            text = folder / "source.txt"
            first = plain_first(about, text.read_text("utf-8") if text.is_file() else about["title"])
        if self.get_query_argument("mode", "") == "dark":
            first = first.replace("baogao light first", "baogao dark first")
            for name, colour in LIGHT.items():
                first = first.replace(colour, DARK[name])
        return first, json.dumps(boot, ensure_ascii=False).replace("<", "\\u003c")


class FileHandler(RequestHandler):  # type: ignore[misc]
    """A file of a report's bundle, or word of when it is made, or the report's static page."""

    async def get(self, report: str, rest: str) -> None:
        shelf: Shelf = self.settings["baogao_shelf"]
        data = data_folder()
        if data is None or report not in known_ids(data):
            raise HTTPError(404)
        if rest in ("ready", STATIC):
            await self._made(shelf, data / report, rest)
            return
        key, _, name = rest.partition("/")
        if name not in {"core.json", *(f"{lang}.json" for lang in LANGS)}:
            raise HTTPError(404)
        path = shelf.folder / report / key / name
        if not key.isalnum() or not path.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.set_header("Cache-Control", _FOREVER)
        self.finish(path.read_bytes())

    async def _made(self, shelf: Shelf, folder: Any, what: str) -> None:
        """What is made first where it is not there yet."""
        try:
            place = await shelf.make(folder)
        except BaogaoError as error:
            self.settings["baogao_log"].error("%s", error)
            raise HTTPError(500) from None
        if what == "ready":
            self.set_header("Cache-Control", "no-store")
            self.finish({"key": place.name})
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")  # asked again each time, sent again only when it changed
        self.finish((place / STATIC).read_bytes())


def visitor_of(handler: RequestHandler, *, new: bool = False) -> str:
    """Who asks: the name that the server gave to this browser, or, if `new` may be given, gives it now."""
    known = handler.get_signed_cookie(_COOKIE)
    if known:
        return str(known.decode())
    if not new:
        return ""
    given = secrets.token_urlsafe(16)
    secure = handler.request.protocol == "https"
    handler.set_signed_cookie(_COOKIE, given, None, httponly=True, samesite="Lax", secure=secure)
    return given


def _filled(html: str, first: str, boot: str) -> str:
    """Voila's page with the first paint and the start of the story put into their places."""
    start, end = html.find(_FIRST[0]), html.find(_FIRST[1])
    if 0 <= start < end:
        html = html[:start] + first + html[end + len(_FIRST[1]) :]
    return html.replace(f"{_BOOT}null<", f"{_BOOT}{boot}<", 1)
