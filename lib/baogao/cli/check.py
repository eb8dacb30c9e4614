"""`baogao check`: what was repaired, what could not be read, what is doubtful."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from baogao.cli.group import main
from baogao.cli.inputs import columns, inputs
from baogao.errors import BaogaoError

if TYPE_CHECKING:
    from baogao.tables.account import Account


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@columns
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object a report, one a line.")
@click.option("--force", is_flag=True, help="Read a text even where it does not look like a report.")
def check(files: tuple[Path, ...], text_column: str, id_column: str, as_json: bool, force: bool) -> None:
    """Give the account of FILES: what was repaired, what could not be read, what is doubtful, and where.

    Nothing is written. The exit code is 2 where a file cannot be read at all.
    """
    from baogao.tables.account import account

    failed = False
    for given in inputs(files, text_column=text_column, id_column=id_column, force=force):
        for told in given.told:
            click.echo(f"baogao: {given.where}: {told}", err=True)
        try:
            held = account(given.read())
        except BaogaoError as error:
            failed = True
            click.echo(f"baogao: {error}", err=True)
            continue
        if as_json:
            click.echo(json.dumps({"report": given.where, **held.as_dict()}, ensure_ascii=False))
        else:
            click.echo(_told(given.where, held))
    if failed:
        sys.exit(2)


def _told(where: str, held: Account) -> str:
    lines = [f"{where}: {held.summary()}"]
    for name, places in held.places.items():
        lines += [f"  {name}"] * bool(places)
        lines += [
            f"    line {place.line}, offset {place.start}: {place.what}\n      {place.words}"
            for place in places
        ]
    return "\n".join(lines)
