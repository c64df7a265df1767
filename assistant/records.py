"""Records asked for by name or number: boxes, rows, terms, sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.boxes import box_evidence, boxes_beside, boxes_evidence
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import phrases, say
from assistant.query import Query, RowRef
from assistant.rows import STATEMENTS, place, row_words, statement_place, targets_in
from assistant.sections import heading_place, section_evidence
from assistant.types import Status
from assistant.wording import as_figure, tidy
from knowledge.types import Row, Table

DETAILED = 5
"""Characters beside a box's name from which a question is about a detail of it."""

__all__ = [
    "STATEMENTS",
    "box_evidence",
    "gather",
    "heading_place",
    "place",
    "row_words",
    "section_evidence",
    "statement_place",
    "targets_in",
]


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question that names a row, a box, a term or a section."""
    if query.rows:
        return _rows(query, desk)
    if query.boxes and not query.has("conflict"):
        missing = all(desk.lookup.box(number) is None for number in query.boxes)
        if beside := boxes_beside(query, desk):
            return beside
        return boxes_evidence(query, desk) if missing or len(query.detail) < DETAILED else None
    if query.hinted and len(query.detail) < DETAILED and not query.has("conflict", "figure"):
        return boxes_evidence(replace(query, boxes=query.hinted[:1]), desk)
    if query.term_number is not None:
        term = desk.lookup.term(query.term_number)
        if term is None:
            facts = {"number": query.term_number, "count": len(desk.plan.terms)}
            return Evidence("term_missing", Status.NOT_IN_PLAN, facts=facts, tools=("term",))
        return Evidence(
            "term", places=(term.locator,), facts={"numbers": (term.number,)}, tools=("term",)
        )
    if query.terms and _asks_definition(query, desk):
        numbers = query.terms[:2]
        terms = [t for t in (desk.lookup.term(n) for n in numbers) if t]
        places = tuple(term.locator for term in terms)
        return Evidence("term", places=places, facts={"numbers": numbers}, tools=("term",))
    if query.sections and not query.indicators:
        return section_evidence(query.sections[0], desk)
    return None


def _asks_definition(query: Query, desk: Desk) -> bool:
    """What is X: by its words, or the term's bare name and hardly anything else."""
    if len(query.terms) > 1 and _says("apart", query):
        return True
    figures = bool(query.asked) or query.has("figure", "when", "count", "compare")
    if figures and not query.has("define"):
        return False
    if _says("doing", query) and not query.has("define"):
        return False
    if query.has("define", "where", "list"):
        return not (query.years or query.claimed)
    term = desk.lookup.term(query.terms[0])
    return term is not None and len(query.plain) <= len(term.term) + 3


def _says(name: str, query: Query) -> bool:
    """Whether a question has one of the ways of asking ``asks.name``."""
    return re.search(phrases()["asks"][name], query.plain) is not None


def _rows(query: Query, desk: Desk) -> Evidence:
    found: list[tuple[Table, Row]] = []
    for ref in query.rows:
        found.extend(_find_row(ref, query, desk))
    if not found:
        ref = query.rows[0]
        table = desk.lookup.table(ref.table or (query.tables or ("终期",))[0])
        count = len(table.rows) if table else 0
        facts = {"table": table.title if table else ref.table, "number": ref.number, "count": count}
        return Evidence("row_missing", Status.NOT_IN_PLAN, facts=facts, tools=("row",))
    places = tuple(statement_place(table, row) for table, row in found)
    targets = tuple(
        t
        for t in desk.knowledge.targets
        if any(t.locator.label == r.locator.label for _, r in found)
    )
    return Evidence("row", targets=targets, places=places, facts={"rows": found}, tools=("row",))


def _find_row(ref: RowRef, query: Query, desk: Desk) -> Iterator[tuple[Table, Row]]:
    """The row; where no table was named, that row of every phase table (or of the one named)."""
    names = (
        [ref.table]
        if ref.table
        else list(query.tables) or [t.id for t in desk.plan.tables if t.period]
    )
    if not ref.table and query.boxes:
        names = [f"专栏{number}" for number in query.boxes]
    for name in names:
        table, row = desk.lookup.table(name), desk.lookup.row(name, ref.number)
        if table and row:
            yield table, row


def compose_row(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    found: list[tuple[Table, Row]] = evidence.facts["rows"]
    lines = [
        say("box.row", label=row.locator.label, text=row_words(table, row), attribute="")
        for table, row in found
    ]
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        tuple(as_figure(t) for t in evidence.targets if t.value),
    )


def compose_row_missing(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    facts = dict(evidence.facts)
    return Draft(
        say("list.row_missing", **facts),
        evidence.status,
        computed=(facts["number"], str(facts["count"])),
    )


def compose_term_missing(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    text = say("list.term_missing", **evidence.facts)
    return Draft(text, evidence.status, computed=tuple(map(str, evidence.facts.values())))


def compose_term(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    terms = [desk.lookup.term(n) for n in evidence.facts["numbers"]]
    lines = [f"{term.term}：{tidy(term.definition)}" for term in terms if term]
    if query.has("where"):
        lines[0] = say("where.term", number=terms[0].number if terms[0] else "") + lines[0]
    return Draft("\n".join(lines), evidence.status, evidence.places)
