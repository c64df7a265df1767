"""Short names by number: 三个自主, “六个一”."""

from __future__ import annotations

import pytest

from assistant.shortened import meant, written
from tests.assistant.checks import Ask, is_answered

PLAN = "实现“经费自主管、教师自主用、规则自主定”，落实“一校一品、一校一景”。抓好“三大行动”。"


def test_a_name_stands_for_the_one_list_whose_items_all_share_the_word() -> None:
    start, end = meant("什么是三个自主", PLAN)["三个自主"]
    assert PLAN[start:end] == "“经费自主管、教师自主用、规则自主定”"


@pytest.mark.parametrize("text", ["四个自主是什么", "三个规则是什么", "三大行动是什么"])
def test_another_number_word_or_a_name_of_the_plan_stands_for_none(text: str) -> None:
    assert meant(text, PLAN) == {}


def test_a_request_is_written_with_the_list() -> None:
    assert written("只讲“三个自主”", PLAN) == "只讲“经费自主管、教师自主用、规则自主定”"


def test_what_it_stands_for_is_told_first(ask: Ask) -> None:
    answer = ask("“两主一参”里说的“三个自主”是什么意思")
    assert is_answered(answer)
    assert answer.text.startswith("“三个自主”指“经费自主管、教师自主用、规则自主定”。")


def test_so_many_ones_are_the_sentence_that_has_as_many(ask: Ask) -> None:
    text = ask("“六个一”工程具体是什么").text
    assert text.count("一批") + text.count("一套") >= 6
    assert "教育领军人才" in text and "经验推广成果" in text
