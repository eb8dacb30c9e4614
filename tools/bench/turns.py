"""Timing in turns: each is run once, again and again, so that a busy moment hits all of them alike.

Time is that of the process, not of the clock: what else the machine does stays out of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping


def in_turns(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The least seconds of each job over so many rounds."""
    least = dict.fromkeys(jobs, float("inf"))
    for _ in range(rounds):
        for name, job in jobs.items():
            least[name] = min(least[name], seconds(job))
    return least


def seconds(job: Callable[[], object]) -> float:
    """What one run takes of this process."""
    began = time.process_time()
    job()
    return time.process_time() - began


def fresh(code: str) -> str:
    """What `code` prints in a Python of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()
