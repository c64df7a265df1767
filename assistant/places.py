"""Where something stands, in words: headings with their titles, a table's row with its group."""

from __future__ import annotations

from assistant.desk import Desk
from assistant.phrases import say
from assistant.wording import when_words
from knowledge.types import LeafKind, Locator

CATEGORY = "类别"


def place_words(place: Locator, desk: Desk) -> str:
    """A sentence that says where a span stands: 在第三部分 主要任务·四 …·（三） ….“…”。"""
    leaf = desk.knowledge.leaf_at(place.start)
    if leaf is None:
        return say("section.where", label=place.label)
    path = "·".join(leaf.path)
    if leaf.kind is not LeafKind.TABLE_ROW:
        return say("where.place", path=path)
    for table in desk.plan.tables:
        for row in table.rows:
            if row.locator.start == leaf.locator.start:
                category = row.cells.get(CATEGORY, "")
                group = say("where.category", category=category) if category else ""
                return say("where.row", path=path, number=row.number, category=group)
    return say("section.where", label=place.label)


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
