"""What a report says of itself: title, place, meeting, speaker, dates, years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from baogao.text.spans import Span


@dataclass(frozen=True)
class Field:
    """A value and the span of the repaired text that it was read from."""

    value: str
    start: int
    end: int


def read_meta(text: str, folded: str, front: Span, name: str) -> dict[str, Field]:
    """What the front matter says, by key of the `meta` table."""
    found: dict[str, Field] = {}
    title = re.compile(r"[^\n]*政\s*府\s*工\s*作\s*报\s*告[^\n]*").search(folded, 0, front.end)
    if title:
        found["title"] = Field("".join(text[slice(*title.span())].split()), *title.span())
    date = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日").search(folded, 0, front.end)
    if date:
        found["delivered"] = Field(f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}", *date.span())
    return found


def years(
    folded: str, meta: dict[str, Field], headings: list[tuple[str, str]], name: str
) -> tuple[int | None, int | None, int | None]:
    """(report year, review year, plan year) from the headings, else the title, the date, the file's name."""

    def named(role: str) -> int | None:
        for heading_role, heading in headings:
            match = re.search(r"((?:19|20)\d\d)年", heading)
            if heading_role == role and match:
                return int(match[1])
        return None

    plan, review = named("plan"), named("review")
    title = re.search(r"(?:19|20)\d\d", meta["title"].value) if "title" in meta else None
    delivered = int(meta["delivered"].value[:4]) if "delivered" in meta else None
    of_name = re.search(r"(?:19|20)\d\d", name)
    report = (
        plan
        or (int(title[0]) if title else None)
        or (review + 1 if review else None)
        or delivered
        or (int(of_name[0]) if of_name else None)
    )
    return report, review or (report - 1 if report else None), plan or report
