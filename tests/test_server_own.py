"""In a real browser: a file of the visitor's own, a report that attacks, and what a second visit costs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

import baogao
from baogao.story.page import write_page
from baogao.story.reader import static_view
from baogao.story.scenes import SCENES
from baogao.tables.store import load, save
from browser import INVENTED, LAPTOP, PHONE, SLOW, Watched, launched, watched
from hostile import MARKUP, TEXT
from serving import make_project, running

pytestmark = [pytest.mark.xdist_group("browser")]
RETURN = 60_000  # bytes that a second visit may cost, both ways, headers and socket included
# Elements that a report's markup would make; the charts' own empty form is none.
STRANGE = "iframe, base, form:not(.vega-bindings), meta[http-equiv=refresh], link[href*=evil]"
SIZES = pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["390", "1280"])


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as started:
        yield started


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_project(tmp_path_factory.mktemp("project") / "of ours", seed=False)
    source = folder / "hostile.txt"
    source.write_text(TEXT, encoding="utf-8", newline="\n")
    save(baogao.read(source), folder / "data" / "hostile")
    return folder


@pytest.fixture(scope="module")
def app(project: Path) -> Iterator[str]:
    with running(project, env={"TMPDIR": str(project)}) as url:
        yield url


def _open(seen: Watched, url: str) -> None:
    seen.page.on("dialog", lambda dialog: seen.errors.append(f"a dialog: {dialog.message}"))
    seen.page.goto(url)
    seen.settle()


def _choose(seen: Watched, name: str, data: bytes) -> None:
    seen.page.locator(".masthead .upload").click()
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    seen.page.set_input_files(".hidden-file", files=[file])


def test_two_visitors_open_files_and_neither_sees_the_others(
    browser: Browser, app: str, project: Path
) -> None:
    before = {path for path in project.rglob("*") if path.is_file()}
    with watched(browser, LAPTOP, app) as one, watched(browser, LAPTOP, app) as other:
        places = {"甲水县": one, "乙水县": other}
        for seen in places.values():
            _open(seen, f"{app}?report=baishui-2024")
        for place, seen in places.items():
            _choose(seen, f"{place}.txt", INVENTED.replace("白水县", place).encode())
        for place, seen in places.items():
            expect(seen.page.locator("h1")).to_contain_text(place, timeout=4 * SLOW)
            seen.settle()
            told = seen.page.content()
            assert all((word in told) is (word == place) for word in places)
        # All of it works as with any other report.
        one.page.get_by_role("link", name="EN", exact=True).click()
        expect(one.page.locator("main h2").first).to_contain_text("How long is the report", timeout=SLOW)
        one.page.locator('nav a[data-scene="figures"]').click()
        one.page.locator("tbody .link").first.click()
        expect(one.page.locator(".reader-body .chosen")).to_be_visible()
        # Nothing of it came to lie on the server's disk.
        new = {path for path in project.rglob("*") if path.is_file()} - before
        assert not [path for path in new if "甲水县".encode() in path.read_bytes()]
        # Back to the report of before; and one who gets the link is told.
        shared = one.page.url
        while "report=own" in one.page.url:
            one.page.go_back()
        expect(one.page.locator("h1")).to_contain_text("白水县")
        other.page.goto(shared)
        other.settle()
        expect(other.page.get_by_role("status").first).to_contain_text("its reader had opened")
        one.check()
        other.check()


def test_a_file_that_is_no_report_gets_a_sentence_and_leaves_the_view(browser: Browser, app: str) -> None:
    with watched(browser, PHONE, app) as seen:
        _open(seen, f"{app}?report=baishui-2024&scene=figures&lang=en")
        seen.page.locator(".masthead .menu").click()
        _choose(seen, "tale.txt", "从前有座山,山上有座庙。".encode())
        told = seen.page.locator(".panel.upload [role=alert]")
        expect(told).to_contain_text("“tale.txt” does not look like", timeout=4 * SLOW)
        seen.page.keyboard.press("Escape")
        expect(seen.page.locator(".panel")).to_have_count(0)
        assert "report=baishui-2024" in seen.page.url
        assert "scene=figures" in seen.page.url
        expect(seen.page.locator("h1")).to_contain_text("白水县")
        seen.check()


def test_a_file_may_be_dropped_and_a_large_one_is_told_at_once(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        _open(seen, f"{app}?report=baishui-2024&lang=en")
        drop = """([name, size]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(size)], name));
          const how = { dataTransfer: data, bubbles: true, cancelable: true };
          const fire = (kind) => document.body.dispatchEvent(new DragEvent(kind, how));
          fire("dragenter");
          const shown = document.querySelector(".drop");
          const told = shown && !shown.hidden ? shown.textContent : "";
          fire("drop");
          return told;
        }"""
        assert seen.page.evaluate(drop, ["large.pdf", 20 * 1024 * 1024 + 1]) == "Let go to read this file"
        expect(seen.page.locator(".panel.upload [role=alert]")).to_contain_text("larger than 20 MB")
        seen.check()


def _harmless(seen: Watched, *, text: bool = True) -> None:
    """Nothing of the hostile report ran, asked anybody, or took the page's place."""
    assert "bad" not in seen.page.title()
    assert seen.page.locator(STRANGE).count() == 0
    assert seen.page.locator("[onerror], [onload], [onmouseover], a[href^='javascript:']").count() == 0
    if text:
        assert MARKUP[0] in seen.page.locator(".reader-body").text_content()
    seen.check()


