"""An edited copy of the plan is followed, and so is another plan altogether."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.service import Assistant
from assistant.types import Status
from knowledge.library import Knowledge, PlanError
from tests.assistant.checks import check, fact, figures, labels, lead
from tests.assistant.conftest import Open

EDITS = [
    ("入学率达99.7%", "入学率达99.9%", "残疾儿童入学率2025年的目标是多少？"),
    ("入学率达99.6%", "入学率达99.8%", "残疾儿童入学率2022年的目标是多少？"),
    ("教师比例≥85%", "教师比例≥88%", "2022年底前“双师型”教师要达到多少？"),
    ("各级名师工作室不少于50个", "各级名师工作室不少于61个", "名师工作室要有多少个"),
    ("名优骨干教师2600名以上", "名优骨干教师2750名以上", "名优骨干教师要达到多少名"),
    (
        *("平均受教育年限达15.5年", "平均受教育年限达15.9年"),
        "新增劳动力平均受教育年限2025年是多少",
    ),
    ("控制在0.45以内", "控制在0.31以内", "义务教育校际均衡指数2022年是多少"),
    ("教育国际化实现度达88%", "教育国际化实现度达91%", "教育国际化实现度2022年是多少"),
    ("累计达91.63亿元", "累计达93.21亿元", "十三五期间教育财政投入累计多少"),
    ("师生满意度达90%以上", "师生满意度达92%以上", "学校食品安全师生满意度2025年是多少"),
]
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def figure_of(words: str) -> str:
    return str(NUMBER.findall(words)[-1])


@pytest.fixture(scope="module")
def edited_text(real: Knowledge) -> str:
    text = real.plan.text
    for old, new, _ in EDITS:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def edited(edited_text: str, tmp_path: Path, opened: Open) -> Assistant:
    """The plan with ten figures changed everywhere they stand."""
    path = tmp_path / "copy.txt"
    path.write_text(edited_text, "utf-8", newline="")
    return opened(path)


def test_ten_changed_figures_are_followed(edited: Assistant) -> None:
    for old, new, question in EDITS:
        answer = edited.ask(question)
        check(answer, edited.knowledge)
        assert lead(answer)[0] == figure_of(new), question
        assert figure_of(new) in fact(answer)
        assert figure_of(old) not in NUMBER.findall(fact(answer)), question
        assert any(figure_of(new) in c.quote for c in answer.citations)


def test_the_old_figure_is_a_wrong_claim_in_the_copy(edited: Assistant) -> None:
    answer = edited.ask("双师型教师比例是85%，对吧")
    assert lead(answer)[0] == "88" and answer.text.startswith("不是")


def test_no_old_figure_is_left_in_a_notice(edited: Assistant) -> None:
    answer = edited.ask("残疾儿童入学率2025年的目标是多少？")
    assert not {"99.7", "99.6"} & set(NUMBER.findall(answer.text))


def test_a_milestone_a_row_and_a_list_of_the_copy_are_followed(edited: Assistant) -> None:
    assert "0.31" in edited.ask("专栏24到2022年要达到什么").text
    assert "99.9%" in edited.ask("终期目标第26项是什么？").text
    assert "2750" in edited.ask("前置性目标有哪些？").text


def test_the_built_in_plan_is_untouched_by_a_copy(edited: Assistant, assistant: Assistant) -> None:
    question = "2022年底前“双师型”教师要达到多少？"
    assert lead(edited.ask(question))[0] == "88"
    assert lead(assistant.ask(question))[0] == "85"


def test_a_computed_difference_follows_the_copy(edited: Assistant) -> None:
    assert "18.88" in edited.ask("教育国际化实现度2022年比2020年提高多少").text


def test_a_target_that_is_cut_out_is_no_longer_in_the_plan(
    real: Knowledge, tmp_path: Path, opened: Open
) -> None:
    path = tmp_path / "copy.txt"
    text = real.plan.text.replace("，教育国际化实现度达88%", "")
    path.write_text(text, "utf-8", newline="")
    answer = opened(path).ask("教育国际化实现度2022年是多少")
    assert answer.status is Status.NOT_IN_PLAN
    assert "88" not in answer.text
    assert ("72.12", "%", "2020") in figures(answer)


OTHER = (
    "某县教育发展规划\n\n"
    "第一部分  主要任务\n一、育人\n（一）课程\n"
    "\t专栏1  课程建设\n\n"
    "\t围绕课程建设。建好课程，用好课程。"
    "到2023年，义务教育巩固率达96.5%；到2027年，义务教育巩固率达98.5%。\n\n\n"
    "加强劳动教育。让学生动手实践，每周劳动不少于2小时。\n"
)


@pytest.fixture
def other(tmp_path: Path, opened: Open) -> Assistant:
    path = tmp_path / "某县.txt"
    path.write_text(OTHER, "utf-8", newline="")
    return opened(path)


def test_another_plan_has_its_own_boxes(other: Assistant) -> None:
    answer = other.ask("专栏1到2023年要达到什么")
    assert answer.status is Status.ANSWERED
    assert "96.5%" in answer.text
    assert labels(answer) == ["专栏1·到2023年"]
    assert other.plan_title in answer.plan_title and "双流" not in answer.plan_title


def test_another_plan_has_none_of_the_built_in_ones_boxes(other: Assistant) -> None:
    answer = other.ask("专栏24讲了什么？")
    assert answer.status is Status.NOT_IN_PLAN
    assert "义务教育优质均衡" not in answer.text


def test_no_figure_of_the_built_in_plan_reaches_another(other: Assistant) -> None:
    for question in ("残疾儿童入学率2025年的目标是多少？", "约束性目标有哪些？", "双师型教师比例"):
        answer = other.ask(question)
        assert "99.7" not in answer.text and "85%" not in answer.text
        assert answer.plan_title == other.plan_title


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_a_plan_without_text_is_refused_in_chinese(tmp_path: Path, opened: Open, text: str) -> None:
    path = tmp_path / "空.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(PlanError, match="没有文字"):
        opened(path)


def test_a_plan_that_is_not_there_is_refused_by_name(opened: Open) -> None:
    with pytest.raises(PlanError, match="没有这个规划"):
        opened("没有这个规划")
