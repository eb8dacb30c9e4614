"""Word documents for tests, made of XML as Word writes it, in a package that python-docx writes."""

from __future__ import annotations

import io

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def docx(body: str, *, levels: str = "", footnotes: str = "", endnotes: str = "", header: str = "") -> bytes:
    """A docx with `body` (XML of blocks).

    `levels` are those of list 70 (and 71, which counts anew), notes are XML of `w:footnote`s.
    """
    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = "— 1 —"
    parent = document.element.body
    for block in _xml(f"<w:body>{body}</w:body>"):
        parent.insert(len(parent) - 1, block)
    if levels:
        numbering = document.part.numbering_part.element
        kind = f'<w:abstractNum w:abstractNumId="77">{levels}</w:abstractNum>'
        numbering.insert(0, _xml(kind))
        numbering.append(_xml('<w:num w:numId="70"><w:abstractNumId w:val="77"/></w:num>'))
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        numbering.append(_xml(f'<w:num w:numId="71"><w:abstractNumId w:val="77"/>{again}</w:num>'))
    for kind, notes in (("footnotes", footnotes), ("endnotes", endnotes)):
        if notes:
            blob = etree.tostring(_xml(f"<w:{kind}>{notes}</w:{kind}>"))
            part = Part(PackURI(f"/word/{kind}.xml"), f"{_TYPE}{kind}+xml", blob, document.part.package)
            document.part.relate_to(part, getattr(RT, kind.upper()))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def p(words: str, *, depth: int | None = None, number: int = 70, style: str = "") -> str:
    """A paragraph; `words` is text or XML of runs."""
    runs = words if words.startswith("<") else r(words)
    listed = (
        "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{runs}</w:p>"


def r(words: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def level(depth: int, form: str, pattern: str, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def _xml(text: str) -> etree._Element:
    end = text.index(">") - (text[text.index(">") - 1] == "/")
    return etree.fromstring(f"{text[:end]} {_NS}{text[end:]}")
