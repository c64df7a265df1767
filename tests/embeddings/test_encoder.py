"""What the encoder promises: the right vectors, quickly again, from any thread."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest

from embeddings.encoder import CHUNK, QUERY_CACHE, SentenceTransformerEncoder
from embeddings.hashing import HashingEncoder
from embeddings.langchain_face import LangChainEmbeddings
from embeddings.types import ModelUnavailable
from embeddings.weights import ModelSource, prepare

GOLDEN = Path(__file__).with_name("golden.npz")
"""From the weight file's own engine, computed in float32: ``texts``, ``query``, ``passage``."""


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_the_vectors_are_those_of_the_reference_engine(
    model: SentenceTransformerEncoder, kind: str
) -> None:
    golden = np.load(GOLDEN)
    encode = model.encode_queries if kind == "query" else model.encode_passages
    cosines = (encode(golden["texts"].tolist()) * golden[kind]).sum(axis=1)
    assert cosines.min() >= 0.9999


def test_a_question_and_a_passage_get_different_prompts(model: SentenceTransformerEncoder) -> None:
    query, passage = model.encode_queries(["课后服务"])[0], model.encode_passages(["课后服务"])[0]
    assert 0.8 < float(query @ passage) < 0.999


def test_the_shape_is_one_row_of_length_one_for_each_text(
    model: SentenceTransformerEncoder,
) -> None:
    rows = model.encode_passages(["一", "", "三个字"])
    assert model.dimension == 384
    assert rows.shape == (3, model.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert model.encode_queries([]).shape == (0, model.dimension)


def test_a_text_beyond_the_last_place_is_cut(model: SentenceTransformerEncoder) -> None:
    rows = model.encode_passages(["学校" * 2000, "学校" * 4000])
    assert rows[0] @ rows[1] == pytest.approx(1.0, abs=1e-5)


def test_order_and_batching_do_not_change_a_vector(model: SentenceTransformerEncoder) -> None:
    texts = [f"第{number}所学校" + "的操场" * (number % 7) for number in range(CHUNK + 5)]
    together = model.encode_passages(texts)
    alone = np.vstack([model.encode_passages([text]) for text in texts[::16]])
    assert (together[::16] * alone).sum(axis=1).min() > 0.99999


def test_many_texts_report_progress(
    model: SentenceTransformerEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports: list[tuple[int, int, str]] = []
    monkeypatch.setattr(model, "_progress", lambda *report: reports.append(report))
    model.encode_passages([f"第{number}项" for number in range(CHUNK + 1)])
    assert [report[:2] for report in reports] == [(CHUNK, CHUNK + 1), (CHUNK + 1, CHUNK + 1)]


def test_a_repeated_question_is_not_computed_again(model: SentenceTransformerEncoder) -> None:
    first = model.encode_queries(["只算一次", "只算一次"])
    assert first[0] is not first[1]
    again = model.encode_queries(["只算一次"])
    assert np.array_equal(first[:1], again)
    assert len(model._queries) <= QUERY_CACHE


def test_threads_share_one_model(model: SentenceTransformerEncoder) -> None:
    texts = [f"线程{number}问的问题" for number in range(8)]
    found: dict[str, np.ndarray] = {}

    def ask(text: str) -> None:
        found[text] = model.encode_queries([text])[0]

    threads = [threading.Thread(target=ask, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = model.encode_passages(texts)
    assert sorted(found) == sorted(texts)
    assert together.shape == (8, model.dimension)


def test_warming_up_loads_in_the_background(source: ModelSource, cache: Path) -> None:
    encoder = SentenceTransformerEncoder(source, cache=cache)
    assert not encoder.loaded
    encoder.warm().join()
    assert encoder.loaded


def test_a_failed_warm_up_is_told_by_the_first_use(source: ModelSource, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    encoder = SentenceTransformerEncoder(source, cache=blocked / "cache")
    encoder.warm().join()
    with pytest.raises(ModelUnavailable, match="无法把模型权重转换到"):
        encoder.encode_queries(["问题"])


def test_a_folder_with_broken_weights_is_refused_in_chinese(tmp_path: Path) -> None:
    (tmp_path / "modules.json").write_text("[]")
    (tmp_path / "model.safetensors").write_bytes(b"broken")
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    broken = ModelSource("broken", "folder", tmp_path, "0" * 16, 384)
    with pytest.raises(ModelUnavailable, match="无法载入"):
        SentenceTransformerEncoder(broken).encode_queries(["问题"])


def test_the_converted_folder_is_one_that_sentence_transformers_loads_by_itself(
    model: SentenceTransformerEncoder, source: ModelSource, cache: Path
) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(
        str(prepare(source, cache)), device="cpu", model_kwargs={"dtype": torch.float32}
    )
    texts = [*np.load(GOLDEN)["texts"].tolist(), "", "２０２５年 随迁子女\u3000积分入学 école"]
    for ours, theirs in (
        (model.encode_queries(texts), plain.encode_query(texts)),
        (model.encode_passages(texts), plain.encode_document(texts)),
    ):
        assert (ours * theirs).sum(axis=1).min() > 0.99999


def test_the_default_model_is_one_of_sentence_transformers(
    source: ModelSource, cache: Path
) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    from embeddings.sentence_model import load_converted

    loaded = load_converted(prepare(source, cache))
    assert isinstance(loaded, SentenceTransformer)
    assert (loaded.max_seq_length, loaded.get_embedding_dimension()) == (512, 384)
    # Nothing of it is the table of word vectors, which stays in the file as float16.
    assert sum(one.numel() for one in loaded.parameters()) < 25_000_000
    assert {one.dtype for one in loaded.parameters()} == {torch.float32}


def test_a_folder_of_sentence_transformers_is_run_by_that_library(folder: Path) -> None:
    encoder = SentenceTransformerEncoder.find(str(folder))
    rows = encoder.encode_passages(["课后", "服务", "课后"])
    assert rows.shape == (3, 32) and rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert np.allclose(rows[0], rows[2], atol=1e-5)
    assert float(rows[0] @ rows[1]) < 0.999


def test_published_e5_folders_without_prompts_get_them(folder: Path, tmp_path: Path) -> None:
    e5 = SentenceTransformerEncoder.find(str(folder))
    shutil.copytree(folder, tmp_path / "other")
    other = SentenceTransformerEncoder.find(str(tmp_path / "other"))
    assert np.allclose(
        e5.encode_passages(["课后"]), other.encode_passages(["passage: 课后"]), atol=1e-5
    )
    assert np.allclose(
        e5.encode_queries(["课后"]), other.encode_queries(["query: 课后"]), atol=1e-5
    )
    assert not np.allclose(e5.encode_queries(["课后"]), other.encode_queries(["课后"]), atol=1e-3)


def test_langchain_sees_the_same_vectors(hashing: HashingEncoder) -> None:
    face = LangChainEmbeddings(hashing)
    assert face.embed_query("学位") == hashing.encode_queries(["学位"])[0].tolist()
    assert (
        face.embed_documents(["学位", "教师"]) == hashing.encode_passages(["学位", "教师"]).tolist()
    )


def test_hashing_is_the_same_everywhere_and_prefers_shared_characters(
    hashing: HashingEncoder,
) -> None:
    rows = hashing.encode_passages(["公办幼儿园学位", "公办 幼儿园 学位", "教师工资", ""])
    assert np.allclose(rows[0], rows[1])
    assert rows[0] @ rows[2] < 0.5
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    assert np.flatnonzero(hashing.encode_queries(["学"])[0]).tolist() == [144]
