"""What a word means: told from 名词解释, else said that the plan does not explain it."""

from __future__ import annotations

import pytest

from assistant.defining import named
from assistant.query import Query
from tests.assistant.checks import Ask


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("什么是“两自一包”", "两自一包"),
        ("规划里说的“三个一”是啥", "三个一"),
        ("普特融合啥意思", "普特融合"),
        ("何谓导师制？", "导师制"),
        ("规划的指导思想是什么", ""),
        ("专栏24的目标是什么", ""),
        ("公办园占多少", ""),
        ("为什么要减负", ""),
    ],
)
def test_the_word_whose_meaning_is_asked(question: str, name: str) -> None:
    assert named(Query(question, question)) == name


def test_a_word_that_is_used_but_not_explained(ask: Ask) -> None:
    answer = ask("什么是“两自一包”？")
    assert answer.text.startswith("规划没有单独解释“两自一包”")
    assert "新体制学校教师待遇" in answer.text


def test_a_word_that_the_plan_does_not_use(ask: Ask) -> None:
    answer = ask("规划里说的“三个一”是啥")
    assert answer.text.startswith("规划没有用“三个一”这个说法")


@pytest.mark.parametrize("question", ["什么是县管校聘", "区管校聘啥意思", "什么是“大校额”"])
def test_a_word_that_is_explained_is_told_as_it_is(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "没有" not in answer.text[:20]
    assert answer.citations[0].label.startswith("名词解释")


def test_what_a_section_is_about_is_told_and_not_said_to_be_missing(ask: Ask) -> None:
    assert "没有单独解释" not in ask("劳动教育是什么").text
