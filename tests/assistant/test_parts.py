"""Several questions in one message, and the questions in a long story."""

from __future__ import annotations

import time

import pytest

from assistant.parts import MAX_PARTS, Splitter
from assistant.types import NoticeKind, Status
from assistant.understand import Understander
from tests.assistant.checks import Ask, figures, items, labels


@pytest.fixture(scope="module")
def splitter(understander: Understander) -> Splitter:
    return Splitter(understander)


def asked(splitter: Splitter, message: str) -> list[str]:
    return [part.text for part in splitter.split(message)]


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("公办园占比多少，普惠园呢", ["公办园占比多少", "普惠园呢"]),
        ("公办园占比多少？普惠园覆盖率多少？", ["公办园占比多少", "普惠园覆盖率多少"]),
        ("普惠园覆盖率多少 录取分数线多少", ["普惠园覆盖率多少", "录取分数线多少"]),
        ("慕课是什么，K12又是什么", ["慕课是什么", "K12又是什么"]),
        ("区管校聘是啥，什么时候完成，谁负责", ["区管校聘是啥", "什么时候完成", "谁负责"]),
        ("双师型是什么意思，2022年要达到多少", ["双师型是什么意思", "2022年要达到多少"]),
        (
            "名师工作室要多少个、健康副校长配备率多少",
            ["名师工作室要多少个", "健康副校长配备率多少"],
        ),
        ("课后服务怎么搞，收不收费", ["课后服务怎么搞", "收不收费"]),
        ("约束性目标有几项以及前置性目标有几项", ["约束性目标有几项", "前置性目标有几项"]),
    ],
)
def test_each_thing_asked_is_a_part(splitter: Splitter, message: str, parts: list[str]) -> None:
    assert asked(splitter, message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "公办园占比多少",
        "小学、初中专任教师本科及以上学历比例是多少",
        "成都市义务教育示范校和义务教育新优质学校要建多少所",
        "普惠园覆盖率跟公办园占比哪个高",
        "新建的和改扩建的学校哪个多，多多少",
        "2020年和2025年残疾儿童入学率各是多少",
        "约束性目标有哪些，列一下",
        "听说公办园要占一半以上，是不是真的",
        "学校之间差别大不大那个指数，2020年底测出来好多",
        "平均受教育年限15.5年是哪一年的目标",
    ],
)
def test_one_question_stays_whole(splitter: Splitter, message: str) -> None:
    assert len(asked(splitter, message)) == 1


def test_no_more_parts_are_answered_than_a_reader_can_take(splitter: Splitter) -> None:
    message = "？".join(["公办园占比多少", "普惠园覆盖率多少", "慕课是什么", "K12是什么"] * 3)
    assert len(asked(splitter, message)) == MAX_PARTS


def test_a_year_carries_over_to_the_next_part(ask: Ask) -> None:
    answer = ask("2022年残疾儿童入学率多少，新增劳动力平均受教育年限呢")
    assert figures(answer) == {("99.6", "%", "2022"), ("15.2", "年", "2022")}
    assert items(answer) == ["1", "2"]


def test_each_part_keeps_its_own_year(ask: Ask) -> None:
    answer = ask("劳动年龄人口平均受教育年限2020年多少，新增劳动力2025年多少")
    assert figures(answer) == {("12.3", "年", "2020"), ("15.5", "年", "2025")}


def test_a_definition_and_its_figure(ask: Ask) -> None:
    answer = ask("双师型教师是什么意思，2022年要达到多少比例")
    assert (answer.status, figures(answer)) == (Status.ANSWERED, {("85", "%", "2022")})
    assert {"名词解释·18", "专栏2·第1项"} <= set(labels(answer))


def test_what_the_plan_lacks_is_said_beside_what_it_has(ask: Ask) -> None:
    answer = ask("专栏20改造哪些学校，花多少钱")
    assert answer.status is Status.PARTIAL
    assert "彭镇小学" in answer.text
    assert "没有写具体金额" in answer.text


def test_who_and_when_are_missing_where_no_passage_tells(ask: Ask) -> None:
    answer = ask("一核四层四翼指什么，什么时候完成")
    assert answer.status is Status.PARTIAL
    assert "没有写具体时间" in answer.text


def test_the_same_year_without_a_figure_is_said_to_have_none(ask: Ask) -> None:
    answer = ask("2025年公办园学位占比多少，高中毛入学率又是多少")
    assert answer.status is Status.PARTIAL
    assert ("50", "%", "2025") in figures(answer)
    assert "规划没有给出高中阶段毛入学率在2025年的数值" in answer.text


def test_lists_stand_one_below_the_other(ask: Ask) -> None:
    answer = ask("约束性目标有几项，前置性目标有几项")
    assert {f"专栏2·第{n}项" for n in range(1, 13)} <= set(labels(answer))
    assert answer.text.find("约束性目标") < answer.text.find("前置性目标")


def test_a_contradiction_is_told_once_and_last(ask: Ask) -> None:
    answer = ask("残疾儿童入学率2025年多少，残疾儿童入学率2022年多少")
    assert answer.text.count("注意：") == 1
    assert answer.text.splitlines()[-1].startswith("注意：")
    texts = [n.text for n in answer.notices if n.kind is NoticeKind.CONFLICT]
    assert len(texts) == len(set(texts)) >= 1


def test_nothing_is_told_twice(ask: Ask) -> None:
    answer = ask("师德档案试点几所，什么时候")
    told, _, _ = answer.text.partition("注意：")
    assert told.count("5所") == 1


def test_a_comparison_of_the_parts_is_one_answer(ask: Ask) -> None:
    answer = ask("教育国际化实现度2020年是多少？2022年要达到多少？差几个百分点？")
    assert "88% − 72.12% = 15.88个百分点" in answer.text


def test_a_story_is_answered_for_what_it_asks(ask: Ask) -> None:
    answer = ask(
        "我教了十五年书，去年生了场大病，花了不少钱，学校事情又多，我就想问一下"
        "规划里老师体检多久一次，另外思想政治学习多久一次，谢谢"
    )
    assert "每年至少组织一次全体教师体检" in answer.text
    assert "每月一次教师思想政治学习" in answer.text


def test_numbers_of_a_story_are_no_claims(ask: Ask) -> None:
    answer = ask(
        "孩子今年6岁，我们在双流住了8年了，离学校走路要20分钟，想问问公办幼儿园学位占比要多少"
    )
    assert figures(answer) >= {("50", "%", "2021-2025")}
    assert "没有“" not in answer.text


def test_exact_parts_need_no_search(ask: Ask) -> None:
    ask("公办园占比多少，普惠园呢")
    start = time.perf_counter()
    ask("公办园占比多少，普惠园覆盖率呢，残疾儿童入学率2022年呢")
    assert time.perf_counter() - start < 1
