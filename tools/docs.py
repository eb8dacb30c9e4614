"""Writes docs/cli.md from the help texts and docs/tables.md from the schema; a test holds them current."""

from __future__ import annotations

from pathlib import Path

import click

from baogao.cli import main
from baogao.corpus.comparison import COMPARED
from baogao.tables.schema import TABLES

_COMPARED = """# The tables of a comparison

Made from `lib/baogao/corpus/compare.toml`; `baogao compare --out` writes them.
[compare.md](compare.md) has the rules.
"""
DOCS = Path(__file__).parent.parent / "docs"


def cli() -> str:
    """The command line's reference."""
    parts = ["# The command line\n\nMade from the help texts by `python tools/docs.py`.\n"]
    for name, command in [("", main), *sorted(main.commands.items())]:
        words = f"baogao {name}".strip()
        with click.Context(command, info_name=words, terminal_width=100, **main.context_settings) as context:
            parts.append(f"## {words}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def tables() -> str:
    """The data dictionary."""
    parts = [
        "# The tables\n\nMade from `lib/baogao/tables/schema.toml` by `python tools/docs.py`. "
        "*SDMX* names the counterpart of a column where it has one.\n"
    ]
    for table in (*TABLES.values(), *COMPARED.values()):
        if table is next(iter(COMPARED.values())):
            parts.append(_COMPARED)
        parts.append(
            f"## {table.name}\n\n{table.meaning}\n\n| column | type | meaning | SDMX |\n|---|---|---|---|"
        )
        for column in table.columns:
            values = f" One of {', '.join(f'`{v}`' for v in column.values)}." if column.values else ""
            meaning = (column.meaning + "." + values).replace("|", "\\|")
            parts.append(f"| `{column.name}` | {column.type} | {meaning} | {column.sdmx} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    (DOCS / "cli.md").write_text(cli(), encoding="utf-8")
    (DOCS / "tables.md").write_text(tables(), encoding="utf-8")
