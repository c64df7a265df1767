"""The measure of the proofreader: its sentences, and that it can fail."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.proofread import Verdict
from evals.proofread import FILES, FOLDER, Checked, Line, load_lines, measure, metrics
from knowledge.library import Knowledge


@pytest.mark.parametrize("name", ["fresh", "third", "second", "tuned"])
def test_the_floors_are_kept(plan: Knowledge, name: str) -> None:
    for metric in metrics(measure(load_lines(FOLDER / f"{name}.tsv"), plan), name):
        assert metric.passed is not False, (metric.name, metric.value, metric.failed)


def test_there_are_three_hundred_fresh_sentences_half_of_them_changed() -> None:
    lines = load_lines(FOLDER / "fresh.tsv")
    assert len(lines) >= 300
    wrong = [line for line in lines if line.verdict is Verdict.DIFFER]
    assert 0.45 < len(wrong) / len(lines) < 0.55
    assert min(Counter(line.error for line in wrong).values()) >= 5
    assert len({line.text for line in lines}) == len(lines)


def test_another_author_wrote_a_right_and_a_wrong_half_as_well() -> None:
    lines = load_lines(FOLDER / "second.tsv")
    verdicts = Counter(line.verdict for line in lines)
    assert verdicts[Verdict.AGREE] == verdicts[Verdict.DIFFER] >= 80
    assert len({line.error for line in lines if line.error}) == 8


def test_no_sentence_is_in_two_files() -> None:
    every = [line.text for stem in FILES for line in load_lines(FOLDER / f"{stem}.tsv")]
    assert len(set(every)) == len(every)


def test_a_proofreader_that_says_nothing_or_blames_everything_fails() -> None:
    lines = [Line("对", Verdict.AGREE, ""), Line("错", Verdict.DIFFER, "digit")]
    silent = [Checked(line, ()) for line in lines]
    assert [m.passed for m in metrics(silent, "哑")][:2] == [False, True]
