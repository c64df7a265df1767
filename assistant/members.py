"""Whether something counts as one of the numbered classes that a definition lists: 算不算“校闹”."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import broad
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import pairs
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import tidy
from knowledge.types import Locator, Term

FOUND = {"term", "passage", "aspect", "box"}
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
    term = _asked_of(query, evidence, desk)
    if term is None:
        return evidence
    leaf = term.locator
    items = list(ITEM.finditer(desk.plan.text, leaf.start, leaf.end))
    asked = _weights(asks.re.sub("", query.own or query.plain), desk)
    asked = {pair: n for pair, n in asked.items() if pair not in term.term}
    whole = sum(asked.values())
    scored = [(sum(n for w, n in asked.items() if w in item[2]), item) for item in items]
    if len(items) < SEVERAL:
        return evidence
    most = max(score for score, _ in scored)
    fitting = [item for score, item in scored if score == most]
    if not whole or most < HELD * whole or len(fitting) > 1:
        return _defined(term, evidence) if query.terms else evidence
    item = fitting[0]
    place = Locator(item.start(), item.end(), leaf.label)
    facts = {"number": item[1], "term": term.term, "text": item[2]}
    return Evidence("member", places=(place,), facts=facts, tools=("term",))


def _asked_of(query: Query, evidence: Evidence, desk: Desk) -> Term | None:
    """The term that is named, else the one whose definition was found."""
    if query.terms:
        return desk.lookup.term(query.terms[0])
    start = evidence.places[0].start
    return next((t for t in desk.plan.terms if t.locator.start <= start < t.locator.end), None)


def _defined(term: Term, evidence: Evidence) -> Evidence:
    """The definition with all classes, where none of them has the words asked."""
    facts = {"numbers": (term.number,)}
    found = Evidence("term", places=(term.locator,), facts=facts, tools=("term",))
    return replace(found, confidence=evidence.confidence)


def _weights(text: str, desk: Desk) -> dict[str, float]:
    """Pairs of characters of a text that the plan has; seldom ones weigh more."""
    named = re.sub(phrases()["members"]["usual"], " ", text)
    counts = {pair: desk.plan.text.count(pair) for pair in pairs(named)}
    return {pair: 1 / max(count, broad.SELDOM) for pair, count in counts.items() if count}


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """That it counts, and as which class, in the plan's words."""
    facts = {**evidence.facts, "text": tidy(evidence.facts["text"]).rstrip("，。")}
    text = say("members.counts", **facts)
    return Draft(text, evidence.status, evidence.places, computed=(facts["number"],))
