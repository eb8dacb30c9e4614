"""`baogao lab`: the notebooks in JupyterLab."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from baogao.cli.group import main


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
