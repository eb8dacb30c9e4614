"""A comparison as a plain account for the terminal: what was held against what, verdict by verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final
from unicodedata import east_asian_width

from baogao.corpus.comparison import VERDICTS, Comparison

_WORDS: Final = {
    "kept": "kept",
    "missed": "missed",
    "changed": "given otherwise, not judged",
    "absent": "not mentioned again",
    "unjudged": "not judged",
}
_REASONS: Final = {
    "bound": "the result is only a bound",
    "words": "the target is in words",
    "named": "named without a number",
    "measure": "another measure",
    "unit": "another unit",
    "part": "a part of it or another delimitation",
    "label": "perhaps the same under another name",
    "mean": "a mean of several years",
    "equal": "equal to a bound that excludes it",
}
_DOUBTS: Final = {
    "tolerance": "within 左右 by the rule",
    "beyond": "beyond what was said",
    "approximate": "the result is rounded or a bound",
    "estimated": "預計",
    "revised": "revised",
    "counter": "other measure word",
    "label": "named in other words",
    "mean": "a mean of several years",
}
_LEFT: Final = {
    "no_next": "the next year's report is not among them",
    "no_year": "the target names no year",
    "period": "for another year than the report's",
    "repeated": "another target of the same thing stands in",
    "no_target": "results for which no target was set",
    "one_place": "no other place gives the same",
    "measure": "other places give another measure",
    "unit": "other places give another unit",
    "no_partner": "nothing to be set beside",
}
_SIGNS: Final = {">": ">", ">=": "≥", "<": "<", "<=": "≤", "~": "≈"}
# Words of a bound that a quote holds itself.
_INSIDE: Final = (
    "以上",
    "以下",
    "以內",
    "以内",
    "之上",
    "之下",
    "之內",
    "之内",
    "左右",
    "上下",
    "多",
    "余",
    "餘",
)
_COUNTED: Final = ("no_next", "no_target", "no_partner")  # reasons whose rows the account counts
_NAME: Final = 30  # columns of a name


def account(comparison: Comparison) -> Iterator[str]:
    """The lines of the account.

    Rows end with the places of both quotes: report and offset.
    """
    yield from comparison.notes
    if len(comparison.judged):
        yield from _judged(comparison)
    if len(comparison.beside):
        yield from _beside(comparison)
    if len(comparison.revised):
        yield "\nrevised: a later report gives another value for the same year"
        for row in comparison.revised.to_dict("records"):
            both = f"{row['first_quote']} → {row['later_quote']}"
            yield f"  {_pad(row['label'])} {row['period']}  {both}{_places(comparison, row)}"
    yield from _left(comparison)


def _judged(comparison: Comparison) -> Iterator[str]:
    counts = comparison.counts()
    told = ", ".join(f"{n} {_WORDS[verdict]}" for verdict, n in counts.items())
    yield f"\n{len(comparison.judged)} targets: {told}"
    for verdict in VERDICTS:
        rows = comparison.judged[comparison.judged["verdict"] == verdict].to_dict("records")
        if rows:
            yield f"\n{_WORDS[verdict]} {len(rows)}"
        for row in rows:
            same = row["target_quote"].startswith(row["label"])
            quotes = signed(row["target_quote"], row["comparator"])
            if row["result_quote"]:
                quotes += f" → {signed(row['result_quote'], row['result_comparator'])}"
            name = "" if same else row["label"]
            yield f"  {_pad(name)} {_pad(quotes)} {_why(row)}{_places(comparison, row)}".rstrip()


def _why(row: dict[Any, Any]) -> str:
    parts = []
    if row["verdict"] in ("kept", "missed") and str(row["difference"]) not in ("<NA>", "nan"):
        parts.append(difference(float(row["difference"]), str(row["unit"])))
    if row["reason"] in _REASONS:
        parts.append(_REASONS[row["reason"]])
    if row["conversion"]:
        parts.append(row["conversion"])
    parts += [_DOUBTS.get(doubt, doubt) for doubt in row["doubt"].split(";") if doubt]
    return "; ".join(parts)


def difference(value: float, unit: str) -> str:
    """A difference with its sign, as a reader writes it.

    >>> difference(-0.3, "%"), difference(60000000.0, "元"), difference(0.0, "个")
    ('−0.3 points', '+6000万元', '±0个')
    """
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    size = abs(value)
    for scale, word in ((1e8, "亿"), (1e4, "万")):
        if size >= scale:
            return f"{sign}{size / scale:.6g}{word}{unit}"
    return f"{sign}{size:.6g}" + (" points" if unit == "%" else unit)


def signed(quote: str, comparator: str) -> str:
    """A quote with the sign of its bound where it stands outside the quote (突破30亿元, 近90个).

    >>> signed("30亿元", ">"), signed("6.5%以上", ">="), signed("6600多万人", ">"), signed("与增长同步", "~")
    ('> 30亿元', '6.5%以上', '6600多万人', '与增长同步')
    """
    sign = sign_of(quote, comparator)
    return f"{sign} {quote}" if sign else quote


def sign_of(quote: str, comparator: str) -> str:
    """The sign of a bound that a quote does not hold itself, or an empty string.

    >>> sign_of("30亿元", ">"), sign_of("8%左右", "~")
    ('>', '')
    """
    bare = any(char.isdigit() for char in quote) and not any(word in quote for word in _INSIDE)
    return _SIGNS.get(comparator, "") if bare else ""


def _beside(comparison: Comparison) -> Iterator[str]:
    table = comparison.beside
    for (year, indicator), rows in table.groupby(["year", "indicator"], sort=False):
        first = rows.iloc[0]
        yield f"\n{first['label']} {year} ({indicator}, {first['measure'] or 'in words'})"
        for _, pair in rows.groupby("order"):
            said = {row["status"]: row for row in pair.to_dict("records")}
            target, result = said["target"], said.get("result")
            quotes = signed(target["quote"], target["comparator"])
            if result:
                quotes += f"   last year {signed(result['quote'], result['comparator'])}"
            doubts = {doubt for row in said.values() for doubt in row["doubt"].split(";") if doubt}
            why = [row["conversion"] for row in said.values() if row["conversion"]]
            why = list(dict.fromkeys(why)) + sorted(_DOUBTS.get(doubt, doubt) for doubt in doubts)
            places = "".join(_places(comparison, row) for row in said.values())
            yield f"  {_pad(target['place'], 16)} {_pad(quotes, 40)} {'; '.join(why)}{places}".rstrip()


def _left(comparison: Comparison) -> Iterator[str]:
    rows = comparison.left_out.to_dict("records")
    if not rows:
        return
    yield f"\nleft out {len(rows)}"
    for reason, n in Counter(row["reason"] for row in rows).most_common():
        yield f"  {n:4} {_LEFT[reason]}"
        named = [row for row in rows if row["reason"] == reason and reason not in _COUNTED]
        for row in named:
            same = row["quote"].startswith(row["label"])
            said = row["quote"] if same else f"{row['label']} {row['quote']}"
            yield f"       {row['place'] or row['report_id']}: {said}{_places(comparison, row)}"


def _places(comparison: Comparison, row: dict[Any, Any]) -> str:
    """Where each quote stands."""
    return "  [" + ", ".join(f"{place.report}:{place.span.start}" for place in comparison.locate(row)) + "]"


def _pad(words: str, room: int = _NAME) -> str:
    wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
    return words + " " * max(0, room - wide)
