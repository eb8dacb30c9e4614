"""The addresses by which a page talks to its kernel, open to the visitor who was given that kernel alone."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError, RequestHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from baogao.story.serving.gate import Gate
from baogao.story.serving.pages import visitor_of


def _check_owner(handler: RequestHandler, kernel_id: str) -> None:
    """403 for all but the owner, whether there is such a kernel or not."""
    gate: Gate = handler.settings["baogao_gate"]
    if not gate.is_owner(kernel_id, visitor_of(handler)):
        raise HTTPError(403)


class OwnKernel(KernelHandler):  # type: ignore[misc]
    """What a page asks of its kernel: whether it is there. It is ended by `OwnShutdown` alone."""

    SUPPORTED_METHODS = ("GET",)

    async def get(self, kernel_id: str) -> None:
        _check_owner(self, kernel_id)
        await super().get(kernel_id)


class OwnShutdown(VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends a kernel when its page is left."""

    async def post(self, kernel_id: str) -> None:
        _check_owner(self, kernel_id)
        await super().post(kernel_id)


class OwnSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """The socket between a page and its kernel."""

    kernel_id = ""

    async def get(self, kernel_id: str) -> None:
        origin = self.request.headers.get("Origin")
        if not origin or not self.check_origin(origin):
            raise HTTPError(403)  # no browser leaves its origin out
        _check_owner(self, kernel_id)
        await super().get(kernel_id)

    async def open(self, kernel_id: str) -> None:
        self.settings["baogao_gate"].connect(kernel_id, self)
        await super().open(kernel_id)

    def on_close(self) -> None:
        self.settings["baogao_gate"].disconnect(self.kernel_id, self)
        if self.connection is not None:
            super().on_close()

    def on_message(self, ws_message: Any) -> None:
        # What is no message of Jupyter's ends the talk, not the server's peace.
        try:
            super().on_message(ws_message)
        except Exception:
            self.close(1003, "unreadable")

    def get_compression_options(self) -> dict[str, Any]:
        """Packs what is sent; the fastest way, with little memory."""
        return {"compression_level": 1, "mem_level": 4}
