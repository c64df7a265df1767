"""The real assistant over the real plan; it searches by characters, so no model is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.desk import Desk
from assistant.lookup import Lookup
from assistant.normalise import Lexicon
from assistant.opening import Opening
from assistant.query import Query
from assistant.service import Assistant, open_assistant
from assistant.settings import Settings
from assistant.types import Answer
from assistant.understand import Understander
from knowledge.library import Knowledge, load
from tests.assistant.checks import Ask, check

Open = Callable[[str | Path], Assistant]


def without_model(folder: Path, plan: str = "shuangliu-145") -> Settings:
    """Settings that name a model folder which is not there."""
    missing = str(folder / "没有这个模型")
    return Settings(plan=plan, data_dir=folder, embedding_model=missing)


@pytest.fixture(scope="session")
def real() -> Knowledge:
    """The district's plan with everything read from it."""
    return load()


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    opened = open_assistant(without_model(tmp_path_factory.mktemp("data")))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    def ask_one(*turns: str) -> Answer:
        answer = assistant.ask(turns[-1], turns[:-1])
        check(answer, assistant.knowledge)
        return answer

    return ask_one


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens an assistant over another plan, by path."""
    made: list[Assistant] = []

    def open_plan(path: str | Path) -> Assistant:
        made.append(open_assistant(without_model(tmp_path, str(path))))
        return made[-1]

    yield open_plan
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def understander(real: Knowledge) -> Understander:
    return Understander(real, Lexicon.load(real.folder / "lexicon.tsv"))


@pytest.fixture(scope="session")
def read(understander: Understander) -> Callable[[str], Query]:
    """The query that one question makes."""
    return understander.read


@pytest.fixture(scope="session")
def follow(understander: Understander) -> Callable[..., Query]:
    """The query that the last of some turns makes."""

    def follow_all(*turns: str) -> Query:
        return understander.follow(turns[-1], turns[:-1])

    return follow_all


@pytest.fixture
def desk(real: Knowledge, tmp_path: Path) -> Desk:
    return Desk(real, Lookup(real), Opening(real, without_model(tmp_path)).search)
