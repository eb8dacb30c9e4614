"""The reports that a command line names: files, and the rows of tables of reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from baogao.errors import BaogaoError

if TYPE_CHECKING:
    from baogao.tables.report import Report

_Command = TypeVar("_Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Input:
    """A report: `where` it is, the `name` of its folder, what is to be `told` of it, how to `read` it."""

    where: str
    name: str
    told: tuple[str, ...]
    read: Callable[[], Report]


def columns(command: _Command) -> _Command:
    """The options of a command that reads tables of reports as well as files."""
    text = click.option(
        "--text-column", default="", help="Of a table (xlsx, csv, tsv): the column that holds the reports."
    )
    name = click.option(
        "--id-column",
        default="",
        help="Of a table: the column that names them; without it they are <stem>-<row>.",
    )
    return text(name(command))


def inputs(
    files: tuple[Path, ...], *, text_column: str = "", id_column: str = "", force: bool = False
) -> Iterator[Input]:
    """Every report in `files`, in order; what cannot be read raises when it is read, not before."""
    from baogao.tables.folders import Namer
    from baogao.text.sheets import is_sheet

    names = Namer()
    for file in files:
        if is_sheet(file):
            yield from _rows(file, names, text_column, id_column, force)
        else:
            yield _file(file, names, force)


def _file(file: Path, names: Any, force: bool) -> Input:
    from baogao.tables.report import read

    name, taken = names.name(file)
    told = f"a file named {taken} is read in this run already; its name is {name}"
    return Input(str(file), name, (told,) if taken else (), lambda: read(file, name, force=force))


def _rows(file: Path, names: Any, text_column: str, id_column: str, force: bool) -> Iterator[Input]:
    from baogao.tables.folders import safe_name
    from baogao.tables.report import read_text
    from baogao.text.sheets import rows_of, source_of

    try:
        for row in rows_of(file, text_column, id_column):
            where = f"{file}, row {row.number}"
            name, taken = names.take(safe_name(row.id))
            told = [f"the id {taken} is used in this run already; its name is {name}"] if taken else []
            if row.cut:
                told.append("the cell is as long as Excel allows; the end of the report is probably lost")

            def read(row: Any = row, where: str = where, name: str = name) -> Report:
                return read_text(source_of(row, file), where, name, force=force)

            yield Input(where, name, tuple(told), read)
    except BaogaoError as error:
        yield Input(str(file), "", (), _raiser(error))


def _raiser(error: BaogaoError) -> Callable[[], Report]:
    def read() -> Report:
        raise error

    return read
