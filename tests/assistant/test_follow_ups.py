"""Conversations of two to four turns: what is left out comes from the turns before."""

from __future__ import annotations

import pytest

from assistant.types import Status
from tests.assistant.checks import Ask, fact, figures, labels, lead

FIRST = "残疾儿童入学率2025年的目标是多少？"


@pytest.mark.parametrize("second", ["那2022年呢？", "2022年呢", "那22年呢", "那二零二二年是多少"])
def test_another_year(ask: Ask, second: str) -> None:
    answer = ask(FIRST, second)
    assert lead(answer) == ("99.6", "%", "2022")
    assert "近期·第29项" in labels(answer)


def test_three_years_in_three_turns(ask: Ask) -> None:
    assert lead(ask(FIRST, "那2022年呢？", "2020年呢？")) == ("100", "%", "2020")


def test_a_year_that_the_plan_lacks_is_lacking_in_a_follow_up_too(ask: Ask) -> None:
    answer = ask(FIRST, "那2023年呢？")
    assert (answer.status, "2023" in answer.text) == (Status.NOT_IN_PLAN, True)


def test_another_subject_then_its_year(ask: Ask) -> None:
    turns = (FIRST, "新增劳动力平均受教育年限呢？", "那2022年呢")
    assert lead(ask(*turns[:2]))[1] == "年"
    assert lead(ask(*turns)) == ("15.2", "年", "2022")


def test_the_other_group(ask: Ask) -> None:
    assert lead(ask("普惠性幼儿园覆盖率是多少", "公办的呢？")) == ("50", "%", "2021-2025")


def test_going_back_after_a_change_of_subject(ask: Ask) -> None:
    answer = ask(FIRST, "专栏24讲了什么？", "回到刚才那个，2022年是多少")
    assert lead(answer) == ("99.6", "%", "2022")


def test_four_turns(ask: Ask) -> None:
    turns = ("专栏24讲了什么？", "那31呢", "2025年呢", "什么是慕课")
    assert "专栏31·到2022年" in labels(ask(*turns[:2]))
    assert labels(ask(*turns[:3])) == ["专栏31·到2025年"]
    assert labels(ask(*turns)) == ["名词解释·17"]


def test_a_number_after_a_box_is_another_box(ask: Ask) -> None:
    assert "专栏31 实施校园食品安全守护行动" in fact(ask("专栏24讲了什么？", "那31呢"))


def test_a_number_of_no_box_after_a_box_is_missing(ask: Ask) -> None:
    assert ask("专栏24讲了什么？", "那40呢").status is Status.NOT_IN_PLAN


def test_a_year_after_a_box_is_its_milestone(ask: Ask) -> None:
    answer = ask("专栏24讲了什么？", "2022年的呢")
    assert labels(answer) == ["专栏24·到2022年"]


def test_a_number_after_a_row_is_another_row_of_the_same_table(ask: Ask) -> None:
    assert labels(ask("终期目标第26项是什么？", "那27项呢"))[0] == "终期·第27项"


def test_another_attribute_is_another_list(ask: Ask) -> None:
    answer = ask("约束性目标有哪些", "预期性的呢")
    assert labels(answer) == [f"专栏2·第{n}项" for n in range(13, 18)]


def test_pay_of_teachers_in_2022(ask: Ask) -> None:
    answer = ask("老师工资会不会比公务员低", "那2022年呢")
    assert labels(answer)[0] == "专栏14·到2022年"
    assert "2022" in fact(answer)


def test_the_history_of_one_visitor_does_not_reach_another(ask: Ask) -> None:
    alone = ask("那2022年呢？")
    ask(FIRST)
    again = ask("那2022年呢？")
    assert (again.text, again.status, again.citations) == (
        *(alone.text, alone.status),
        alone.citations,
    )


def test_a_year_without_a_subject_is_not_answered_with_any_figure(ask: Ask) -> None:
    assert figures(ask("那2022年呢？")) == set()


def test_a_request_off_the_topic_is_off_the_topic_after_a_figure_too(ask: Ask) -> None:
    assert ask("帮我写首诗").status is Status.OFF_TOPIC


def test_a_figure_before_does_not_make_a_poem_of_the_plan(ask: Ask) -> None:
    assert ask(FIRST, "帮我写首诗").status is Status.OFF_TOPIC


def test_broken_earlier_turns_do_no_harm(ask: Ask) -> None:
    answer = ask("", "\ud800", "专" * 10_000, FIRST, "那2022年呢？")
    assert lead(answer) == ("99.6", "%", "2022")
