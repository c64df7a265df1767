"""Boxes chosen by a word, a figure or their years, and rows counted by category."""

from __future__ import annotations

import re

import pytest

from tests.assistant.checks import Ask, is_answered

NUMBER = re.compile(r"(?m)^\d+\. 专栏(\d+)")


def listed(text: str) -> list[int]:
    return [int(number) for number in NUMBER.findall(text)]


@pytest.mark.parametrize(
    ("question", "boxes"),
    [
        ("专栏3到36里，写了“试点”的是哪几个", [7, 9, 12, 18, 21, 32]),
        ("哪些专栏（3—36）有100%的目标", [7, 30, 31, 32]),
        ("哪些专栏写到“全市领先”或“全省领先”", [2, 7, 21, 25]),
        ("哪些专栏提到与民办学校有关的内容", [2, 14, 28]),
        ("哪几个专栏提到“信息化”", [6, 11, 27]),
        ("专栏3到36，哪些写到高校", [13, 29]),
        ("专栏20-30有哪些提到幼儿园", [21, 22, 23, 29, 30]),
    ],
)
def test_boxes_are_listed_each_with_what_it_was_chosen_for(
    ask: Ask, question: str, boxes: list[int]
) -> None:
    answer = ask(question)
    assert listed(answer.text) == boxes
    assert f"有{len(boxes)}个专栏" in answer.text.partition("\n")[0]
    lines = answer.text.splitlines()[1:]
    assert all("：" in line for line in lines)


def test_a_figure_outside_the_range_of_boxes_is_not_told(ask: Ask) -> None:
    answer = ask("专栏3至36哪些有50%的目标")
    assert 2 not in listed(answer.text)
    assert answer.text.startswith("专栏3至专栏36中，")


@pytest.mark.parametrize(
    ("question", "count", "named"),
    [
        ("专栏3至36中，哪一个只有2022年目标", 1, "专栏11"),
        ("专栏3至36中，同时有2022年和2025年目标的有几个", 29, "3至10、12至21、23至32、36"),
        ("专栏3—36里哪几个只有2025年目标", 4, "专栏35"),
    ],
)
def test_years_are_looked_for_in_the_range_of_boxes(
    ask: Ask, question: str, count: int, named: str
) -> None:
    text = ask(question).text
    assert f"有{count}个专栏" in text and named in text


def test_words_that_must_both_stand(ask: Ask) -> None:
    assert listed(ask("哪些专栏同时提到“家长”和“满意度”").text) == [31]


def test_words_asked_for_one_by_one(ask: Ask) -> None:
    text = ask("“试点”和“满意度”分别出现在哪些专栏").text
    assert "写到“试点”的6个，写到“满意度”的2个" in text


def test_a_clause_is_shown_with_its_year(ask: Ask) -> None:
    assert "试点学校达10所以上（2025年目标）" in ask("哪些专栏出现“试点”").text


@pytest.mark.parametrize(
    ("question", "count"),
    [("要求“全覆盖”的事项有哪些", 3), ("全规划要求“全市领先”“全省领先”的事项汇总", 3)],
)
def test_goals_are_chosen_by_words(ask: Ask, question: str, count: int) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert f"的有{count}项：" in answer.text


@pytest.mark.parametrize(
    "question", ["全周期目标任务按类别各有几条", "全周期12条按类别各几条，学校类有没有"]
)
def test_rows_are_counted_by_category_those_without_any_too(ask: Ask, question: str) -> None:
    text = ask(question).text
    assert "全周期共12项" in text
    assert "“准确回应群众教育期盼”4项，“引领提升城市内涵品质”2项" in text
    assert "没有“全面服务学校自主发展”类" in text
