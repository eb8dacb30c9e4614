"""The text that people see in a docx: automatic numbers, notes and text boxes in, deleted words out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from baogao.errors import BaogaoError
from baogao.text.numbering import Numbering, W

if TYPE_CHECKING:
    from lxml.etree import _Element

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What was taken out, and what is there twice: a drawing for older programs beside the new one, the sound of a
# character beside it.
_SKIPPED: Final = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "rt", "instrText", "delText", "sdtPr")}
    | {f"{_MC}Fallback"}
)
_AROUND: Final = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_CONTENTS: Final = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='Table of Contents']"
_SIGNS: Final = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES: Final = {
    f"{W}footnoteReference": "footnote",
    f"{W}endnoteReference": "endnote",
}
_PAGE: Final = re.compile(r"[\s—\-–·第页共/]*\d{0,3}[\s—\-–·第页共/]*")


def word_text(data: bytes, where: str) -> str:
    """The text of a docx, a line a paragraph or a table's row; headers and footers are left out.

    A note's mark is `[N]` in the text and before the note, and the notes stand behind the text.
    """
    from docx import Document

    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise BaogaoError(where, "is a broken docx file", "save it again and read that")
    return _Walk(Document(io.BytesIO(data))).text()


class _Walk:
    def __init__(self, document: Any) -> None:
        from lxml import etree

        self._body: _Element = document.element.body
        self._parts: dict[str, _Element] = {}
        for relation in document.part.rels.values():
            kind = str(relation.reltype).rpartition("/")[2]
            if not relation.is_external and kind in {"numbering", "styles", "footnotes", "endnotes"}:
                self._parts[kind] = etree.fromstring(relation.target_part.blob)
        self._numbering = Numbering(self._parts.get("numbering"), self._parts.get("styles"))
        self._marks: dict[tuple[str, str], int] = {}
        self._hidden = _hidden_styles(self._parts.get("styles"))

    def text(self) -> str:
        lines = list(self._blocks(self._body))
        for (kind, name), number in list(self._marks.items()):
            note = self._note(kind, name)
            if note:
                lines.append(f"[{number}]{note}")
        return "\n".join(lines) + "\n"

    def _note(self, kind: str, name: str) -> str:
        part = self._parts.get(f"{kind}s")
        found = None if part is None else part.find(f"{W}{kind}[@{W}id='{name}']")
        lines = [] if found is None else [line.strip() for line in self._blocks(found)]
        # What a note is headed by in the file is its own mark, which is written already.
        return re.sub(r"^\[?\d*\]?\s*", "", "".join(lines)) if lines else ""

    def _blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of what `parent` holds."""
        pending = ""
        for block in parent.iterchildren():
            if block.tag == f"{W}p":
                if self._contents(block):
                    continue
                boxes: list[_Element] = []
                words = self._run(block, boxes)
                line = pending + self._numbering.label(block) + words
                if block.find(f"{W}pPr/{W}rPr/{W}del") is not None:
                    pending = line  # the end of the paragraph was taken out
                    continue
                pending = ""
                yield from line.split("\n")
                for box in boxes:
                    yield from (inner for inner in self._blocks(box) if not _PAGE.fullmatch(inner))
            elif block.tag == f"{W}tbl":
                yield from self._rows(block)
            elif block.tag in _AROUND and block.find(_CONTENTS) is None:
                yield from self._blocks(block)
        if pending:
            yield pending

    def _contents(self, paragraph: _Element) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return style is not None and style.get(f"{W}val", "") in self._hidden

    def _rows(self, table: _Element) -> Iterator[str]:
        for row in table.iterfind(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [list(self._blocks(cell)) for cell in row.iterfind(f"{W}tc")]
            if len(cells) == 1:  # a frame around the text
                yield from cells[0]
                continue
            yield "\t".join(" ".join(line.strip() for line in cell if line.strip()) for cell in cells)

    def _run(self, element: _Element, boxes: list[_Element]) -> str:
        """The text inside a paragraph; text boxes anchored in it are added to `boxes`."""
        words = []
        for child in element.iterchildren():
            tag = child.tag
            if tag == f"{W}t":
                words.append(child.text or "")
            elif tag in _SKIPPED or not isinstance(tag, str):
                continue
            elif tag in _SIGNS:
                words.append(_SIGNS[tag])
            elif tag == f"{W}br":
                words.append("" if child.get(f"{W}type") in ("page", "column") else "\n")
            elif tag in _NOTES:
                key = (_NOTES[tag], child.get(f"{W}id", ""))
                words.append(f"[{self._marks.setdefault(key, len(self._marks) + 1)}]")
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag != f"{W}r" or child.find(f"{W}rPr/{W}vanish") is None:
                words.append(self._run(child, boxes))
        return "".join(words)


def _hidden_styles(styles: _Element | None) -> frozenset[str]:
    """The styles of the lines of a table of contents: their numbers are pages."""
    if styles is None:
        return frozenset()
    names = {
        style.get(f"{W}styleId", ""): name.get(f"{W}val", "").lower()
        for style in styles.iterfind(f"{W}style")
        if (name := style.find(f"{W}name")) is not None
    }
    return frozenset(key for key, name in names.items() if re.fullmatch(r"toc \d", name))
