"""The text in files of other kinds than txt: html, docx, pdf; and a clear word on those not read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from baogao.errors import BaogaoError
from baogao.text.pages import join_pages
from baogao.text.web import web_text
from baogao.text.word import word_text

_SAVE: Final = "open it in Word, WPS or LibreOffice, save it as docx or txt, and read that"
# What is not read, and what to do about it.
_OTHERS: Final = {
    "doc": ("is an old Word file", _SAVE),
    "wps": ("is a WPS file", _SAVE),
    "rtf": ("is a rich text file", _SAVE),
    "odt": ("is an OpenDocument file", _SAVE),
    "xls": ("is an old spreadsheet", "save it as xlsx or csv and read that with --text-column"),
    "xlsx": ("is a spreadsheet", "give it a name that ends in .xlsx and name a column with --text-column"),
    "locked": ("is locked with a password", "open it, save it without a password, and read that"),
    "ofd": ("is an OFD file", "open it in an OFD reader, save it as pdf, and read that"),
    "mht": ("is a web archive", "open it in a browser, save it as html, and read that"),
    "pptx": ("holds slides", "copy the report's text into a txt and read that"),
    "archive": ("is an archive", "unpack it and read the files in it"),
    "picture": ("is a picture", "run it through OCR and read the result"),
}
_SIGNATURES: Final = (
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MIME-Version:", "mht"),
)
# A file inside a zip that tells what the zip is.
_INSIDE: Final = (
    (b"word/document.xml", "docx"),
    (b"xl/workbook.xml", "xlsx"),
    (b"ppt/presentation.xml", "pptx"),
    (b"OFD.xml", "ofd"),
    (b"opendocument.text", "odt"),
)


def kind_of(name: str, data: bytes) -> str:
    """The kind of a file, by its first bytes and then by its name.

    >>> kind_of("a.txt", b"%PDF-1.7"), kind_of("a.htm", b"<p>"), kind_of("a.doc", b"\\xd0\\xcf\\x11\\xe0")
    ('pdf', 'html', 'doc')
    """
    ending = name.rpartition(".")[2].lower()
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data.startswith(b"PK\x03\x04"):
        inside = next((kind for sign, kind in _INSIDE if sign in data), "")
        return inside or ("docx" if ending == "docx" else "archive")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "locked"
        return ending if ending in {"wps", "xls"} else "doc"
    head = data[:2048].lower().replace(b"\0", b"")
    if ending in {"html", "htm", "xhtml", "shtml"} or re.search(rb"<!doctype html|<html|<body", head):
        return "html"
    return "txt"


def text_of(kind: str, data: bytes, where: str) -> str:
    """The text of `data`, which is of a `kind` that `kind_of` gave, other than txt.

    Raises `BaogaoError` for kinds that are not read, and for files that are broken or hold no text.
    """
    if kind in _OTHERS:
        raise BaogaoError(where, *_OTHERS[kind])
    readers: dict[str, Callable[[bytes, str], str]] = {"html": web_text, "docx": word_text, "pdf": _pdf}
    try:
        return readers[kind](data, where)
    except BaogaoError:
        raise
    except Exception as error:
        # These libraries raise what they like on a broken file; the reader of reports raises one thing.
        why = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise BaogaoError(where, f"is a broken {kind} file ({why})", "save it again and read that") from error


def _pdf(data: bytes, where: str) -> str:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise BaogaoError(where, *_OTHERS["locked"]) from error
        raise
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
