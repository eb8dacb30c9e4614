"""Named lists that the report spells out."""

from __future__ import annotations

from collections.abc import Iterator

from baogao.facts.listing.groups import NamedList, bracketed, read_groups, summed
from baogao.facts.listing.listnotes import read_notes
from baogao.facts.listing.members import members
from baogao.facts.listing.promises import is_livelihood, read_promises
from baogao.facts.rows import ListItem, ListNote, Term
from baogao.text.outline import Outline
from baogao.text.spans import Span


def read_lists(outline: Outline, glossary: list[Term]) -> tuple[list[ListItem], list[ListNote]]:
    """The members of every named list, and what the report says of the lists.

    >>> from baogao.facts.glossary import read_glossary
    >>> from baogao.text.outline import read_outline
    >>> outline = read_outline("各位代表:\\n修路。\\n名词解释\\n1.两保:保工资、保运转。\\n2.四风:略。")
    >>> items, notes = read_lists(outline, read_glossary(outline))
    >>> [(item.list, outline.text[item.start:item.end], item.source) for item in items][:2]
    [('两保', '保工资', 'glossary 1'), ('两保', '保运转', 'glossary 1')]
    """
    items: list[ListItem] = []
    seen: set[tuple[str, ...]] = set()
    for found, source in _lists(outline, glossary):
        name = _name(outline.text[slice(*found.name)])
        words = tuple(outline.folded[slice(*member)] for member in found.members)
        if (name, *words) in seen:  # spelled out twice
            continue
        seen.add((name, *words))
        items += [ListItem(name, no, *member, source) for no, member in enumerate(found.members, 1)]
    return items, read_notes(outline, items)


def _lists(outline: Outline, glossary: list[Term]) -> Iterator[tuple[NamedList, str]]:
    for no, term in enumerate(glossary, 1):
        source = f"glossary {term.no or no}"
        for found in _explained(outline, term):
            yield found, source
    entries = Span(glossary[0].start, glossary[-1].end) if glossary else None
    for found in read_promises(outline, entries):
        yield found, "body"
    named = set()
    for found in bracketed(outline.folded, outline.body):
        named.add(outline.folded[slice(*found.name)])
        yield found, "body"
    explained = " ".join(outline.folded[slice(*term.term)] for term in glossary)
    for found in summed(outline.folded, outline.body):
        name = outline.folded[slice(*found.name)]
        if name not in named and name not in explained:  # said once is enough
            named.add(name)
            yield found, "body"


def _explained(outline: Outline, term: Term) -> list[NamedList]:
    """The lists in the explanation of a term."""
    span, name = Span(*term.definition), Span(*term.term)
    groups = read_groups(outline.folded, span, name)
    if groups is not None:
        return groups
    words = outline.folded[slice(*name)]
    found = members(outline.folded, *span, words, loose=is_livelihood(words))
    if len(found) > 1:
        return [NamedList(name, tuple(found))]
    return bracketed(outline.folded, span)


def _name(text: str) -> str:
    """A list's name as printed, without quotes around the whole."""
    inner = text[1:-1]
    whole = len(text) > 2 and text[0] in "“「" and text[-1] in "”」" and not set("“”「」") & set(inner)
    return inner if whole else text
