"""Requests to write something, typed in chat."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask, is_answered, labels
from tests.assistant.conftest import ask, assistant

__all__ = ["ask", "assistant"]


def test_a_box_is_summed_up_with_purpose_aims_and_measures(ask: Ask) -> None:
    answer = ask("概括专栏12")
    assert is_answered(answer)
    assert all(word in answer.text for word in ("举措：", "到2022年", "到2025年"))
    assert {"专栏12·到2022年", "专栏12·到2025年"} <= set(labels(answer))


def test_three_sentences_are_three(ask: Ask) -> None:
    answer = ask("用三句话概括学前教育目标")
    assert answer.text.count("。") == 3
    assert "80%以上" in answer.text


@pytest.mark.parametrize(
    ("question", "limit"),
    [
        ("200字以内介绍产教融合怎么做", 200),
        ("150字概括保障措施", 150),
        ("三百字以内说说职业教育", 300),
    ],
)
def test_a_limit_of_characters_is_kept(ask: Ask, question: str, limit: int) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert 0 < len(answer.text.replace("\n", "")) <= limit


def test_a_limit_that_holds_no_sentence_is_said(ask: Ask) -> None:
    answer = ask("12字以内概括专栏22")
    assert "12字放不下一句完整的话" in answer.text


def test_key_figures_are_the_topic_s_own(ask: Ask) -> None:
    answer = ask("列出义务教育方面的关键指标")
    assert "0.45以内" in answer.text
    assert "85%以上学生享受优质义务教育" in answer.text
    assert "普通高中" not in answer.text


def test_a_topic_is_not_given_the_figures_of_another(ask: Ask) -> None:
    answer = ask("列出职业教育的关键指标")
    assert "≥85%" in answer.text
    assert "幼儿园" not in answer.text


def test_a_note_to_parents_is_a_letter(ask: Ask) -> None:
    answer = ask("写一段给家长的说明")
    assert answer.text.startswith("尊敬的家长朋友：")
    assert "不代表已经完成" in answer.text


def test_an_outline_of_the_whole_plan(ask: Ask) -> None:
    answer = ask("列个提纲")
    assert "主要举措" in answer.text
    assert "大力支持教师队伍建设" in answer.text


def test_a_part_of_the_plan_is_summed_up_by_its_name(ask: Ask) -> None:
    answer = ask("概括一下存在的问题")
    assert {label[:10] for label in labels(answer)} == {"第一部分·一·（二）"}


@pytest.mark.parametrize("request_", ["用一句话概括一下", "缩成一句话", "用一句话说说"])
def test_a_request_leans_on_the_question_before(ask: Ask, request_: str) -> None:
    answer = ask("专栏12讲了什么", request_)
    assert "校长教师职级" in answer.text
    assert answer.text.count("。") == 1


@pytest.mark.parametrize(
    "question",
    [
        "年度工作总结要以什么为基础和参照？",
        "约束性目标有哪些？",
        "专栏12讲了什么？",
        "一句话，公办园到底占多少？",
        "怎么提炼双流模式的成熟做法",
        "提纲挈领是什么意思",
    ],
)
def test_an_ordinary_question_is_not_taken_for_a_request(ask: Ask, question: str) -> None:
    assert ask(question).trace["kind"] != "drafted"
