"""Where something stands, in words: headings with their titles, a table's row with its group."""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.phrases import say
from assistant.wording import when_words
from knowledge.types import Leaf, LeafKind, Locator

CATEGORY = "类别"
MILESTONE = re.compile(r"·到(\d{4})年")


def place_words(place: Locator, desk: Desk) -> str:
    """A sentence that says where a span stands: 在第三部分 主要任务·四 …·（三） ….“…”。"""
    return say("where.place", path=place_name(place, desk))


def place_name(place: Locator, desk: Desk) -> str:
    """Where a span stands: headings with their titles, a row with its number and group."""
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None:
        return place.label
    path = "·".join(leaf.path) or place.label
    if leaf.kind is LeafKind.TABLE_ROW:
        return _row_name(leaf, path, desk)
    if leaf.kind is LeafKind.TERM:
        return say("where.term_name", number=leaf.id.rpartition("·")[2])
    box = re.search(r"专栏\d+ .*", path)
    part = say("where.milestone", year=found[1]) if (found := MILESTONE.search(leaf.id)) else ""
    return (box[0] if box else path) + part


def _row_name(leaf: Leaf, path: str, desk: Desk) -> str:
    for table in desk.plan.tables:
        for row in table.rows:
            if row.locator.start == leaf.locator.start:
                category = row.cells.get(CATEGORY, "")
                group = say("where.category", category=category) if category else ""
                box = re.search(r"专栏\d+ .*", path)
                name = box[0] if box else path
                return say("where.row_name", path=name, number=row.number, category=group)
    return leaf.locator.label


def period_words(place: Locator, desk: Desk) -> str:
    """The deadline of a table's row: of the table's title, or of its merged cell; or ""."""
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None or leaf.kind is not LeafKind.TABLE_ROW:
        return ""
    for table in desk.plan.tables:
        if table.locator.start <= place.start < table.locator.end:
            if table.period_text:
                return f"{table.id}目标，{table.period_text}"
            dated = next((t for t in desk.knowledge.targets if t.leaf == leaf.id and t.when), None)
            return f"{table.id}，{when_words(dated)}" if dated and "\n" not in dated.quote else ""
    return ""
