"""Takes the pictures of docs/pictures: the seed on a laptop, some scenes on a phone and on a projector.

    python tools/pictures.py [data/liling-2023]

Needs Chromium and a font that draws Chinese. The pictures hold at most 128 colours and no clock.
"""

from __future__ import annotations

import base64
import shutil
import struct
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from baogao.story.page import write_page
from baogao.tables.store import load

OUT = Path(__file__).parent.parent / "docs" / "pictures"
LARGEST, TOTAL = 150_000, 2_000_000  # bytes
WAIT = 120_000  # ms
LAPTOP, PHONE, PROJECTOR = (1280, 800), (390, 844), (1920, 1080)


class Shot(NamedTuple):
    """A picture: its name, the window, the address, and the keys to press."""

    name: str
    size: tuple[int, int]
    address: str
    keys: str = ""


SHOTS = [
    Shot("1-overview", LAPTOP, "scene=overview"),
    Shot("2-targets", LAPTOP, "scene=targets&id=targets-5456"),
    Shot("2-targets-dark", LAPTOP, "scene=targets&id=targets-5456&mode=dark"),
    Shot("2-targets-en", LAPTOP, "scene=targets&id=targets-5456&lang=en"),
    Shot("2-targets-phone", PHONE, "scene=targets&id=targets-5456"),
    Shot("3-projects", LAPTOP, "scene=projects&id=projects-4656"),
    Shot("4-livelihood", LAPTOP, "scene=livelihood&lang=zh-Hans"),
    Shot("5-figures-dark", LAPTOP, "scene=figures&id=figures-2172&mode=dark"),
    Shot("5-figures-phone-dark", PHONE, "scene=figures&mode=dark"),
    Shot("6-glossary", LAPTOP, "scene=glossary"),
    Shot("7-compare", LAPTOP, "scene=compare"),
    Shot("8-provenance", LAPTOP, "scene=provenance"),
    Shot("present-overview", PROJECTOR, "scene=overview&present=1"),
    Shot("present-targets", PROJECTOR, "scene=targets&id=targets-5456&present=1"),
    Shot("present-quote-dark", PROJECTOR, "scene=targets&id=targets-5456&present=1&mode=dark", "q"),
]

# The commonest colours, and for each pixel the nearest of them; two bytes of counts lie in one number.
_REDUCE = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const parts = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
  const far = (a, b) => a.reduce((sum, part, i) => sum + (part - b[i]) ** 2, 0);
  const kept = [];
  for (const [pixel] of [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    if (kept.length === 128) break;
    const own = parts(pixel);
    if (kept.every((other) => far(own, other) > 120)) kept.push(own);
  }
  const nearest = new Map();
  for (const pixel of counts.keys()) {
    const own = parts(pixel);
    let best = 0;
    kept.forEach((other, i) => { if (far(own, other) < far(own, kept[best])) best = i; });
    nearest.set(pixel, best);
  }
  const out = Uint8Array.from(pixels, (pixel) => nearest.get(pixel));
  let text = "";
  for (let at = 0; at < out.length; at += 32768) text += String.fromCharCode(...out.subarray(at, at + 32768));
  return [image.width, image.height, kept.flat(), btoa(text)];
}"""


def main(folder: str = "data/liling-2023") -> int:
    """Takes every picture, and says what is too large."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("pictures: no chromium is installed", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as held, sync_playwright() as playwright:
        page = write_page(load(folder), Path(held) / "index.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        reducer = browser.new_page()
        for shot in SHOTS:
            context = browser.new_context(
                viewport={"width": shot.size[0], "height": shot.size[1]}, has_touch=shot.size == PHONE
            )
            raw = _take(context.new_page(), page, shot)
            context.close()
            made = reducer.evaluate(_REDUCE, f"data:image/png;base64,{base64.b64encode(raw).decode()}")
            (OUT / f"{shot.name}.png").write_bytes(_png(*made))
        browser.close()
    sizes = {path.name: path.stat().st_size for path in sorted(OUT.glob("*.png"))}
    large = [f"{name} {size}" for name, size in sizes.items() if size > LARGEST]
    print(f"pictures: {len(sizes)}, {sum(sizes.values())} bytes in all, the largest {max(sizes.values())}")
    if large or sum(sizes.values()) > TOTAL:
        print(f"pictures: too large: {', '.join(large) or 'all together'}", file=sys.stderr)
        return 1
    return 0


def _take(page: Page, file: Path, shot: Shot) -> bytes:
    page.set_default_timeout(WAIT)
    page.goto(f"{file.as_uri()}#{shot.address}")
    if "present=" in shot.address:
        page.wait_for_selector(".presenting[data-shown]")
    else:
        page.wait_for_selector(".ribbon[data-drawn]")
        if page.locator(".scene .chart").count():
            page.wait_for_selector(".scene .chart[data-drawn]")
    if shot.keys:
        page.keyboard.press(shot.keys)
    page.wait_for_timeout(600)
    return page.screenshot()


def _png(width: int, height: int, colours: list[int], packed: str) -> bytes:
    """A PNG of a palette and an index a pixel."""
    pixels = base64.b64decode(packed)
    rows = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"PLTE", bytes(colours)),
            chunk(b"IDAT", zlib.compress(rows, 9)),
            chunk(b"IEND", b""),
        ]
    )


if __name__ == "__main__":
    arguments: Any = sys.argv[1:2]
    sys.exit(main(*arguments))
