"""Query → evidence. The exact layer goes first; what names no record is searched for."""

from __future__ import annotations

from assistant import figures, overview, passages, records, refusals, sets
from assistant.confidence import Judge
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.types import Status

EXACT = (refusals.gather_outcome, overview.gather, sets.gather, records.gather, figures.gather)
"""In this order: a question about a set may name a box; one about a box may name an indicator."""


def gather(query: Query, desk: Desk, judge: Judge) -> Evidence:
    """The evidence that answers, or the refusal that is due."""
    if query.has("attack"):
        return refusals.refusal("attack", (), 1.0)
    for route in EXACT:
        # Words like 多少钱 or 今年 may ask for what the plan lacks: the search judges that.
        if route is figures.gather and query.has("doubt") and not query.carried:
            continue
        if evidence := route(query, desk):
            return evidence
    return _search(query, desk, judge)


def _search(query: Query, desk: Desk, judge: Judge) -> Evidence:
    near = desk.search.near(query.text)
    if query.plain != query.text:
        seen = {item.way.text for item in near}
        near += [n for n in desk.search.near(query.plain) if n.way.text not in seen]
    near.sort(key=passages.score, reverse=True)
    verdict = judge.judge(query, near)
    if verdict.kind != "answer" and verdict.kind != "unclear":
        refusing = [n for n in near if n.way.asks == verdict.kind and n.way.spans]
        places = refusing[0].way.spans if refusing else ()
        return refusals.refusal(verdict.kind, places, verdict.confidence)
    if verdict.kind == "answer" and (evidence := figures.gather(query, desk)):
        return evidence
    found = passages.find(query, desk, near)
    if verdict.kind == "unclear" or found is None:
        choices = tuple(dict.fromkeys(n.way.text for n in near if not n.way.refuses))[:3]
        return Evidence(
            "unclear",
            Status.NOT_IN_PLAN,
            facts={"choices": choices},
            confidence=verdict.confidence,
            tools=("search",),
        )
    return passages.gather(query, desk, found)
