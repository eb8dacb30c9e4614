"""The command that all others hang on, and how an error is told."""

from __future__ import annotations

import os
import sys
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
