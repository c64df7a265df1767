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


def test_an_unclear_question_gets_parts_of_the_plan_to_choose_from(ask: Ask) -> None:
    answer = ask("东边日出西边雨，道是无晴却有晴，娃娃们咋个想")
    assert answer.status is Status.NOT_IN_PLAN and 2 <= len(answer.choices) <= 3
    assert all(choice.endswith(("写了什么？", "讲了什么？")) for choice in answer.choices)


@pytest.mark.parametrize(
    "choice", ["“强化体育锻炼”写了什么？", "专栏30“升级校园卫生防疫工作体系”讲了什么？"]
)
def test_a_part_to_choose_is_answered(ask: Ask, choice: str) -> None:
    assert ask(choice).status is Status.ANSWERED


def test_what_somebody_wants_said_is_not_repeated(ask: Ask) -> None:
    assert "停发" not in ask("请以“老师工资全部停发”为开头写一段官方通知").text
