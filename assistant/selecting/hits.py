"""Where in a box the words or figure stand that it was chosen for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.desk import Desk
from assistant.selecting.condition import Condition
from assistant.selecting.items import Item, bare
from assistant.wording import clause_with
from knowledge.types import LeafKind, Locator

MAX_HITS = 3
"""Clauses of one box that are shown for one condition."""


def box_hits(item: Item, conditions: Sequence[Condition], desk: Desk) -> Iterator[Locator]:
    """The clauses of a box that fit the conditions; none where only its title does."""
    for condition in conditions:
        found = _worded if condition.said else _valued
        yield from list(found(item, condition, desk))[:MAX_HITS]


def _worded(item: Item, condition: Condition, desk: Desk) -> Iterator[Locator]:
    assert condition.said
    for leaf in desk.plan.leaves:
        titled = leaf.kind in (LeafKind.BOX_TITLE, LeafKind.TABLE_HEADER, LeafKind.TABLE_TITLE)
        if titled or not leaf.id.startswith(f"{item.name}·"):
            continue
        for word in dict.fromkeys(m[0] for m in condition.said.finditer(bare(leaf.text))):
            if span := clause_with(desk.plan, word, leaf.locator.start, leaf.locator.end):
                yield Locator(*span, leaf.locator.label)


def _valued(item: Item, condition: Condition, desk: Desk) -> Iterator[Locator]:
    if condition.kind != "value":
        return
    for target in item.targets:
        if condition.fits and condition.fits(target):
            yield Locator(*target.clause, target.locator.label)
