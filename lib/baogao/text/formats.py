"""The text in files of other kinds than txt: html, docx, pdf; and a clear word on those not read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Final

from baogao.errors import BaogaoError
from baogao.text.decode import decode
from baogao.text.pages import join_pages

_CONVERT: Final = "open it in Word, WPS or LibreOffice, save it as docx or txt, and read that"
_OLD: Final = {
    "doc": "an old Word file",
    "wps": "a WPS file",
    "rtf": "a rich text file",
    "xls": "a spreadsheet",
}


def kind_of(name: str, data: bytes) -> str:
    """The kind of a file, by its first bytes and then by its name.

    >>> kind_of("a.txt", b"%PDF-1.7"), kind_of("a.htm", b"<p>"), kind_of("a.doc", b"\\xd0\\xcf\\x11\\xe0")
    ('pdf', 'html', 'doc')
    """
    ending = name.rpartition(".")[2].lower()
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "xlsx" if ending == "xlsx" else "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ending if ending in _OLD else "doc"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    head = data[:2048].lower().replace(b"\0", b"")
    if ending in {"html", "htm", "xhtml", "shtml"} or re.search(rb"<!doctype html|<html|<body", head):
        return "html"
    return "txt"


def text_of(kind: str, data: bytes, where: str) -> str:
    """The text of `data`, which is of a `kind` that `kind_of` gave, other than txt.

    Raises `BaogaoError` for kinds that are not read, and for files that are broken or hold no text.
    """
    if kind in _OLD:
        raise BaogaoError(where, f"is {_OLD[kind]}", _CONVERT)
    if kind == "xlsx":
        raise BaogaoError(where, "is a spreadsheet", "save each report in it as a txt and read those")
    readers: dict[str, Callable[[bytes, str], str]] = {"html": _html, "docx": _docx, "pdf": _pdf}
    try:
        return readers[kind](data, where)
    except BaogaoError:
        raise
    except Exception as error:
        # These libraries raise what they like on a broken file; the reader of reports raises one thing.
        why = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise BaogaoError(where, f"is a broken {kind} file ({why})", "save it again and read that") from error


def _docx(data: bytes, where: str) -> str:
    from docx import Document
    from docx.table import Table

    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise BaogaoError(where, "is a broken docx file", "save it again and read that")
    lines: list[str] = []
    for block in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = [cell.text.strip().replace("\n", " ") for cell in row.cells]
                # A merged cell is given once for each column it spans.
                lines.append("\t".join(c for i, c in enumerate(cells) if not i or c != cells[i - 1]))
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def _pdf(data: bytes, where: str) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            text = page.get_textpage().get_text_bounded()
            pages.append(text.replace("\r\n", "\n").replace("\ufffe", ""))
    finally:
        document.close()
    if not "".join(pages).strip():
        raise BaogaoError(
            where, "holds pictures of pages and no text", "run it through OCR and read the result"
        )
    return join_pages(pages)


def _html(data: bytes, where: str) -> str:
    import trafilatura
    from lxml import html as markup

    named = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    page = decode(data, where, named[1].decode("ascii", "replace") if named else "")
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page)
    tree = markup.fromstring(page)
    title = (tree.findtext(".//title") or "").strip()
    text = trafilatura.extract(page, include_comments=False, include_tables=True, favor_recall=True) or ""
    whole = "\n".join(line.strip() for line in _visible(tree) if line.strip())
    # A page whose frame the library takes for the article's keeps more without it.
    if whole.count("。") > 1.5 * text.count("。"):
        text = whole
    return "\n".join([*_front(title, whole, text), text]) + "\n"


def _front(title: str, whole: str, text: str) -> list[str]:
    """What stands above the article and belongs to it: the page's title, and the line with its date."""
    title = re.split(r"[_|—-]", title)[0].strip()
    lines = [title] if re.search("报告|報告", title) and title not in text[:300] else []
    dated = re.search(
        r"(?m)^.*(?:发布|發布|发表|發表|日期|时间|時間)[^\n]{0,6}\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}.*$", whole
    )
    if dated and len(dated[0]) < 80 and dated[0] not in text:
        lines.append(dated[0])
    return lines


def _visible(tree: object) -> list[str]:
    """The page's text, a line a block."""
    from lxml import etree

    assert isinstance(tree, etree._Element)
    for dropped in tree.xpath("//script|//style|//noscript|//head|//nav|//footer"):
        parent = dropped.getparent()
        if parent is not None:
            parent.remove(dropped)
    for block in tree.xpath("//p|//br|//div|//tr|//li|//h1|//h2|//h3|//h4|//h5|//h6|//td"):
        block.tail = "\n" + (block.tail or "")
    return "".join(str(piece) for piece in tree.itertext()).splitlines()
