"""The plan in blocks: what is set as one thing on the page, each a paragraph, box or table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from knowledge.library import Knowledge
from knowledge.types import Column, Conflict, Leaf, LeafKind, Plan, Table


@dataclass(frozen=True, slots=True)
class Block:
    """Leaves that stand together. At most one of ``box`` and ``table`` is their frame."""

    leaves: tuple[Leaf, ...]
    box: Column | None = None
    table: Table | None = None

    @property
    def start(self) -> int:
        return self.leaves[0].locator.start

    @property
    def end(self) -> int:
        return self.leaves[-1].locator.end


def blocks(plan: Plan) -> tuple[Block, ...]:
    """All of the plan, in its order."""
    tables = {table.id: table for table in plan.tables}
    boxes = {column.number: column for column in plan.columns}

    def frame(leaf: Leaf) -> tuple[str, str]:
        at = leaf.locator.start
        for column in plan.columns:
            if column.locator.start <= at < column.locator.end:
                return "box", str(column.number)
        for table in plan.tables:
            if table.locator.start <= at < table.locator.end:
                return "table", table.id
        return ("terms", "") if leaf.kind is LeafKind.TERM else ("leaf", leaf.id)

    made = []
    for (kind, name), group in groupby(plan.leaves, frame):
        leaves = tuple(group)
        box = boxes[int(name)] if kind == "box" else None
        table = tables.get(box.table if box else name) if kind in ("box", "table") else None
        made.append(Block(leaves, box, table))
    return tuple(made)


def conflicts_by_leaf(knowledge: Knowledge) -> dict[str, list[Conflict]]:
    """The contradictions that each leaf takes part in."""
    found: dict[str, list[Conflict]] = {}
    for conflict in knowledge.conflicts:
        for mention in conflict.mentions:
            for leaf in knowledge.plan.leaves:
                if leaf.locator.start < mention.end and mention.start < leaf.locator.end:
                    there = found.setdefault(leaf.id, [])
                    if conflict not in there:
                        there.append(conflict)
    return found
