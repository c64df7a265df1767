"""What a question takes for granted: corrected where the plan says otherwise, else left alone."""

from __future__ import annotations

import pytest

from assistant.types import NoticeKind, Status
from tests.assistant.checks import Ask, fact


@pytest.mark.parametrize(
    ("question", "wrong", "right"),
    [
        ("思想政治学习每周一次，是哪天", "不是每周", "每月一次"),
        ("教师体检两年一次，能不能改成一年", "不是两年一次", "每年至少组织一次"),
        ("党政领导每季度听一次教育汇报，对吧", "不是每季度", "每年至少听取1次"),
        ("中小学健康副校长到2025年才配齐，是吧", "不是2025年", "到2022年底"),
        ("名优骨干教师要到2025年才达到2600名，对吗", "不是2025年", "2600名以上"),
        ("支持艺体中学创建成都市领航高中，对不对", "不是艺体中学", "支持双流中学和棠湖中学"),
        ("永安中学要创建成都市领航高中，对吧", "不是永安中学", "支持双流中学和棠湖中学"),
        ("双流跟中国教科院建立战略合作关系，有这事吧", "不是中国教科院", "教育部教育发展研究中心"),
        ("随迁子女是单独编班吧", "不是单独编班", "混合编班"),
        ("学生课业负担指数要逐年上升，对吧", "不是逐年上升", "逐年下降"),
        ("学生课业负担指数要逐年上升是不是", "不是逐年上升", "逐年下降"),
        ("规划让学校组织有偿补课，对吧", "不是让学校组织有偿补课", "严禁学校组织"),
        ("公办园占比要降到50%以下是不是", "不是这样", "保持在50%以上"),
        (
            "既然2025年要创建“全国社区教育实验区”，那2022年建成的是什么示范区",
            "不是2025年要创建“全国社区教育实验区”",
            "到2025年，创建“全国社区教育示范区”",
        ),
        ("随迁子女就读100%列为预期性目标，监测周期怎么定的", "不是预期性", "约束性"),
    ],
)
def test_a_wrong_premise_is_corrected_first(
    ask: Ask, question: str, wrong: str, right: str
) -> None:
    answer = ask(question)
    assert answer.text.startswith(wrong)
    assert right in answer.text
    assert answer.citations
    assert [n.kind for n in answer.notices][:1] == [NoticeKind.PREMISE]


@pytest.mark.parametrize(
    "question",
    [
        "教师思想政治学习是每月一次吧",
        "每年至少组织一次全体教师体检，对吧",
        "支持双流中学和棠湖中学创建成都市领航高中，对吧",
        "永安中学争创省二级示范性普通高中，没错吧",
        "跟教育部教育发展研究中心建立战略合作关系，对吧",
        "随迁子女是混合编班吧",
        "学生课业负担指数逐年下降，对吧",
        "随迁子女就读100%是约束性目标吧",
        "中小学健康副校长2022年配齐，对吧",
        "校长教师职级制2025年建立管理制度，对吗",
        "创建社区教育实验区、示范区的管理体制是什么",
        "每学期要家访几次",
        "教师体检是每年一次还是两年一次",
        "运动技能和艺术技能每个娃娃要学会几项",
    ],
)
def test_a_right_premise_and_an_open_question_are_not_corrected(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "不是" not in answer.text
    assert NoticeKind.PREMISE not in [n.kind for n in answer.notices]


@pytest.mark.parametrize(
    "question",
    [
        "教师思想政治学习是每月一次吗",
        "到2022年创建省级智慧教育示范区，对吗",
        "中小学健康副校长2022年配齐，是吧",
    ],
)
def test_what_the_plan_says_just_so_is_confirmed(ask: Ask, question: str) -> None:
    assert fact(ask(question)).startswith("是的。")


def test_what_is_asked_beside_a_wrong_figure_is_not_passed_over(ask: Ask) -> None:
    answer = ask("规划要求师生出国（境）交流比例每年10%以上，经费从哪里出")
    assert answer.text.startswith("不是10%")
    assert "没有写钱从哪里来" in answer.text


@pytest.mark.parametrize(
    "question",
    ["2025年底“两主一参”试点实际有几所", "2022年名师工作室有没有到50个"],
)
def test_what_was_reached_in_a_year_of_the_plan_is_no_target(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_IN_PLAN
    assert "没有写实施以后的完成情况" in answer.text


def test_what_was_reached_before_the_plan_is_told(ask: Ask) -> None:
    assert "72.12%" in ask("2020年国际化实现度实际是多少").text


def test_a_group_that_the_plan_does_not_name_is_said_to_be_that(ask: Ask) -> None:
    answer = ask("教师每年体检几次", "学生也要吗")
    assert answer.status is Status.PARTIAL
    assert answer.text.startswith("规划没有单独写到“学生”")
    assert "全体教师体检" in answer.text


def test_the_strategy_of_a_kind_of_goal(ask: Ask) -> None:
    turns = ("专栏2里前置性是优先落实", "约束性呢", "预期性的实现策略又是哪四个字")
    assert "“逐步推进”" in ask(*turns).text


@pytest.mark.parametrize(
    ("turns", "wrong", "right"),
    [
        (("党政领导多久听一次汇报", "是每月一次吧"), "不是每月", "每年至少听取1次"),
        (("教师体检多久一次", "是每两年一次吧"), "不是每两年", "每年至少组织一次"),
        (("双师型目标比例好多", "是2025年完成吗"), "不是2025年", "到2022年底"),
    ],
)
def test_what_a_turn_takes_for_granted_is_held_to_what_was_talked_about(
    ask: Ask, turns: tuple[str, ...], wrong: str, right: str
) -> None:
    answer = ask(*turns)
    assert answer.text.startswith(wrong)
    assert right in answer.text


def test_where_it_stands_comes_behind_what_is_so(ask: Ask) -> None:
    text = ask("与中国教科院签的战略合作成了“示范区”，规划哪里写的").text
    assert text.startswith("不是中国教科院，规划写的是：深化教育部教育发展研究中心")
    assert "这段话写在第三部分" in text
