"""What a word means: told from 名词解释, else said that the plan does not explain it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.defining import foreign, named, strange
from assistant.desk import Desk
from assistant.passages import Found, gather
from assistant.query import Query
from assistant.types import Status
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


def test_a_word_typed_by_itself_that_the_plan_uses_is_told_and_not_refused(ask: Ask) -> None:
    answer = ask("积分入学")
    assert answer.status is Status.ANSWERED
    assert "随迁子女积分入学制度" in answer.text


@pytest.mark.parametrize(
    ("typed", "word"), [("校服", "校服"), ("食堂", ""), ("老师没得编制", ""), ("校服要几套", "")]
)
def test_a_word_typed_by_itself_that_the_plan_lacks(
    read: Callable[[str], Query], desk: Desk, typed: str, word: str
) -> None:
    assert strange(read(typed), desk) == word


def test_most_of_the_parts_of_one_heading_stand_for_all_of_them(desk: Desk) -> None:
    under = "第三部分·一·（一）·"
    found = [
        leaf.locator for leaf in desk.plan.leaves if leaf.id.startswith(under) and "育" in leaf.id
    ]
    evidence = gather(Query("哪五育", "哪五育"), desk, Found(tuple(found[:3]), 0.5, "list", ""))
    titles = [section.title for section in evidence.facts["sections"]]
    assert titles == [
        "突出德育实效",
        "提升智育水平",
        "强化体育锻炼",
        "增强美育熏陶",
        "加强劳动教育",
    ]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("“五项管理”有吗", "五项管理"),
        ("“两主一参”试点几所", ""),
        ("“四有”好老师写在哪", ""),
        ("“98%”是哪个指标", ""),
        ("五项管理有吗", ""),
    ],
)
def test_a_name_in_quotation_marks_that_the_plan_does_not_have(
    read: Callable[[str], Query], desk: Desk, question: str, name: str
) -> None:
    assert foreign(read(question), desk) == name


def test_what_lies_near_a_name_that_the_plan_lacks_is_not_told_as_that(ask: Ask) -> None:
    answer = ask("“五项管理”有吗")
    assert answer.status is Status.NOT_IN_PLAN
    assert answer.text.startswith("规划没有“五项管理”的说法。")


def test_a_word_with_a_figure_in_it_that_the_plan_does_not_use(ask: Ask) -> None:
    assert ask("啥是21K").status is not Status.ERROR


@pytest.mark.parametrize("question", ["民小摇号不", "小升初要摇号不"])
def test_a_lay_word_is_told_where_the_plan_has_its_own(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.ANSWERED
    assert "随机派位录取" in answer.text


def test_when_it_is_held_is_still_missing(ask: Ask) -> None:
    assert ask("摇号几号").status is Status.NOT_IN_PLAN


@pytest.mark.parametrize("question", ["订单式人才培养是怎么回事", "数据画像是怎么一回事"])
def test_what_a_term_is_about_is_its_meaning(ask: Ask, question: str) -> None:
    assert "主要指" in ask(question).text
