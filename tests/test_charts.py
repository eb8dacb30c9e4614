"""The charts: every one at every width, in every language and mode; no words on words, none out of the frame."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import vl_convert
from chart_tools import LANGS, NAMES, Maker, faults, svg_of, widths, words_of

import baogao
from baogao.story import charts
from baogao.story.charts.place import Row, place
from baogao.story.charts.ribbon import spread
from baogao.story.charts.scale import round_values
from baogao.story.charts.sections import short_names
from baogao.story.charts.type import width_of, wrap
from baogao.story.theme import DARK, LIGHT
from baogao.tables.report import Report

ROOT = Path(__file__).parent.parent
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


@cache
def seed() -> Report:
    return baogao.read(ROOT / "seeds" / "liling-2023.txt")


# Invented reports, each for one thing that a layout may not stand.


def forty_targets() -> Report:
    made = Maker()
    review = made.section(1, "一", "2030年工作回顧", "review")
    results = [
        made.figure(f"指標{i}", f"{i / 3:.1f}%", round(i / 3, 1), "%", status="result", measure="growth")
        for i in range(1, 26)
    ]
    made.close(review)
    made.section(1, "二", "2031年工作安排", "plan")
    signs = [(">=", "以上"), ("<=", "以內"), ("~", "左右"), ("=", ""), (">", "")]
    for i in range(1, 41):
        sign, tail = signs[i % 5]
        value = i / 2 if i % 7 else -i / 8
        label = (
            f"指標{i}"
            if i % 4
            else f"指標{i}與社會消費品零售總額及規模以上工業增加值和地方一般公共預算收入合計"
        )
        if i % 11 == 0:
            made.target(
                label,
                "低於全省平均水平並與經濟增長保持基本同步，力爭進入全省第一方陣前列",
                None,
                "",
                measure="share",
            )
            continue
        if i % 13 == 0:
            start = made.target(label, f"{i}億元{tail}", i * 1e8, "元", measure="level", comparator=sign)
        elif i % 9 == 0:
            start = made.target(label, f"{i}—{i + 3}%", i, "%", comparator="range", value_max=i + 3)
        else:
            start = made.target(label, f"{value:g}%{tail}", value, "%", comparator=sign)
        if i < 25 and i % 13:
            made.pair(label, results[i - 1], start)
    return made.report()


def near_and_far() -> Report:
    """Results just above, just below, far above and at their targets, on a scale that an outlier stretches."""
    made = Maker()
    review = made.section(1, "一", "回顧", "review")
    goals = [
        (6.0, 6.1),
        (6.0, 5.9),
        (6.0, 6.0),
        (6.0, 14.0),
        (6.0, 148.0),
        (0.4, 0.2),
        (120.0, 0.1),
        (6.5, -3.0),
    ]
    results = [
        made.figure(f"增長{i}", f"{r:g}%", r, "%", status="result", measure="growth")
        for i, (_, r) in enumerate(goals)
    ]
    made.close(review)
    made.section(1, "二", "安排", "plan")
    for sign, tail in ((">=", "以上"), ("<=", "以內"), ("~", "左右"), ("=", "")):
        for i, (goal, _) in enumerate(goals):
            start = made.target(f"增長{i}", f"{goal:g}%{tail}", goal, "%", comparator=sign)
            made.pair(f"增長{i}", results[i], start)
    return made.report()


def falling_pairs() -> Report:
    """Pairs outside the headline: a tenfold rise, a fall to nothing, nearly the same, rates, long names."""
    made = Maker()
    review = made.section(1, "一", "回顧", "review")
    things = [
        ("新建公園", 4, 44), ("清理河道", 900, 3), ("培訓人次", 10000, 10001), ("改造廁所", 50, 50),
        ("提質改造農村薄弱學校和鄉鎮標準化寄宿制學校以及社區養老服務綜合體數量", 120, 180), ("籌集資金", 3.2e9, 4.1e11),
    ]  # fmt: skip
    results = [made.figure(label, f"{value:g}個", value, "個", status="result") for label, value, _ in things]
    rate = made.figure("森林覆蓋率", "56%以上", 56, "%", status="result", measure="share", comparator=">=")
    made.close(review)
    made.section(1, "二", "安排", "plan")
    for (label, _, value), result in zip(things, results, strict=True):
        made.pair(
            label,
            result,
            made.figure(label, f"{value:g}個以上", value, "個", status="target", comparator=">="),
            "個",
            "level",
        )
    made.pair(
        "森林覆蓋率",
        rate,
        made.figure("森林覆蓋率", "57%左右", 57, "%", status="target", measure="share", comparator="~"),
        "%",
        "share",
    )
    return made.report()


def many_projects() -> Report:
    """Ninety projects in eleven groups, some of long names, some in three groups, stages of every sort."""
    made = Maker("和布克賽爾蒙古自治縣")
    part = made.section(1, "一", "回顧", "review")
    groups = [f"{'一二三四五六七八九十百'[i]}個重點工程{'專項行動計劃' * (i % 3)}" for i in range(11)]
    for i in range(90):
        name = f"第{i}號水庫" if i % 5 else f"環湖生態修復與堤防加固以及城鄉供水一體化第{i}期工程"
        start, end = made.put(name)
        held = (
            [groups[i % 11]]
            + ([groups[(i + 4) % 11]] if i % 6 == 0 else [])
            + ([groups[(i + 7) % 11]] if i % 12 == 0 else [])
        )
        review, plan = (
            ("", "建成通車", "還沒有取得預期效果")[i % 3],
            ("", "加快推進前期工作並力爭年內開工建設")[i % 2],
        )
        made.row(
            "projects",
            name=name,
            groups=";".join(held),
            kind="",
            stage_review=review,
            stage_plan=plan,
            first_start=start,
            first_end=end,
            mentions=1,
        )
        status = ("neither", "done", "neither")[i % 3]
        made.row(
            "project_mentions",
            name=name,
            start=start,
            end=end,
            section_id=part,
            stage=review,
            stage_start=None,
            stage_end=None,
            status=status,
            scope="project" if i % 4 else "group",
        )
        for group in held:
            made.row("lists", list=group, item_no=i, item=name, start=start, end=end, source="body")
        made.put("，")
    return made.report()


def long_items() -> Report:
    """Livelihood items of sixty characters with figures in them, behind them and at the line's end."""
    made = Maker()
    made.section(1, "一", "民生", "plan")
    before: list[str] = []
    for year, name in ((2030, "十件民生實事"), (2031, "2031年十二件為民辦實事項目清單（徵求意見稿）")):
        for i in range(1, 15):
            start = len(made.text)
            made.put("實施城鄉居民供水改造與老舊管網更新")
            at = made.figure(
                "惠及居民", f"{i}.5萬戶", i * 15000, "戶", status="target" if year == 2031 else "result"
            )
            made.put("並同步推進農村公路安全生命防護工程、危橋改造、校舍加固等配套建設任務全面完成")
            end = len(made.text)
            made.row(
                "livelihood", item_id=f"livelihood-{start}", list=name, period=year, item_no=i, item=made.text[start:end], domain="water",
                status="done" if year == 2030 else "candidate", status_quote="因資金未到位尚未全面完成年度任務" if year == 2030 and i == 3 else "",
                status_start=None, status_end=None, continues=before[i - 1] if year == 2031 and i < 9 else "", figures=f"figures-{at}", start=start, end=end,
            )  # fmt: skip
            if year == 2030:
                before.append(f"livelihood-{start}")
            made.put("；")
    return made.report()


