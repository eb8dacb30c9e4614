"""`baogao read`: files into folders of tables."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from baogao.cli.group import main
from baogao.cli.inputs import columns, inputs
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
@columns
@click.option("--replace", is_flag=True, help="Write over a folder that holds another report.")
@click.option("--force", is_flag=True, help="Read a text even where it does not look like a report.")
def read(
    files: tuple[Path, ...], out: Path, text_column: str, id_column: str, replace: bool, force: bool
) -> None:
    """Read report FILES into OUT/<stem>/, one folder of tables each.

    A file may be a table whose cells hold whole reports; name the column with --text-column. A bad file or
    row is told in a line and the others are read; the exit code is then 2.
    """
    from baogao.tables.account import account
    from baogao.tables.folders import check_free
    from baogao.tables.store import save

    failed = count = 0
    for given in inputs(files, text_column=text_column, id_column=id_column, force=force):
        count += 1
        for told in given.told:
            click.echo(f"baogao: {given.where}: {told}", err=True)
        try:
            report = given.read()
            check_free(out / given.name, report.about("sha256"), replace=replace)
            save(report, out / given.name)
        except BaogaoError as error:
            failed += 1
            click.echo(f"baogao: {error}", err=True)
        else:
            click.echo(f"{given.where} → {out / given.name}: {account(report).summary()}")
    if failed:
        click.echo(f"baogao: {failed} of {count} not read", err=True)
        sys.exit(2)
