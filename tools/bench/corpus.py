"""What a corpus costs: speed on one and two cores, memory, bytes, a run with nothing to do, and Dask.

python tools/bench/corpus.py [--count 300] [--repeat 3] [--memory 1000 10000] [--folder DIR]

Each figure is of the command line, run as a user runs it, in processes of their own. Runs that are compared
alternate, and the ratio is of their medians, so that a machine that others use as well tells the same. Memory
is the sum over the run's processes of the proportional set size (PSS), looked at twice a second: what is
shared is counted once. `--memory` reads that many reports anew and takes as long as that takes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
from make_reports import make

_EVERY = 0.5  # seconds between two looks at the memory


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of all cores, peak memory in megabytes."""

    seconds: float
    cpu: float
    megabytes: float


def cost(source: Path, out: Path, *options: str, cores: int = 0, watch: bool = False) -> Cost:
    """What one run of `baogao corpus` costs; `cores` binds it and its children to so many."""
    command = [sys.executable, "-m", "baogao.cli", "corpus", str(source), "--out", str(out), *options]
    allowed = sorted(os.sched_getaffinity(0))[:cores] if cores else None
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=(lambda: os.sched_setaffinity(0, allowed)) if allowed else None,
    )
    peaks: list[float] = []
    if watch:
        threading.Thread(target=_look, args=(process.pid, peaks), daemon=True).start()
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    seconds = time.perf_counter() - began
    return Cost(seconds, used.ru_utime + used.ru_stime, max(peaks, default=0))


def _look(pid: int, peaks: list[float]) -> None:
    while psutil.pid_exists(pid):
        held = 0
        try:
            main = psutil.Process(pid)
            for process in (main, *main.children(recursive=True)):
                try:
                    held += process.memory_full_info().pss
                except psutil.Error:
                    continue
        except psutil.Error:
            return
        peaks.append(held / 1e6)
        time.sleep(_EVERY)


def tell(name: str, value: float, unit: str, limit: str = "") -> None:
    print(f"{name:<52} {value:>10.3g} {unit:<14} {limit}", flush=True)


def speed(source: Path, count: int, repeat: int, folder: Path) -> None:
    """Reports per second on one and two cores, bytes a report, and a run with nothing to do."""
    runs: dict[int, list[Cost]] = {1: [], 2: []}
    idle: list[Cost] = []
    for _ in range(repeat):
        for cores in runs:
            out = folder / f"cores-{cores}"
            shutil.rmtree(out, ignore_errors=True)
            runs[cores].append(cost(source, out, cores=cores))
            idle.append(cost(source, out, cores=cores))
    seconds = {cores: statistics.median(run.seconds for run in of) for cores, of in runs.items()}
    cpu = statistics.median(run.cpu for of in runs.values() for run in of)
    for cores in runs:
        tell(f"reports per second on {cores} core{'s'[: cores - 1]}", count / seconds[cores], "1/s")
    tell("two cores against one", seconds[1] / seconds[2], "times", ">= 1.8")
    tell("CPU a report, all processes", 1000 * cpu / count, "ms")
    nothing = statistics.median(run.seconds for run in idle[1::2])
    tell(f"nothing to do, {count} reports, of a full run (clock)", 100 * nothing / seconds[2], "%", "<= 2")
    busy = statistics.median(run.cpu for run in idle)
    tell(f"nothing to do, {count} reports, of a full run (CPU)", 100 * busy / cpu, "%", "<= 2")
    parts = json.loads((folder / "cores-2" / "manifest.json").read_text())["parts"]
    tell("bytes a report in the dataset", sum(part["bytes"] for part in parts) / count, "bytes")
    texts = sum(file.stat().st_size for file in source.rglob("*.txt"))
    tell("bytes a report in the source files", texts / count, "bytes")


def cluster(source: Path, repeat: int, folder: Path) -> None:
    """Dask on this machine, two workers of one thread, against the local pool of two."""
    file = folder / "scheduler.json"
    begun = [_dask("scheduler", file, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")]
    while not file.exists():
        time.sleep(0.1)
    begun += [_dask("worker", file, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    address = json.loads(file.read_text())["address"]
    runs: dict[str, list[float]] = {"pool": [], "dask": []}
    try:
        for _ in range(repeat + 1):  # the first warms both up
            for name, options in (("pool", ("--jobs", "2")), ("dask", ("--scheduler", address))):
                shutil.rmtree(folder / name, ignore_errors=True)
                runs[name].append(cost(source, folder / name, *options).seconds)
    finally:
        for process in reversed(begun):
            process.terminate()
            process.wait()
    medians = {name: statistics.median(of[1:]) for name, of in runs.items()}
    tell("Dask against the local pool, one machine", medians["dask"] / medians["pool"], "times", "<= 1.3")


def _dask(what: str, file: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(file), *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def memory(count: int, folder: Path, made: Path) -> None:
    """The peak of all processes of a run over so many reports."""
    source = make(made / f"reports-{count}", count)
    shutil.rmtree(folder / "memory", ignore_errors=True)
    run = cost(source, folder / "memory", "--jobs", "2", watch=True)
    tell(f"peak memory at {count} reports, all processes", run.megabytes, "MB (PSS)", "< 1000")
    idle = cost(source, folder / "memory", "--jobs", "2")
    tell(
        f"nothing to do, {count} reports, of a full run (clock)",
        100 * idle.seconds / run.seconds,
        "%",
        "<= 2",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=300, help="reports in the runs that are compared")
    parser.add_argument("--repeat", type=int, default=3, help="0 leaves the compared runs out")
    parser.add_argument(
        "--memory", type=int, nargs="*", default=[1000, 10000], help="reports at which to weigh"
    )
    parser.add_argument("--folder", type=Path, help="where the reports are made, to be used again")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="baogao-bench-") as name:
        folder = Path(name)
        made = given.folder or folder
        if given.repeat:
            source = make(made / f"reports-{given.count}", given.count)
            speed(source, given.count, given.repeat, folder)
            cluster(source, given.repeat, folder)
        for count in given.memory:
            memory(count, folder, made)


if __name__ == "__main__":
    main()
