"""The real plan with exact look-ups and character search: no vectors, so that tests are fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from assistant.chain import Turn
from assistant.compose import compose
from assistant.confidence import Judge
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.gather import gather
from assistant.llm.check import Checker
from assistant.llm.limits import Limits
from assistant.llm.model import LanguageModel
from assistant.llm.names import Names
from assistant.lookup import Lookup
from assistant.normalise import Lexicon
from assistant.query import Query
from assistant.ranking import Ranker
from assistant.search import Search, as_ways
from assistant.settings import Settings
from assistant.types import Answer
from assistant.understand import Understander
from assistant.verify import verify
from embeddings.hybrid import Retriever
from embeddings.units import build_units
from knowledge.library import Knowledge, load
from knowledge.ways import load_ways

KEY = "sk-only-in-the-header"
CALM = Limits(connect=2.0, first_token=8.0, gap=8.0, total=20.0, retry_wait=0.5, pause=1.0)
"""Generous, so that a busy machine changes nothing; for tests that are not about time."""
HASTY = Limits(connect=2.0, first_token=1.0, gap=1.0, total=4.0)
"""For tests in which a deadline must pass."""


@dataclass(frozen=True)
class Asked:
    """A question with everything that rules made of it."""

    question: str
    query: Query
    evidence: Evidence
    draft: Draft
    answer: Answer


Ask = Callable[[str], Asked]


class Open(Protocol):
    """Opens the model at an address."""

    def __call__(self, url: str, limits: Limits = CALM) -> LanguageModel: ...


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def desk(knowledge: Knowledge) -> Desk:
    units = build_units(knowledge.plan)
    bank = load_ways(knowledge.folder / "bank", knowledge.plan)
    retriever = Retriever(units, as_ways(bank, units))
    search = Search(lambda: (retriever, units, bank), lambda: None)
    return Desk(knowledge, Lookup(knowledge), search)


@pytest.fixture(scope="session")
def names(knowledge: Knowledge) -> Names:
    return Names(knowledge)


@pytest.fixture(scope="session")
def checker(desk: Desk, names: Names) -> Checker:
    return Checker(desk, names)


@pytest.fixture(scope="session")
def ask(desk: Desk) -> Ask:
    """Questions as the embedded default answers them."""
    reader = Understander(desk.knowledge, Lexicon.load(desk.knowledge.folder / "lexicon.tsv"))
    judge, ranker = Judge.load(), Ranker.load()

    def run(question: str) -> Asked:
        turn = Turn(question)
        query = reader.follow(turn.question, turn.history)
        evidence = gather(query, desk, judge, ranker)
        draft = compose(evidence, query, desk)
        return Asked(question, query, evidence, draft, verify(draft, evidence, query, desk))

    return run


@pytest.fixture
def open_model(desk: Desk) -> Iterator[Open]:
    """Models at addresses, with deadlines short enough for tests."""
    opened: list[LanguageModel] = []

    def run(url: str, limits: Limits = CALM) -> LanguageModel:
        settings = Settings(llm_base_url=url, llm_model="scripted", llm_api_key=KEY)
        model = LanguageModel.open(settings, desk, limits)
        assert model is not None
        model.warm().join()
        opened.append(model)
        return model

    yield run
    for model in opened:
        model.close()


def phrase(model: LanguageModel, asked: Asked) -> Answer:
    return model.phrase(asked.question, asked.query, asked.evidence, asked.draft, asked.answer)
