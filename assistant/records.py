"""Records asked for by name or number: boxes, rows, terms, sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.places import place_words
from assistant.query import Query, RowRef
from assistant.types import Status
from assistant.wording import as_figure, tidy
from knowledge.types import Column, Leaf, LeafKind, Locator, Row, Table, Target

STATEMENTS = ("目标任务", "目标内容")
MAX_MEASURES = 200
MAX_WHOLE = 320
"""Characters of a measure that is told whole."""
DETAILED = 5
"""Characters beside a box's name from which a question is about a detail of it."""
SENTENCE = re.compile(r"[^。]+。")


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a question that names a row, a box, a term or a section."""
    if query.rows:
        return _rows(query, desk)
    if query.boxes and not query.has("conflict"):
        missing = all(desk.lookup.box(number) is None for number in query.boxes)
        return _boxes(query, desk) if missing or len(query.detail) < DETAILED else None
    if query.hinted and len(query.detail) < DETAILED and not query.has("conflict", "figure"):
        return _boxes(replace(query, boxes=query.hinted[:1]), desk)
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
        return _section(query.sections[0], desk)
    return None


def _asks_definition(query: Query, desk: Desk) -> bool:
    """What is X: by its words, or the term's bare name and hardly anything else."""
    if query.has("figure", "when", "count", "compare") and not query.has("define"):
        return False
    if query.has("define", "where", "list"):
        return not (query.years or query.claimed)
    term = desk.lookup.term(query.terms[0])
    return term is not None and len(query.plain) <= len(term.term) + 3


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


def statement_place(table: Table, row: Row) -> Locator:
    for header in STATEMENTS:
        if header in row.spans:
            return Locator(*row.spans[header], row.locator.label)
    return row.locator


def row_words(table: Table, row: Row) -> str:
    """A row as a sentence: its statement, or its cells with their headers."""
    for header in STATEMENTS:
        if row.cells.get(header):
            notes = [
                v
                for h, v in row.cells.items()
                if h not in (*STATEMENTS, "序号", "备注", "类别") and v.strip("—")
            ]
            note = say("box.row_note", note="，".join(_one_line(n) for n in notes)) if notes else ""
            return f"{tidy(row.cells[header]).rstrip('。')}{note}。"
    cells = [f"{h}{v}" for h, v in row.cells.items() if h not in ("序号",) and v.strip("—")]
    return "，".join(cells) + "。"


def _one_line(text: str) -> str:
    return re.sub(r"[（(](.*)[）)]", r"，\1", text)


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


def _boxes(query: Query, desk: Desk) -> Evidence:
    columns = [desk.lookup.box(number) for number in query.boxes]
    found = [column for column in columns if column]
    if not found:
        facts: dict[str, object] = {"number": query.boxes[0], "count": len(desk.plan.columns)}
        return Evidence("box_missing", Status.NOT_IN_PLAN, facts=facts, tools=("box",))
    asked = [y for y in query.years if y.isdigit()]
    if asked and not found[0].table:
        missing = [y for y in asked if not any(m.year == y for c in found for m in c.milestones)]
        if len(missing) == len(asked):
            facts = {"columns": found, "number": found[0].number, "year": missing[0]}
            places = tuple(m.locator for c in found for m in c.milestones)
            return Evidence(
                "milestone_missing", Status.NOT_IN_PLAN, places=places, facts=facts, tools=("box",)
            )
    places = tuple(place for column in found for place in _box_places(column, asked, query))
    labels = {place.label for place in places}
    targets = tuple(t for t in desk.knowledge.targets if t.locator.label in labels)
    facts = {"columns": found, "years": asked, "narrow": _narrow(query)}
    return Evidence("box", targets=targets, places=places, facts=facts, tools=("box",))


def box_evidence(column: Column, query: Query, desk: Desk) -> Evidence:
    """Evidence for a whole box that was found instead of named."""
    return _boxes(replace(query, boxes=(column.number,)), desk)


def section_evidence(section_id: str, desk: Desk) -> Evidence:
    """Evidence for a whole section that was found instead of named."""
    return _section(section_id, desk)


def _narrow(query: Query) -> bool:
    """Whether the milestones alone are asked for."""
    return query.has("figure", "when", "aim") and not query.has("how", "summary", "list", "define")


def _box_places(column: Column, years: list[str], query: Query) -> list[Locator]:
    if column.table:
        return [column.locator]
    milestones = [m.locator for m in column.milestones if not years or m.year in years]
    if years or _narrow(query):
        return milestones
    parts = [column.purpose] if column.purpose else []
    return [*parts, *column.measures[:1], *milestones]


