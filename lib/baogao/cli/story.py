"""`baogao story`: tables into notebooks and pages."""

from __future__ import annotations

import os
from pathlib import Path

import click

from baogao.cli.group import main
from baogao.errors import BaogaoError


def _settings(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    settings = {}
    for value in values:
        name, equals, setting = value.partition("=")
        if not equals:
            raise BaogaoError(f"--set {value}", "has no =", "say --set name=value, as in --set lang=en")
        settings[name.strip()] = setting.strip()
    return settings


@main.command()
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    default="site",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The folder to write to.",
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    callback=_settings,
    metavar="NAME=VALUE",
    help="A parameter of the notebooks, as lang=en or mode=dark.",
)
@click.option("--jobs", default=0, help="Notebooks at once; 0 is as many as there are cores.")
def story(folders: tuple[Path, ...], out: Path, settings: dict[str, str], jobs: int) -> None:
    """Run the notebooks and write the page of each report in FOLDERS (all in data/ if none is named)."""
    from baogao.story.notebooks import tell

    tell(list(folders), out, settings, jobs or os.cpu_count() or 1)
