"""Next questions: ones that the plan does answer, and not the one just asked."""

from __future__ import annotations

import pytest

from assistant.service import Assistant
from assistant.types import Status
from tests.assistant.checks import Ask

ASKED = [
    "残疾儿童入学率2025年的目标是多少？",
    "专栏24讲了什么？",
    "专栏35到2022年要达到什么？",
    "终期目标第26项是什么？",
    "什么是“区管校聘”？",
    "约束性目标有几项？",
    "“强化体育锻炼”有哪些举措？",
    "残疾儿童入学率2023年的目标是多少？",
]


@pytest.mark.parametrize("question", ASKED)
def test_there_is_a_next_question(ask: Ask, question: str) -> None:
    assert 1 <= len(ask(question).suggestions) <= 3


@pytest.mark.parametrize("question", ASKED)
def test_every_next_question_is_answered(ask: Ask, question: str) -> None:
    for suggestion in ask(question).suggestions:
        assert ask(suggestion).status is Status.ANSWERED, suggestion


@pytest.mark.parametrize("question", ASKED[:-3])
def test_the_question_just_asked_is_not_suggested(ask: Ask, question: str) -> None:
    assert question not in ask(question).suggestions


@pytest.mark.parametrize("question", ["约束性目标有哪些？", "“强化体育锻炼”有哪些举措？"])
def test_what_was_just_asked_is_not_suggested_again(ask: Ask, question: str) -> None:
    assert question not in ask(question).suggestions


def test_there_are_questions_to_start_with_for_everyone(assistant: Assistant) -> None:
    examples = assistant.examples()
    assert list(examples) == ["家长", "教师", "工作人员"]
    assert all(len(questions) >= 3 for questions in examples.values())
