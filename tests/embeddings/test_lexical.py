"""BM25 over characters and pairs: nothing is lost, and rare shared words win."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.lexical import LexicalIndex, tokens

TEXTS = ["随迁子女积分入学制度", "公办幼儿园学位占比不低于50%", "学校食品安全", "学校体育锻炼"]


@pytest.fixture
def index() -> LexicalIndex:
    return LexicalIndex(TEXTS)


def test_every_letter_digit_and_character_is_a_token_and_so_is_every_pair() -> None:
    assert " ".join(tokens("双流205，Ａ")) == "双 流 2 0 5 a 双流 流2 20 05"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_no_chinese_character_is_lost(text: str) -> None:
    assert "".join(token for token in tokens(text) if len(token) == 1) == text


@given(st.lists(st.text(), max_size=5), st.text())
def test_any_text_can_be_indexed_and_asked(texts: list[str], query: str) -> None:
    scores = LexicalIndex(texts).scores(query)
    assert scores.shape == (len(texts),)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


def test_pairs_do_not_reach_across_two_texts() -> None:
    assert LexicalIndex(["学", "校"]).scores("学校").tolist() == pytest.approx(
        LexicalIndex(["学", "校"]).scores("校学").tolist()
    )


def test_the_text_that_shares_most_comes_first(index: LexicalIndex) -> None:
    assert int(np.argmax(index.scores("公办幼儿园有多少学位"))) == 1
    assert int(np.argmax(index.scores("随迁子女怎么入学"))) == 0


def test_a_rare_word_counts_more_than_a_common_one(index: LexicalIndex) -> None:
    scores = index.scores("学校体育")
    assert scores[3] > scores[2] > 0


def test_full_width_and_case_do_not_matter(index: LexicalIndex) -> None:
    assert index.scores("５０％").tolist() == index.scores("50%").tolist()
    assert LexicalIndex(["STEAM课程"]).scores("steam")[0] > 0


def test_nothing_shared_scores_nothing(index: LexicalIndex) -> None:
    assert index.scores("飞机票").tolist() == [0, 0, 0, 0]
    assert index.scores("").tolist() == [0, 0, 0, 0]
    assert index.ideal("") == 0.0


def test_an_identical_text_reaches_the_ideal(index: LexicalIndex) -> None:
    for place, text in enumerate(TEXTS):
        assert index.scores(text)[place] == pytest.approx(index.ideal(text), rel=1e-5)
    assert index.scores("随迁子女坐飞机").max() < 0.6 * index.ideal("随迁子女坐飞机")


def test_an_empty_index_answers() -> None:
    assert LexicalIndex([]).scores("学校").shape == (0,)
    assert LexicalIndex(["", "。"]).scores("学校").tolist() == [0, 0]


def test_nine_thousand_texts_are_built_and_asked_quickly() -> None:
    texts = [f"第{n}个问题：双流区第{n * 7919 % 997}所学校的教师待遇怎么样" for n in range(9000)]
    started = time.perf_counter()
    index = LexicalIndex(texts)
    built = time.perf_counter()
    for number in range(20):
        index.scores(f"双流区第{number}所学校教师待遇")
    asked = (time.perf_counter() - built) / 20
    assert built - started < 1.0
    assert asked < 0.05
