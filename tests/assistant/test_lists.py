"""Lists, counts and questions over all boxes or rows at once."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask, figures, is_answered, items, labels

ONLY_2025 = [22, 33, 34, 35]


@pytest.mark.parametrize(
    ("attribute", "first", "last"), [("前置性", 1, 8), ("约束性", 9, 12), ("预期性", 13, 17)]
)
def test_the_targets_of_an_attribute_are_all_listed(
    ask: Ask, attribute: str, first: int, last: int
) -> None:
    answer = ask(f"{attribute}目标有哪些？")
    rows = [f"专栏2·第{n}项" for n in range(first, last + 1)]
    assert is_answered(answer)
    assert labels(answer) == rows
    assert items(answer) == [str(n) for n in range(1, len(rows) + 1)]
    assert all(c.quote in answer.text for c in answer.citations)


@pytest.mark.parametrize(
    "question", ["八项前置性目标分别是什么", "列出所有前置性指标", "前置性目标"]
)
def test_a_list_may_be_asked_for_in_many_ways(ask: Ask, question: str) -> None:
    assert labels(ask(question)) == [f"专栏2·第{n}项" for n in range(1, 9)]


def test_every_figure_of_a_list_is_given(ask: Ask) -> None:
    assert {("2600", "名", "2022"), ("30", "个", "2022"), ("73", "%", "2022")} <= figures(
        ask("前置性目标有哪些？")
    )


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("约束性目标有几项", "4"),
        ("前置性目标一共多少项", "8"),
        ("预期性目标有多少个", "5"),
        ("近期目标一共多少项", "36"),
        ("全周期目标有几项", "12"),
        ("终期表一共多少项", "36"),
        ("名词解释一共多少条", "28"),
        ("规划一共有几个专栏", "36"),
        ("专栏1有多少项指标", "13"),
    ],
)
def test_a_count_is_counted(ask: Ask, question: str, count: str) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert f"{count}项" in answer.text or f"{count}条" in answer.text or f"{count}个" in answer.text
    assert items(answer) == []
    assert answer.citations


def test_the_count_of_terms_tells_of_the_number_left_out(ask: Ask) -> None:
    assert "26" in ask("名词解释一共多少条").text


@pytest.mark.parametrize(("table", "count"), [("近期", 36), ("全周期", 12), ("终期", 36)])
def test_a_whole_table_is_listed_and_numbered_as_in_the_plan(
    ask: Ask, table: str, count: int
) -> None:
    answer = ask(f"{table}目标任务有哪些")
    assert items(answer) == [str(n) for n in range(1, count + 1)]
    assert labels(answer) == [f"{table}·第{n}项" for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("question", "table", "first", "last"),
    [
        ("近期目标里“全面服务学校自主发展”有哪些任务", "近期", 17, 24),
        ("终期目标里“准确回应群众教育期盼”有哪些任务", "终期", 21, 30),
        ("全周期目标里“大力支持教师队伍建设”有哪些任务", "全周期", 4, 6),
    ],
)
def test_a_category_is_listed_with_the_plans_numbers(
    ask: Ask, question: str, table: str, first: int, last: int
) -> None:
    answer = ask(question)
    assert items(answer) == [str(n) for n in range(first, last + 1)]
    assert labels(answer) == [f"{table}·第{n}项" for n in range(first, last + 1)]


def test_two_categories_are_counted_against_each_other(ask: Ask) -> None:
    text = ask("近期目标里学生类和教师类各有多少项").text
    assert "7项" in text and "9项" in text and "2项" in text


@pytest.mark.parametrize("question", ["哪些专栏只有2025年的目标", "哪些专栏没有2022年的目标"])
def test_boxes_without_2022_are_found(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert [n for n in range(1, 37) if f"专栏{n}（" in answer.text] == ONLY_2025
    assert "4个专栏" in answer.text


def test_the_reserved_items_are_named_by_number(ask: Ask) -> None:
    text = ask("预留指标是哪几项").text
    assert all(number in text for number in ("18", "19", "20"))


def test_a_figure_asked_for_in_other_numerals_is_found(ask: Ask) -> None:
    assert "八项共建任务" in ask("规划里8项的指标有哪些").text
