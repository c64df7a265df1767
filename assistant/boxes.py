"""Boxes asked for by number or title: whole, or their milestones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import conjuncts
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.numerals import YEAR, cn_number
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.rows import row_words
from assistant.types import Status
from assistant.wording import as_figure, shorten, tidy
from knowledge.types import Column, Locator

SENTENCE, PART = re.compile(r"[^。\n]+。?"), re.compile(r"[,，的里]")
MIN_NAMED = 4
"""Characters from which what a question names beside a year is found in a box's words."""


def boxes_evidence(query: Query, desk: Desk) -> Evidence:
    """Evidence for the boxes that a question names, whole or of the years asked for."""
    columns = [desk.lookup.box(number) for number in query.boxes]
    found = [column for column in columns if column]
    if not found:
        facts: dict[str, object] = {"number": query.boxes[0], "count": len(desk.plan.columns)}
        return Evidence("box_missing", Status.NOT_IN_PLAN, facts=facts, tools=("box",))
    asked = [y for y in query.years if y.isdigit()] or _stage(found[0], query)
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
    facts = {"columns": found, "years": asked, "narrow": _narrow(query), "doing": _doing(query)}
    return Evidence("box", targets=targets, places=places, facts=facts, tools=("box",))


def box_evidence(column: Column, query: Query, desk: Desk) -> Evidence:
    """Evidence for a whole box that was found instead of named."""
    return boxes_evidence(replace(query, boxes=(column.number,)), desk)


def boxes_beside(query: Query, desk: Desk) -> Evidence | None:
    """A thing that a box's measures name, and its milestone, asked for in one breath."""
    column = desk.lookup.box(query.boxes[0])
    due = [m.locator for m in column.milestones if m.year in query.years] if column else []
    if column is None or len(query.boxes) > 1 or not due:
        return None
    own = [p for p in conjuncts.pieces(query.plain, "beside") if not YEAR.search(p)]
    # What stands before a comma or 的 only says which box.
    name = PART.split(own[0])[-1].strip() if len(own) == 1 else ""
    if len(name) < MIN_NAMED:
        return None
    for part in (*([column.purpose] if column.purpose else ()), *column.measures):
        for found in SENTENCE.finditer(desk.plan.text, part.start, part.end):
            if name in found[0]:
                place = Locator(found.start(), found.end(), part.label)
                return Evidence("passage", places=(place, *due), tools=("box",))
    return None


def _narrow(query: Query) -> bool:
    """Whether the milestones alone are asked for."""
    if re.search(phrases()["box_named"]["milestones"], query.plain):
        return not (query.has("summary") or _doing(query))
    return query.has("figure", "when", "aim") and not query.has("how", "summary", "list", "define")


def _stage(column: Column, query: Query) -> list[str]:
    """The year of the milestone that a question counts to: 第二阶段, 后一阶段."""
    asked = re.search(phrases()["box_named"]["stages"], query.plain)
    if asked is None or not column.milestones:
        return []
    at = 0 if asked["first"] else -1 if asked["last"] else int(cn_number(asked["n"]) or 1) - 1
    years = [m.year for m in column.milestones]
    return [years[at]] if at < len(years) else []


def _doing(query: Query) -> bool:
    """Whether the measures alone are asked for."""
    return re.search(phrases()["box_named"]["measures"], query.plain) is not None


def _box_places(column: Column, years: list[str], query: Query) -> list[Locator]:
    if column.table:
        return [column.locator]
    milestones = [m.locator for m in column.milestones if not years or m.year in years]
    if years or _narrow(query):
        return milestones
    parts = [column.purpose] if column.purpose else []
    if column.measures and _doing(query):
        parts = []
    return [*parts, *column.measures, *milestones]


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
    words = tidy("".join(desk.plan.quote(part) for part in column.measures))
    if column.measures and evidence.facts["doing"]:
        # 专栏34的举措: all of them, and no purpose before them.
        yield head + words
    else:
        yield head + (tidy(desk.plan.quote(column.purpose)) if column.purpose else "")
        if column.measures:
            yield say("box.measures", text=shorten(words))
    for milestone in milestones:
        yield tidy(milestone.text)


def _table_lines(column: Column, desk: Desk) -> Iterator[str]:
    table = desk.lookup.table(column.table)
    yield say("box.head", number=column.number, title=column.title)
    for row in table.rows if table else ():
        yield f"{row.number}. {row_words(table, row)}" if table else ""


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
