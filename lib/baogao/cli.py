"""The command line: the same words as the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from baogao.errors import BaogaoError


class _Group(click.Group):
    """Tells a `BaogaoError` in one line, without a traceback, and exits with 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BaogaoError as error:
            click.echo(f"baogao: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            # The reader of our output went away; keep Python from complaining of it at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baogao")
def main() -> None:
    """Read government work reports into tidy tables and tell their story."""


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


@main.command()
@click.option("--port", default=8866, show_default=True, help="The port on this machine.")
@click.option("--ip", default="127.0.0.1", show_default=True, help="The address to listen on.")
def app(port: int, ip: str) -> None:
    """Serve the story as an app, in the foreground, until Ctrl-C."""
    from baogao.story.server import serve

    serve(port=port, ip=ip)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def lab(options: tuple[str, ...]) -> None:
    """Open the notebooks in JupyterLab; OPTIONS go to jupyter lab as they are."""
    from baogao.story.server import jupyter_path

    os.environ["JUPYTER_PATH"] = jupyter_path()
    notebooks = next(
        (f / "notebooks" for f in (Path.cwd(), *Path.cwd().parents) if (f / "notebooks").is_dir()), Path.cwd()
    )
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={notebooks}", *options]
    run: Callable[..., None] = os.execv
    run(sys.executable, command)


if __name__ == "__main__":
    main()
