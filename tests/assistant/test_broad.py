"""How a thing is dealt with: all that the plan says of it, not the nearest sentence."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("规划对考试试题怎么改", ("创新试题形式", "严格控制试题难度", "等级加评语")),
        ("减轻教师工作负担，规划写了哪些办法", ("三评一查", "报表填写", "抽调借用")),
        ("民办教育一体化管理的做法", ("统一下达目标任务", "交流合作", "专项资金")),
        ("规划对劳动教育怎么安排", ("指导纲要", "劳动课程方案", "日常生活劳动")),
    ],
)
def test_a_heading_that_is_asked_about_is_told_whole(
    ask: Ask, question: str, words: tuple[str, ...]
) -> None:
    text = ask(question).text
    assert all(w in text for w in words), text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("规划对课后服务怎么说", ("规范开展中小学课后服务", "第三方专业服务", "提能减负")),
        ("编制问题怎么解决", ("编制控制数", "周转池")),
        ("区管校聘改革深化的措施有哪些", ("干部教师交流机制", "三级竞聘")),
        ("规划对教师惩戒权怎么规定的", ("落实教师的教育惩戒权", "依法界定、制止和惩处")),
    ],
)
def test_every_sentence_with_the_words_is_told(
    ask: Ask, question: str, words: tuple[str, ...]
) -> None:
    text = ask(question).text
    assert all(w in text for w in words), text


def test_a_word_of_asking_is_no_topic(ask: Ask) -> None:
    assert "突出问题" not in ask("编制问题怎么解决").text


def test_a_word_in_another_sense_is_left_out(ask: Ask) -> None:
    assert "科学编制" not in ask("编制问题怎么解决").text


def test_what_measures_there_are_is_answered_with_what_they_say(ask: Ask) -> None:
    text = ask("防控近视有什么措施").text
    assert "防治龋齿" in text and "写到“防控近视”" not in text
