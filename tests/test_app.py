"""The app through Voila in a real browser: the same story, no foreign request, no error ever shown."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from baogao.errors import BaogaoError
from baogao.story import server
from baogao.story.choose import choose
from browser import LAPTOP, PHONE, PROJECTOR, SLOW, Watched, axe_faults, free_port, launched, watched
from serving import make_project, running

pytestmark = [pytest.mark.xdist_group("browser")]
WIDTHS = pytest.mark.parametrize("size", [PHONE, LAPTOP, PROJECTOR], ids=["390", "1280", "1920"])


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project") / "of ours")


@pytest.fixture(scope="module")
def app(project: Path) -> Iterator[str]:
    with running(project) as url:
        yield url


def _open(seen: Watched, url: str) -> None:
    seen.page.goto(url)
    seen.settle()


@WIDTHS
@pytest.mark.usefixtures("cjk_fonts")
def test_every_scene_shows_and_nobody_else_is_asked(
    browser: Browser, app: str, size: tuple[int, int]
) -> None:
    with watched(browser, size, app) as seen:
        _open(seen, f"{app}?report=liling-2023")
        expect(seen.page.locator("h1")).to_contain_text("醴陵市")
        for anchor in seen.page.locator("nav a").all():
            anchor.click()
            seen.settle()
            assert seen.overflow() <= 0, anchor.inner_text()
        seen.check()


def test_a_choice_opens_its_place_and_the_kernel_knows_it(browser: Browser, app: str) -> None:
    sent: list[str] = []
    with watched(browser, LAPTOP, app) as seen:
        seen.page.on(
            "websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(str(frame)))
        )
        _open(seen, f"{app}?report=baishui-2024&scene=targets")
        # The widget is there when the kernel has been told what the page shows.
        seen.page.wait_for_function("globalThis.baogaoParts !== undefined", timeout=SLOW)
        until = datetime.now(UTC) + timedelta(seconds=30)
        while not any("baishui-2024" in frame for frame in sent) and datetime.now(UTC) < until:
            seen.page.wait_for_timeout(100)
        seen.page.get_by_role("button", name="表格").click()
        seen.page.locator("tbody .link").first.click()
        expect(seen.page.locator(".reader-body .chosen")).to_be_visible()
        ref = re.search(r"id=([\w-]+)", seen.page.url)
        assert ref
        while not any(ref[1] in frame for frame in sent) and datetime.now(UTC) < until:
            seen.page.wait_for_timeout(100)
        # The trait is named in what the socket carries, with the row's id behind it.
        assert any(ref[1] in frame for frame in sent)
        seen.page.locator(".reader-body .mark", has_text="3.5万平方米").click()
        expect(seen.page.locator("tr[aria-current]")).to_contain_text("3.5万平方米")
        seen.check()


def test_languages_modes_and_reports_are_switched(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        _open(seen, f"{app}?report=liling-2023")
        seen.page.get_by_role("link", name="EN", exact=True).click()
        expect(seen.page.locator("main h2").first).to_contain_text("How long is the report")
        seen.page.get_by_role("link", name="Dark", exact=True).click()
        assert seen.page.evaluate("document.documentElement.style.colorScheme") == "dark"
        seen.page.get_by_role("button", name="Other reports").click()
        seen.page.get_by_role("link", name="白水县政府工作报告2024").click()
        seen.settle()
        expect(seen.page.locator("h1")).to_contain_text("白水县")
        expect(seen.page.locator("main h2").first).to_contain_text("How long is the report")
        seen.check()


def test_an_unknown_report_gets_a_sentence_and_the_nearest(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        _open(seen, f"{app}?report=baishui-2042&lang=en")
        expect(seen.page.locator("h1")).to_contain_text("白水县")
        expect(seen.page.get_by_role("status").first).to_contain_text(
            "No report here is named “baishui-2042”"
        )
        seen.check()


def test_the_first_bytes_hold_masthead_and_ribbon(app: str) -> None:
    html = urllib.request.urlopen(f"{app}?report=liling-2023&mode=dark").read().decode()
    head = html[: html.index("rendered_cells")]
    assert "第十七屆人民代表大會第三次會議" in head
    assert head.count("<svg") == 2
    assert "#6AD3D0" in head
    assert "#0B6067" not in head


def test_the_story_can_be_read_before_any_kernel_answers(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        seen.page.route("**/voila.js*", lambda route: route.abort())
        seen.page.goto(f"{app}?report=baishui-2024&scene=targets")
        seen.settle()
        expect(seen.page.locator(".sentence")).to_be_visible()


def test_a_lost_connection_is_told_and_the_button_comes_back_to_the_view(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        seen.page.add_init_script(
            """globalThis.sockets = [];
            globalThis.WebSocket = class extends WebSocket {
              constructor(...parts) { super(...parts); sockets.push(this); }
            };"""
        )
        _open(seen, f"{app}?report=baishui-2024&scene=figures&lang=en&mode=dark")
        seen.page.wait_for_function("sockets.some((s) => s.readyState === 1)", timeout=SLOW)
        # Offline no closing is ever answered and no new connection made: the socket is told of its end.
        seen.page.context.set_offline(True)
        seen.page.evaluate("sockets.forEach((s) => s.dispatchEvent(new CloseEvent('close')))")
        expect(seen.page.get_by_role("alert")).to_contain_text("connection", timeout=SLOW)
        expect(seen.page.get_by_role("button", name="Reload")).to_be_visible()
        seen.page.context.set_offline(False)
        seen.page.get_by_role("button", name="Reload").click()
        seen.page.wait_for_function("sockets.some((s) => s.readyState === 1)", timeout=SLOW)
        seen.settle()
        expect(seen.page.locator('nav a[aria-current="page"]')).to_have_attribute("data-scene", "figures")
        assert seen.page.evaluate("document.documentElement.style.colorScheme") == "dark"
        expect(seen.page.get_by_role("alert")).to_be_hidden()


def test_a_visitor_who_leaves_gives_the_kernel_back(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        _open(seen, f"{app}?report=baishui-2024")
        seen.page.wait_for_function("globalThis.baogaoParts !== undefined", timeout=SLOW)
        said = seen.page.locator("#jupyter-config-data").text_content() or "{}"
        ask = f"fetch('/api/kernels/{json.loads(said)['kernelId']}').then((answer) => answer.status)"
        assert seen.page.evaluate(ask) == 200
        _open(seen, f"{app}?report=liling-2023")
        until = datetime.now(UTC) + timedelta(seconds=30)
        while seen.page.evaluate(ask) == 200 and datetime.now(UTC) < until:
            seen.page.wait_for_timeout(200)
        assert seen.page.evaluate(ask) in (403, 404)  # nobody's, or no more there
        assert seen.foreign == []


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["390", "1280"])
def test_axe_finds_nothing_serious(browser: Browser, app: str, size: tuple[int, int]) -> None:
    with watched(browser, size, app, bypass_csp=True) as seen:
        _open(seen, f"{app}?report=liling-2023&scene=targets&id=targets-5456")
        assert axe_faults(seen.page) == []


def test_answers_are_packed_and_bundles_are_kept(app: str) -> None:
    key = json.loads(urllib.request.urlopen(f"{app}baogao/liling-2023/ready").read())["key"]
    asked = urllib.request.Request(
        f"{app}baogao/liling-2023/{key}/core.json", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_port_that_is_taken_is_told_in_a_line(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    monkeypatch.chdir(project)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(BaogaoError, match="choose another with --port"):
            server.serve(taken.getsockname()[1])


def test_a_missing_template_is_told_before_serving(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    monkeypatch.setattr(server, "jupyter_path", lambda: str(project / "nothing"))
    monkeypatch.setenv("JUPYTER_PATH", "")
    with pytest.raises(BaogaoError, match="template"):
        server.serve(free_port())


def test_the_nearest_report_is_chosen(project: Path, tmp_path: Path) -> None:
    data = project / "data"
    assert choose("liling-2022", data).folder.name == "liling-2023"
    assert choose("liling-2022", data).unknown == "liling-2022"
    assert choose("", data).unknown == ""
    with pytest.raises(BaogaoError, match="no report"):
        choose("x", tmp_path)
