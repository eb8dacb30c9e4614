"""`baogao read`: files into folders of tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from baogao.cli.group import main
from baogao.errors import BaogaoError


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="data",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write to.",
)
@click.option("--replace", is_flag=True, help="Write over a folder that holds another report.")
@click.option("--force", is_flag=True, help="Read a text even where it does not look like a report.")
def read(files: tuple[Path, ...], out: Path, replace: bool, force: bool) -> None:
    """Read report FILES into OUT/<stem>/, one folder of tables each.

    A bad file is told in a line and the others are read; the exit code is then 2.
    """
    from baogao.tables.folders import Namer, check_free
    from baogao.tables.report import read as read_report
    from baogao.tables.store import save

    names, failed = Namer(), 0
    for file in files:
        name, stem = names.name(file)
        if stem:
            click.echo(
                f"baogao: {file}: a file named {stem} is read in this run already; writing {name}", err=True
            )
        try:
            report = read_report(file, name, force=force)
            check_free(out / name, report.about("sha256"), replace=replace)
            save(report, out / name)
        except BaogaoError as error:
            failed += 1
            click.echo(f"baogao: {error}", err=True)
        else:
            unread = int((report.numbers["kind"] == "unread").sum())
            click.echo(
                f"{file} → {out / name}: {len(report.figures)} figures, {unread} runs of digits unread"
            )
    if failed:
        click.echo(f"baogao: {failed} of {len(files)} not read", err=True)
        sys.exit(2)
