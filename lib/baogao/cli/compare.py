"""`baogao compare`: reports set side by side."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli.group import main


@main.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out",
    default=None,
    type=click.Path(path_type=Path),
    help="A folder to write judged.csv, beside.csv, left_out.csv and revised.csv to.",
)
def compare(reports: tuple[Path, ...], out: Path | None) -> None:
    """Set two or more REPORTS side by side; each is an id, a folder of tables or a report file.

    Of one place in successive years each target is held against the result in the next year's report; of
    several places in one year the headline targets are set beside each other. Prints an account.
    """
    from baogao.corpus.compare import compare as set_beside
    from baogao.corpus.compare_account import account

    made = set_beside(reports)
    for line in account(made):
        click.echo(line)
    if out is not None:
        for path in made.save(out):
            click.echo(f"wrote {path}")
