"""One sentence where it holds all that is asked; a whole measure where all of it is."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("学校食品安全要严格执行哪些制度", "家长陪餐等制度", "带量食谱"),
        ("教育投资公司搭建“上管老、下管小”平台靠哪些载体", "研学旅行精品课程", "教育品牌"),
        ("社区教育实验区那个专栏，管理体制那句话的原文", "群众广泛参与", "便民学习服务圈"),
        ("民办学校要健全哪两个机制", "资产监管及风险预警机制", "专项资金"),
    ],
)
def test_a_particular_thing_is_told_alone(ask: Ask, question: str, told: str, beside: str) -> None:
    text = ask(question).text
    assert told in text and beside not in text, text


def test_a_measure_asked_about_as_such_is_told_whole(ask: Ask) -> None:
    text = ask("提升学校食品安全与营养健康水平有哪些措施").text
    assert "家长陪餐" in text and "带量食谱" in text


def test_indicators_by_a_name_of_the_plan_are_its_list(ask: Ask) -> None:
    text = ask("义务教育达标攻坚要对标优化哪些生均指标").text
    assert "运动场（馆）面积" in text and "0.45" not in text


def test_key_figures_stay_figures(ask: Ask) -> None:
    assert "0.45" in ask("义务教育达标攻坚的主要指标有哪些").text


@pytest.mark.parametrize(
    ("question", "number"),
    [("打砸学校设备算校闹吗", "2"), ("拉横幅算不算校闹", "3"), ("跟踪校长算不算校闹", "6")],
)
def test_what_counts_as_a_class_of_a_definition(ask: Ask, question: str, number: str) -> None:
    assert ask(question).text.startswith(f"算，属于“校闹”行为的第（{number}）类")


def test_what_no_class_names_is_not_said_to_count(ask: Ask) -> None:
    text = ask("在教室里吸烟算不算校闹").text
    assert not text.startswith("算") and "（8）" in text


def test_a_class_in_a_follow_up(ask: Ask) -> None:
    text = ask("校闹有几种", "摆花圈算不算", "那跟踪校长算不算").text
    assert "第（6）类" in text


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("专栏9的师德档案里头要放些什么", "重大师德失范行为等纳入", "涵养基地"),
        ("专栏10对哪种成果给奖励", "具有独创性、新颖性", "到2022年"),
        ("智慧教育示范区建设要组建些什么队伍", "业务专家、技术专家和教育专家", "示范学校"),
    ],
)
def test_of_a_box_only_what_was_asked_for(ask: Ask, question: str, told: str, beside: str) -> None:
    text = ask(question).text
    assert told in text and beside not in text, text


@pytest.mark.parametrize(
    ("question", "year", "other"),
    [
        ("专栏12第二阶段目标是什么", "到2025年", "到2022年"),
        ("专栏27头一阶段要做到什么", "到2022年", "到2025年"),
    ],
)
def test_a_stage_of_a_box_is_its_milestone(ask: Ask, question: str, year: str, other: str) -> None:
    text = ask(question).text
    assert year in text and other not in text
