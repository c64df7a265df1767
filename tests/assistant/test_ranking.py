"""Ranking and judging on small made-up finds: order, shapes, fallbacks, size of the file."""

from __future__ import annotations

import time

import numpy as np
import pytest

from assistant import confidence, ranking
from assistant.confidence import Judge, Thresholds
from assistant.query import Query
from assistant.ranking import Adapter, Ranker
from assistant.search import Near
from embeddings.hybrid import UNIT_DENSE, UNIT_LEXICAL, WAY_DENSE, WAY_LEXICAL
from embeddings.types import Hit, Unit
from knowledge.types import Locator
from knowledge.ways import WayOfAsking

PLACES = {UNIT_DENSE: 1, UNIT_LEXICAL: 1, WAY_DENSE: 1, WAY_LEXICAL: 1}


def near(text: str, start: int, cosine: float, lexical: float, asks: str = "figure") -> Near:
    span = Locator(start, start + 30, "专栏8·到2022年")
    return Near(WayOfAsking(text, asks, (span,), (), (), ""), cosine, lexical)


def found(number: int, place: int) -> tuple[Unit, Hit]:
    unit = Unit(f"段{number}@0", f"教师：第{number}句", f"段{number}", number, number + 30, "段")
    ranks = {name: place for name in PLACES}
    return unit, Hit(unit.id, 1.0 / (10 + place), ranks)


@pytest.mark.parametrize("cosine", [0.9, 0.0])
def test_what_everything_points_at_comes_first(cosine: float) -> None:
    ways = [near("轮岗比例多少", 100, cosine, 0.9), near("食堂", 500, cosine / 2, 0.1)]
    hits = [found(100, 1), found(500, 20), found(900, 40)]
    vector = np.zeros(384, dtype=np.float32) if cosine else None
    ranked = Ranker.load().rank("教师轮岗比例多少", ways, hits, (), vector)
    assert ranked[0].places == ways[0].way.spans
    assert ranked[0].way == "轮岗比例多少"
    assert sum(r.probability for r in ranked) == pytest.approx(1.0, abs=1e-4)
    assert [r.probability for r in ranked] == sorted((r.probability for r in ranked), reverse=True)


def test_a_unit_without_a_way_is_its_own_place() -> None:
    ranked = Ranker.load().rank("问", [], [found(3, 1)], ())
    assert ranked[0].places == (Locator(3, 33, "段3"),)
    assert (ranked[0].asks, ranked[0].way) == ("", "")


def test_nothing_found_ranks_nothing() -> None:
    assert Ranker.load().rank("问", [], [], ()) == []


def test_refusing_ways_are_no_candidates() -> None:
    ranked = Ranker.load().rank("学费", [near("学费多少", 3, 0.9, 0.9, "fee")], [found(3, 1)], ())
    assert ranked[0].way == ""


def test_adapted_vectors_have_length_one() -> None:
    rows = np.random.default_rng(0).normal(size=(3, 384)).astype(np.float32)
    adapter = Adapter.load()
    for adapted in (adapter.queries(rows), adapter.units(rows), adapter.queries(rows[0])):
        assert np.linalg.norm(adapted, axis=-1) == pytest.approx(1.0, abs=1e-5)
    assert adapter.queries(rows)[0] == pytest.approx(adapter.queries(rows[0]), abs=1e-5)


def test_probabilities_add_up_with_and_without_vectors() -> None:
    ways = [near("轮岗比例多少", 100, 0.9, 0.9)]
    for vector in (None, np.zeros(384, dtype=np.float32)):
        kinds, asks = Judge.load().probabilities("轮岗比例是多少", ways, vector)
        assert kinds.shape == (len(confidence.KINDS),)
        assert asks.shape == (len(confidence.ASKS),)
        assert kinds.sum() == pytest.approx(1.0, abs=1e-4)
        assert asks.sum() == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("学费一学期多少钱", "fee"), ("招生科电话多少", "contact"), ("明天会不会下雨", "off_topic")],
)
def test_plain_refusals_without_vectors(text: str, kind: str) -> None:
    verdict = Judge.load().judge(Query(text, text), [near(text, 1, 0.0, 0.8, kind)])
    assert verdict.kind == kind


def test_far_from_everything_is_unclear() -> None:
    always = Thresholds(1.0, 1.0, 0.5, 0.5)
    judge = Judge(always, ranking.learned())
    assert judge.judge(Query("啊", "啊"), [near("轮岗", 1, 0.0, 0.1)]).kind == confidence.UNCLEAR
    assert judge.judge(Query("啊", "啊"), []).kind == confidence.UNCLEAR


def test_any_text_may_be_judged() -> None:
    for text in ("", "？！", "\ud800", "a" * 2000):
        assert Judge.load().judge(Query(text, text), []).kind


def test_the_file_is_small_and_the_ranking_fast() -> None:
    assert ranking.FILE.stat().st_size < 1_500_000
    ways = [near(f"第{n}问", 40 * n, 0.9 - n / 100, 0.5) for n in range(48)]
    hits = [found(40 * n, n + 1) for n in range(30)]
    ranker = Ranker.load()
    start = time.perf_counter()
    for _ in range(20):
        ranker.rank("教师轮岗比例是多少", ways, hits, ("2022",), np.zeros(384, dtype=np.float32))
    assert (time.perf_counter() - start) / 20 < 0.05
