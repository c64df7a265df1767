"""Four rankings fused: what each part adds, and what is found without a model."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import pytest

from embeddings.dense import DenseIndex, best
from embeddings.encoder import SentenceTransformerEncoder
from embeddings.hashing import HashingEncoder
from embeddings.hybrid import (
    DENSE_PARTS,
    PARTS,
    RANK_CONSTANT,
    UNIT_DENSE,
    UNIT_LEXICAL,
    WAY_DENSE,
    WAY_LEXICAL,
    Retriever,
)
from embeddings.store import open_index
from embeddings.types import Unit, Vectors, Way

Units = tuple[Unit, ...]
Ways = tuple[Way, ...]


@pytest.fixture(scope="module")
def retriever(units: Units, ways: Ways, hashing: HashingEncoder) -> Retriever:
    return Retriever(units, ways, hashing, open_index(units, ways, hashing).index)


def test_best_is_in_order_and_ties_keep_their_place() -> None:
    scores = np.array([1, 3, 2, 3, 0], dtype=np.float32)
    assert best(scores, 3).tolist() == [1, 3, 2]
    assert best(scores, 1).tolist() == [1]
    assert best(scores, 99).tolist() == [1, 3, 2, 0, 4]
    assert best(scores, 0).tolist() == []
    assert best(scores[:0], 5).tolist() == []


def test_the_right_unit_comes_first(retriever: Retriever) -> None:
    assert [hit.id for hit in retriever.search("公办园学位占比", 1)] == ["学前"]
    assert [hit.id for hit in retriever.search("外地户口的娃娃怎么入学", 1)] == ["随迁"]


def test_a_way_of_asking_leads_to_its_unit_where_no_word_is_shared(
    units: Units, ways: Ways
) -> None:
    asked = "吃坏肚子哪个负责"
    assert "食堂" not in found(Retriever(units, ways, parts={UNIT_LEXICAL}), asked)
    assert found(Retriever(units, ways, parts={WAY_LEXICAL}), asked) == {"体育": 1, "食堂": 1}


def found(retriever: Retriever, asked: str) -> dict[str, int]:
    """Units and their place in the only ranking there is."""
    return {hit.id: min(hit.ranks.values()) for hit in retriever.search(asked, dense=False)}


def test_the_score_is_the_sum_of_the_reciprocal_ranks(retriever: Retriever) -> None:
    for hit in retriever.search("公办幼儿园学位", 5):
        expected = sum(1 / (RANK_CONSTANT + rank) for rank in hit.ranks.values())
        assert hit.score == pytest.approx(expected)


def test_hits_come_best_first_and_name_their_rankings(retriever: Retriever) -> None:
    hits = retriever.search("公办幼儿园学位", 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].ranks.keys() == PARTS


@pytest.mark.parametrize("part", sorted(PARTS))
def test_each_part_can_stand_alone(
    units: Units, ways: Ways, hashing: HashingEncoder, part: str
) -> None:
    index = open_index(units, ways, hashing).index
    alone = Retriever(units, ways, hashing, index, parts={part})
    hits = alone.search("外地户口的娃娃上公办学校", 5)
    assert {name for hit in hits for name in hit.ranks} == {part}


def test_an_unknown_part_is_refused(units: Units, ways: Ways) -> None:
    with pytest.raises(ValueError, match="reranker"):
        Retriever(units, ways, parts={"reranker"})


def test_without_vectors_only_characters_count(retriever: Retriever) -> None:
    hits = retriever.search("公办幼儿园学位", 5, dense=False)
    assert {name for hit in hits for name in hit.ranks} == {UNIT_LEXICAL, WAY_LEXICAL}


class Untouchable(HashingEncoder):
    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("no vector was asked for")


def test_without_dense_no_vector_is_computed(units: Units, ways: Ways) -> None:
    index = open_index(units, ways, HashingEncoder()).index
    retriever = Retriever(units, ways, Untouchable(), index)
    assert retriever.search("学位", dense=False)
    assert retriever.ways("公办学校", dense=False)
    with pytest.raises(AssertionError):
        retriever.search("学位")


def test_dense_search_begins_when_the_vectors_are_attached(
    units: Units, ways: Ways, hashing: HashingEncoder
) -> None:
    retriever = Retriever(units, ways, hashing)
    assert not retriever.dense_ready
    assert not retriever.search("学位")[0].ranks.keys() & DENSE_PARTS
    retriever.attach(open_index(units, ways, hashing).index)
    assert retriever.dense_ready
    assert retriever.search("学位")[0].ranks.keys() >= DENSE_PARTS


def test_vectors_of_other_units_are_refused(
    units: Units, ways: Ways, hashing: HashingEncoder
) -> None:
    with pytest.raises(ValueError, match="not those"):
        Retriever(units, ways, hashing, open_index(units[1:], ways, hashing).index)


def test_a_question_that_shares_nothing_finds_nothing_without_vectors(
    retriever: Retriever,
) -> None:
    assert retriever.search("xyz", dense=False) == []
    assert retriever.search("", dense=False) == []
    assert retriever.ways("xyz", dense=False) == []


def test_ways_tell_the_true_cosine_and_how_much_of_the_question_they_share(
    retriever: Retriever, ways: Ways, hashing: HashingEncoder
) -> None:
    asked = "外地户口的娃娃能上公办学校吗"
    hits = retriever.ways(asked, 2)
    assert hits[0].way == ways[0]
    assert hits[0].cosine == pytest.approx(1.0, abs=1e-3)
    assert hits[0].lexical == pytest.approx(1.0, abs=1e-5)
    rows = hashing.encode_queries([asked, hits[1].way.text])
    assert hits[1].cosine == pytest.approx(float(rows[0] @ rows[1]), abs=1e-3)
    assert 0 <= hits[1].lexical < 0.5


def test_ways_without_vectors_have_no_cosine(retriever: Retriever) -> None:
    hits = retriever.ways("公办学校", dense=False)
    assert [hit.cosine for hit in hits] == [0.0] * len(hits)
    assert hits[0].way.targets == ("随迁",)


def test_a_way_that_points_at_no_unit_is_found_among_ways_only(
    retriever: Retriever, units: Units
) -> None:
    asked = "棠湖中学录取分数线"
    assert retriever.ways(asked, 1)[0].way.targets == ()
    assert {hit.id for hit in retriever.search(asked, 10)} <= {unit.id for unit in units}


def test_a_unit_counts_by_its_best_way(units: Units, hashing: HashingEncoder) -> None:
    ways = (Way("学位", "x", ("学前",)), Way("公办学位够不够", "x", ("学前", "随迁")))
    retriever = Retriever(units, ways, parts={WAY_LEXICAL})
    hits = retriever.search("学位", dense=False)
    assert [(hit.id, hit.ranks[WAY_LEXICAL]) for hit in hits] == [("学前", 1), ("随迁", 2)]


def test_nothing_to_search_is_no_error(hashing: HashingEncoder) -> None:
    retriever = Retriever([], [], hashing, open_index([], [], hashing).index)
    assert retriever.search("学位") == []
    assert retriever.ways("学位") == []


def test_the_real_model_finds_lay_wording(
    units: Units, ways: Ways, model: SentenceTransformerEncoder
) -> None:
    index = open_index(units, ways, model).index
    retriever = Retriever(units, ways, model, index, parts={UNIT_DENSE})
    assert retriever.search("老师的钱会不会比公务员少", 1)[0].id == "待遇"
    assert retriever.search("校园餐安不安全", 1)[0].id == "食堂"
    assert (
        Retriever(units, ways, model, index, parts={WAY_DENSE})
        .search("没有本地户口能不能读公办学校", 1)[0]
        .id
        == "随迁"
    )


def test_a_question_over_our_size_is_answered_quickly() -> None:
    random = np.random.default_rng(7)
    units = [
        Unit(f"u{n}", f"第{n}项：双流区教育目标{n * 31 % 997}", "", n, n + 1, "")
        for n in range(1500)
    ]
    ways = [Way(f"第{n}个人问第{n * 7 % 991}号学校", "x", (f"u{n % 1500}",)) for n in range(8000)]
    rows = random.normal(size=(9500, 384)).astype(np.float32)
    retriever = Retriever(units, ways, HashingEncoder(), DenseIndex(rows[:1500], rows[1500:]))
    retriever.search("双流区第3号学校")
    started = time.perf_counter()
    for number in range(20):
        retriever.search(f"双流区第{number}号学校")
    assert (time.perf_counter() - started) / 20 < 0.1
