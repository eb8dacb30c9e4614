"""What a report says of itself: title, place, level, meeting, speaker, dates, index number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from baogao.lexicon import alternation, fold, load
from baogao.text.dates import find_dates, find_year
from baogao.text.place import level_of, place_of_documents, unit_name
from baogao.text.spans import Span
from baogao.text.speaker import find_speaker
from baogao.text.squeeze import Squeezed, squeeze

_LONG_LINE: Final = (
    90  # longer lines of a front are digests of the report, read only where nothing else speaks
)
_NUMERAL: Final = "[一二三四五六七八九十〇零百\\d]{1,4}"
_MEETING: Final = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff]{{0,24}}?)第?{_NUMERAL}届(?:全国)?人民代表大会(?:常务委员会)?第{_NUMERAL}次(?:全体)?会议"
    rf"|(?P<short>[\u4e00-\u9fff]{{0,24}}?)第?{_NUMERAL}届人大(?:常委会)?第?{_NUMERAL}次(?:全体)?会议"
)


@dataclass(frozen=True)
class Field:
    """A value and the span of the repaired text that it was read from."""

    value: str
    start: int
    end: int


def read_meta(text: str, folded: str, lines: list[Span], body: Span) -> dict[str, Field]:
    """What the front matter (the lines before `body`), or else the body, says; by key of the `meta` table.

    >>> text = "2021年清河县政府工作报告\\n——2021年2月5日在清河县第九届\\n人民代表大会第五次会议上\\n"
    >>> text += "县长 刘某某\\n各位代表:"
    >>> lines = [Span(m.start(), m.end()) for m in re.finditer("[^\\n]+", text)]
    >>> meta = read_meta(text, text, lines, lines[-1])
    >>> [meta[key].value for key in ("title", "place", "meeting")]
    ['2021年清河县政府工作报告', '清河县', '清河县第九届人民代表大会第五次会议']
    >>> [meta[key].value for key in ("speaker", "speaker_role", "delivered", "admin_level")]
    ['刘某某', '县长', '2021-02-05', 'county']
    """
    front = [cell for line in lines if line.start < body.start for cell in _cells(folded, line)]
    plain = squeeze(folded, [line for line in front if line.end - line.start <= _LONG_LINE])
    whole = squeeze(folded, front)
    found: dict[str, Field] = {}

    def put(key: str, span: Span | None, value: str = "") -> None:
        if span is not None and key not in found:
            found[key] = Field(value or _words(text, span), *span)

    put("title", _title(plain))
    for front_text in (plain, whole):
        put("meeting", _meeting(front_text))
    for key, span in find_speaker(plain, whole, _LONG_LINE).items():
        put(key, span)
    for key, dates in (("published", _published), ("delivered", _delivered)):
        for front_text in (plain, whole):
            if dated := dates(front_text):
                put(key, dated[1], dated[0])
    put("index_no", _index(plain))
    opening = squeeze(
        folded, [line for line in lines if body.start <= line.start < body.start + 800][:4]
    ).joined()
    put("place", _place(plain, found, opening, folded))
    office = _fold_office(found, opening)
    level = level_of(squeeze_words(folded, found.get("place")), office, folded, body)
    if level:
        evidence = found.get("place") or found.get("speaker_role")
        put(
            "admin_level",
            Span(evidence.start, evidence.end) if evidence else Span(body.start, body.start),
            level,
        )
    return found


def _cells(folded: str, line: Span) -> Iterator[Span]:
    """The cells of a line of a table (索引号 | 2025-001 | 公开日期: | 2025-04-15); else the line."""
    for match in re.finditer(r"[^|]+", folded[slice(*line)]):
        if match[0].strip():
            yield Span(line.start + match.start(), line.start + match.end())


def squeeze_words(folded: str, field: Field | None) -> str:
    """The folded words of a field, without blanks."""
    return re.sub(r"[\s?]+", "", folded[field.start : field.end]) if field else ""


def _words(text: str, span: Span) -> str:
    return re.sub(r"[\s?？]+", "", text[slice(*span)])


def _lines_of(squeezed: Squeezed) -> Iterator[tuple[int, str]]:
    at = 0
    for line in squeezed.text.split("\n"):
        yield at, line
        at += len(line) + 1


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    words = load("meta")
    return {
        "title": re.compile(
            rf"(?:\([^()]{{2,8}}\))?[《“]?(?:{alternation(words['title']['lead'])})?[《“]?"
            rf"(?P<title>(?P<before>[^。,;:!<>《》/|]{{0,40}}?)(?:{alternation(words['title']['bodies'])})工作的?报告)"
            rf"[》”]?(?:$|[(_|\-—\d].*|全文.*)"
        ),
        "not": re.compile(f"{alternation(words['title']['not'])}|作的?$"),
        "index": re.compile(
            rf"(?:{alternation(words['index']['labels'])})[:\]】]*\n?(?P<no>[A-Za-z0-9/][A-Za-z0-9/._()\[\]—-]{{3,48}})"
        ),
        "represents": re.compile(
            r"(?:代表|受)(?P<unit>[\u4e00-\u9fff]{1,24}?(?:人民政府|政府|行政公署|行署|公署))"
        ),
    }


def _title(front: Squeezed) -> Span | None:
    """The best title line: one that names a place before a bare 政府工作报告, the first of its kind."""
    patterns, best = _patterns(), (0, 0, Span(0, 0))
    for at, line in _lines_of(front):
        match = patterns["title"].match(line, len(line) - len(line.lstrip("•●·■◆★※*#")))
        if (
            not match
            or patterns["not"].search(match["before"])
            or patterns["not"].search(line[match.end("title") :])
        ):
            continue
        named = re.sub(r"^\d{4}年度?", "", match["before"])
        score = 4 if unit_name(named) or named.endswith("国务院") else 3 if not named else 1
        score += bool(find_year(match["before"])) and score > 1
        if (score, -at) > best[:2]:
            best = (score, -at, front.span(at + match.start("title"), at + match.end("title")))
    return best[2] if best[0] else None


def _meeting(front: Squeezed) -> Span | None:
    """The longest form of the meeting's name; it may be set over two lines."""
    joined = front.joined()
    matches = list(_MEETING.finditer(joined.text))
    match = next((m for m in matches if m["unit"] is not None), None) or (matches[0] if matches else None)
    if match is None:
        return None
    group = "unit" if match["unit"] is not None else "short"
    unit = match[group]
    lead = max(
        (unit.rfind(word) + len(word) for word in ("在", "日", "于", "报告") if word in unit), default=0
    )
    return joined.span(match.start(group) + lead, match.end())