def one_part() -> Report:
    """One part without sections, a place of ten characters, no glossary, no pairs, no lists."""
    made = Maker("積石山保安族東鄉族撒拉族自治縣")
    made.section(
        1, "一", "關於過去五年工作的回顧和今後五年工作的總體要求以及主要預期目標任務安排的意見建議", "plan"
    )
    made.put("各位代表，全縣上下“攻堅克難”“攻堅克難”“比學趕超”。" * 3)
    made.figure("糧食產量", "12萬噸", 120000, "噸", status="target")
    return made.report()


def many_parts() -> Report:
    """Nine parts of long names and forty sections close together."""
    made = Maker()
    for i in range(9):
        part = made.section(
            1,
            "一二三四五六七八九"[i],
            f"關於{i}號領域全年重點工作的總體回顧與安排部署",
            "review" if i < 4 else "plan",
        )
        for k in range(5):
            section = made.section(
                2, f"（{'一二三四五'[k]}）", f"堅持第{k}號統籌發展，推動取得新成效", "review", part
            )
            made.put("各項工作扎實推進。" * (1 if k % 2 else 4))
            for n in range(k):
                made.figure(
                    f"事項{n}", f"{n + 1}個", n + 1, "個", status=("result", "target", "context")[n % 3]
                )
            made.close(section)
        made.close(part)
    return made.report()