def compose_box(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Purpose, measures and milestones in the plan's words, or the milestones asked for."""
    lines: list[str] = []
    for column in evidence.facts["columns"]:
        lines += _table_lines(column, desk) if column.table else _box_lines(column, evidence, desk)
    figures = tuple(as_figure(t) for t in evidence.targets if t.value)
    titles = tuple(column.title for column in evidence.facts["columns"])
    return Draft("\n".join(lines), evidence.status, evidence.places, figures, computed=titles)


def _box_lines(column: Column, evidence: Evidence, desk: Desk) -> Iterator[str]:
    years, narrow = evidence.facts["years"], evidence.facts["narrow"]
    milestones = [m for m in column.milestones if not years or m.year in years]
    head = say("box.head", number=column.number, title=column.title)
    if years or narrow:
        yield head + "".join(tidy(m.text) for m in milestones)
        return
    yield head + (tidy(desk.plan.quote(column.purpose)) if column.purpose else "")
    if column.measures:
        words = tidy("".join(desk.plan.quote(part) for part in column.measures))
        yield say("box.measures", text=_shorten(words))
    for milestone in milestones:
        yield tidy(milestone.text)


def _table_lines(column: Column, desk: Desk) -> Iterator[str]:
    table = desk.lookup.table(column.table)
    yield say("box.head", number=column.number, title=column.title)
    for row in table.rows if table else ():
        yield f"{row.number}. {row_words(table, row)}" if table else ""


def _shorten(text: str) -> str:
    """The first sentences, whole, up to the length that a phone shows."""
    kept = ""
    for sentence in re.findall(r"[^。]+。", text):
        if kept and len(kept) + len(sentence) > MAX_MEASURES:
            break
        kept += sentence
    return kept or text


def compose_box_missing(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    facts = evidence.facts
    text = say("list.box_missing", number=facts["number"], count=facts["count"])
    return Draft(text, evidence.status, computed=(str(facts["number"]), str(facts["count"])))


def compose_milestone_missing(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    column: Column = evidence.facts["columns"][0]
    text = say("list.milestone_missing", number=column.number, year=evidence.facts["year"])
    rest = "".join(tidy(m.text) for m in column.milestones)
    nearest = say("refuse.nearest", text=rest) if rest else ""
    return Draft(
        text + nearest, evidence.status, evidence.places, computed=(evidence.facts["year"],)
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


def _section(section_id: str, desk: Desk) -> Evidence:
    section = desk.lookup.section(section_id)
    assert section
    children = desk.lookup.children(section.id)
    if section.level < 4 and children:
        leaves = [
            leaf
            for leaf in desk.plan.leaves
            if leaf.section == section.id and leaf.kind is LeafKind.PARAGRAPH
        ]
        places = tuple(heading_place(child.id, desk) for child in children)
        return Evidence(
            "section", places=places, facts={"id": section.id, "leaves": leaves}, tools=("section",)
        )
    leaf = next(
        (
            x
            for x in desk.plan.leaves
            if x.section == section.id and x.kind in (LeafKind.MEASURE, LeafKind.PARAGRAPH)
        ),
        None,
    )
    places = (leaf.locator,) if leaf else (section.locator,)
    return Evidence(
        "measure", places=places, facts={"id": section.id, "leaf": leaf}, tools=("section",)
    )


def heading_place(section_id: str, desk: Desk) -> Locator:
    leaf: Leaf | None = desk.knowledge.leaf.get(f"{section_id}·标题") or desk.knowledge.leaf.get(
        section_id
    )
    if leaf is None:
        section = desk.lookup.section(section_id)
        assert section
        return section.locator
    end = leaf.text.find("。") + 1 if leaf.kind is LeafKind.MEASURE else len(leaf.text)
    return Locator(leaf.locator.start, leaf.locator.start + end, leaf.locator.label)


def compose_section(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    section = desk.lookup.section(evidence.facts["id"])
    assert section
    titles = [child.title for child in desk.lookup.children(section.id)]
    items = "；".join(f"{n}. {title}" for n, title in enumerate(titles, 1))
    text = say("section.head", label=section.id, title=section.title, items=items)
    return Draft(text, evidence.status, evidence.places)


def compose_measure(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """A measure's first sentences; all of them, one a line, where a list or summary is asked."""
    leaf: Leaf | None = evidence.facts["leaf"]
    text = leaf.text if leaf else desk.plan.quote(evidence.places[0])
    head, _, body = tidy(text).partition("。")
    if leaf is None or leaf.kind is not LeafKind.MEASURE or not body:
        head, body = "", tidy(text)
    if query.has("list", "summary", "how"):
        lines = [f"{n}. {sentence}" for n, sentence in enumerate(SENTENCE.findall(body), 1)]
        words = "\n".join([f"“{head}”：", *lines] if head else lines)
    else:
        told = body if len(body) <= MAX_WHOLE else _shorten(body)
        words = f"“{head}”：{told}" if head else told
    if query.has("where"):
        words = place_words(evidence.places[0], desk) + words
    return Draft(words, evidence.status, evidence.places)


def targets_in(desk: Desk, places: tuple[Locator, ...]) -> tuple[Target, ...]:
    """Targets whose own words overlap any of the places."""
    return tuple(
        t
        for t in desk.knowledge.targets
        if any(t.clause[0] < p.end and p.start < t.clause[1] for p in places)
    )


def place(start: int, end: int, label: str) -> Locator:
    """A span to cite."""
    return Locator(start, end, label)


def compose_titles(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Several sections by their titles."""
    lines = [f"{n}. {x.title}（{x.id}）。" for n, x in enumerate(evidence.facts["sections"], 1)]
    return Draft("\n".join(lines), evidence.status, evidence.places)