def _published(front: Squeezed) -> tuple[str, Span] | None:
    """The page's date, by its label, the surest label first."""
    for label in load("meta")["dates"]["published"]:
        for match in re.finditer(rf"{label}[:\]】]*\n?", front.text):
            dates = find_dates(front.text, match.end(), match.end() + 18)
            if dates and dates[0].start == match.end():
                return dates[0].value, front.span(dates[0].start, dates[0].end)
    return None


def _delivered(front: Squeezed) -> tuple[str, Span] | None:
    """The date in front of the meeting, else one that fills its line."""
    joined = front.joined()
    dates = find_dates(joined.text)
    for dated in dates:
        if re.compile(r"[,]?(?:上午|下午)?(?:在|于)|[)—-]*[\u4e00-\u9fff]{0,24}第").match(
            joined.text, dated.end
        ):
            meeting = _MEETING.search(joined.text, dated.end, dated.end + 60)
            if meeting or re.compile(r".{0,30}会议?上?").match(joined.text, dated.end):
                return dated.value, joined.span(dated.start, dated.end)
    for at, line in _lines_of(front):
        match = re.fullmatch(r"[(—-]*([^()—\-:]+日)(?:[\u4e00-\u9fff·]{2,4}\))?[)—-]*", line)
        found = find_dates(match[1]) if match else []
        if match and found and len(found[0].value) and found[0].end - found[0].start == len(match[1]):
            return found[0].value, front.span(at + match.start(1), at + match.end(1))
    return None


def _index(front: Squeezed) -> Span | None:
    match = _patterns()["index"].search(front.text)
    return front.span(*match.span("no")) if match else None


def _place(front: Squeezed, found: dict[str, Field], opening: Squeezed, folded: str) -> Span | None:
    """The unit that title, meeting, speaker's line, opening or the report's documents name."""
    for key, tail in (
        ("title", r"(?:(?:19|20)\d\d年度?)?(?:人民)?(?:政府)?工作的?报告$"),
        ("meeting", r"第.{1,4}届.*$"),
    ):
        if field := found.get(key):
            inside = squeeze(folded, [Span(field.start, field.end)]).joined()
            if span := unit_name(re.sub(tail, "", inside.text)):
                return inside.span(*span)
    if "speaker_role" in found:
        line_start = folded.rfind("\n", 0, found["speaker_role"].start) + 1
        inside = squeeze(folded, [Span(line_start, found["speaker_role"].start)]).joined()
        if span := unit_name(inside.text):
            return inside.span(*span)
    represents = _patterns()["represents"].search(opening.text)
    if represents is None:
        return None
    if span := unit_name(represents["unit"]):
        return opening.span(represents.start("unit") + span[0], represents.start("unit") + span[1])
    level_word = re.sub(r"(?:人民)?政府$", "", represents["unit"])
    span = place_of_documents(folded, level_word) if len(level_word) == 1 else None
    return Span(*span) if span else None


def _fold_office(found: dict[str, Field], opening: Squeezed) -> str:
    """What tells the level where no place does: the office, or whom the speaker stands for."""
    if "speaker_role" in found:
        return fold(found["speaker_role"].value)
    stands_for = re.search(r"代表(国务院|省|市|县|区|旗|州|盟|行署|自治州|自治区)", opening.text)
    if not stands_for:
        return ""
    return {"国务院": "总理", "行署": "专员", "自治州": "州长", "自治区": "省长"}.get(
        stands_for[1], stands_for[1] + "长"
    )
