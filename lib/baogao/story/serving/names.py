"""Which names the server answers to: a page of another name must not reach it through a turned DNS record."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable


class Names:
    """The names in a request's ``Host`` that are the server's own.

    An address in numbers and ``localhost`` always are: no stranger can own them. Others are `given`.

    >>> names = Names(["story.example.org"])
    >>> [names.knows(host) for host in ("127.0.0.1:8866", "[::1]", "story.example.org", "evil.example")]
    [True, True, True, False]
    """

    def __init__(self, given: Iterable[str] = ()) -> None:
        own = {"localhost", socket.gethostname().lower()}
        self._known = {name.lower().rstrip(".") for name in given} | own - {""}

    def knows(self, host: str) -> bool:
        """Whether `host`, as a request states it, is one of them."""
        name = _without_port(host).lower().rstrip(".")
        try:
            ipaddress.ip_address(name[1:-1] if name[:1] + name[-1:] == "[]" else name)
        except ValueError:
            return name in self._known
        return True


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    # The colons in brackets are an address's own.
    return name if colon and port.isdecimal() and (name[:1] != "[" or name[-1:] == "]") else host


def is_local(ip: str) -> bool:
    """Whether an address to listen on is reached from this machine alone.

    >>> is_local("127.0.0.1"), is_local("localhost"), is_local("0.0.0.0"), is_local("")
    (True, True, False, False)
    """
    try:
        return ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return ip == "localhost"
