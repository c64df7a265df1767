"""Questions over many rows, boxes and figures at once: which fit, how many, which most."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Knowledge
from tests.assistant.checks import Ask, fact, figures, is_answered, items, labels
from tests.assistant.conftest import Open


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("前置性里教师的有几个", [1, 2]),
        ("八项前置性目标里跟老师有关的是哪几项", [1, 2]),
        ("专栏2里创全国招牌的几样", [5, 6, 7, 13, 17]),
        ("前置性目标里没有数字的是哪几项", [3, 5, 6]),
        ("专栏2里面要创建、建成“全国”或“国家级”招牌的有几样", [5, 6, 7, 13, 17]),
        ("约束性目标中涉及安全的有几条", [12]),
        ("预期性的目标里哪些没给数字", [16]),
    ],
)
def test_main_targets_are_filtered_by_topic_honour_and_figures(
    ask: Ask, question: str, rows: list[int]
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert labels(answer) == [f"专栏2·第{n}项" for n in rows]
    assert f"{len(rows)}项" in fact(answer)
    assert len(items(answer)) == len(rows)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("十三五指标里超额完成几项", [2, 3, 6, 7, 8, 9, 10]),
        ("十三五那13个指标哪些没完成", [4, 11, 12, 13]),
        ("上个五年的指标刚好打平的有哪些", [1, 5]),
        ("上一个五年成绩单，真正超额完成（不算刚好打平的）有几项", [2, 3, 6, 7, 8, 9, 10]),
        ("专栏1以百分比计的指标有几项", [1, 2, 3, 4, 6, 7, 10, 12, 13]),
        ("专栏1里约束性指标有几个，分别是啥", [2, 3, 4, 9]),
        ("十三五约束性指标里没完成的是哪个", [4]),
    ],
)
def test_results_of_the_last_plan_are_filtered_by_how_they_came_out(
    ask: Ask, question: str, rows: list[int]
) -> None:
    answer = ask(question)
    assert labels(answer) == [f"专栏1·第{n}项" for n in rows]
    assert items(answer) == [str(n) for n in rows]
    assert f"{len(rows)}项" in fact(answer)


def test_several_outcomes_asked_for_at_once_are_told_group_by_group(ask: Ask) -> None:
    answer = ask("十三五指标哪些刚好完成、哪些超了、哪些没达到")
    assert all(part in fact(answer) for part in ("的7项", "的4项", "的2项"))
    assert len(items(answer)) == 13


@pytest.mark.parametrize(
    "question", ["一共多少项阶段任务", "近期全周期终期三张表加起来有好多条任务"]
)
def test_the_rows_of_all_phase_tables_are_added_up_openly(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "84项" in fact(answer) and "36 + 12 + 36 = 84" in fact(answer)
    assert labels(answer) == ["近期", "全周期", "终期"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("近期任务里教师类有几条", ("9项", "第8至16项")),
        ("近期36项里面，群众期盼那一类有几项", ("7项", "第25至31项")),
        ("全周期任务一共几项，教师类占几项", ("12项", "3项", "第4至6项")),
        ("教师方面近期任务比终期多几项", ("9项", "10项", "10 − 9 = 1")),
        ("终期和近期比，哪类任务条数变化最大", ("全面服务学校自主发展", "8项", "4项")),
        ("近期任务哪一类最多", ("大力支持教师队伍建设", "9项")),
    ],
)
def test_categories_are_counted_and_compared(
    ask: Ask, question: str, said: tuple[str, ...]
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert all(words in fact(answer) for words in said)
    assert items(answer) == []


def test_figures_of_a_bound_come_first_and_higher_ones_after_them(ask: Ask) -> None:
    answer = ask("2025年要达到百分之九十以上的有哪些")
    lines = answer.text.splitlines()[1:]
    assert len(lines) == 6
    assert all("90%" in line for line in lines[:2])
    assert not any("90%" in line for line in lines[2:])


def test_only_figures_of_the_year_asked_for_are_listed(ask: Ask) -> None:
    found = figures(ask("到2022年要达到100%的有哪些"))
    assert found and {(value, when) for value, _, when in found} == {("100", "2022")}


@pytest.mark.parametrize(
    ("question", "boxes"),
    [
        ("哪几个专栏没写2022年的节点", [22, 33, 34, 35]),
        ("写了2025年目标但没写2022年的专栏有几个", [22, 33, 34, 35]),
        ("专栏里有几个是只写2022年目标的", [11]),
        ("哪些专栏提到了“家长”", [2, 9, 31, 32]),
        ("第三部分第二章有几个专栏", [9, 10, 11, 12, 13, 14, 15, 16]),
        ("36个专栏里有几个是表格", [1, 2]),
    ],
)
def test_boxes_are_found_by_year_words_place_and_form(
    ask: Ask, question: str, boxes: list[int]
) -> None:
    answer = ask(question)
    assert [n for n in range(1, 37) if f"专栏{n}（" in answer.text] == boxes
    assert f"{len(boxes)}个专栏" in fact(answer)


def test_many_boxes_are_told_by_ranges_and_what_is_left(ask: Ask) -> None:
    answer = ask("哪些专栏带时间节点")
    assert "34个专栏" in fact(answer) and "专栏3至36" in fact(answer)
    assert "专栏1、2" in answer.text


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("名词解释里头有文号的是哪几条", [18, 20, 21, 22, 24, 25]),
        ("名词解释里哪些是根据教育部文件来的", [18, 20, 22, 24]),
        ("哪些词条是讲职业教育的", [10, 11, 18, 24]),
        ("名词解释里有英文字母的有几个", [16, 17, 28, 29]),
    ],
)
def test_terms_are_found_by_their_sources_topic_and_letters(
    ask: Ask, question: str, numbers: list[int]
) -> None:
    assert labels(ask(question)) == [f"名词解释·{n}" for n in numbers]


def test_a_count_and_one_of_the_counted_are_both_told(ask: Ask) -> None:
    answer = ask("名词解释一共解释了多少个词，第5个是啥")
    assert "28条" in answer.text and "义务教育校际均衡指数" in answer.text


def test_a_topic_is_told_clause_by_clause_and_nothing_twice(ask: Ask) -> None:
    lines = ask("跟幼儿园有关的目标有哪些").text.splitlines()[1:]
    assert sum("普惠性幼儿园覆盖率" in line for line in lines) == 1
    assert not any("小学、初中专任教师" in line for line in lines)


@pytest.mark.parametrize(
    "question",
    [
        "公办幼儿园学位占比的目标是多少",
        "前置性目标为什么要优先落实",
        "专栏24讲了什么",
        "“强化体育锻炼”有哪些举措",
    ],
)
def test_what_is_not_about_many_is_left_to_other_ways(ask: Ask, question: str) -> None:
    assert ask(question).trace["kind"] != "many"


def test_counts_follow_an_edited_plan(opened: Open, real: Knowledge, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(real.plan.text.replace("72.12", "86.5"), "utf-8")
    answer = opened(copy).ask("十三五指标里超额完成几项")
    assert "8项" in fact(answer) and "86.5%" in answer.text
