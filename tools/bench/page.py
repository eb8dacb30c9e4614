"""Writes the figures of the last `make bench` into docs/benchmarks.md, between its two marks."""

from __future__ import annotations

import json

from told import KEPT, ROOT, Line

PAGE = ROOT / "docs" / "benchmarks.md"
FIRST, LAST = "<!-- figures -->\n", "<!-- /figures -->\n"


def page(text: str, found: dict[str, object]) -> str:
    """The page with the figures of `found`."""
    before, _, rest = text.partition(FIRST)
    after = rest.partition(LAST)[2]
    parts = found["parts"]
    assert isinstance(parts, dict)
    rows = [f"{found['date']}, {found['machine']}\n"]
    for part, lines in parts.items():
        rows += [f"```text\n-- {part}", *(str(Line(**line)) for line in lines), "```\n"]
    return "".join([before, FIRST, "\n".join(rows), LAST, after])


if __name__ == "__main__":
    PAGE.write_text(
        page(PAGE.read_text(encoding="utf-8"), json.loads(KEPT.read_text(encoding="utf-8"))), encoding="utf-8"
    )
