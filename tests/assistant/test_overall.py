"""Broad questions of a matter: condensed from all that is about it, the stance first."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask, is_answered


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "规划对家长总的有些什么要求",
            ["合格家长学校建成率达100%", "家庭教育讲坛", "三级家委会", "校务委员会"],
        ),
        (
            "综合说说娃娃的身心健康规划都安排了些什么",
            ["每天锻炼1小时", "98%", "近视", "睡眠"],
        ),
        (
            "双流跟渝北区的合作，总体上是怎么安排的",
            ["到2022年", "有效机制", "到2025年", "样本区域"],
        ),
        ("特殊教育整体是怎么安排的", ["普特融合", "资源中心师资", "99.6%", "99.7%"]),
    ],
)
def test_a_broad_question_is_answered_from_every_part(
    ask: Ask, question: str, told: list[str]
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert all(word in answer.text for word in told), answer.text
    assert "1. " in answer.text and "2. " in answer.text
    assert len(answer.text) < 450


def test_between_support_and_control_the_sentence_with_both_comes_first(ask: Ask) -> None:
    text = ask("娃儿读的民办，规划对民办学校总的是支持还是要管紧").text
    first = text.partition("\n")[0]
    assert first.startswith("两方面都有。")
    assert "大力支持、依法管理、规范办学、错位发展" in first


def test_a_direction_is_told_by_what_is_to_change(ask: Ask) -> None:
    first, _, rest = ask("读职高的话，双流职业教育总体往哪个方向走").text.partition("\n")
    assert "由追求规模扩张向提高质量转变" in first
    assert "由追求规模扩张向提高质量转变" not in rest
    assert "产教融合" in rest


def test_without_a_plain_stance_none_is_put_first(ask: Ask) -> None:
    assert ask("教育国际化总的是什么思路").text.startswith("关于“教育国际化”")


def test_a_question_for_one_thing_is_not_broad(ask: Ask) -> None:
    text = ask("家长学校建成率总的要达到多少").text
    assert "100%" in text and "家长志愿者" not in text
