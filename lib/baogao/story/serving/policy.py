"""What every answer of the server tells the browser to allow, and the doors that are shut to all."""

from __future__ import annotations

from typing import Any, Final

from tornado.web import HTTPError, RequestHandler

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self' data: blob:; object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Server": "baogao",
}


def told(handler: type[RequestHandler]) -> type[RequestHandler]:
    """A handler whose answers all carry the policy, whatever they are: file, error or redirection."""

    class Told(handler):  # type: ignore[misc]
        def set_default_headers(self) -> None:
            super().set_default_headers()
            for name, value in self.settings.get("headers", HEADERS).items():
                self.set_header(name, value)

        def write_error(self, status_code: int, **given: Any) -> None:
            if hasattr(super(), "render_template") and self.request.method == "GET":
                super().write_error(status_code, **given)
            else:
                self.finish({"status": status_code})

    Told.__name__, Told.__qualname__ = handler.__name__, handler.__qualname__
    return Told


class Shut(RequestHandler):  # type: ignore[misc]
    """An address that is not open to anybody: 403 for every method."""

    def prepare(self) -> None:
        raise HTTPError(403)