@SIZES
def test_a_hostile_report_is_told_like_any_other_in_the_app(
    browser: Browser, app: str, size: tuple[int, int]
) -> None:
    with watched(browser, size, app) as seen:
        _open(seen, f"{app}?report=hostile&lang=en")
        for scene in SCENES:
            seen.page.locator(f'nav a[data-scene="{scene}"]').click()
            seen.settle()
            assert seen.overflow() <= 0, scene
        _harmless(seen)


def test_a_hostile_report_is_told_like_any_other_when_it_is_opened(browser: Browser, app: str) -> None:
    with watched(browser, LAPTOP, app) as seen:
        _open(seen, f"{app}?report=baishui-2024")
        _choose(seen, f"{MARKUP[2]}.txt".replace("/", ""), TEXT.encode())
        seen.page.wait_for_url("**report=own**", timeout=4 * SLOW)
        seen.settle()
        assert seen.overflow() <= 0
        _harmless(seen)


@SIZES
def test_a_hostile_report_is_told_like_any_other_on_the_page(
    browser: Browser, project: Path, size: tuple[int, int]
) -> None:
    path = write_page(load(project / "data" / "hostile"), project / "hostile.html")
    with watched(browser, size) as seen:
        _open(seen, path.as_uri())
        assert seen.overflow() <= 0
        _harmless(seen)


def test_a_hostile_report_is_told_like_any_other_without_script(browser: Browser, project: Path) -> None:
    report = load(project / "data" / "hostile")
    told = "".join(static_view(report, scene)._repr_mimebundle_()["text/html"] for scene in SCENES)
    with watched(browser, LAPTOP) as seen:
        seen.page.on("dialog", lambda dialog: seen.errors.append(dialog.message))
        seen.page.set_content(f"<title>x</title><body>{told}")
        _harmless(seen, text=False)
        assert seen.page.title() == "x"


class Counter:
    """A wire between browser and server that counts what goes over it, packed as it is."""

    def __init__(self, port: int) -> None:
        self._to, self.bytes, self.port = port, 0, 0

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            self.bytes += len(data)
            sink.write(data)
            await sink.drain()
        sink.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, on = await asyncio.open_connection("127.0.0.1", self._to)
        await asyncio.gather(self._pump(reader, on), self._pump(back, writer), return_exceptions=True)

    async def run(self, started: threading.Event, stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await stop.wait()
        server.close()


@contextmanager
def counted(url: str) -> Iterator[Counter]:
    counter, started = Counter(int(urlsplit(url).port or 80)), threading.Event()
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(counter.run(started, stop)), daemon=True)
    thread.start()
    started.wait()
    yield counter
    loop.call_soon_threadsafe(stop.set)
    thread.join(5)


def test_a_second_visit_costs_little(browser: Browser, app: str) -> None:
    with counted(app) as wire, watched(browser, LAPTOP, f"http://127.0.0.1:{wire.port}/") as seen:
        # Watching its requests would keep the browser from using what it has kept.
        seen.page.unroute_all()

        def visit() -> int:
            before = wire.bytes
            seen.page.goto(f"http://127.0.0.1:{wire.port}/?report=baishui-2024")
            seen.settle()
            seen.page.wait_for_function("globalThis.baogaoParts !== undefined", timeout=SLOW)
            seen.page.wait_for_load_state("networkidle")
            seen.page.wait_for_timeout(1500)
            return wire.bytes - before

        first, second = visit(), visit()
        print(f"first visit {first} bytes, second {second}")
        assert second < RETURN
        assert first < 3_000_000
