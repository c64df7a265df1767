"""The suite with a language model beside the default, over HTTP with a scripted server."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Settings, load_settings
from evals.caseio import load_cases
from evals.fast import NO_MODEL
from evals.model import Trials, sample, summary, trials
from evals.report import Results, judge_run
from evals.run import Run
from evals.types import Asked, Case, Expect, Kind
from tests.llm.scripted import Server, says, serving

CASES = [c for c in load_cases() if c.group == "G01"][:2]


def settings_for(server: Server) -> Settings:
    changed = {"llm_base_url": server.url, "llm_model": "某模型", "embedding_model": NO_MODEL}
    return load_settings().model_copy(update=changed)


def test_cases_are_drawn_evenly_and_always_the_same() -> None:
    cases = load_cases()
    drawn = sample(cases, 100)
    assert len({c.id for c in drawn}) == 100 and drawn == sample(cases, 100)
    assert len({c.kind for c in drawn}) >= 10
    assert sample(cases, 0) == sample(cases, 10**6) == cases


@pytest.mark.slow
def test_what_a_lying_model_writes_neither_gets_out_nor_costs_a_case(
    tmp_path: Path, data_dir: Path
) -> None:
    with serving(says("残疾儿童入学率是50%。")) as server:
        done = trials(CASES, settings_for(server), tmp_path, runs=2)
        # Asked and asked to repair, for each case, in each run.
        assert len(server.requests) == 2 * 2 * len(CASES)
    assert not done.leaked and not done.poorer
    text = (tmp_path / "model.md").read_text("utf-8")
    assert text == summary(done) + "\n"
    assert "某模型（127.0.0.1，本机）" in text and "composed（not_passed） 4" in text
    assert [(tmp_path / name / "results.json").is_file() for name in ("default", "1", "2")] == [
        True
    ] * 3


def test_without_a_model_nothing_is_asked(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="LLM_BASE_URL"):
        trials(CASES, load_settings(), tmp_path, runs=1)


CASE = Case("x", "", Kind.FIGURE, ("问",), Expect.ANSWER, must_not=("50%",))


def results(text: str, outcome: str) -> Results:
    trace = {"model": {"outcome": outcome, "reasons": []}}
    return judge_run(Run({}, (Asked(CASE, text, "answered", trace=trace),)))


def test_a_wrong_figure_in_the_models_own_words_is_a_leak_and_one_of_the_defaults_is_not() -> None:
    clean, wrong = results("没有数。", "composed"), results("是50%。", "composed")
    assert Trials("m", clean, (clean, results("是50%。", "phrased"))).leaked == ["x"]
    assert Trials("m", wrong, (wrong,)).leaked == []


def test_one_run_with_fewer_cases_passed_is_poorer() -> None:
    clean, wrong = results("没有数。", "composed"), results("是50%。", "repaired")
    assert Trials("m", clean, (clean, wrong)).poorer
    assert not Trials("m", wrong, (clean, wrong)).poorer
    # Without, mean and worst; of wrong figures the worst run is the one with most.
    assert "| 0 个 | 0.3 个 | 1 个 |" in summary(Trials("m", clean, (clean, clean, wrong)))
