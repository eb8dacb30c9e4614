"""The livelihood lists: last year's items and this year's, which go on, which are new, which are gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from baogao.story.theme import STATUS
from baogao.story.views.quantity import missing
from baogao.tables.report import Report


@dataclass(frozen=True)
class Number:
    """A figure that belongs to an item; `inside` where it stands in the item's own words."""

    quote: str
    start: int
    status: str
    inside: bool
    label: str


@dataclass(frozen=True)
class Item:
    """An item of a list: its words, what is said of it, its figures."""

    ref: str
    start: int
    number: int
    words: str
    domain: str
    status: str
    remark: str
    remark_start: int
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Lists:
    """The two lists by their years, each of which may be missing. `kept` pairs last year's item with this
    year's.
    """

    last_name: str
    last_year: int | None
    this_name: str
    this_year: int | None
    kept: tuple[tuple[Item, Item], ...]
    new: tuple[Item, ...]
    gone: tuple[Item, ...]
    candidate: bool

    @property
    def last_count(self) -> int:
        return len({last.ref for last, _ in self.kept}) + len(self.gone)

    @property
    def this_count(self) -> int:
        return len({this.ref for _, this in self.kept}) + len(self.new)


def livelihood_lists(report: Report) -> Lists:
    """The lists of the latest year and of the year before it, in this year's order."""
    rows = report.livelihood.to_dict("records")
    years = sorted({int(row["period"]) for row in rows if not missing(row["period"])})
    planned = [row for row in rows if str(row["status"]) != "done"]
    this_year = max((int(row["period"]) for row in planned if not missing(row["period"])), default=None)
    last_year = max(
        (year for year in years if year != this_year and (this_year is None or year < this_year)),
        default=None,
    )
    figures = {str(row["figure_id"]): row for row in report.figures.to_dict("records")}
    this = [row for row in rows if not missing(row["period"]) and int(row["period"]) == this_year]
    last = [row for row in rows if not missing(row["period"]) and int(row["period"]) == last_year]
    items = {str(row["item_id"]): _item(row, figures) for row in (*last, *this)}
    kept, new, used = [], [], set()
    for row in this:
        before = items.get(str(row["continues"]))
        if before is None:
            new.append(items[str(row["item_id"])])
        else:
            kept.append((before, items[str(row["item_id"])]))
            used.add(before.ref)
    gone = [items[str(row["item_id"])] for row in last if str(row["item_id"]) not in used]
    return Lists(
        last_name=_names(last),
        last_year=last_year,
        this_name=_names(this),
        this_year=this_year,
        kept=tuple(kept),
        new=tuple(new),
        gone=tuple(gone),
        candidate=any(str(row["status"]) == "candidate" for row in this),
    )


def _names(rows: Iterable[dict[Any, Any]]) -> str:
    return "、".join(dict.fromkeys(str(row["list"]) for row in rows))


def _item(row: dict[Any, Any], figures: dict[str, dict[Any, Any]]) -> Item:
    start, end = int(row["start"]), int(row["end"])
    numbers = []
    for figure_id in str(row["figures"]).split(";"):
        figure = figures.get(figure_id.strip())
        if figure is None:
            continue
        at = int(figure["start"])
        inside = start <= at < end and str(figure["quote"]) in str(row["item"])
        status = STATUS.get(str(figure["status"]), "other")
        numbers.append(Number(str(figure["quote"]), at, status, inside, str(figure["label"])))
    return Item(
        ref=str(row["item_id"]),
        start=start,
        number=0 if missing(row["item_no"]) else int(row["item_no"]),
        words=str(row["item"]),
        domain=str(row["domain"]),
        status=str(row["status"]),
        remark=str(row["status_quote"]),
        remark_start=-1 if missing(row["status_start"]) else int(row["status_start"]),
        numbers=tuple(numbers),
    )
