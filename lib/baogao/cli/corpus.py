"""`baogao corpus`: thousands of reports into one dataset."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import click

from baogao.cli.group import main


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The dataset's folder.")
@click.option("--jobs", default=0, help="Processes at once; 0 is as many as there are cores.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="A Dask scheduler, as tcp://10.0.0.5:8786.")
@click.option("--text-column", default="", metavar="NAME", help="The column that holds the reports.")
@click.option("--id-column", default="", metavar="NAME", help="The column that names them.")
@click.option("--force", is_flag=True, help="Read texts even where they do not look like reports.")
@click.option("--retry", is_flag=True, help="Try again the files that could not be read.")
@click.option("--replace", is_flag=True, help="Begin anew where OUT holds the corpus of another source.")
@click.option("--timeout", default=300.0, show_default=True, help="Seconds that one file may take.")
@click.option("--memory", default=1000, show_default=True, help="Megabytes that one file may take.")
def corpus(
    source: Path,
    out: Path,
    jobs: int,
    scheduler: str,
    text_column: str,
    id_column: str,
    force: bool,
    retry: bool,
    replace: bool,
    timeout: float,
    memory: int,
) -> None:
    """Read the reports of SOURCE into a dataset of Parquet files at OUT.

    SOURCE is a folder (with all folders in it), a text file with a path a line, or a table (xlsx, csv) with
    a report a row, for which --text-column is needed. A run that was stopped goes on where it was; an
    unchanged file is not read again. Files that cannot be read are listed in the table errors.
    """
    from baogao.corpus.hand import Limits
    from baogao.corpus.run import Options, run

    options = Options(jobs, scheduler, text_column, id_column, force, replace, retry, Limits(timeout, memory))
    signal.signal(signal.SIGTERM, _stop)
    watch = _Bars()
    try:
        done = run(source, out, options, watch)
    except KeyboardInterrupt:
        watch.close()
        click.echo("baogao: stopped; the same command goes on where it was", err=True)
        sys.exit(130)
    finally:
        watch.close()
    click.echo(
        f"{source} → {out}: {done.reports} reports ({done.read} read now, {done.kept} known), "
        f"{done.errors} not read, {done.seconds:.1f} s"
    )
    if done.errors:
        click.echo(f"baogao: {done.errors} of {done.files} files are listed in {out / 'errors'}", err=True)
    if done.passed_over:
        told = ", ".join(f"{count} {ending or 'without ending'}" for ending, count in done.passed_over)
        click.echo(f"baogao: files of other kinds were passed over: {told}", err=True)


def _stop(*_: Any) -> None:
    raise KeyboardInterrupt


class _Bars:
    """Progress with rate and time left: a bar a stage; where nobody looks on, a line every half minute."""

    def __init__(self) -> None:
        self._stage, self._bar = "", None

    def __call__(self, stage: str, done: int, total: int) -> None:
        from tqdm import tqdm

        if stage != self._stage:
            self.close()
            unit = " reports" if stage == "reading" else " parts"
            watched = sys.stderr.isatty()
            self._bar = tqdm(
                desc=stage, total=total, unit=unit, file=sys.stderr, mininterval=0.2 if watched else 30
            )
            self._stage = stage
        assert self._bar is not None
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
