"""The ten questions that must come out right, with the real model and index.

The only tests here that load the model: one assistant for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.service import Assistant, open_assistant
from assistant.settings import Settings
from assistant.types import Answer, Status
from tests.assistant.checks import check, labels, lead

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """With model and index, in a data folder of its own."""
    folder: Path = tmp_path_factory.mktemp("data")
    opened = open_assistant(Settings(data_dir=folder))
    if problem := opened.prepare():
        pytest.skip(problem)
    yield opened
    opened.close()


def asked(whole: Assistant, *turns: str) -> Answer:
    answer = whole.ask(turns[-1], turns[:-1])
    check(answer, whole.knowledge)
    return answer


def test_once_prepared_it_is_ready(whole: Assistant) -> None:
    assert whole.ready()


def test_enrolment_of_disabled_children_in_2025(whole: Assistant) -> None:
    answer = asked(whole, "残疾儿童入学率2025年的目标是多少？")
    assert (answer.status, lead(answer)) == (Status.ANSWERED, ("99.7", "%", "2025"))
    assert "终期·第26项" in labels(answer)


def test_and_in_2022(whole: Assistant) -> None:
    answer = asked(whole, "残疾儿童入学率2025年的目标是多少？", "那2022年呢？")
    assert (answer.status, lead(answer)) == (Status.ANSWERED, ("99.6", "%", "2022"))
    assert "近期·第29项" in labels(answer)


def test_box_24(whole: Assistant) -> None:
    answer = asked(whole, "专栏24讲了什么？")
    assert labels(answer) == ["专栏24·目的", "专栏24·举措", "专栏24·到2022年", "专栏24·到2025年"]


def test_dual_qualified_teachers_by_2022(whole: Assistant) -> None:
    answer = asked(whole, "2022年底前“双师型”教师要达到多少？")
    assert (answer.status, lead(answer)) == (Status.ANSWERED, ("85", "%", "2022"))


def test_what_a_term_means(whole: Assistant) -> None:
    answer = asked(whole, "什么是“区管校聘”？")
    assert labels(answer) == ["名词解释·19"]


def test_an_admission_score(whole: Assistant) -> None:
    answer = asked(whole, "双流中学今年的录取线是多少？")
    assert answer.status is Status.NOT_IN_PLAN
    assert "录取" in answer.text and not answer.figures


def test_item_26_of_the_last_table(whole: Assistant) -> None:
    answer = asked(whole, "终期目标第26项是什么？")
    assert labels(answer)[0] == "终期·第26项" and "99.7%" in answer.text


def test_children_from_elsewhere(whole: Assistant) -> None:
    answer = asked(whole, "外地户口的娃娃能读公办吗")
    assert answer.status is Status.ANSWERED
    assert "随迁子女" in answer.text and "符合条件" in answer.text
    assert "100%" in answer.text or "全部" in answer.text


def test_teachers_pay(whole: Assistant) -> None:
    answer = asked(whole, "老师工资会不会比公务员低")
    assert answer.status is Status.ANSWERED
    assert "不低于或高于" in answer.text
    assert "全周期·第4项" in labels(answer)


def test_a_poem(whole: Assistant) -> None:
    answer = asked(whole, "帮我写首诗")
    assert answer.status is Status.OFF_TOPIC
    assert not answer.citations


@pytest.mark.parametrize("who", ["家长", "教师", "工作人员"])
def test_every_question_to_start_with_is_answered(whole: Assistant, who: str) -> None:
    for question in whole.examples()[who]:
        assert asked(whole, question).status is Status.ANSWERED, question


def test_an_open_question_is_answered_from_the_passage_that_says_it(whole: Assistant) -> None:
    answer = asked(whole, "学校食堂的饭菜安全吗，有没有人陪着吃")
    assert answer.status is Status.ANSWERED
    assert any("食品安全" in place or "陪餐" in answer.text for place in labels(answer))
