"""A file of the visitor's own, without a browser: read in memory within limits, or told of in a sentence."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from baogao.story.serving.reading import sentence_of
from baogao.story.serving.slots import slot
from baogao.story.serving.uploads import Uploads
from baogao.story.words import LANGS, words
from baogao.text.source import LARGEST, source_of
from browser import INVENTED
from hostile import docx_bomb, laughs

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux alone has these limits")


class Page:
    """Stands for a visitor's page: sends a file in pieces, as the kernel says it has the last ones."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []
        self.parts: dict[str, Any] = {}
        self.over = asyncio.Event()
        self.uploads = Uploads(self)

    def send(self, content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
        self.said.append(content)
        if content["own"] == "part":
            assert buffers
            self.parts[content["part"]] = json.loads(gzip.decompress(buffers[0]))
        if content["own"] in ("done", "failed"):
            self.over.set()

    def tell(self, buffers: list[bytes] | None = None, **message: Any) -> None:
        self.uploads.hear(None, {"id": "1"} | message, buffers)

    @property
    def why(self) -> str:
        """The key of the sentence that was told, or an empty string."""
        return next((one["why"] for one in self.said if one["own"] == "failed"), "")

    async def read(self, name: str, data: bytes, size: int | None = None) -> Page:
        self.tell(own="start", name=name, size=len(data) if size is None else size, lang="en")
        for at in range(0, len(data), 512 * 1024):
            self.tell([data[at : at + 512 * 1024]], own="piece")
        await asyncio.wait_for(self.over.wait(), 240)
        return self


def _read(name: str, data: bytes, size: int | None = None) -> Page:
    async def run() -> Page:
        return await Page().read(name, data, size)

    with asyncio.Runner() as runner:
        return runner.run(run())


def test_a_report_comes_back_as_its_story_the_readers_language_first() -> None:
    page = _read("a.txt", INVENTED.encode())
    assert page.why == ""
    steps = [one.get("step") or one.get("part") or one["own"] for one in page.said if one["own"] != "have"]
    assert steps == ["reading", "tables", "scenes", "core", "en", "zh-Hant", "zh-Hans", "done"]
    assert page.parts["core"]["masthead"]["place"] == "白水县"
    assert page.parts["core"]["id"] == "own"
    assert page.parts["core"]["text"] == INVENTED
    assert {lang: len(page.parts[lang]["scenes"]) for lang in LANGS} == dict.fromkeys(LANGS, 8)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", "从前有座山,山上有座庙。".encode(), "other"),
        ("a.txt", b"   \n", "empty"),
        ("a.pdf", b"%PDF-1.7\nnothing", "broken"),
        ("a.docx", b"PK\x03\x04nothing", "broken"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kind"),
        ("a.rar", b"Rar!nothing", "kind"),
        ("a.png", b"\x89PNGnothing", "pictures"),
        ("a.bin", bytes(range(256)) * 40, "coding"),
        ("a.html", laughs(), ""),
    ],
    ids=["tale", "blank", "pdf", "docx", "doc", "rar", "png", "bytes", "entities"],
)
def test_what_is_no_report_is_told_in_a_sentence(name: str, data: bytes, why: str) -> None:
    try:
        source_of(name, data)
        told = "other" if why == "other" else ""
    except Exception as error:
        told = sentence_of(error)
    assert told == why
    for lang in LANGS:
        assert not why or "{name}" in words(lang)[f"host.own.{why}"]


@pytest.mark.parametrize(("size", "why"), [(0, "empty"), (LARGEST + 1, "large")])
def test_a_size_out_of_bounds_is_told_before_anything_is_sent(size: int, why: str) -> None:
    assert _read("a.txt", b"", size).why == why


def test_more_than_was_said_is_not_taken() -> None:
    page = _read("a.txt", b"x" * 2_000_000, 1_000_000)
    assert page.why == "failed"


@linux
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.docx", docx_bomb(900_000_000)),
        ("digits.txt", b"1234567890" * (LARGEST // 10)),
        ("figures.txt", ("各位代表:" + "增长5.2%,完成120亿元。" * 60_000).encode()),
    ],
    ids=["zip", "digits", "figures"],
)
def test_a_bomb_ends_at_its_limit_and_is_told(
    monkeypatch: pytest.MonkeyPatch, name: str, data: bytes
) -> None:
    monkeypatch.setenv("BAOGAO_LIMIT_READING_MEMORY", "400")
    monkeypatch.setenv("BAOGAO_LIMIT_READING_TIME", "6")
    assert _read(name, data).why in ("long", "broken")  # broken: a library's own limit came first


@linux
def test_a_reading_can_leave_nothing_on_a_disk(tmp_path: Path) -> None:
    code = (
        "from baogao.story.serving.limits import bound\n"
        "bound(900, files=False)\n"
        "open('left', 'wb', buffering=0).write(b'x')\n"
    )
    env = os.environ | {"TMPDIR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert "File too large" in said.stderr
    assert (tmp_path / "left").read_bytes() == b""
    (tmp_path / "left").unlink()
    # And the reading itself, which keeps to that, still gives its story; nothing new lies in its folders.
    asked = json.dumps({"name": "a.txt", "lang": "en"}).encode() + b"\n" + INVENTED.encode()
    command = [sys.executable, "-m", "baogao.story.serving.reading"]
    told = subprocess.run(command, input=asked, env=env, cwd=tmp_path, capture_output=True, check=False)
    assert told.returncode == 0, told.stderr
    assert b'"part": "en"' in told.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_second_file_ends_the_first_and_a_stop_ends_it() -> None:
    async def run() -> Page:
        page = Page()
        page.tell(own="start", name="a.txt", size=10, lang="en")
        page.tell([b"x" * 5], own="piece")
        page.tell(own="start", id="2", name="b.txt", size=0, lang="en")
        page.tell([b"x" * 5], own="piece")
        page.tell(own="start", id="3", name="c.txt", size=10, lang="en")
        page.tell(own="stop", id="3")
        page.tell([b"x" * 10], own="piece", id="3")
        await asyncio.sleep(0.1)
        return page

    with asyncio.Runner() as runner:
        said = runner.run(run()).said
    assert [(one["id"], one["own"]) for one in said] == [
        ("1", "have"),
        ("1", "have"),
        ("2", "failed"),
        ("3", "have"),
    ]


@pytest.mark.parametrize(
    "junk", [None, 7, {}, {"own": "start"}, {"own": "start", "id": 1, "name": [], "size": "x"}]
)
def test_what_is_no_message_breaks_nothing(junk: Any) -> None:
    page = Page()
    page.uploads.hear(None, junk, None)
    assert page.why in ("", "failed")


def test_no_more_are_read_at_a_time_than_there_are_slots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("fcntl")
    monkeypatch.setenv("BAOGAO_SLOTS", str(tmp_path))
    waited: list[int] = []
    now = most = 0

    async def one(number: int) -> None:
        nonlocal now, most
        async with slot(2, lambda: waited.append(number)):
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.05)
            now -= 1

    async def run() -> None:
        await asyncio.gather(*map(one, range(6)))

    with asyncio.Runner() as runner:
        runner.run(run())
    assert most == 2
    assert sorted(waited) == [2, 3, 4, 5]
