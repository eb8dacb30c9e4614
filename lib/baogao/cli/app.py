"""`baogao app`: the story as a Voila app."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli.group import main


@main.command()
@click.option("--port", default=8866, show_default=True, help="The port on this machine.")
@click.option("--data", type=click.Path(path_type=Path), help="A folder of reports, or a corpus.  [data]")
@click.option("--ip", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--host", multiple=True, metavar="NAME", help="A name that a proxy asks for; may be repeated.")
@click.option("--visitors", type=click.IntRange(1), help="Kernels at a time; else the static story.  [40]")
@click.option("--idle", type=click.IntRange(1), help="Minutes after which an unused kernel ends.  [30]")
@click.option("--memory", type=click.IntRange(128), help="MB that a visitor's kernel may hold.  [512]")
@click.option("--reading-memory", type=click.IntRange(256), help="MB to read one opened file in.  [1024]")
@click.option("--reading-time", type=click.IntRange(5), help="Processor seconds to read it in.  [60]")
@click.option("--readings", type=click.IntRange(1), help="Opened files read at a time.  [processors / 2]")
def app(
    port: int, data: Path | None, ip: str, host: tuple[str, ...], idle: int | None, **given: int | None
) -> None:
    """Serve the story as an app, in the foreground, until Ctrl-C.

    With --data it opens the reports of another folder, or a dataset that `baogao corpus` made.
    """
    import os
    from dataclasses import replace

    from baogao.story.lean import skip_iri_grammar
    from baogao.story.serving.checks import check_data, check_port, notebook
    from baogao.story.serving.limits import Limits

    told: dict[str, int] = {name: value for name, value in given.items() if value is not None}
    if idle is not None:
        told["idle"] = idle * 60
    notebook()
    if data is not None:
        check_data(data)
        os.environ["BAOGAO_DATA"] = str(data)
    check_port(ip, port)  # before all that is loaded to serve
    skip_iri_grammar()
    from baogao.story.server import serve

    serve(port=port, ip=ip, hosts=host, limits=replace(Limits.from_env(), **told))
