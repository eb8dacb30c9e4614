"""The tables, declared once: columns, types, units, meaning and SDMX counterpart.

The data dictionary, ``datapackage.json`` and the check of every table come from here.
"""

from __future__ import annotations

from dataclasses import dataclass
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


def _table(name: str, meaning: str, *columns: Column, key: str = "") -> Table:
    return Table(name, meaning, columns, key)


def _text(name: str, meaning: str, sdmx: str = "", *values: str) -> Column:
    return Column(name, "string", meaning, sdmx, values)


def _int(name: str, meaning: str, sdmx: str = "") -> Column:
    return Column(name, "integer", meaning, sdmx)


def _num(name: str, meaning: str, sdmx: str = "") -> Column:
    return Column(name, "number", meaning, sdmx)


_START = _int("start", "first character of the span in source.txt, counted from 0 in code points")
_END = _int("end", "the character after the last of the span")
_MEASURE = _text("measure", "what the value is: an amount, an absolute difference, a growth rate in percent, a share or rate, a rank", "MEASURE", "level", "change", "growth", "share", "rank")  # fmt: skip
_COMPARATOR = _text("comparator", "how the value bounds what is meant; `range` for a–b, `~` for about", "", "=", ">", ">=", "<", "<=", "~", "range")  # fmt: skip
_QUANTITY = (
    _text("label", "what is measured or counted, in the report's words", "INDICATOR"),
    _text("indicator", "code of the lexicon, empty where the label is none of its indicators", "INDICATOR"),
    _MEASURE,
    _num("value", "the number in base units (亿, 万 multiplied out; percentages stay percent)", "OBS_VALUE"),
    _num("value_max", "the upper end of a range", "OBS_VALUE"),
    _text("unit", "base unit or measure word as written", "UNIT_MEASURE"),
    _COMPARATOR,
    _int("period", "the year that the value is about", "TIME_PERIOD"),
)

TABLES: Final = {
    table.name: table
    for table in (
        _table(
            "meta", "What the report says of itself.",
            _text("key", "title, place, admin_level, report_year, meeting, speaker, speaker_role, delivered, published, index_no, source, sha256, version"),
            _text("value", "the value; dates are ISO"),
            _START, _END, key="key",
        ),
        _table(
            "outline", "The tree of parts, sections and items.",
            _text("section_id", "outline-<start>"), _text("parent_id", "the enclosing section"),
            _int("level", "1 for a part"), _text("number", "as printed"), _text("heading", "its words"),
            _text("role", "the time it speaks of", "", "front", "review", "plan", "self", "glossary", "tail"),
            _START, _END, key="section_id",
        ),
        _table(
            "figures", "Every quantity that the report states, in order.",
            _text("figure_id", "figures-<start>"), _START, _END, _text("quote", "source[start:end]"),
            *_QUANTITY,
            _text("status", "done or reached; intended; neither", "OBS_STATUS", "result", "target", "context"),
            _text("section_id", "the innermost section"), _text("sentence", "the sentence it stands in"),
            _text("modality", "確保, 力爭 and the like, where stated"), _text("doubt", "why the row is doubtful, else empty"),
            key="figure_id",
        ),
        _table(
            "numbers", "Every run of digits in the text, and what it is.",
            _START, _END, _text("quote", "source[start:end]"),
            _text("kind", "what the digits are; `unread` where no rule says", "", "figure", "date", "ordinal", "page", "name", "code", "reference", "time", "phone", "unread"),
            _text("figure_id", "the figure they belong to"),
        ),
        _table(
            "targets", "The headline targets, in numbers or in words.",
            _text("target_id", "targets-<start>"), _int("rank", "order of mention, from 1"), _START, _END, _text("quote", "source[start:end]"),
            *_QUANTITY, key="target_id",
        ),
        _table(
            "pairs", "One indicator in the review and in the plan.",
            _text("indicator", "code of the lexicon", "INDICATOR"), _text("label", "what is measured"), _MEASURE, _text("unit", "base unit", "UNIT_MEASURE"),
            _int("result_start", "start of the result's figure"), _int("target_start", "start of the target's figure"),
            _num("result", "the review's value", "OBS_VALUE"), _num("target", "the plan's value", "OBS_VALUE"), _num("difference", "target less result, in the unit"),
        ),
        _table(
            "lists", "The members of every named list.",
            _text("list", "the list's name"), _int("item_no", "from 1"), _text("item", "the member"), _START, _END, _text("source", "`body` or `glossary N`"),
        ),
        _table("list_notes", "What the report says of a list.", _text("list", "the list's name"), _text("note", "the remark"), _START, _END),
        _table(
            "livelihood", "The items of the livelihood lists.",
            _text("item_id", "livelihood-<start>"), _text("list", "the list's name"), _int("period", "the year the list is for", "TIME_PERIOD"), _int("item_no", "from 1"), _text("item", "the item"),
            _text("domain", "its field", "", "education", "health", "housing", "water", "roads", "power", "employment", "care", "environment", "safety", "culture", "agriculture", "other"),
            _text("status", "what is said of the list", "OBS_STATUS", "done", "planned", "candidate"),
            _text("status_quote", "where the report says otherwise of this item, its words"), _int("status_start", "span of status_quote"), _int("status_end", "span of status_quote"),
            _text("continues", "item_id of last year's item on the same matter"), _text("figures", "figure_ids, `;` between"), _START, _END, key="item_id",
        ),
        _table(
            "projects", "Every distinct concrete project that is named.",
            _text("name", "the longest name"), _text("groups", "lists it belongs to, `;` between"), _text("kind", "sort of thing"),
            _text("stage_review", "the words for its stage in the review"), _text("stage_plan", "the same in the plan"),
            _int("first_start", "span of the first mention"), _int("first_end", "span of the first mention"), _int("mentions", "how often it is named"),
        ),
        _table(
            "project_mentions", "Every place where a project is named.",
            _text("name", "as in projects"), _START, _END, _text("section_id", "the innermost section"),
            _text("stage", "the words for its stage there"), _int("stage_start", "span of stage"), _int("stage_end", "span of stage"),
            _text("status", "what stage says", "OBS_STATUS", "done", "planned", "neither"), _text("scope", "said of this project or of its group", "", "project", "group"),
        ),
        _table(
            "glossary", "The terms the report explains.",
            _text("no", "as printed, else 1…n"), _text("term", "as printed"), _int("page", "the page it names"), _text("definition", "the explanation"), _START, _END,
            _int("first_use", "where the body first uses it"),
        ),
        _table(
            "repairs", "Every change made to the text before it was read.",
            _START, _END, _text("before", "source[start:end]"), _text("after", "as it was read"), _text("kind", "sort of damage"), _num("confidence", "from 0 to 1"),
        ),
    )
}  # fmt: skip


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
