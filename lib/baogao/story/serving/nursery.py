"""Where kernels are forked from: one process that has loaded what each of them needs.

A kernel of its own takes over a second of a processor to start and 65 MB; a forked one starts in a tenth of
that, and shares most of its memory. On systems other than Linux, and where the nursery fails, kernels are
started as usual.

The server's side is `Nursery`; ``python -m baogao.story.serving.nursery FD`` is the process, which reads
``{"arguments", "env", "cwd"}`` from the socket FD, a line each, and answers with the process id.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

_ANSWER = 10.0  # seconds after which a fork is given up, and the nursery with it


class Forked:
    """A forked kernel, as far as its provisioner asks it what it asks a `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        # A descriptor of the process, not its number, which another may get when it has ended.
        self._fd = os.pidfd_open(pid)

    def poll(self) -> int | None:
        """None while it runs; it is not our child, so that nobody knows its exit code."""
        if self.returncode is None and select.select([self._fd], [], [], 0)[0]:
            self.returncode = 0
            os.close(self._fd)
        return self.returncode

    def wait(self) -> int:
        """Waits for its end."""
        if self.returncode is None:
            select.select([self._fd], [], [])
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Sends it a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._fd, number)

    def kill(self) -> None:
        """Ends it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Asks it to end."""
        self.send_signal(signal.SIGTERM)


class Nursery:
    """The server's side: starts the process when the first kernel is asked for."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._turn = asyncio.Lock()
        self._works = sys.platform.startswith("linux") and hasattr(os, "pidfd_open")

    def provisioner(self, **given: Any) -> LocalProvisioner:
        """What a kernel manager starts and ends its kernel with."""
        made = ForkingProvisioner(**given)
        made.nursery = self
        return made

    async def fork(self, arguments: list[str], env: dict[str, str], cwd: str) -> Forked | None:
        """A kernel forked from the nursery, or None where there is none."""
        async with self._turn:
            if not self._works:
                return None
            try:
                self._open()
                assert self._socket is not None
                loop = asyncio.get_running_loop()
                asked = json.dumps({"arguments": arguments, "env": env, "cwd": cwd}) + "\n"
                await loop.sock_sendall(self._socket, asked.encode())
                said = await asyncio.wait_for(loop.sock_recv(self._socket, 64), _ANSWER)
                return Forked(int(said))
            except (OSError, ValueError, TimeoutError):
                self.close()
                self._works = False
                return None

    def _open(self) -> None:
        if self._process is not None:
            return
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "baogao.story.serving.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is the server's to hear
            )
        self._socket = ours

    def close(self) -> None:
        """Ends the process; the kernels that are left end with it."""
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._socket = self._process = None


class ForkingProvisioner(LocalProvisioner):
    """Jupyter's local provisioner, whose process comes out of the nursery where there is one."""

    nursery: Nursery | None = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Forks the kernel that `cmd` would start."""
        forked = None
        if self.nursery is not None:
            arguments = cmd[cmd.index("-f") :]
            forked = await self.nursery.fork(arguments, kwargs.get("env") or {}, kwargs.get("cwd") or ".")
        if forked is None:
            return await super().launch_kernel(cmd, **kwargs)
        self.process: Any = forked
        self.pid = self.pgid = forked.pid
        return self.connection_info


def serve(fd: int) -> None:
    """The nursery's process: forks until the server's end of the socket is closed."""
    from baogao.story.serving import kernel
    from baogao.story.serving.limits import die_with_parent

    die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kernel.warm()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the dead
    gc.collect()
    gc.freeze()  # what is loaded is never looked through again, and stays shared
    with socket.socket(fileno=fd) as server, server.makefile("rb") as lines:
        for line in lines:
            asked = json.loads(line)
            pid = os.fork()
            if not pid:
                lines.close()
                server.close()
                _become(asked)
            server.sendall(str(pid).encode())


def _become(asked: dict[str, Any]) -> None:
    """Turns a fork of the nursery into a kernel; never returns."""
    from baogao.story.serving import kernel

    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.chdir(asked["cwd"])
        os.environ.clear()
        os.environ.update(asked["env"])
        gc.unfreeze()
        kernel.run(asked["arguments"])
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
