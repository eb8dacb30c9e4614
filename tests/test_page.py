"""The static page in a real browser, from disk, with every foreign request recorded and aborted."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

import baogao
from baogao.errors import BaogaoError
from baogao.story.page import write_page
from browser import HOSTILE, INVENTED, LAPTOP, PHONE, PROJECTOR, Watched, axe_faults, launched, watched
from conftest import SEED

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.usefixtures("cjk_fonts")]
WIDTHS = pytest.mark.parametrize("size", [PHONE, LAPTOP, PROJECTOR], ids=["390", "1280", "1920"])


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The seed's page, an invented report's, and one's made of markup."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"seed": write_page(baogao.read(SEED), folder / "seed" / "index.html")}
    for name, text in (("invented", INVENTED), ("hostile", HOSTILE)):
        source = folder / f"{name}.txt"
        source.write_text(text, encoding="utf-8")
        made[name] = write_page(baogao.read(source), folder / name / "index.html")
    return made


def _open(seen: Watched, page: Path, fragment: str = "") -> None:
    seen.page.goto(page.as_uri() + fragment)
    seen.settle()


def _scene(seen: Watched, name: str) -> None:
    seen.page.locator(f'nav a[data-scene="{name}"]').click()
    seen.settle()


@WIDTHS
def test_it_opens_from_disk_and_asks_nobody(
    browser: Browser, pages: dict[str, Path], size: tuple[int, int]
) -> None:
    with watched(browser, size) as seen:
        _open(seen, pages["seed"])
        expect(seen.page.locator("#story h1")).to_contain_text("政府工作報告")
        for anchor in seen.page.locator("nav a").all():
            anchor.click()
            seen.settle()
            assert seen.overflow() <= 0, anchor.inner_text()
        seen.check()


@WIDTHS
def test_a_mark_opens_its_place_in_the_text(
    browser: Browser, pages: dict[str, Path], size: tuple[int, int]
) -> None:
    with watched(browser, size) as seen:
        _open(seen, pages["invented"], "#scene=targets")
        # The ring of 10%左右: found by its datum, clicked where it is drawn.
        box = seen.page.evaluate(
            """() => {
              const marks = [...document.querySelectorAll(".scene .chart svg path")];
              const ring = (m) => m.__data__?.datum?.ref?.startsWith("targets-") && m.getBBox().width < 24;
              const mark = marks.find(ring);
              mark.scrollIntoView({block: "center"});
              const {x, y, width, height} = mark.getBoundingClientRect();
              return {x: x + width / 2, y: y + height / 2, ref: mark.__data__.datum.ref};
            }"""
        )
        seen.page.mouse.click(box["x"], box["y"])
        chosen = seen.page.locator(".reader-body .chosen")
        expect(chosen).to_be_visible()
        start = int(box["ref"].split("-")[1])
        assert INVENTED[start:].startswith(chosen.inner_text())
        expect(seen.page.locator(".where")).to_contain_text("2024年工作安排")
        assert "id=targets-" in seen.page.url
        seen.check()


def test_a_figure_in_the_text_selects_its_row(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["invented"], "#scene=targets")
        seen.page.locator(".reader-body .mark", has_text="8%").last.click()
        expect(seen.page.locator("main.scene h2")).to_contain_text("目标")
        row = seen.page.locator("tr[aria-current]")
        assert "社会消费品零售总额" in row.text_content()  # type: ignore[operator]
        # One that is no headline target has its row among all figures.
        seen.page.locator(".reader-body .mark", has_text="3.5万平方米").click()
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("数字")
        expect(seen.page.locator("tr[aria-current]")).to_contain_text("3.5万平方米")
        seen.check()


def test_arrow_keys_go_from_mark_to_mark(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["invented"], "#scene=targets")
        seen.page.locator(".scene .chart").first.focus()
        seen.page.keyboard.press("ArrowDown")
        first = seen.page.locator(".chosen").inner_text()
        seen.page.keyboard.press("ArrowDown")
        assert seen.page.locator(".chosen").inner_text() != first
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator(".chosen")).to_have_count(0)
        seen.page.locator("main.scene").focus()
        seen.page.keyboard.press("ArrowRight")
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("项目")
        seen.page.keyboard.press("?")
        expect(seen.page.get_by_role("dialog")).to_be_visible()
        seen.page.keyboard.press("Escape")
        expect(seen.page.get_by_role("dialog")).to_have_count(0)
        seen.check()


def test_language_and_mode_turn_and_stay_in_the_address(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["seed"], "#scene=targets")
        seen.page.get_by_role("link", name="EN", exact=True).click()
        expect(seen.page.locator("main.scene h2").first).to_contain_text("this year’s aim")
        seen.page.get_by_role("link", name="Dark", exact=True).click()
        seen.settle()
        ground = seen.page.evaluate("getComputedStyle(document.querySelector('.baogao')).backgroundColor")
        assert ground == "rgb(16, 15, 14)"
        inks = seen.page.evaluate(
            "[...document.querySelectorAll('.scene .chart svg text')].map((t) => getComputedStyle(t).fill)"
        )
        assert "rgb(237, 233, 225)" in inks
        assert "rgb(26, 25, 23)" not in inks
        assert seen.page.locator(".reader-body").get_attribute("lang") == "zh-Hant"
        address = seen.page.url
        assert "lang=en" in address
        assert "mode=dark" in address
        seen.page.goto("about:blank")
        seen.page.goto(address)
        seen.settle()
        expect(seen.page.locator("main.scene h2").first).to_contain_text("this year’s aim")
        seen.page.go_back()
        seen.check()


def test_back_and_forward_go_through_the_scenes(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["invented"])
        _scene(seen, "targets")
        _scene(seen, "figures")
        seen.page.go_back()
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("目标")
        seen.page.go_back()
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("一览")
        seen.page.go_forward()
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("目标")
        seen.check()


def test_a_wrong_address_is_told_in_a_sentence(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["invented"], "#scene=tragets&lang=xx&mode=puce&id=figures-1")
        expect(seen.page.get_by_role("status").first).to_contain_text("tragets")
        expect(seen.page.locator('nav a[aria-current="page"]')).to_contain_text("目标")
        seen.check()


def test_searching_finds_either_script_in_text_and_rows(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["seed"])
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("规模工业增加值")
        expect(seen.page.locator(".panel .told").first).to_contain_text("找到")
        assert seen.page.locator(".panel h3").count() >= 2
        seen.page.locator(".panel li button").last.click()
        expect(seen.page.locator(".reader-body .chosen")).to_have_text("規模工業增加值")
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("𠀀沒有這個")
        expect(seen.page.locator(".panel .told").first).to_contain_text("沒有找到")
        seen.check()


def test_words_filter_the_rows_by_status(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["invented"], "#scene=figures&lang=en")
        rows = seen.page.locator("tbody tr:visible")
        whole = rows.count()
        seen.page.get_by_role("button", name=re.compile("^promised")).click()
        assert 0 < rows.count() < whole
        seen.page.get_by_role("button", name=re.compile("^All")).click()
        assert rows.count() == whole
        seen.check()


def test_the_sheet_of_a_phone_rises_with_a_choice(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser, PHONE) as seen:
        _open(seen, pages["seed"], "#scene=targets")
        expect(seen.page.locator(".reader.shut")).to_be_visible()
        seen.page.locator(".sentence .link").first.click()
        expect(seen.page.locator(".reader.half")).to_be_visible()
        expect(seen.page.locator(".chosen").first).to_be_in_viewport()
        seen.page.get_by_role("button", name="選單").click()
        seen.page.get_by_role("link", name="EN", exact=True).click()
        expect(seen.page.locator("main.scene h2").first).to_contain_text("this year’s aim")
        seen.check()


def test_the_masthead_folds_without_a_jump(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["seed"], "#scene=figures")
        before = (
            seen.page.locator("tbody tr").nth(3).evaluate("(r) => r.getBoundingClientRect().top + scrollY")
        )
        seen.page.evaluate("scrollTo(0, 600)")
        expect(seen.page.locator(".baogao.folded")).to_have_count(1)
        after = (
            seen.page.locator("tbody tr").nth(3).evaluate("(r) => r.getBoundingClientRect().top + scrollY")
        )
        assert abs(after - before) < 1
        expect(seen.page.locator("nav")).to_be_in_viewport()
        seen.check()


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["390", "1280"])
@pytest.mark.parametrize("state", ["#scene=targets&id=targets-5456", "#scene=figures&lang=en&mode=dark"])
def test_axe_finds_nothing_serious(
    browser: Browser, pages: dict[str, Path], size: tuple[int, int], state: str
) -> None:
    # The page's own policy would keep axe out; what it looks at is the same without it.
    with watched(browser, size, bypass_csp=True) as seen:
        _open(seen, pages["seed"], state)
        assert axe_faults(seen.page) == []


def test_without_script_the_text_tables_and_pictures_stand(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser, java_script_enabled=False) as seen:
        seen.page.goto(pages["seed"].as_uri())
        expect(seen.page.locator("h1")).to_be_visible()
        assert seen.page.locator("svg[role=img][aria-label]").count() >= 6
        assert seen.page.locator("tbody tr").count() > 150
        expect(seen.page.get_by_text("奮力開創縣域經濟高質量發展的嶄新局面")).to_be_attached()
        assert seen.page.locator(".mark.promised").count() > 30
        assert seen.overflow() <= 0
        seen.check()


def test_what_a_report_contains_is_never_run(browser: Browser, pages: dict[str, Path]) -> None:
    with watched(browser) as seen:
        _open(seen, pages["hostile"])
        for scene in seen.page.locator("nav a").all():
            scene.click()
            seen.settle()
        assert seen.page.locator(".baogao b[onmouseover], .baogao img, #story script").count() == 0
        assert "bad" not in seen.page.title().split("·")[0]
        expect(seen.page.locator(".reader-body")).to_contain_text("<script>document.title='bad'</script>")
        assert seen.overflow() <= 0
        seen.check()


def test_it_is_small_and_the_same_each_time(pages: dict[str, Path], tmp_path: Path) -> None:
    made = pages["seed"].read_bytes()
    assert len(made) < 3_000_000
    assert len(gzip.compress(made)) < 1_000_000
    source = pages["invented"].parent.parent / "invented.txt"
    again = write_page(baogao.read(source), tmp_path / "again.html")
    assert again.read_bytes() == pages["invented"].read_bytes()


def test_its_policy_lets_only_its_own_scripts_run(pages: dict[str, Path]) -> None:
    html = pages["seed"].read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    assert policy[1].startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "unsafe-eval" not in policy[1]
    assert policy[1].count("sha256-") == 3
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", html.split("<script")[0])


def test_a_folder_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BaogaoError, match="cannot be written"):
        write_page({"langs": {"en": {}}} | _least(), tmp_path / "file" / "index.html")


def _least() -> dict[str, object]:
    """A bundle of nothing but what the page's frame needs."""
    spec = {"mark": "point", "data": {"values": []}, "description": "", "width": 10, "height": 10}
    scene = {
        "id": "overview",
        "question": "",
        "sentence": [],
        "empty": "",
        "note": "",
        "alt": "",
        "tables": [],
    }
    tongue = {
        "words": {"host.reader": ""},
        "scenes": [scene | {"charts": {"ribbon": {"laptop": spec}}}],
    }
    return {
        "langs": {"en": tongue},
        "script": "en",
        "masthead": {"place": "", "title": "", "year": "", "line": ""},
        "paragraphs": [],
        "marks": [],
        "repairs": [],
        "text": "",
    }
