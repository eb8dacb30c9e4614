"""The scene that sets reports side by side: its chart at every width, its words, its links, its hosts."""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import baogao
from baogao.story import charts, notebooks
from baogao.story.bundle import bundle
from baogao.story.charts.canvas import Canvas
from baogao.story.charts.compare_marks import Field, Mark, draw
from baogao.story.charts.scale import Scale
from baogao.story.notebooks import tell
from baogao.story.page import write_page
from baogao.story.scene import Link, Scene
from baogao.story.scenes import build_scene
from baogao.story.scenes.common import plain
from baogao.story.theme import DARK, LIGHT
from baogao.tables.report import Report
from baogao.tables.store import load, save
from chart_tools import LANGS, faults, svg_of
from conftest import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
NAMES = ("yunqi-2031", "yunqi-2032", "liupu-2032", "nanzhu-2032")
WIDTHS = (358, 704, 1728)
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


@cache
def fixture(name: str) -> Report:
    return baogao.read(FIXTURES / f"{name}.txt")


@cache
def beside(name: str, *others: str) -> Report:
    report = baogao.read(FIXTURES / f"{name}.txt")
    report.others = tuple(fixture(other) for other in others)
    return report


def spec(report: Report, width: int, lang: str = "zh-Hans", mode: str = "light") -> dict[str, Any]:
    made: dict[str, Any] = charts.compare(report, width=width, lang=lang, mode=mode).to_dict()
    return made


def data_of(made: dict[str, Any]) -> list[dict[str, Any]]:
    return [datum for rows in made.get("datasets", {}).values() for datum in rows]


def links(scene: Scene) -> list[Link]:
    cells = [cell for table in scene.tables for row in table.rows for cell in row.cells]
    return [part for segments in (scene.sentence, *cells) for part in segments if isinstance(part, Link)]


def wide() -> Report:
    """Long names, large numbers, falls, ranges and words, beside the same of a place with a long name."""

    def written(place: str, year: int, shift: float) -> Report:
        words = "城镇和农村居民人均可支配收入与经济增长基本同步并力争略高于全省平均水平"
        aims = [
            f"全口径规模以上工业企业主营业务收入增长{12 + shift}%以上",
            "地区生产总值下降3%以内",
            f"单位地区生产总值能耗下降{2.5 + shift}%左右",
            words,
            f"一般公共预算收入增长{80 + shift}%-{120 + shift}%",
            f"社会消费品零售总额增长{0.3 + shift}%",
            "固定资产投资增长12000%以上",
            f"粮食产量稳定在{1234.5 + shift}万吨以上",
        ]
        text = (
            f"{year}年{place}政府工作报告\n各位代表:\n一、{year - 1}年工作回顾\n"
            f"地区生产总值下降{3.4 + shift}%,单位地区生产总值能耗上升1%,一般公共预算收入增长{300 + shift}%,"
            f"社会消费品零售总额增长{0.3 + shift}%,粮食产量{2469 + shift}亿斤,城镇新增就业5人。\n"
            f"二、{year}年工作安排\n主要预期目标是:{','.join(aims)}。\n"
            "新建改造农村公路及安全生命防护工程1234567公里,新增城镇保障性住房及棚户区改造安置住房98765套。\n"
        )
        path = Path(FOLDER, f"{place}-{year}.txt")
        path.write_text(text, encoding="utf-8")
        return baogao.read(path)

    report = written("青禾土家族苗族自治县", 2031, 0)
    later = written("青禾土家族苗族自治县", 2032, 1)
    report.others = (later, written("白水蒙古族哈萨克族自治县", 2031, 2))
    return report


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    global FOLDER
    FOLDER = str(tmp_path_factory.mktemp("written"))


FOLDER = ""
PAIRED = ("yunqi-2032", "yunqi-2031")
PLACED = ("liupu-2032", "yunqi-2032", "nanzhu-2032")
MIXED = ("yunqi-2031", "yunqi-2032", "liupu-2032")


