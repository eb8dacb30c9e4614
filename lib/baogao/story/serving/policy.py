"""What every answer of the server tells the browser to allow, and the doors that are shut to all."""

from __future__ import annotations

from typing import Any, Final

from jupyter_server.auth.identity import IdentityProvider, User
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

# Of a file that no browser shows as a page these say all; the rest would be half the cost of a second visit.
_OF_FILES: Final = ("X-Content-Type-Options", "Cross-Origin-Resource-Policy", "Server")
_FILES: Final = frozenset(("js", "css", "json", "map", "woff", "woff2", "ttf"))


class Anybody(IdentityProvider):  # type: ignore[misc]
    """Whoever asks is let in, and gets no name: Jupyter's own would come back with every request."""

    def get_user(self, handler: RequestHandler) -> User:
        """The one user there is."""
        return User(username="reader")


def told(handler: type[RequestHandler]) -> type[RequestHandler]:
    """A handler whose answers all carry the policy, errors and redirections too."""

    class Told(handler):  # type: ignore[misc]
        def set_default_headers(self) -> None:
            super().set_default_headers()
            is_file = self.request.path.rpartition(".")[2] in _FILES
            for name, value in self.settings.get("headers", HEADERS).items():
                if is_file and name not in _OF_FILES:
                    self.clear_header(name)
                else:
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
