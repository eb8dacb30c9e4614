"""Who is let in: a limit of visitors, each kernel its own visitor's, and none kept that nobody uses."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from baogao.story.serving.limits import Limits

GRACE: Final = 60.0  # seconds that a kernel waits for its page to connect, or to come back
_LIFE: Final = 12 * 3600.0  # seconds after which a kernel ends whatever is done with it

_log = logging.getLogger(__name__)


@dataclass
class Visit:
    """A kernel in a visitor's hands: whose, since when, and the sockets by which it is talked to."""

    owner: str
    since: float
    alone: float  # since when no socket is open; meaningless while one is
    sockets: set[Any] = field(default_factory=set)


class Gate:
    """Counts visits against the limit, and ends what `tidy` finds to be over."""

    def __init__(self, kernels: Any, limits: Limits) -> None:
        self._kernels, self._limits = kernels, limits
        self._visits: dict[str, Visit] = {}
        self._entering = 0

    @property
    def count(self) -> int:
        """Visits now, those among them whose kernel is still on its way included."""
        self._visits = {key: visit for key, visit in self._visits.items() if key in self._kernels}
        return len(self._visits) + self._entering

    def enter(self) -> bool:
        """Lets a visitor in where there is room; `own` or `turn_back` must follow."""
        if self.count >= self._limits.visitors:
            return False
        self._entering += 1
        return True

    def turn_back(self) -> None:
        """Says that a visitor who was let in got no kernel."""
        self._entering -= 1

    def own(self, kernel_id: str, owner: str) -> None:
        """Gives a kernel into the hands of `owner`, who alone may talk to it or end it."""
        self._entering -= 1
        now = time.monotonic()
        self._visits[kernel_id] = Visit(owner, now, now)

    def is_owner(self, kernel_id: str, owner: str) -> bool:
        """Whether `owner` was given this kernel."""
        visit = self._visits.get(kernel_id)
        return visit is not None and bool(owner) and visit.owner == owner

    def connect(self, kernel_id: str, socket: Any) -> None:
        """Notes that the visitor's page is there."""
        if kernel_id in self._visits:
            self._visits[kernel_id].sockets.add(socket)

    def disconnect(self, kernel_id: str, socket: Any) -> None:
        """Notes that it is not."""
        visit = self._visits.get(kernel_id)
        if visit is not None:
            visit.sockets.discard(socket)
            visit.alone = time.monotonic()

    async def tidy(self) -> None:
        """Ends the kernels that are dead, idle, alone or old, and tells their pages by closing the socket."""
        for kernel_id, visit in list(self._visits.items()):
            why = await self._over(kernel_id, visit)
            if not why:
                continue
            _log.info("kernel %s is ended: it is %s", kernel_id, why)
            self._visits.pop(kernel_id, None)
            for socket in list(visit.sockets):
                socket.close(1001, why)
            if kernel_id in self._kernels:
                await self._kernels.shutdown_kernel(kernel_id, now=True)

    async def _over(self, kernel_id: str, visit: Visit) -> str:
        if kernel_id not in self._kernels:
            return "gone"
        kernel = self._kernels.get_kernel(kernel_id)
        if not await kernel.is_alive():
            return "dead"
        now = time.monotonic()
        if not visit.sockets and now - visit.alone > GRACE:
            return "alone"
        if now - visit.since > _LIFE:
            return "old"
        idle = (datetime.now(UTC) - kernel.last_activity).total_seconds()
        return "idle" if idle > self._limits.idle else ""
