"""Runs the notebooks with papermill, and does again only what its inputs changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from baogao.corpus.compare_near import near
from baogao.errors import BaogaoError
from baogao.story.lean import skip_iri_grammar
from baogao.story.notebook import STATIC
from baogao.story.parameters import check_settings
from baogao.tables.folders import data_folder, find_report, report_ids

_LEDGER: Final = ".made.json"  # what each output in a site folder was made from


@dataclass(frozen=True)
class Job:
    """One output to make: a notebook run for a report, or (without `notebook`) the report's page."""

    report: Path
    output: Path
    fingerprint: str
    notebook: Path | None = None
    settings: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.report.name}: {self.notebook.stem if self.notebook else 'page'}"


def tell(folders: list[Path], out: Path, settings: dict[str, str], workers: int) -> None:
    """Runs every notebook and writes the page of each report, `workers` at once.

    Raises `BaogaoError` for a report, parameter or value that does not exist, and after all else is done for
    a notebook that failed; its partial copy is kept beside the good ones as ``<name>.failed.ipynb``.
    """
    skip_iri_grammar()
    notebooks = sorted(p for p in notebook_folder().glob("[0-9][0-9]-*.ipynb"))
    chosen = check_settings(notebooks[0], settings)
    reports = [find_report(folder) for folder in folders] or _all_reports()
    jobs = list(_jobs(reports, notebooks, out, chosen))
    due = [job for job in jobs if not _is_made(job)]
    failures = _run(due, workers) if due else []
    for folder in dict.fromkeys(job.output for job in jobs if job.notebook is None):
        print(f"wrote {folder}" if any(job.output == folder for job in due) else f"{folder} is up to date")
    print(f"notebooks: {sum(job.notebook is not None for job in due)} run, the others are up to date")
    if failures:
        raise failures[0]
    print("next: make app    (or open the page above in a browser)")


