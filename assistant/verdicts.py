"""Yes or no before the passage that decides, and a plain word where none does.

A verdict is given only where one clause of the passage holds nearly all that was asked; where
the passage and what people ask of it share little with the question, that it is only near.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Notice, NoticeKind, Status

CLAUSE = re.compile(r"[。；\n]")
COVERED = 0.8
"""Share of a question's pairs of characters that the deciding clause must hold for a verdict."""
SAME = 0.5
"""The same where a word like 严禁 in the clause decides."""
STRANGE = 0.5
"""Share that is strange to a record and to what people ask of it, from which it is only near."""
KNOWN = 0.9
"""Probability of a span from which strange words are background."""
MIN_PAIRS = 2


def judged(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft, led by its verdict or by the word that it is only near."""
    open_kind = evidence.kind == "passage" and draft.status is Status.ANSWERED
    if not open_kind or draft.notices or query.before is not None or query.has("conflict"):
        return draft
    if not query.has("claim", "confirm", "yesno") or query.has("how", "list", "figure", "where"):
        return draft
    if _only_near(draft, evidence, query, desk):
        text = draft.text.removeprefix(say("passage.lead"))
        text = text.removeprefix(say("passage.lead_background"))
        text = say("passage.near") + text
        notices = (Notice(NoticeKind.PREMISE, say("passage.near")),) if _claims(query) else ()
        return replace(draft, text=text, status=Status.PARTIAL, notices=notices)
    lead = _verdict(draft.text, query)
    return replace(draft, text=lead + draft.text) if lead else draft


def _claims(query: Query) -> bool:
    return query.has("claim", "confirm")


def _verdict(told: str, query: Query) -> str:
    """是的, 有 or 不可以 where one clause decides; "" where none does."""
    asked = query.plain
    if query.years or query.numbers or query.has("opinion") or _pattern("denied").search(asked):
        return ""
    pairs = words_of(asked)
    if len(pairs) < MIN_PAIRS:
        return ""
    shares = {c: covered(pairs, c) for c in CLAUSE.split(told) if c}
    clause = max(shares, key=lambda c: shares[c], default="")
    share = shares.get(clause, 0.0)
    banned = _pattern("banned").search(clause)
    if _pattern("may").search(asked):
        return say("verdict.may_not") if banned and share >= SAME else ""
    if banned or share < COVERED:
        return ""
    return say("verdict.there_is" if _pattern("exists").search(asked) else "verdict.yes")


def covered(pairs: set[str], text: str) -> float:
    """Share of ``pairs`` that a text holds."""
    return sum(pair in text for pair in pairs) / max(len(pairs), 1)


def _only_near(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> bool:
    if evidence.confidence >= KNOWN:
        return False
    known = "".join((draft.text, *_asked_of(evidence, desk)))
    strange = min(1.0 - covered(words_of(text), known) for text in (query.plain, query.text))
    return strange >= STRANGE


def _asked_of(evidence: Evidence, desk: Desk) -> Iterator[str]:
    """Headings above what was found, and the ways of asking that lead to it."""
    for place in evidence.places:
        if leaf := desk.knowledge.leaf_at(place.start):
            yield from leaf.path
    for way in desk.search.built()[2]:
        if not way.refuses and any(
            s.start < p.end and p.start < s.end for s in way.spans for p in evidence.places
        ):
            yield way.text


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["verdict_asked"][name])
