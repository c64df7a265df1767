"""Whether something counts as one of the numbered classes that a definition lists: 算不算“校闹”."""

from __future__ import annotations

import re

from assistant import broad
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import pairs
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import tidy
from knowledge.types import LeafKind, Locator

FOUND = {"term", "passage", "aspect"}
ITEM = re.compile(r"（(\d{1,2})）([^（；。]+)")
SEVERAL = 2
"""Classes from which a definition is a list of them."""
HELD = 0.5
"""Share of a turn's words, seldom ones weighing more, that the class must name."""


def counted(evidence: Evidence, query: Query, desk: Desk) -> Evidence:
    """The class of the definition that was found which names what is asked about; else it."""
    asks = re.search(phrases()["members"]["asked"], query.plain)
    if evidence.kind not in FOUND or asks is None or not evidence.places:
        return evidence
    leaf = desk.knowledge.leaf_at(evidence.places[0].start)
    if leaf is None or leaf.kind is not LeafKind.TERM:
        return evidence
    items = list(ITEM.finditer(desk.plan.text, leaf.locator.start, leaf.locator.end))
    asked = _weights(asks.re.sub("", query.own or query.plain), desk)
    term = next(t for t in desk.plan.terms if t.locator.start == leaf.locator.start)
    asked = {pair: n for pair, n in asked.items() if pair not in term.term}
    whole = sum(asked.values())
    scored = [(sum(n for w, n in asked.items() if w in item[2]), item) for item in items]
    best = max(scored, key=lambda s: s[0], default=None)
    if best is None or len(items) < SEVERAL or not whole or best[0] < HELD * whole:
        return evidence
    item = best[1]
    place = Locator(item.start(), item.end(), leaf.locator.label)
    facts = {"number": item[1], "term": term.term, "text": item[2]}
    return Evidence("member", places=(place,), facts=facts, tools=("term",))


def _weights(text: str, desk: Desk) -> dict[str, float]:
    """Pairs of characters of a text that the plan has; seldom ones weigh more."""
    counts = {pair: desk.plan.text.count(pair) for pair in pairs(text)}
    return {pair: 1 / max(count, broad.SELDOM) for pair, count in counts.items() if count}


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """That it counts, and as which class, in the plan's words."""
    facts = {**evidence.facts, "text": tidy(evidence.facts["text"]).rstrip("，。")}
    text = say("members.counts", **facts)
    return Draft(text, evidence.status, evidence.places, computed=(facts["number"],))
