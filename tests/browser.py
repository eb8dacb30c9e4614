"""A watched browser: every foreign request recorded and aborted, every console error kept."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
]
PHONE, LAPTOP, PROJECTOR = (390, 844), (1280, 800), (1920, 1080)
SLOW = 60_000  # ms: a machine that is busy with other things must not fail a test

# An invented report: both years, two sections a part, figures of each status, no glossary.
INVENTED = """2024年白水县政府工作报告
——2024年1月8日在白水县第十八届人民代表大会第四次会议上
县长 王明

各位代表:
现在,我代表县人民政府向大会报告工作,请予审议。
一、2023年工作回顾
过去一年,全县地区生产总值完成120亿元,增长5.2%。固定资产投资增长8%,社会消费品零售总额增长7.5%。
(一)产业发展。新增规上企业12家,建成标准厂房3.5万平方米。
(二)民生改善。改造老旧小区20个,新增城镇就业3000人。
二、2024年工作安排
今年经济社会发展主要预期目标是:地区生产总值增长6%以上;固定资产投资增长10%左右;社会消费品零售总额增长8%;居民消费价格涨幅3%以内。
(一)做强产业。新增规上企业15家以上,加快推进北山产业园建设。
(二)改善民生。改造老旧小区15个,新增城镇就业3200人。
各位代表,让我们共同奋斗!
"""

# The same, made of what must never be taken for anything but words.
HOSTILE = INVENTED.replace("白水县", '白水<b onmouseover="bad()">县').replace(
    "产业发展。",
    "产业</script><script>document.title='bad'</script><img src=x onerror=\"document.title='bad'\">发展。"
    "=HYPERLINK(1)\u202e../../etc/passwd\u2028{{7*7}}<!-- " + "长" * 100_000 + "。",
)


@dataclass
class Watched:
    """A page, and what it should not have done."""

    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def check(self) -> None:
        assert self.foreign == []
        assert self.errors == []

    def settle(self) -> None:
        """Waits until the ribbon, and the scene's chart where it has one, are drawn."""
        self.page.wait_for_selector(".ribbon[data-drawn]", timeout=SLOW)
        if self.page.locator(".scene .chart").count():
            self.page.wait_for_selector(".scene .chart[data-drawn]", timeout=SLOW)

    def overflow(self) -> float:
        """Px by which the page is wider than its window."""
        return float(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )


@contextmanager
def launched(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


@contextmanager
def watched(
    browser: Browser, size: tuple[int, int] = LAPTOP, home: str = "file:", **options: Any
) -> Iterator[Watched]:
    """A page in a window of `size`; requests that do not begin with `home` are foreign."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, has_touch=size[0] < 500, **options
    )
    page = context.new_page()
    page.set_default_timeout(SLOW)
    seen = Watched(page)

    def judge(route: Route) -> None:
        if route.request.url.startswith((home, "data:", "blob:")):
            route.continue_()
        else:
            seen.foreign.append(route.request.url)
            route.abort()

    page.route("**/*", judge)
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: seen.errors.append(str(e)))
    yield seen
    context.close()


def axe_faults(page: Page) -> list[str]:
    """What axe finds that is serious or critical, a line each."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], url: str, cwd: Path, env: dict[str, str]) -> Iterator[str]:
    """A server, until it answers at `url`; ended with the test."""
    log = cwd / f"server-{time.time_ns()}.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=cwd, env=os.environ | env, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        until = time.monotonic() + SLOW / 1000
        while time.monotonic() < until:
            assert process.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(url, timeout=5).read()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.3)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