@pytest.mark.parametrize("names", [PAIRED, PLACED, MIXED], ids=["years", "places", "both"])
@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
def test_nothing_lies_on_anything(names: tuple[str, ...], lang: str) -> None:
    for width in WIDTHS:
        made = spec(beside(*names), width, lang)
        assert faults(svg_of(made)) == [], width
    made = spec(beside(*names), 704, "zh-Hant")
    starts = sorted({datum["start"] for datum in data_of(made) if "start" in datum})
    assert faults(svg_of(made, chosen=starts[len(starts) // 2])) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_long_names_and_large_numbers_lie_clear(width: int, lang: str) -> None:
    assert faults(svg_of(spec(wide(), width, lang))) == []


def test_a_dozen_places_with_long_names_and_small_numbers_lie_clear() -> None:
    """Each with its own numbers, some of them small."""
    text, made = fixture("liupu-2032").text, []
    for number, sign in enumerate("甲乙丙丁戊己庚辛壬癸子丑"):
        place = f"大{sign}土家族苗族自治县" if number % 3 == 0 else f"山河{sign}县"

        def other(match: re.Match[str], by: int = number) -> str:
            return f"{max(0.3, float(match[1]) + (by * 7 % 11 - 5) * 0.6):.1f}%"

        path = Path(FOLDER, f"m{number:02}-2032.txt")
        path.write_text(re.sub(r"(\d+(?:\.\d)?)%", other, text.replace("柳浦县", place)), encoding="utf-8")
        made.append(baogao.read(path))
    made[3].others = (*made[:3], *made[4:])
    for width, lang in ((358, "en"), (704, "zh-Hans")):
        drawn = spec(made[3], width, lang)
        assert faults(svg_of(drawn)) == []
        assert any(datum.get("t") == "0.3" for datum in data_of(drawn))


def test_a_low_ceiling_keeps_its_words_in_the_frame() -> None:
    """Where the line of a bound has no room, what stands in for it in the arrangement is not drawn."""
    sheet = Canvas.of(fixture("liupu-2032"), 358, "en", "light")
    mark = Mark(0.55, ("≤ ", "0.55", ""), {"ref": "targets-1", "start": 1}, "<=")
    draw(sheet, Field(Scale(0, 10, 7, 300), 0, 358), 20, mark, None)
    assert all(0 <= datum["x"] <= 358 for layer in sheet.layers.values() for datum in layer)


def test_the_national_reports_lie_clear(shared: Path) -> None:
    first, later = (baogao.read(shared / "reports" / f"state-council-{year}.txt") for year in (2023, 2024))
    later.others = (first,)
    for width in WIDTHS:
        assert faults(svg_of(spec(later, width))) == []


def test_counties_of_one_year_lie_clear(shared: Path) -> None:
    first, *others = (
        baogao.read(shared / "reports" / f"{name}.txt")
        for name in ("fuping-2022", "gaotang-2022", "quyang-2022")
    )
    first.others = tuple(others)
    for width, lang in zip(WIDTHS, LANGS, strict=True):
        assert faults(svg_of(spec(first, width, lang))) == []


@pytest.mark.parametrize("names", [PAIRED, PLACED], ids=["years", "places"])
def test_light_turns_into_dark_by_the_nine_colours_alone(names: tuple[str, ...]) -> None:
    light, dark = (json.dumps(spec(beside(*names), 704, mode=mode)) for mode in ("light", "dark"))
    assert set(HEX.findall(light)) <= set(LIGHT.values())
    for token, color in LIGHT.items():
        light = light.replace(color, DARK[token])
    assert light == dark


def test_a_verdict_is_a_word_and_no_colour() -> None:
    """Kept and missed are told apart where all is grey: by their words, and the missed by weight."""
    made = spec(beside(*PAIRED), 704)
    told = [
        datum["t"]
        for datum in data_of(made)
        if datum.get("t") in ("做到", "未做到", "换了说法", "没有再提", "不能判定")
    ]
    assert told.count("做到") == 13
    assert told.count("未做到") == 3
    svg = svg_of(made)
    for element in re.findall(r"<text[^>]*>(?:做到|未做到)</text>", svg):
        assert f'fill="{LIGHT["ink"]}"' in element
        assert ('font-weight="700"' in element) == ("未做到" in element)


@pytest.mark.parametrize("names", [PAIRED, PLACED], ids=["years", "places"])
def test_marks_open_their_place_here_or_there(names: tuple[str, ...]) -> None:
    report = beside(*names)
    reports = {report.id: report} | {other.id: other for other in report.others or ()}
    own = there = 0
    for datum in data_of(spec(report, 704)):
        if "ref" not in datum:
            continue
        other, _, row = datum["ref"].rpartition("@")
        table, _, start = row.partition("-")
        told = reports[other or report.id]
        if table == "text":
            assert 0 <= int(start.split("-")[0]) < len(told.text)
        else:
            assert int(start) in set(told.tables[table]["start"])
        # No mark of another report may be taken for the chosen place of this one.
        assert (datum["start"] >= 0) == (not other)
        own, there = own + (not other), there + bool(other)
    assert own > 10
    assert there > 10


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "names", [PAIRED, PLACED, ("yunqi-2031", "yunqi-2032")], ids=["judged", "places", "next"]
)
def test_the_scene_tells_what_its_rows_say(names: tuple[str, ...], lang: str) -> None:
    report = beside(*names)
    scene = build_scene(report, "compare", lang)
    assert scene.charts == ("compare",)
    assert "{" not in plain(scene.sentence) + scene.note
    for table in scene.tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
        assert all("@" not in row.ref for row in table.rows)
    reports = {one.id: one for one in (report, *(report.others or ()))}
    for link in links(scene):
        other, _, row = link.ref.rpartition("@")
        told = reports[other or report.id]
        table, _, start = row.partition("-")
        assert told.text[int(start.split("-")[0]) :].startswith(link.text), link
        assert table in {*told.tables, "text"}


def test_the_sentence_counts_and_names_what_was_missed() -> None:
    said = plain(build_scene(beside(*PAIRED), "compare", "zh-Hans").sentence)
    assert said == (
        "2031年的 14 项主要预期目标，对照2032年的报告：8 项做到；"
        "未做到 1 项：地区生产总值（目标 6.5%以上，结果 6.2%）；"
        "3 项换了说法；1 项没有再提；1 项不能判定。"
        "其他带数字的安排 11 项：5 项做到；2 项未做到；1 项换了说法；2 项没有再提；1 项不能判定。"
    )


def test_conversions_and_doubts_stand_in_the_rows() -> None:
    scene = build_scene(beside(*PAIRED), "compare", "zh-Hans")
    told = {plain(row.cells[0]): plain(row.cells[-1]) for row in scene.tables[0].rows}
    assert told["一般公共预算收入"] == "1亿元 = 10000万元"
    assert told["地区生产总值"] == "低于目标；报告称“预计”"
    assert told["规模以上工业增加值"] == "按“左右”的规则算做到"
    assert "0.2 个百分点" in scene.note


@pytest.mark.parametrize("lang", LANGS)
def test_alone_it_says_so_in_one_line(lang: str) -> None:
    report = baogao.read(FIXTURES / "nanzhu-2032.txt")
    scene = build_scene(report, "compare", lang)
    assert scene.empty
    assert "\n" not in scene.empty
    assert scene.charts == ()
    assert scene.count == 0


def test_a_bundle_of_a_folder_finds_what_lies_beside(tmp_path: Path) -> None:
    for name in NAMES:
        save(fixture(name), tmp_path / name)
    told = bundle(load(tmp_path / "yunqi-2032"), ("en",), ("laptop",))
    scene = next(scene for scene in told["langs"]["en"]["scenes"] if scene["id"] == "compare")
    assert scene["count"] == 25
    assert set(scene["charts"]["compare"]) == {"laptop"}
    assert "yunqi-2031@targets-" in json.dumps(scene["tables"])
    json.dumps(told, allow_nan=False)


# The hosts.


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of the invented reports, a folder each."""
    root = tmp_path_factory.mktemp("site")
    for name in NAMES[:3]:
        save(fixture(name), root / "data" / name)
    for name in NAMES[:3]:
        write_page(load(root / "data" / name), root / "site" / name / "index.html")
    return root / "site"


def test_the_page_opens_the_other_report(site: Path, chromium: str) -> None:
    from browser import PHONE, launched, watched

    home = site.as_uri()
    with launched(chromium) as browser:
        with watched(browser) as seen:
            seen.page.goto(f"{home}/yunqi-2032/index.html#scene=compare")
            seen.settle()
            seen.page.click('button[aria-controls="rows-compare"]')
            link = seen.page.locator(".rows td a.link.promised").first
            assert link.get_attribute("href") == (
                "../yunqi-2031/index.html#scene=compare&id=targets-436&lang=zh-Hans&mode=light"
            )
            link.click()
            seen.page.wait_for_url("**/yunqi-2031/index.html#**")
            seen.settle()
            assert (
                seen.page.locator(".reader .mark.now, .reader .chosen").first.inner_text().count("6.5%以上")
            )
            assert seen.page.locator("nav a[aria-current=page]").inner_text().startswith("对照")
            # A mark of the next report, from here.
            seen.page.keyboard.press("Escape")
            seen.page.locator(".scene .chart svg path[fill='#0B6067']").first.click()
            seen.page.wait_for_url("**/yunqi-2032/index.html#**")
            assert "id=figures-184" in seen.page.url
            seen.check()
        with watched(browser, PHONE) as seen:
            seen.page.goto(f"{home}/liupu-2032/index.html#scene=compare&lang=en&mode=dark")
            seen.settle()
            assert seen.overflow() <= 0
            # Arrows stay in this report: what stands in the other one is reached by its links.
            seen.page.locator(".scene .chart").focus()
            for _ in range(3):
                seen.page.keyboard.press("ArrowDown")
            assert "liupu-2032" in seen.page.url
            assert re.search(r"id=(?:targets|figures)-\d+", seen.page.url)
            seen.check()


def test_an_address_of_the_app_names_the_other_report(site: Path, chromium: str) -> None:
    """The scripts are the same in the app; there the address is a query."""
    from browser import launched, watched

    with launched(chromium) as browser, watched(browser) as seen:
        seen.page.goto(f"{site.as_uri()}/yunqi-2032/index.html#scene=compare")
        seen.settle()
        href = seen.page.evaluate(
            """async () => {
              const data = document.getElementById("bundle").textContent;
              const packed = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
              const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
              const box = document.createElement("div");
              document.body.append(box);
              const embed = () => Promise.resolve(baogaoVega.embed);
              const options = { embed, address: "query", initial: { scene: "compare" } };
              baogao.mountStory(box, await new Response(plain).json(), options);
              return box.querySelector(".rows td a.link.promised").getAttribute("href");
            }"""
        )
        assert href.startswith("?report=yunqi-2031&scene=compare&id=targets-436")


@pytest.mark.xdist_group("notebooks")
def test_the_notebook_runs_and_is_run_again_when_its_neighbour_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES[:2]:
        save(fixture(name), tmp_path / "data" / name)
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "08-compare.ipynb", tmp_path / "notebooks" / "01-compare.ipynb")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        notebooks, "_package_files", list
    )  # the code is the same, whoever works on it meanwhile
    tell([Path("data/yunqi-2032")], Path("site"), {}, 2)
    copy = tmp_path / "site" / "yunqi-2032" / "notebooks" / "zh-Hans-light" / "01-compare.ipynb"
    outputs = [
        output
        for cell in json.loads(copy.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
    ]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert any("image/svg+xml" in output.get("data", {}) for output in outputs)
    assert "未做到 1 项" in json.dumps(outputs, ensure_ascii=False)
    before = copy.stat().st_mtime_ns
    tell([Path("data/yunqi-2032")], Path("site"), {}, 2)
    assert copy.stat().st_mtime_ns == before
    changed = tmp_path / "yunqi-2031.txt"
    changed.write_text(fixture("yunqi-2031").text.replace("6.5%以上", "6.1%以上"), encoding="utf-8")
    save(baogao.read(changed), tmp_path / "data" / "yunqi-2031")
    tell([Path("data/yunqi-2032")], Path("site"), {}, 2)
    assert copy.stat().st_mtime_ns > before
    assert "未做到 1 项" not in copy.read_text(encoding="utf-8")
