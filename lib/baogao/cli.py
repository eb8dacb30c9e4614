"""The command line: the same words as the library."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from baogao.errors import BaogaoError


@click.group()
@click.version_option(package_name="baogao")
def main() -> None:
    """Read government work reports into tables and tell their story."""


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", default="data", type=click.Path(path_type=Path), help="Folder to write to.")
def read(files: tuple[Path, ...], out: Path) -> None:
    """Read report FILES into OUT/<stem>/."""
    from baogao.tables.report import read as read_report
    from baogao.tables.store import save

    failed = 0
    for file in files:
        try:
            folder = save(read_report(file), out / file.stem)
            click.echo(f"{file.name} → {folder}")
        except BaogaoError as error:
            failed += 1
            click.echo(str(error), err=True)
    sys.exit(2 if failed else 0)


if __name__ == "__main__":
    main()
