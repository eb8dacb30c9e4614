"""`baogao app`: the story as a Voila app."""

from __future__ import annotations

import click

from baogao.cli.group import main


@main.command()
@click.option("--port", default=8866, show_default=True, help="The port on this machine.")
@click.option("--ip", default="127.0.0.1", show_default=True, help="The address to listen on.")
def app(port: int, ip: str) -> None:
    """Serve the story as an app, in the foreground, until Ctrl-C."""
    from baogao.story.server import serve

    serve(port=port, ip=ip)
