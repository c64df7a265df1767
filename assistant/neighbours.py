"""What stands next to a measure or a box: 挨着哪个专栏, 后面那一段是什么."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import phrases, say
from assistant.places import place_words
from assistant.query import Query
from assistant.sections import heading_place
from assistant.selecting.items import bare
from knowledge.types import Column, Locator, Section

Record = Section | Column
DEEPEST = 3


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for what stands beside a measure, heading or box that a question names."""
    asked = re.search(_shape("ask"), query.plain)
    if asked is None or query.rows or query.tables:
        return None
    named = _named(query, desk)
    if named is None:
        return None
    before = re.search(_shape("backwards"), query.plain) is not None
    boxes = "专栏" in query.plain.partition(asked[0])[2] or "专栏" in asked[0]
    if isinstance(named, Column):
        boxes = boxes or query.plain.count("专栏") > 1
        other = _box_beside(named, before, desk) if boxes else desk.lookup.section(named.section)
    elif boxes:
        other = _box_of(named, desk)
    else:
        other = _section_beside(named, before, desk)
    if other is None:
        return None
    facts = {"named": named, "other": other, "before": before}
    places = (_place(named, desk), _place(other, desk))
    return Evidence("neighbours", places=places, facts=facts, tools=("section",))


def _shape(name: str) -> str:
    return str(phrases()["beside"][name])


def _named(query: Query, desk: Desk) -> Record | None:
    """The box by number, else the deepest heading whose title the question has."""
    if query.boxes:
        return desk.lookup.box(query.boxes[0]) if len(query.boxes) == 1 else None
    plain = bare(query.plain)
    found = [s for s in desk.plan.sections if s.level >= DEEPEST and bare(s.title) in plain]
    return max(found, key=lambda s: (len(s.title), s.level), default=None)


def _box_beside(column: Column, before: bool, desk: Desk) -> Column | None:
    return desk.lookup.box(column.number + (-1 if before else 1))


def _box_of(section: Section, desk: Desk) -> Column | None:
    """The box that stands right behind a measure, or the first one under a heading."""
    behind = [c for c in desk.plan.columns if c.locator.start >= section.locator.start]
    first = min(behind, key=lambda c: c.locator.start, default=None)
    later = [
        s.locator.start
        for s in desk.plan.sections
        if s.level >= section.level and s.locator.start > section.locator.start
    ]
    end = min(later, default=len(desk.plan.text)) if section.level > DEEPEST else None
    return first if first and (end is None or first.locator.start < end) else None


def _section_beside(section: Section, before: bool, desk: Desk) -> Section | None:
    """The heading before or after one under the same heading."""
    mates = desk.lookup.children(section.parent)
    index = mates.index(section) + (-1 if before else 1)
    return mates[index] if 0 <= index < len(mates) else None


def _place(record: Record, desk: Desk) -> Locator:
    if isinstance(record, Section):
        return heading_place(record.id, desk)
    leaf = desk.knowledge.leaf.get(f"专栏{record.number}·标题")
    return leaf.locator if leaf else record.locator


def _name(record: Record) -> str:
    if isinstance(record, Section):
        return f"“{record.title}”"
    return say("beside.box", number=record.number, title=record.title)


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """Where the thing stands, where that is asked, then what stands beside it."""
    named, other = evidence.facts["named"], evidence.facts["other"]
    key = "beside.before" if evidence.facts["before"] else "beside.after"
    if isinstance(named, Column) and isinstance(other, Section):
        key = "beside.under"
    text = say(key, name=_name(named), other=_name(other))
    if query.has("where"):
        text = place_words(evidence.places[0], desk) + text
    numbers = tuple(str(r.number) for r in (named, other) if isinstance(r, Column))
    return Draft(text, evidence.status, evidence.places, computed=numbers)
