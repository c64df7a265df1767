"""The plan's records as units to find: sentences with their heading path, and whole records.

Sentences together cover every leaf; whole records (a section, a measure, a box) are there
for questions about all of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.types import Unit
from knowledge.types import Leaf, LeafKind, Plan

# A sentence ends after its mark and any closing quote or bracket; 到2025年 starts a new one.
SENTENCE = re.compile(r"[^。；！？\n]*(?:[。；！？][”’」』）)]*|\n+|$)")
SHORT = 24
"""Characters; a shorter sentence is joined to the next one."""
OPENING = 120
"""Characters of a measure that stand for the whole of it."""
WHOLE = {LeafKind.TABLE_ROW, LeafKind.BOX_MILESTONE, LeafKind.NOTE}
SKIPPED = {LeafKind.TABLE_HEADER}


def build_units(plan: Plan) -> tuple[Unit, ...]:
    """All units in order of place, whole records first; ids are unique."""
    return (*_records(plan), *(unit for leaf in plan.leaves for unit in _sentences(leaf)))


def _records(plan: Plan) -> Iterator[Unit]:
    children: dict[str, list[str]] = {}
    for section in plan.sections:
        children.setdefault(section.parent, []).append(section.title)
    openings = {leaf.section: leaf.text[:OPENING] for leaf in reversed(plan.leaves)}
    for section in plan.sections:
        inside = "；".join(children.get(section.id, ())) or openings.get(section.id, "")
        text = f"{section.title}：{inside}"
        span = section.locator
        yield Unit(section.id, text, section.id, span.start, span.end, section.id)
    for column in plan.columns:
        name = f"专栏{column.number}"
        purpose = plan.quote(column.purpose) if column.purpose else ""
        span = column.locator
        yield Unit(name, f"{name} {column.title}：{purpose}", name, span.start, span.end, name)
    for table in plan.tables:
        if not table.id.startswith("专栏"):
            span = table.locator
            yield Unit(table.id, table.title, span.label, span.start, span.end, table.id)


def _sentences(leaf: Leaf) -> Iterator[Unit]:
    if leaf.kind in SKIPPED:
        return
    heading = " ".join(leaf.path[-2:])
    for number, (start, end) in enumerate(_cut(leaf)):
        text = f"{heading}：{leaf.text[start:end].strip()}"
        first = leaf.locator.start
        yield Unit(
            f"{leaf.id}@{number}", text, leaf.locator.label, first + start, first + end, leaf.id
        )


def _cut(leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Spans of the leaf's text, sentence by sentence, none blank, nothing left out."""
    if leaf.kind in WHOLE:
        yield 0, len(leaf.text)
        return
    start = 0
    for found in SENTENCE.finditer(leaf.text):
        if found.end() - start >= SHORT and found.end() < len(leaf.text):
            yield start, found.end()
            start = found.end()
    if leaf.text[start:].strip():
        yield start, len(leaf.text)
