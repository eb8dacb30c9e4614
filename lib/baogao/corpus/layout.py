"""What a dataset of many reports holds: its tables, their Parquet columns, and where the parts lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from baogao.tables.schema import TABLES, Column, Table

if TYPE_CHECKING:
    import pyarrow as pa

UNKNOWN_YEAR: Final = "__HIVE_DEFAULT_PARTITION__"  # what Hive, DuckDB and Arrow read as no year
GROUP_REPORTS: Final = 64  # reports a row group: what one look at a report has to unpack
GROUP_WEIGHT: Final = 65_536  # rows a row group; of `source`, 256 characters count as a row
_ABOUT: Final = (
    "title",
    "admin_level",
    "meeting",
    "speaker",
    "speaker_role",
    "delivered",
    "published",
    "index_no",
)

_ID: Final = Column("report_id", "string", "the report, one name in all tables")
_PLACE: Final = Column("place", "string", "the place as the report names it", "REF_AREA")

REPORTS: Final = Table(
    "reports",
    "One row a report: what it says of itself, the file it came from, and how much was read.",
    (
        _ID,
        _PLACE,
        *(Column(key, "string", f"as in the table meta, key `{key}`") for key in _ABOUT),
        Column("file", "string", "the file as it was named to the run; of a table of reports, table#id"),
        Column("sha256", "string", "of the file's bytes, or of the cell's text in UTF-8"),
        Column("version", "string", "of baogao"),
        Column("characters", "integer", "length of the source text in code points"),
        Column("figures", "integer", "rows in the table figures"),
        Column("targets", "integer", "rows in the table targets"),
        Column("unread", "integer", "runs of digits that no rule reads"),
        Column("doubtful", "integer", "figures with a doubt"),
        Column("repairs", "integer", "changes made to damaged text before it was read"),
    ),
    "report_id",
)
SOURCE: Final = Table(
    "source",
    "The text that all offsets count in, one row a report.",
    (_ID, _PLACE, Column("text", "string", "the source text")),
    "report_id",
)
ERRORS: Final = Table(
    "errors",
    "The files that were not read, and why.",
    (
        Column("file", "string", "the file as it was named to the run"),
        Column("sha256", "string", "of its bytes, empty where they could not be read"),
        Column(
            "kind",
            "string",
            "what stopped it",
            "",
            ("unreadable", "too long", "too large", "died", "failed"),
        ),
        Column("reason", "string", "in a sentence"),
        Column("remedy", "string", "what to do about it"),
    ),
    "file",
)

# Every table that is partitioned by year, in the order of writing.
PARTED: Final[dict[str, Table]] = {
    "reports": REPORTS,
    **{
        name: Table(name, table.meaning, (_ID, _PLACE, *table.columns), table.key)
        for name, table in TABLES.items()
    },
    "source": SOURCE,
}


def part_path(table: str, year: int | None) -> str:
    """Where the rows of a year lie, below the dataset's folder.

    >>> part_path("figures", 2023)
    'figures/year=2023/part-0.parquet'
    """
    return f"{table}/year={UNKNOWN_YEAR if year is None else year}/part-0.parquet"


def arrow_schema(table: Table) -> pa.Schema:
    """The Parquet columns of a table: text, 64-bit integers and floats."""
    import pyarrow as pa

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    return pa.schema([pa.field(column.name, types[column.type]) for column in table.columns])


def row_groups(weights: list[int]) -> list[slice]:
    """Cuts a year's reports, in order, into row groups; the same reports give the same cut.

    >>> row_groups([1] * 65), row_groups([40_000, 40_000, 5])
    ([slice(0, 64, None), slice(64, 65, None)], [slice(0, 1, None), slice(1, 3, None)])
    """
    groups, start, weight = [], 0, 0
    for i, added in enumerate(weights):
        if i > start and (i - start >= GROUP_REPORTS or weight + added > GROUP_WEIGHT):
            groups.append(slice(start, i))
            start, weight = i, 0
        weight += added
    if start < len(weights):
        groups.append(slice(start, len(weights)))
    return groups
