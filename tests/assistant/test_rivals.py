"""A figure of one subject is none of another that excludes it."""

from __future__ import annotations

import pytest

from assistant.types import Status
from tests.assistant.checks import Ask


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("初中老师研究生比例", "初中"),
        ("小学老师研究生占多少", "小学"),
        ("校长轮岗比例", "校长"),
        ("初中老师研究生比例是15%吧", "初中"),
    ],
)
def test_another_subjects_figure_is_only_the_nearest(ask: Ask, question: str, missing: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_IN_PLAN
    assert answer.text.startswith(f"规划没有写{missing}的这个数。")
    assert "规划里相近的内容是" in answer.text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("小学教师本科率", "95%"),
        ("中学生体质达标率要多少", "98%"),
        ("我家娃读初中，学校老师本科要占多少", "95%"),
        ("职高双师型老师比例", "85%"),
        ("幼师大专以上要多少", "90%"),
    ],
)
def test_a_wider_word_of_the_record_covers_the_subject(ask: Ask, question: str, value: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert value in answer.text
