"""The visitors' kernels: a pool that has the next ones ready, started no more at a time than helps.

Voila's own pool hands a visitor's address to the next visitor's kernel, refills itself while visitors wait,
and fails one who comes while it is empty. This one renders whole notebooks ahead, for nobody in particular.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager, ServerKernelManager
from traitlets import default
from voila.notebook_renderer import NotebookRenderer

from baogao.story.serving.nursery import Nursery

_REFILL = 1.0  # seconds that the pool leaves to the visitor who took from it


class _Compiled(BytecodeCache):
    """Templates compiled once: nbconvert compiles all of them for each page, half a second a time."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class LeanSpecs(KernelSpecManager):
    """Knows one kernel, this Python's own under its limits, whatever name a notebook gives it."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The kernel of `baogao.story.serving.kernel`."""
        return KernelSpec(
            argv=[sys.executable, "-m", "baogao.story.serving.kernel", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            name=kernel_name,
            metadata={},
        )

    def find_kernel_specs(self) -> dict[str, str]:
        """Names and folders; it has no folder."""
        return {"python3": ""}


class KernelManager(ServerKernelManager):  # type: ignore[misc]
    """A kernel that is forked from the nursery where there is one, and never started again by itself."""

    provisioner: Any

    @default("autorestart")  # type: ignore[untyped-decorator]
    def _no_restart(self) -> bool:
        return False  # what it held is gone: the page is told, and its visitor asks for another

    async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
        if self.provisioner is None:
            self.provisioner = self.parent.nursery.provisioner(
                kernel_id=kwargs.get("kernel_id", self.kernel_id), kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kwargs)

    pre_start_kernel = _async_pre_start_kernel


class Kernels(AsyncMappingKernelManager):  # type: ignore[misc]
    """The kernels of the server, and the pool of those that wait for a visitor."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cull_idle_timeout = 0  # the gate ends what is over
        self.nursery = Nursery()
        self.size = 0
        self.head = ""
        self._pool: list[asyncio.Task[tuple[str, str]]] = []
        self._turns = asyncio.Semaphore(max(2, os.cpu_count() or 1))
        self._renderer: Callable[[], NotebookRenderer] | None = None

    @default("kernel_manager_class")  # type: ignore[untyped-decorator]
    def _kernel_manager_class(self) -> str:
        return f"{KernelManager.__module__}.{KernelManager.__name__}"

    def keep_ready(self, size: int, renderer: Callable[[], NotebookRenderer], mark: str) -> None:
        """Keeps `size` kernels ready, each with the notebook that `renderer` gives run in it.

        `mark` is where a page's part ends that is the same for all: `head`, known once one was rendered.
        """
        self.size, self._renderer, self._mark = size, renderer, mark
        self._fill()

    async def take(self) -> tuple[str, str]:
        """A kernel's id, and the whole page that goes with it; at once where one is ready.

        Raises what went wrong where a kernel cannot be started.
        """
        task = self._pool.pop(0) if self._pool else asyncio.ensure_future(self._render())
        asyncio.get_running_loop().call_later(_REFILL, self._fill)
        try:
            kernel_id, html = await asyncio.shield(task)
            # One that died in the pool is as good as none.
            if kernel_id not in self or not await self.get_kernel(kernel_id).is_alive():
                raise RuntimeError("the kernel died while it waited")
        except Exception:
            kernel_id, html = await self._render()
        # It counts as used now: else one that waited long would be taken for idle before its page connects.
        self.get_kernel(kernel_id).last_activity = datetime.now(UTC)
        return kernel_id, html

    def _fill(self) -> None:
        while len(self._pool) < self.size:
            task = asyncio.ensure_future(self._render())
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._pool.append(task)

    async def _render(self) -> tuple[str, str]:
        assert self._renderer is not None
        async with self._turns:
            renderer = self._renderer()
            await renderer.initialize()
            renderer.exporter.environment.bytecode_cache = _COMPILED
            kernel_id: str = await self.start_kernel(kernel_name="python3", path="", env=_environment())
            try:
                html: str = await renderer.generate_content_str(kernel_id, self.get_kernel(kernel_id))
            except BaseException:
                if kernel_id in self:
                    await self.shutdown_kernel(kernel_id, now=True)
                raise
        self.head = self.head or html[: max(0, html.find(self._mark))]
        return kernel_id, html

    async def shutdown_all(self, now: bool = False) -> None:
        """Ends every kernel, those on their way to the pool too, and the nursery."""
        self.size = 0
        for task in self._pool:
            task.cancel()
        await asyncio.gather(*self._pool, return_exceptions=True)
        for kernel_id in self.list_kernel_ids():
            # One that ends at the same moment is as good as ended.
            with contextlib.suppress(Exception):
                await self.shutdown_kernel(kernel_id, now=True)
        self.nursery.close()


def _environment() -> dict[str, str]:
    """What a kernel sees of the server's environment: where Python, data and files lie, and the limits."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV", "JUPYTER_PATH", "SYSTEMROOT", "XDG_CACHE_HOME")
    return {
        key: value
        for key, value in os.environ.items()
        if key in kept or key.startswith(("LC_", "BAOGAO_", "PYTHON"))
    }
