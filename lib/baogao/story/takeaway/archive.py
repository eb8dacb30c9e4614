"""All of a report in one zip: every table in four formats, the dictionary, the text, how to cite it."""

from __future__ import annotations

import json
from typing import Any

from baogao.story.takeaway.citation import templates
from baogao.story.words import say, script_of
from baogao.tables.export import columns_of, export_table, records, workbook, zipped
from baogao.tables.report import Report
from baogao.tables.schema import TABLES, datapackage
from baogao.version import VERSION

Record = dict[str, Any]


def archive(report: Report) -> bytes:
    """A zip with `datapackage.json`, `README.md`, `source.txt`, `citation.txt`, a CSV a table at its root,
    the tables as Parquet and JSON in folders, and one Excel file. The same report, the same bytes.
    """
    said = about(report)
    files = [
        ("README.md", said["readme"].encode()),
        ("citation.txt", said["citation"].encode()),
        ("datapackage.json", _json(said["package"])),
        ("source.txt", report.text.encode("utf-8", "replace")),
    ]
    for name, table in report.tables.items():
        files.append((f"{name}.csv", export_table(table, "csv")))
        files.append((f"parquet/{name}.parquet", export_table(table, "parquet")))
        files.append((f"json/{name}.json", export_table(table, "json")))
    files.append((f"{_file_name(report)}.xlsx", workbook(report.tables)))
    return zipped(files)


def takeaway(report: Report) -> Record:
    """What the browser needs to write the same files: the tables as plain values, and what goes with them.

    `tables` has for each name ``columns`` as ``[name, type]`` and ``rows``; `cite` a template a style.
    """
    return {
        **about(report),
        "name": _file_name(report),
        "cite": templates(report),
        "tables": {
            name: {"columns": [list(column) for column in columns_of(name)], "rows": records(table)}
            for name, table in report.tables.items()
        },
    }


def about(report: Report) -> Record:
    """The words that go along with the tables: what is what, and how to cite the whole."""
    script = script_of(report.text)
    title = report.about("title") or report.id
    lines = [f"# {title}", ""]
    for lang in (script, "en"):
        lines += [
            say("archive.about", lang, title=title, version=VERSION),
            "",
            say("archive.places", lang),
            say("archive.disarmed", lang),
            "",
        ]
    lines += ["| table | rows | |", "|---|---|---|"]
    lines += [f"| {t.name} | {len(report.tables[t.name])} | {t.meaning} |" for t in TABLES.values()]
    return {
        "readme": "\n".join([*lines, ""]),
        "citation": _whole(report),
        "package": datapackage(_file_name(report)),
    }


def _whole(report: Report) -> str:
    """The report as a whole, in each style: the templates without what belongs to one row."""
    cut = {"gbt": ": {section}", "apa": " {section}", "bibtex": "\n  note = {"}
    told = []
    for style, template in templates(report).items():
        at = template.find(cut[style])
        at = template.find("{section}") if at < 0 else at
        head = template[:at].rstrip().rstrip(":").rstrip()
        told.append(head.replace("-{key},", ",") + "\n}" if style == "bibtex" else head.rstrip(".") + ".")
    return "\n\n".join(told) + "\n"


def _file_name(report: Report) -> str:
    from baogao.tables.folders import safe_stem

    return safe_stem(report.id)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
