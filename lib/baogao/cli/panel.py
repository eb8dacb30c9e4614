"""`baogao panel`: place × year × indicator."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli.group import main


@main.command()
@click.argument("dataset", type=click.Path(path_type=Path))
@click.option(
    "--indicator",
    "indicators",
    multiple=True,
    metavar="CODE",
    help="An indicator, as gdp or 地区生产总值; may be given several times.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice(["level", "change", "growth", "share", "rank"]),
    help="Only this measure; all are shown if none is named.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A .csv, .parquet, .xlsx or .dta file; else CSV is printed.",
)
@click.option("--list-indicators", is_flag=True, help="List the indicators that the dataset has.")
def panel(
    dataset: Path,
    indicators: tuple[str, ...],
    measures: tuple[str, ...],
    out: Path | None,
    list_indicators: bool,
) -> None:
    """Set targets and results side by side, by place, year and indicator, from a DATASET of baogao corpus.

    The target of a year is from the report of that year, its result from the report of the next; each cell
    has the report and the span it was read from.
    """
    from baogao.corpus.panel import coverage
    from baogao.corpus.panel import panel as make_panel
    from baogao.corpus.panelfile import kind_of, write
    from baogao.errors import BaogaoError
    from baogao.tables.export import export_table

    if list_indicators:
        click.echo(export_table(coverage(dataset), "csv").decode(), nl=False)
        return
    if not indicators:
        raise BaogaoError(
            "baogao panel", "needs an indicator", "add --indicator gdp; --list-indicators shows all there are"
        )
    if out is not None:
        kind_of(out)
    table = make_panel(dataset, indicators, measures)
    if out is None:
        click.echo(export_table(table, "csv").decode(), nl=False)
        return
    write(table, out)
    both = int((table["target"].notna() & table["result"].notna()).sum())
    doubtful = int(((table["target_doubt"] != "") | (table["result_doubt"] != "")).sum())
    click.echo(
        f"{out}: {len(table)} rows, {table['place'].nunique()} places; "
        f"{both} have target and result, {doubtful} are doubtful"
    )
