"""A visitor's kernel: IPython's, held to its limits, without what an app never asks of it.

``python -m baogao.story.serving.kernel -f FILE``, or forked from `nursery`, which has the modules loaded.
"""

from __future__ import annotations

import importlib
import sys

from baogao.story.lean import skip_debugger
from baogao.story.serving.limits import Limits, bound, die_with_parent

_CPU_SECONDS = 900  # of a processor's time in a kernel's whole life: a click takes a thousandth of one


# What a kernel loads while it starts, beside what its two entrances load.
_LATER = (
    "IPython.core.completerlib",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.subshell_manager",
    "psutil",
    "tornado.platform.asyncio",
    "tornado.queues",
    "baogao.story.app",
)


def warm() -> None:
    """Loads what every visitor's kernel needs."""
    skip_debugger()
    for name in _LATER:
        importlib.import_module(name)
    from baogao.story.reader import assets

    assets.fingerprint()


def run(arguments: list[str]) -> None:
    """Serves one notebook until it is told to end."""
    limits = Limits.from_env()
    die_with_parent()
    bound(limits.memory, _CPU_SECONDS, most_memory=max(limits.memory, limits.reading_memory))
    skip_debugger()
    from ipykernel.kernelapp import IPKernelApp

    options = [
        "--HistoryManager.enabled=False",  # else what a kernel ran is written to the server's disk
        "--IPKernelApp.capture_fd_output=False",
        "--IPKernelApp.log_level=50",  # else each says how to connect to it
        "--InteractiveShell.cache_size=0",
    ]
    IPKernelApp.launch_instance([*arguments, *options])


if __name__ == "__main__":
    run(sys.argv[1:])
