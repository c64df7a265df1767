"""Query → evidence. The exact layer goes first; what names no record is searched for."""

from __future__ import annotations

from assistant import figures, overview, passages, records, refusals, sets
from assistant.confidence import ANSWER, UNCLEAR, Judge
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.types import Status

MAX_UNEXPLAINED = 5
"""Characters of a question that an exact figure may leave unaccounted for."""
EXACT = (
    refusals.gather_elsewhere,
    refusals.gather_outcome,
    overview.gather,
    sets.gather,
    records.gather,
    figures.gather,
)
"""In this order: a question about a set may name a box; one about a box may name an indicator."""


def gather(query: Query, desk: Desk, judge: Judge, ranker: Ranker) -> Evidence:
    """The evidence that answers, or the refusal that is due."""
    if query.has("attack"):
        return refusals.refusal("attack", (), 1.0)
    for route in EXACT:
        # Words like 多少钱 or 今年 may ask for what the plan lacks: the search judges that.
        if route is figures.gather and not query.carried and _doubtful(query):
            continue
        if evidence := route(query, desk):
            return evidence
    return _search(query, desk, judge, ranker)


def _doubtful(query: Query) -> bool:
    """Whether a question that names an indicator may be about something else of it.

    Words like 多少钱 or 今年, and much that neither the indicator nor asking accounts for.
    """
    return query.has("doubt") or len(query.unexplained) > MAX_UNEXPLAINED


def _search(query: Query, desk: Desk, judge: Judge, ranker: Ranker) -> Evidence:
    near = desk.search.near(query.text, passages.NEAREST)
    verdict = judge.judge(query, near, desk.search.vector(query.text))
    if verdict.kind not in (ANSWER, UNCLEAR):
        refusing = [n for n in near if n.way.asks == verdict.kind and n.way.spans]
        places = refusing[0].way.spans if refusing else ()
        return refusals.refusal(verdict.kind, places, verdict.confidence)
    if verdict.kind == ANSWER and (evidence := figures.gather(query, desk)):
        return evidence
    found = passages.find(query, desk, near, ranker)
    if verdict.kind == UNCLEAR or found is None:
        choices = tuple(dict.fromkeys(n.way.text for n in near if not n.way.refuses))[:3]
        return Evidence(
            "unclear",
            Status.NOT_IN_PLAN,
            facts={"choices": choices},
            confidence=verdict.confidence,
            tools=("search",),
        )
    return passages.gather(query, desk, found)
