"""The chain: understand → gather → compose → verify, as one LangChain ``Runnable``.

A message that asks several things goes through it part by part and is joined before the
last step, so that no answer leaves unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant import attributes, continuing, decided, members, neighbours, readings
from assistant.compose import compose, told
from assistant.confidence import Judge
from assistant.decided import Decided
from assistant.desk import Desk
from assistant.drafting import chat, overall
from assistant.evidence import Draft, Evidence
from assistant.gather import gather
from assistant.joining import FOUND, Answered, honest, join, shortened
from assistant.parts import OWN_ASKS, Part, Splitter
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.readings import Reading
from assistant.selecting import asking
from assistant.single import narrowed
from assistant.types import Answer
from assistant.understand import Understander
from assistant.verify import verify

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
        single = whole.has("attack", "improper") or asking.whole(whole, desk)
        single = single or chat.single(whole, desk) or attributes.whole(whole, desk)
        single = single or overall.gather(whole, desk) is not None
        single = single or neighbours.gather(whole, desk) is not None
        single = single or by_staff.find(turn.question) is not None
        parts = (Part(turn.question),) if single else splitter.split(turn.question)
        if 1 < len(parts) <= len(whole.asked) and not whole.has(*OWN_ASKS) and len(whole.years) < 2:
            # Each part names a figure that the message as a whole tells: A几所、B几所.
            parts = (Part(turn.question),)
        if parts == (Part(turn.question),) and not turn.history:
            return (_Asked(parts[0], whole, whole),)
        earlier = [p.text for asked in turn.history for p in splitter.split(asked)]
        found: list[_Asked] = []
        for part in parts:
            query = understander.follow(part.text, [*earlier, *(p.part.text for p in found)])
            found.append(_Asked(part, _of_same_year(query, found), whole))
        return tuple(found)

    def looked_up(query: Query) -> Reading:
        going_on = continuing.gather(query, desk, answered)
        found = going_on or narrowed(gather(query, desk, judge, ranker), query, desk)
        evidence = members.counted(found, query, desk)
        draft = compose(evidence, query, desk)
        if evidence is not found:
            return evidence, draft
        elsewhere = continuing.done(query, evidence, draft, desk)
        if elsewhere is evidence:
            return evidence, draft
        return elsewhere, compose(elsewhere, query, desk)

    def answered(query: Query) -> Reading:
        carried = looked_up(query)
        taken = readings.chosen(query, carried, desk, answered, understander.read)
        return taken if isinstance(taken, tuple) else (taken, compose(taken, query, desk))

    def part(asked: _Asked) -> Answered:
        way = by_staff.find(asked.part.text)
        if way is None:
            return Answered(asked.part.text, asked.query, *answered(asked.query))
        # Its words were decided on by themselves: no turn before it fills them.
        query = understander.read(asked.part.text)
        evidence = decided.gather(way, understander, desk)
        return Answered(asked.part.text, query, evidence, told(evidence, query, desk))

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
