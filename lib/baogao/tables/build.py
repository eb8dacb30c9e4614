"""Rows of the facts floor to table rows: offsets led back to the source, quotes cut, ids given."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Final

from baogao.facts.figures import read_figures
from baogao.facts.glossary import read_glossary
from baogao.facts.lists import read_lists
from baogao.facts.livelihood import read_livelihood
from baogao.facts.pairs import read_pairs
from baogao.facts.projects import read_projects
from baogao.facts.rows import Figure, LivelihoodItem, Pair, Project, Target, Term
from baogao.facts.targets import read_targets
from baogao.text.outline import Outline, Section, read_outline
from baogao.text.repair import Repaired
from baogao.text.source import Source

Row = dict[str, Any]
_NEAR: Final = 4  # characters from a damaged place within which a figure may be broken as well
_SURE: Final = 0.9  # confidence of a repair


def build_rows(source: Source, repaired: Repaired, version: str) -> dict[str, list[Row]]:
    """The rows of every table for one report."""
    return _Builder(source, repaired, read_outline(repaired.text, source.name), version).build()


class _Builder:
    def __init__(self, source: Source, repaired: Repaired, outline: Outline, version: str) -> None:
        self.source, self.repaired, self.outline, self.version = source, repaired, outline, version
        self._edit_ends = [edit.end for edit in repaired.edits]

    def build(self) -> dict[str, list[Row]]:
        outline = self.outline
        terms = read_glossary(outline)
        figures, numbers = read_figures(outline, terms)
        targets = read_targets(outline, figures)
        pairs = read_pairs(figures, targets, outline.folded)
        items, notes = read_lists(outline, terms)
        livelihood = read_livelihood(outline, items, notes, figures)
        projects = read_projects(outline, items, terms)
        of_start = {figure.start: figure for figure in figures}
        return {
            "meta": self._meta(),
            "outline": [self._section(section) for section in outline.sections],
            "figures": [self._figure(figure) for figure in figures],
            "numbers": [
                self._quoted(n.start, n.end) | {"kind": n.kind, "figure_id": self._id("figures", n.figure)}
                for n in numbers
            ],
            "targets": [self._target(target, rank) for rank, target in enumerate(targets, 1)],
            "pairs": [self._pair(pair, of_start) for pair in pairs],
            "lists": [
                {"list": i.list, "item_no": i.item_no, "item": self._text(i.start, i.end), "source": i.source}
                | self._span(i.start, i.end)
                for i in items
            ],
            "list_notes": [
                {"list": n.list, "note": self._text(n.start, n.end)} | self._span(n.start, n.end)
                for n in notes
            ],
            "livelihood": [self._livelihood(item) for item in livelihood],
            "projects": [self._project(project) for project in projects],
            "project_mentions": [row for project in projects for row in self._mentions(project)],
            "glossary": [self._term(term) for term in terms],
            "repairs": [dict(vars(edit)) for edit in self.repaired.edits],
        }

    def _span(self, start: int, end: int) -> Row:
        return {"start": self.repaired.to_source(start), "end": self.repaired.to_source(end, end=True)}

    def _quoted(self, start: int, end: int) -> Row:
        span = self._span(start, end)
        return span | {"quote": self.source.text[span["start"] : span["end"]]}

    def _text(self, start: int, end: int) -> str:
        return self.outline.text[start:end]

    def _id(self, table: str, start: int | None) -> str:
        return "" if start is None else f"{table}-{self.repaired.to_source(start)}"

    def _section_id(self, offset: int) -> str:
        section = self.outline.section_at(offset)
        return self._id("outline", section.start) if section else ""

    def _meta(self) -> list[Row]:
        said = [
            {"key": key, "value": field.value} | self._span(field.start, field.end)
            for key, field in self.outline.meta.items()
        ]
        if self.outline.report_year and "report_year" not in self.outline.meta:
            said.append({"key": "report_year", "value": str(self.outline.report_year)})
        made = {"source": self.source.name, "sha256": self.source.sha256, "version": self.version}
        return said + [{"key": key, "value": value} for key, value in made.items()]

    def _section(self, section: Section) -> Row:
        return {
            "section_id": self._id("outline", section.start),
            "parent_id": self._id("outline", section.parent),
            "level": section.level,
            "number": section.number,
            "heading": self._text(*section.heading),
            "role": section.role,
        } | self._span(section.start, section.end)

    def _figure(self, figure: Figure) -> Row:
        sentence = self.outline.sentence_at(figure.start)
        return (
            vars(figure)
            | self._quoted(figure.start, figure.end)
            | {
                "figure_id": self._id("figures", figure.start),
                "doubt": ";".join(filter(None, [figure.doubt, self._mended(figure.start, figure.end)])),
                "section_id": self._section_id(figure.start),
                "sentence": self._text(*sentence).strip() if sentence else "",
            }
        )

    def _mended(self, start: int, end: int) -> str:
        """Whether a figure stands at a damaged place, or has words that were repaired none too surely."""
        span = self._span(start, end)
        i = bisect_left(self._edit_ends, span["start"] - _NEAR)
        for edit in self.repaired.edits[i:]:
            if edit.start > span["end"] + _NEAR:
                break
            if edit.kind == "damaged":
                return "damaged"
            if edit.start < span["end"] and edit.end > span["start"] and edit.confidence < _SURE:
                return "repaired"
        return ""

    def _target(self, target: Target, rank: int) -> Row:
        return (
            vars(target)
            | self._quoted(target.start, target.end)
            | {"rank": rank, "target_id": self._id("targets", target.start)}
        )

    def _pair(self, pair: Pair, figures: dict[int, Figure]) -> Row:
        result, target = figures[pair.result].value, figures[pair.target].value
        return {
            "indicator": pair.indicator,
            "label": pair.label,
            "measure": pair.measure,
            "unit": pair.unit,
            "result_start": self.repaired.to_source(pair.result),
            "target_start": self.repaired.to_source(pair.target),
            "result": result,
            "target": target,
            "difference": round(target - result, 10),
        }

    def _livelihood(self, item: LivelihoodItem) -> Row:
        row = {
            "item_id": self._id("livelihood", item.start),
            "list": item.list,
            "period": item.period,
            "item_no": item.item_no,
            "item": self._text(item.start, item.end),
            "domain": item.domain,
            "status": item.status,
            "continues": self._id("livelihood", item.continues),
            "figures": ";".join(self._id("figures", start) for start in item.figures),
        } | self._span(item.start, item.end)
        if item.status_quote:
            said = self._quoted(*item.status_quote)
            row |= {"status_quote": said["quote"], "status_start": said["start"], "status_end": said["end"]}
        return row

    def _project(self, project: Project) -> Row:
        first = self._span(project.first_start, project.first_end)
        return {
            "name": project.name,
            "groups": ";".join(project.groups),
            "kind": project.kind,
            "stage_review": project.stage_review,
            "stage_plan": project.stage_plan,
            "first_start": first["start"],
            "first_end": first["end"],
            "mentions": len(project.mentions),
        }

    def _mentions(self, project: Project) -> list[Row]:
        rows = []
        for mention in project.mentions:
            row = {
                "name": project.name,
                "section_id": self._section_id(mention.start),
                "status": mention.status,
                "scope": mention.scope,
            } | self._span(mention.start, mention.end)
            if mention.stage:
                stage = self._span(mention.stage[0][0], mention.stage[-1][1])
                row |= {
                    "stage": "".join(self._text(*span) for span in mention.stage),
                    "stage_start": stage["start"],
                    "stage_end": stage["end"],
                }
            rows.append(row)
        return rows

    def _term(self, term: Term) -> Row:
        return {
            "no": term.no,
            "term": self._text(*term.term),
            "page": int(term.page) if term.page else None,
            "definition": term.definition_text or self._text(*term.definition),
            "first_use": None if term.first_use is None else self.repaired.to_source(term.first_use),
        } | self._span(term.start, term.end)
