"""What the words mean and where they are used; words in quotation marks that nobody explains."""

from __future__ import annotations

from baogao.story.scene import Link, Row, Rows, Scene, Segments
from baogao.story.scenes.common import empty_scene, scene, source
from baogao.story.views.glossary import Term, quoted, terms
from baogao.story.words import joined, say, tell
from baogao.tables.report import Report

# Rows of a table of quoted words, and places named of one word.
_ROWS, _PLACES = 80, 9


def build(report: Report, lang: str) -> Scene:
    """The terms with their uses, then the quoted words without an explanation."""
    known, others = terms(report), quoted(report)
    if not known and not others:
        return empty_scene("glossary", lang)
    made: list[str | Link] = []
    if known:
        used = sum(1 for term in known if term.uses)
        numbered = sum(1 for term in known if term.numbers)
        made += tell("glossary.sentence", lang, n=len(known), used=used, numbered=numbered)
        if others:
            made += [" " if lang == "en" else "", *tell("glossary.sentence_quoted", lang, n=len(others))]
    else:
        made += tell("glossary.sentence_none", lang, n=len(others))
    return scene(
        "glossary",
        lang,
        count=len(known),
        sentence=joined(made),
        charts=("glossary",),
        tables=(_table(known, lang), _quoted_table(others[:_ROWS], lang)),
        note=source(report, lang),
    )


def _places(term: Term) -> Segments:
    made: list[str | Link] = []
    for index, place in enumerate(term.uses[:_PLACES], 1):
        end = place + max(len(term.term.strip('“”"')), 1)
        made += [" " if made else "", Link(str(index), f"text-{place}-{end}")]
    if len(term.uses) > _PLACES:
        made.append(f" … {len(term.uses)}")
    return joined(made)


def _table(rows: list[Term], lang: str) -> Rows:
    made = []
    for term in rows:
        figures: list[str | Link] = []
        for quote, start in term.numbers:
            figures += ["、" if figures else "", Link(quote, f"figures-{start}")]
        facet = "numbered" if term.numbers else "plain"
        cells: tuple[Segments, ...] = (
            (term.no,),
            (Link(term.term, term.ref),),
            (term.definition,),
            joined(figures),
            _places(term),
        )
        made.append(Row(term.ref, cells, (("number", say(f"glossary.{facet}", lang)),)))
    columns = tuple(
        say(f"column.{name}", lang) for name in ("number", "term", "definition", "figures", "uses")
    )
    return Rows(say("scene.glossary.question", lang), columns, tuple(made))


def _quoted_table(rows: list[Term], lang: str) -> Rows:
    made = []
    for term in rows:
        ref = f"text-{term.start}-{term.start + len(term.term)}"
        made.append(Row(ref, ((Link(term.term, ref),), (str(len(term.uses)),), _places(term))))
    columns = tuple(say(f"column.{name}", lang) for name in ("term", "times", "uses"))
    return Rows(say("glossary.quoted", lang), columns, tuple(made))