def many_units() -> Report:
    """Strips of huge spans, equal values ten deep, numbers below zero, sixty units with nothing to compare."""
    made = Maker()
    made.section(1, "一", "回顧", "review")
    for i in range(10):
        made.figure("同一個數", "100%", 100, "%", status=("result", "target")[i % 2], measure="share")
        made.figure("資金", f"{10**i}元", float(10**i), "元", status="result")
        made.figure("增減", f"{i - 5}%", i - 5, "%", status="result", measure="growth")
        made.figure("名次", f"第{i + 1}位", i + 1, "位", status="context", measure="rank")
        made.figure(
            "公里數很長的名稱用來試一試選中時的標籤會不會伸出畫面之外的情形",
            f"{3 * i + 1}公里",
            3 * i + 1,
            "公里",
            status="result",
        )
    for i in range(60):
        made.figure(
            "雜項", f"{i + 1}單位{i}", i + 1, f"單位{i}", status=("result", "target", "context")[i % 3]
        )
    return made.report()


def nothing() -> Report:
    made = Maker()
    made.put("本報告沒有可讀之物。")
    return made.report()


INVENTED: dict[str, Callable[[], Report]] = {
    made.__name__: made
    for made in (
        forty_targets,
        near_and_far,
        falling_pairs,
        many_projects,
        long_items,
        one_part,
        many_parts,
        many_units,
        nothing,
    )
}
# Which charts an invented report is about; the rest are drawn for "nothing" and the seed.
ABOUT = {
    "forty_targets": ("targets", "ribbon", "figures"),
    "near_and_far": ("targets",),
    "falling_pairs": ("pairs", "figures"),
    "many_projects": ("projects",),
    "long_items": ("livelihood",),
    "one_part": ("ribbon", "glossary", "figures", "targets"),
    "many_parts": ("ribbon",),
    "many_units": ("figures",),
    "nothing": NAMES,
}


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
    assert set(charts.__all__) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", LANGS)
def test_seed_lies_clear_in_every_language(name: str, lang: str) -> None:
    for width in widths(name):
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
    texts = next(rows for rows in made["datasets"].values() if sum("t" in row for row in rows) > 3)
    texts[0]["x"] = texts[1]["x"] = 690
    texts[0]["y"] = texts[1]["y"] = 100
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
    assert made["usermeta"]["title"]
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
    assert all(later - sooner >= 16 for sooner, later in zip(places, places[1:], strict=False))
    assert sum(places[:3]) / 3 == pytest.approx(101)


def test_near_marks_move_apart_and_far_ones_do_not() -> None:
    def row(result: float, target: float) -> Row:
        return Row(result, target, None, 700, False, 30, 60, 180, 704)

    assert place(row(300, 400)).shift == 0
    assert place(row(395, 400)).shift > 0
    assert place(row(500, 400)).shift > 0  # the result lies inside the target's ray
    assert place(row(500, 400)).result_side == 1
