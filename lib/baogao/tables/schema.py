"""The tables, declared once: columns, types, units, meaning and SDMX counterpart.

They stand in ``schema.toml``; the data dictionary, ``datapackage.json`` and the check of every table come
from there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

TYPES: Final = {"string": "str", "integer": "Int64", "number": "Float64"}


@dataclass(frozen=True)
class Column:
    """A column: `type` is a Frictionless type, `values` its legal values where they are few."""

    name: str
    type: str
    meaning: str
    sdmx: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table: its columns in order and the key, if it has one."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def declared(package: str, name: str) -> dict[str, Table]:
    """The tables that a TOML file of a package declares, in order.

    >>> list(declared("baogao.tables", "schema.toml"))[:2]
    ['meta', 'outline']
    """
    tables = tomllib.loads((files(package) / name).read_text(encoding="utf-8"))
    return {
        name: Table(name, table["meaning"], tuple(_column(c) for c in table["columns"]), table.get("key", ""))
        for name, table in tables.items()
    }


def _column(declared: dict[str, Any]) -> Column:
    values = tuple(declared.pop("values", ()))
    return Column(**declared, values=values)


TABLES: Final = declared("baogao.tables", "schema.toml")


def datapackage(name: str) -> dict[str, Any]:
    """The Frictionless description of a report's folder.

    >>> datapackage("x-2023")["resources"][0]["path"]
    'meta.csv'
    """
    return {
        "profile": "tabular-data-package",
        "name": name,
        "resources": [_resource(table) for table in TABLES.values()],
    }


def _resource(table: Table) -> dict[str, Any]:
    fields = []
    for column in table.columns:
        field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.meaning}
        if column.sdmx:
            field["sdmx"] = column.sdmx
        if column.values:
            field["constraints"] = {"enum": list(column.values)}
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = [table.key]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
