"""The charts at every width, in every language and mode: no words on words, none out of the frame."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import vl_convert

import baogao
from baogao.story import charts
from baogao.story.charts.place import Row, place
from baogao.story.charts.ribbon import spread
from baogao.story.charts.scale import round_values
from baogao.story.charts.sections import short_names
from baogao.story.charts.type import width_of, wrap
from baogao.story.theme import DARK, LIGHT
from baogao.tables.report import Report
from chart_tools import LANGS, NAMES, faults, svg_of, widths, words_of
from invented import ABOUT, INVENTED, Maker

ROOT = Path(__file__).parent.parent
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


@cache
def seed() -> Report:
    return baogao.read(ROOT / "seeds" / "liling-2023.txt")


def spec(report: Report, name: str, width: int, lang: str = "zh-Hant", mode: str = "light") -> dict[str, Any]:
    made: dict[str, Any] = getattr(charts, name)(report, width=width, lang=lang, mode=mode).to_dict()
    return made


def data_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [datum for rows in made.get("datasets", {}).values() for datum in rows]


def middle(made: dict[str, Any]) -> dict[str, float]:
    """The middle row chosen, and one in its section."""
    starts = sorted({datum["start"] for datum in data_of(made) if "start" in datum})
    return {"chosen": starts[len(starts) // 2], "here": starts[len(starts) // 2]} if starts else {}


def test_all_and_no_more() -> None:
    assert set(charts.__all__) == {*NAMES, "compare"}  # drawn in test_compare_story.py


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_seed_lies_clear_in_every_language(name: str, lang: str) -> None:
    # The two Chinese scripts are as wide as each other: the second is drawn once.
    for width in widths(name) if lang != "zh-Hans" else widths(name)[:1]:
        made = spec(seed(), name, width, lang)
        assert faults(svg_of(made)) == [], width
    if lang == "zh-Hant":
        assert faults(svg_of(made, **middle(made))) == []


@pytest.mark.parametrize(("made", "name"), [(made, name) for made, names in ABOUT.items() for name in names])
def test_invented_reports_lie_clear(made: str, name: str) -> None:
    report = INVENTED[made]()
    phone, laptop, projector = widths(name)
    for width, lang in ((phone, "zh-Hant"), (laptop, "zh-Hant"), (laptop, "en"), (projector, "en")):
        drawn = spec(report, name, width, lang)
        assert faults(svg_of(drawn)) == [], (width, lang)
    drawn = spec(report, name, phone, "en")
    assert faults(svg_of(drawn, **middle(drawn))) == []


def test_the_check_sees_what_is_wrong() -> None:
    made = spec(seed(), "targets", 704)
    texts = [
        row for rows in made["datasets"].values() for row in rows if "t" in row and "x" in row and "y" in row
    ]
    for index, text in enumerate(texts[:6]):
        text["x"], text["y"] = (1 if index % 2 else 703), 100
    found = " ".join(faults(svg_of(made)))
    assert "lies on" in found
    assert "leaves the frame" in found


@pytest.mark.parametrize("name", NAMES)
def test_marks_grow_with_the_rows(name: str) -> None:
    words, width, height = words_of(svg_of(spec(seed(), name, widths(name)[1])))
    assert words
    assert width == widths(name)[1]
    assert height > 60


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("mode", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_colours_are_the_tokens(name: str, mode: str, colors: dict[str, str]) -> None:
    made = spec(seed(), name, widths(name)[1], mode=mode)
    used = set(HEX.findall(json.dumps({key: made[key] for key in ("layer", "config")})))
    assert used
    assert used <= set(colors.values())


@pytest.mark.parametrize("name", NAMES)
def test_light_turns_into_dark_by_its_colours_alone(name: str) -> None:
    light, dark = (json.dumps(spec(seed(), name, widths(name)[1], mode=mode)) for mode in ("light", "dark"))
    for token, color in LIGHT.items():
        light = light.replace(color, DARK[token])
    assert light == dark


@pytest.mark.parametrize("name", NAMES)
def test_rows_open_their_place(name: str) -> None:
    report = seed()
    rows = [datum for datum in data_of(spec(report, name, widths(name)[1])) if "ref" in datum]
    assert rows
    for datum in rows:
        assert re.fullmatch(r"[a-z_]+-\d+(-\d+)?", datum["ref"])
        assert 0 <= datum["start"] <= len(report.text)


@pytest.mark.parametrize(
    ("name", "table", "least"),
    [
        ("ribbon", "figures", 1.0),
        ("figures", "figures", 0.95),
        ("glossary", "glossary", 1.0),
        ("livelihood", "livelihood", 1.0),
    ],
)
def test_no_row_is_left_out(name: str, table: str, least: float) -> None:
    report = seed()
    drawn = {datum["ref"] for datum in data_of(spec(report, name, widths(name)[1])) if "ref" in datum}
    wanted = {f"{table}-{start}" for start in report.tables[table]["start"]}
    assert len(wanted & drawn) >= least * len(wanted) > 0


def test_every_target_is_drawn_in_order() -> None:
    report = seed()
    made = spec(report, "targets", 704)
    shown = [
        datum["ref"]
        for datum in sorted((d for d in data_of(made) if "tip" in d and "y2" in d), key=lambda d: d["y"])
    ]
    assert shown == report.targets["target_id"].tolist()


@pytest.mark.parametrize("name", NAMES)
def test_text_alternative_is_made_from_rows(name: str) -> None:
    made = spec(seed(), name, widths(name)[1], "en")
    assert len(made["description"]) > 40
    assert all(made["usermeta"][part] for part in ("title", "subtitle", "source"))
    assert all(param["value"] == -1 for param in made["params"])
    assert "chosen" in {param["name"] for param in made["params"]}


@pytest.mark.parametrize("name", NAMES)
def test_faces_are_those_of_the_script(name: str) -> None:
    for script, there, not_there in (("zh-Hans", "SC", "TC"), ("zh-Hant", "TC", "SC")):
        made = Maker()
        made.text = "這是一份繁體報告" * 3 if script == "zh-Hant" else "这是一份简体报告" * 3
        svg = svg_of(spec(Report("x", made.text, seed().tables), name, widths(name)[1], script))
        faces = set(re.findall(r'font-family="([^"]*)"', svg))
        assert faces
        assert all(f"CJK {there}" in face and f"CJK {not_there}" not in face for face in faces), faces


def test_choosing_a_row_draws_it_in_ink() -> None:
    report = seed()
    start = int(report.targets["start"].iloc[1])
    made = spec(report, "targets", 704)
    plain, chosen = svg_of(made), svg_of(made, chosen=start)
    assert chosen.count(LIGHT["ink"]) > plain.count(LIGHT["ink"])
    assert chosen.count('font-weight="700"') > plain.count('font-weight="700"')


def test_choosing_a_result_chooses_its_target_too() -> None:
    report = seed()
    pair = report.pairs.iloc[0]
    made = spec(report, "ribbon", 1200)
    one, other = (svg_of(made, chosen=int(pair[side])) for side in ("result_start", "target_start"))
    assert one.count("<path") == other.count("<path") > svg_of(made).count("<path")


@pytest.mark.usefixtures("cjk_fonts")
@pytest.mark.parametrize("name", NAMES)
def test_draws_png(name: str) -> None:
    if Path("/usr/share/fonts").is_dir():
        vl_convert.register_font_directory("/usr/share/fonts")
    png = vl_convert.vegalite_to_png(json.dumps(spec(seed(), name, 358)))
    assert png.startswith(b"\x89PNG")
    assert len(png) > 3000


# The parts that layouts are made of.


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["堅持守牢底線,打贏了防風險的硬仗", "堅持發展產業,打響了創特色的品牌"], ["守牢底線", "發展產業"]),
        (
            ["聚焦新階段,發展更高質量、更有特色的縣域經濟", "聚焦新階段,建設更為美麗、更加宜居的活力鄉村"],
            ["縣域經濟", "活力鄉村"],
        ),
        (["聚力推動工業經濟高質量發展行穩致遠", "全面加強自身建設"], ["", ""]),
        (["", "教育"], ["", "教育"]),
        (["工業", "工業"], ["", ""]),
        (["加強自身建設"], ["加強自身建設"]),
        ([], []),
    ],
)
def test_short_names(headings: list[str], names: list[str]) -> None:
    assert short_names(headings) == names


@pytest.mark.parametrize("room", [40, 75, 120, 300])
@pytest.mark.parametrize(
    "text",
    [
        "完成丁家段鐵路橋至大橋防洪堤建設和農村公路改建,及危橋改造",
        "GDP增長9.5%以上（可比價）",
        "Industrial value added and retail sales",
        "，，，，，，，，，，",
    ],
)
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: float) -> None:
    lines = wrap(text, 14, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line, 14) <= max(room, 14) for line in lines)


def test_lines_do_not_begin_with_a_stop() -> None:
    assert all(line[0] not in "，。）" for line in wrap("推進公路建設，改造危橋。（含農村）" * 3, 14, 90))


@pytest.mark.parametrize(
    ("low", "high"), [(0, 20), (-3, 12), (0.1, 0.4), (-100, 85), (0, 1e12), (5, 5), (0, 3)]
)
def test_round_values_are_few_and_inside(low: float, high: float) -> None:
    values = round_values(low, high)
    assert 1 <= len(values) <= 4
    assert all(low <= value <= high for value in values)


def test_spread_keeps_pitch_and_centre() -> None:
    places = spread([100, 101, 102, 300], 16)
    assert all(later - sooner >= 16 for sooner, later in pairwise(places))
    assert sum(places[:3]) / 3 == pytest.approx(101)


def test_near_marks_move_apart_and_far_ones_do_not() -> None:
    def row(result: float, target: float) -> Row:
        return Row(result, target, None, 700, False, 30, 60, 180, 704)

    assert place(row(300, 400)).shift == 0
    assert place(row(395, 400)).shift > 0
    assert place(row(500, 400)).shift > 0  # the result lies inside the target's ray
    assert place(row(500, 400)).result_side == 1