def notebook_folder() -> Path:
    """The folder of the notebooks: the nearest ``notebooks/`` at or above the working directory."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if list((folder / "notebooks").glob("01-*.ipynb")):
            return folder / "notebooks"
        if list(folder.glob("01-*.ipynb")):
            return folder
    raise BaogaoError(str(here), "no notebooks/ here or above", "run it in the project's folder")


def _all_reports() -> list[Path]:
    data = data_folder()
    found = [data / name for name in report_ids(data)] if data else []
    if not found:
        raise BaogaoError(str(data or Path.cwd()), "holds no report", "read one first with: baogao read FILE")
    return found


def _jobs(reports: list[Path], notebooks: list[Path], out: Path, settings: dict[str, str]) -> Iterable[Job]:
    code = _digest(_package_files())
    for report in reports:
        data = _digest(sorted(p for p in report.iterdir() if p.is_file()))
        # What one scene, and so the page, sets beside the report.
        beside = _digest([p for f in near(report).folders for p in sorted(f.iterdir()) if p.is_file()])
        site = out / report.name
        variant = f"{settings['lang'] or 'report'}-{settings['mode'] or 'light'}"
        if not settings["lang"]:
            variant = f"{_script(report)}-{settings['mode']}"
        for notebook in notebooks:
            given = tuple(sorted((settings | {"report": str(report.resolve())}).items()))
            yield Job(
                report,
                site / "notebooks" / variant / notebook.name,
                _hash(code, data, _digest([notebook]), variant, beside if "compare" in notebook.stem else ""),
                notebook,
                given,
            )
        yield Job(report, site / "index.html", _hash(code, data, beside))


def _script(report: Path) -> str:
    from baogao.story.words import script_of

    return script_of((report / "source.txt").read_text(encoding="utf-8"))


def _package_files() -> list[Path]:
    package = Path(__file__).parent.parent
    kinds = {".py", ".toml", ".js", ".css", ".txt", ".html", ".gz", ".bin"}
    return sorted(p for p in package.rglob("*") if p.suffix in kinds and "__pycache__" not in p.parts)


def _digest(files: list[Path]) -> str:
    return _hash(*(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _ledger(job: Job) -> Path:
    return job.output.parents[2 if job.notebook else 0] / _LEDGER


def _entry(job: Job) -> str:
    return job.output.relative_to(_ledger(job).parent).as_posix()


def _is_made(job: Job) -> bool:
    if not job.output.exists() or not _ledger(job).exists():
        return False
    made = json.loads(_ledger(job).read_text(encoding="utf-8"))
    return bool(made.get(_entry(job)) == job.fingerprint)


def _note(job: Job) -> None:
    path = _ledger(job)
    made = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    made[_entry(job)] = job.fingerprint
    beside = path.with_suffix(".tmp")
    beside.write_text(json.dumps(made, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(path)


def _run(jobs: list[Job], workers: int) -> list[BaogaoError]:
    """Makes every output, with a bar that says what is being done; gives the failures."""
    from tqdm import tqdm

    failures: list[BaogaoError] = []
    # Kernels are processes of their own, and papermill runs an event loop for each: spawn keeps them apart.
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=get_context("spawn")) as pool:
        waiting: dict[Future[None], Job] = {pool.submit(_make, job): job for job in jobs}
        with tqdm(total=len(jobs), unit="", desc="telling", disable=None) as bar:
            for future in as_completed(waiting):
                job = waiting[future]
                bar.set_description(job.name)
                try:
                    future.result()
                    _note(job)
                except BaogaoError as error:
                    failures.append(error)
                bar.update()
    return failures


def _make(job: Job) -> None:
    skip_iri_grammar()
    job.output.parent.mkdir(parents=True, exist_ok=True)
    if job.notebook is None:
        from baogao.story.page import write_page
        from baogao.story.takeaway import archive
        from baogao.tables.store import load

        told = load(job.report)
        beside = job.output.with_name(f"{job.report.name}.zip")
        beside.write_bytes(archive(told))
        write_page(told, job.output, beside.name)
    else:
        _execute(job)


def _execute(job: Job) -> None:
    import papermill as pm
    from papermill.exceptions import PapermillExecutionError

    assert job.notebook
    os.environ[STATIC] = "1"
    _hush()
    partial = job.output.with_suffix(".failed.ipynb")
    try:
        with TemporaryDirectory(prefix="baogao-", ignore_cleanup_errors=True) as sockets:
            pm.execute_notebook(
                job.notebook,
                partial,
                parameters=dict(job.settings),
                kernel_name="python3",
                cwd=job.notebook.parent,
                progress_bar=False,
                log_output=False,
                config=_kernel(sockets),
            )
    except PapermillExecutionError as error:
        raise BaogaoError(
            f"{job.report.name}/{job.notebook.name}",
            f"cell {error.cell_index + 1} failed with {error.ename}: {error.evalue}",
            f"see the partial notebook {partial}",
        ) from None
    except RuntimeError as error:
        raise BaogaoError(str(job.notebook), f"its kernel did not run ({error})", "run it again") from None
    _strip_clocks(partial)
    partial.replace(job.output)


def _kernel(sockets: str) -> Any:
    """How a kernel is started: on socket files in `sockets`, where the system has such.

    Two kernels that start at once may pick the same TCP port, and one then dies.
    """
    from traitlets.config import Config

    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/k"}} if os.name == "posix" else {})


def _hush() -> None:
    """Keeps kernels from writing their warnings between the lines of the bar; this process is a worker."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _strip_clocks(path: Path) -> None:
    """Drops what differs from run to run: times, durations, paths, the machine's own kernel details."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"].pop("papermill", None)
    notebook["metadata"].pop("widgets", None)
    notebook["metadata"].get("language_info", {}).pop("version", None)
    for cell in notebook["cells"]:
        for key in ("papermill", "execution"):
            cell["metadata"].pop(key, None)
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            cell["id"] = "injected-parameters"
            cell["source"] = _portable(cell["source"])
        cell["outputs"] = [o for o in cell.get("outputs", []) if o.get("output_type") != "stream"]
    path.write_text(
        json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def _portable(source: list[str] | str) -> str:
    """The injected parameters with the report as an id, so that the copy runs on another machine."""
    lines = "".join(source).splitlines()
    return "\n".join(
        f'report = "{Path(line.split("=", 1)[1].strip().strip(chr(34))).name}"'
        if line.startswith("report =")
        else line
        for line in lines
    )
