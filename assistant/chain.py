"""The chain: understand → gather → compose → verify, as one LangChain ``Runnable``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from assistant.compose import compose
from assistant.confidence import Judge
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.gather import gather
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.types import Answer
from assistant.understand import Understander
from assistant.verify import verify


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the same visitor's earlier ones, oldest first."""

    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gathered:
    query: Query
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class _Drafted:
    query: Query
    evidence: Evidence
    draft: Draft


@dataclass(frozen=True, slots=True)
class Made:
    """A checked answer and everything it was made of."""

    query: Query
    evidence: Evidence
    draft: Draft
    answer: Answer


def build_chain(
    understander: Understander, desk: Desk, judge: Judge, ranker: Ranker
) -> Runnable[Turn, Made]:
    """The chain over one plan; each step is a function of the one before."""

    def understand(turn: Turn) -> Query:
        return understander.follow(turn.question, turn.history)

    def collect(query: Query) -> _Gathered:
        return _Gathered(query, gather(query, desk, judge, ranker))

    def draft(found: _Gathered) -> _Drafted:
        return _Drafted(found.query, found.evidence, compose(found.evidence, found.query, desk))

    def check(made: _Drafted) -> Made:
        answer = verify(made.draft, made.evidence, made.query, desk)
        traced = replace(answer, trace=_trace(made))
        return Made(made.query, made.evidence, made.draft, traced)

    return (
        RunnableLambda(understand)
        | RunnableLambda(collect)
        | RunnableLambda(draft)
        | RunnableLambda(check)
    )


def _trace(made: _Drafted) -> dict[str, object]:
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
