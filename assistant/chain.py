"""The chain: understand → gather → compose → verify, as one LangChain ``Runnable``.

A message that asks several things goes through it part by part and is joined before the
last step, so that no answer leaves unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant import continuing, decided
from assistant.compose import compose
from assistant.confidence import Judge
from assistant.decided import Decided
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.gather import gather
from assistant.joining import FOUND, Answered, honest, join, shortened
from assistant.mentions import words_of
from assistant.parts import Part, Splitter
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.selecting import asking
from assistant.types import Answer
from assistant.understand import Understander
from assistant.verify import verify

SURE = 0.5
"""Confidence from which a follow-up that says something new is answered without the turn before."""

DOUBTFUL = 0.4
"""Confidence below which a part is not taken for understood."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the same visitor's earlier ones, oldest first."""

    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part as typed and as understood."""

    part: Part
    query: Query
    whole: Query


@dataclass(frozen=True, slots=True)
class Made:
    """A checked answer and everything it was made of."""

    query: Query
    evidence: Evidence
    draft: Draft
    answer: Answer


def build_chain(
    understander: Understander,
    desk: Desk,
    judge: Judge,
    ranker: Ranker,
    by_staff: Decided | None = None,
) -> Runnable[Turn, Made]:
    """The chain over one plan; each step is a function of the one before."""
    by_staff = by_staff or Decided()
    splitter = Splitter(understander)

    def understand(turn: Turn) -> tuple[_Asked, ...]:
        whole = understander.follow(turn.question, turn.history)
        single = whole.has("attack") or asking.whole(whole, desk) or by_staff.find(turn.question)
        parts = (Part(turn.question),) if single else splitter.split(turn.question)
        if parts == (Part(turn.question),) and not turn.history:
            return (_Asked(parts[0], whole, whole),)
        earlier = [p.text for asked in turn.history for p in splitter.split(asked)]
        found: list[_Asked] = []
        for part in parts:
            query = understander.follow(part.text, [*earlier, *(p.part.text for p in found)])
            found.append(_Asked(part, _of_same_year(query, found), whole))
        return tuple(found)

    def looked_up(query: Query) -> tuple[Evidence, Draft]:
        evidence = continuing.gather(query, desk, answered) or gather(query, desk, judge, ranker)
        draft = compose(evidence, query, desk)
        sharper = continuing.sharpened(query, evidence, draft, desk)
        return (
            (evidence, draft) if sharper is evidence else (sharper, compose(sharper, query, desk))
        )

    def answered(query: Query) -> tuple[Evidence, Draft]:
        evidence, draft = looked_up(query)
        own = words_of(query.own)
        before = query.before
        changed = before and query.topics and query.topics[:1] != before.topics[:1]
        if before is None or changed or not own or any(w in draft.text for w in own):
            return evidence, draft
        # The earlier question got in the way: what the turn says may do by itself.
        alone, told = looked_up(understander.read(query.own))
        sure = alone.confidence >= SURE and told.status in FOUND
        return (alone, told) if sure else (evidence, draft)

    def part(asked: _Asked) -> Answered:
        way = by_staff.find(asked.part.text)
        if way is None:
            return Answered(asked.part.text, asked.query, *answered(asked.query))
        # Its words were decided on by themselves: no turn before it fills them.
        query = understander.read(asked.part.text)
        evidence = decided.gather(way, understander, desk)
        return Answered(asked.part.text, query, evidence, compose(evidence, query, desk))

    def draft(asked: tuple[_Asked, ...]) -> Answered:
        made = [part(a) for a in asked]
        if len(made) == 1:
            return honest(made[0], desk)
        if all(_doubtful(m) for m in made):
            # Taken apart it means nothing to the search: as one question it may.
            return Answered(asked[0].whole.text, asked[0].whole, *answered(asked[0].whole))
        if any(m.draft.status in FOUND for m in made):
            every = [m.evidence for m in made]
            made = [_shorter(m, every, desk) for m in made]
        return join(made, desk)

    def check(made: Answered) -> Made:
        answer = verify(made.draft, made.evidence, made.query, desk)
        traced = replace(answer, trace=_trace(made))
        return Made(made.query, made.evidence, made.draft, traced)

    return RunnableLambda(understand) | RunnableLambda(draft) | RunnableLambda(check)


def _doubtful(made: Answered) -> bool:
    if made.evidence.kind == "unclear":
        return True
    return made.draft.status in FOUND and made.evidence.confidence < DOUBTFUL


def _shorter(made: Answered, every: list[Evidence], desk: Desk) -> Answered:
    short = shortened(made.evidence, every)
    if short is made.evidence:
        return made
    return replace(made, evidence=short, draft=compose(short, made.query, desk))


def _of_same_year(query: Query, before: list[_Asked]) -> Query:
    """A part that asks for a figure and says no year: that of the part before it."""
    if not before or query.years or not query.topics or not query.has("figure", "aim", "followup"):
        return query
    return replace(query, years=before[-1].query.years)


def _trace(made: Answered) -> dict[str, object]:
    query, evidence = made.query, made.evidence
    return {
        "understood": query.plain,
        "cues": sorted(query.cues),
        "indicators": list(query.indicators[:3]),
        "years": list(query.years),
        "kind": evidence.kind,
        "tools": list(evidence.tools),
        "confidence": round(evidence.confidence, 4),
    }
