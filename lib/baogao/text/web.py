"""The report in a web page, without what the site sets around it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from baogao.errors import BaogaoError
from baogao.lexicon import fold, load
from baogao.text.decode import decode

# Pages name the older of these and are written in the newer, which holds it.
_NEWER: Final = {"gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_DATED: Final = re.compile(
    r"(?m)^.*(?:发布|發布|发表|發表|日期|时间|時間)[^\n]{0,6}\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}.*$"
)
_COUNTER: Final = re.compile(r"\s*(?:浏览|瀏覽|阅读|閱讀|点击|點擊|访问|訪問|字号|字號|打印|列印|分享).*")
_ROW: Final = re.compile(r"\|(?P<cells>.*)\|")
_RULE: Final = re.compile(r"\|(?:\s*:?-{3,}:?\s*\|)+")
_HEAD: Final = 12  # lines among which the one with the date of publication stands
_BRIEF: Final = 100  # characters of a line of furniture
_LONG: Final = 120  # characters of a cell that is no cell of figures but a column of the page
_MAIN: Final = 0.85  # share of the page's sentences that the block holds in which the report stands


def web_text(data: bytes, where: str) -> str:
    """The text of a page, a line a paragraph; its title and the line with its date stand before it.

    Raises `BaogaoError` where the page only frames others.
    """
    import trafilatura
    from lxml import html

    named = re.search(rb"charset=[\"']?([\w-]+)", data[:4096])
    hint = named[1].decode("ascii", "replace").lower() if named else ""
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(data, where, _NEWER.get(hint, hint)))
    tree = html.document_fromstring(page, parser=html.HTMLParser(huge_tree=True))
    title = (tree.findtext(".//title") or "").strip()
    for dropped in tree.xpath("//script|//style|//noscript|//comment()|//textarea|//select"):
        _drop(dropped)
    _unframe(tree)
    whole = _visible(tree)
    if len("".join(whole.split())) < 80 and tree.xpath("//frame|//iframe"):
        raise BaogaoError(
            where, "holds frames and no text", "open the frame with the report, save and read that"
        )
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
    # A page whose frame the library takes for the article's keeps more without it.
    if whole.count("。") > 1.25 * text.count("。"):
        main = _visible(_main(tree))
        text = main if main.count("。") > 1.1 * text.count("。") else text
    rows = [_row(line) for line in text.split("\n") if not _RULE.fullmatch(line.strip())]
    kept = [line for line in rows if not _furniture(line)]
    kept[:_HEAD] = [_COUNTER.sub("", line) if _DATED.match(line) else line for line in kept[:_HEAD]]
    return "\n".join([*_front(title, whole, text), *kept]) + "\n"


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line})" for line in load("web")["furniture"]["lines"]), re.IGNORECASE)


def _furniture(line: str) -> bool:
    """Whether a line is the site's and not the report's.

    >>> [_furniture(line) for line in ("上一篇：甲县投资增长9.9%", "分享到：微博", "首页")]
    [True, True, True]
    >>> [_furniture(line) for line in ("分享改革成果。", "打印机产量5万台。", "")]
    [False, False, False]
    """
    words = "".join(fold(line).split())
    if len(words) > _BRIEF or words.endswith("。"):
        return False
    return _patterns().fullmatch(words) is not None


def _front(title: str, whole: str, text: str) -> list[str]:
    """What stands above the article and belongs to it: the page's title, and the line with its date."""
    title = re.split(r"[_|—-]", title)[0].strip()
    lines = [title] if re.search("报告|報告", title) and title not in text[:300] else []
    dated = _DATED.search(whole)
    if dated and len(dated[0]) < 120 and dated[0] not in text:
        lines.append(_COUNTER.sub("", dated[0]))
    return lines


def _drop(element: Any) -> None:
    """Takes an element out and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _unframe(tree: Any) -> None:
    """Makes blocks of the tables that lay out a page: those with a cell as long as a column of text."""
    for table in reversed(tree.xpath("//table")):
        cells = table.xpath(".//td|.//th")
        links = sum(len(link.text_content()) for link in table.xpath(".//a"))
        if links > 0.6 * len("".join(table.text_content().split())):
            _drop(table)
            continue
        if any(len(cell.text_content()) > _LONG and "。" in cell.text_content() for cell in cells):
            for part in [table, *_own(table)]:
                part.tag = "div"


def _own(table: Any) -> list[Any]:
    """The rows and cells of a table that are not those of a table inside it."""
    parts = table.iter("tbody", "thead", "tfoot", "tr", "td", "th")
    return [part for part in list(parts) if next(part.iterancestors("table"), None) is table]


def _row(line: str) -> str:
    """A row of a table as the library writes it, with tabs between the cells."""
    found = _ROW.fullmatch(line.strip())
    if found is None:
        return line
    return "\t".join(cell.strip() for cell in found["cells"].split("|"))


def _main(tree: Any) -> Any:
    """The innermost block that holds nearly all sentences of the page."""
    block = tree
    total = _sentences(tree)
    while total:
        inner = max(block.iterchildren("*"), key=_sentences, default=None)
        if inner is None or _sentences(inner) < _MAIN * total:
            break
        block = inner
    return block


def _sentences(element: Any) -> int:
    return str(element.text_content()).count("。") if isinstance(element.tag, str) else 0


def _visible(tree: Any) -> str:
    """The text of an element, a line a block."""
    from copy import deepcopy

    tree = deepcopy(tree)
    for dropped in tree.xpath("//head|//nav|//footer|//header[not(.//p)]"):
        _drop(dropped)
    for block in tree.xpath("//p|//br|//div|//tr|//li|//h1|//h2|//h3|//h4|//h5|//h6|//td|//pre|//section"):
        block.tail = "\n" + (block.tail or "")
        block.text = "\n" + (block.text or "") if block.tag != "br" else block.text
    lines = "".join(str(piece) for piece in tree.itertext()).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
