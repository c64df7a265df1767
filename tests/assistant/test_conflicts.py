"""Where the plan says two things, and where the visitor says another."""

from __future__ import annotations

import pytest

from assistant.types import NoticeKind, Status
from tests.assistant.checks import Ask, fact, figures, is_answered, lead


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("优质义务教育比例80%还是85%，哪个准", "80%", "85%"),
        ("享受优质义务教育的学生比例，规划前后矛盾吗", "80%", "85%"),
        ("教师信息技术培训学时，规划里有没有不一致", "三年内", "每人每年"),
        ("高中阶段毛入学率规划里前后不一致吗", "98", "97.2"),
    ],
)
def test_a_contradiction_asked_for_is_told_with_both_sides_and_places(
    ask: Ask, question: str, one: str, other: str
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert one in answer.text and other in answer.text
    assert any(one in c.quote for c in answer.citations)
    assert any(other in c.quote for c in answer.citations)
    assert len({c.label for c in answer.citations}) > 1


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("享受优质义务教育的学生比例是多少", "80%", "85%"),
        ("教师信息技术应用能力培训要多少学时", "三年内", "每年"),
        ("义务教育校际均衡指数2022年是多少", "0.35", "0.45"),
        ("残疾儿童入学率2025年是多少", "100", "99.7%"),
        ("高中阶段毛入学率2020年是多少", "97.2", "98"),
        ("到2025年要引进几个高端教育品牌", "6个", "3个"),
    ],
)
def test_a_contradiction_that_the_answer_touches_is_told_unasked(
    ask: Ask, question: str, one: str, other: str
) -> None:
    answer = ask(question)
    notices = [n for n in answer.notices if n.kind is NoticeKind.CONFLICT]
    assert one in answer.text and other in answer.text
    assert notices and all(len(n.citations) > 1 for n in notices)
    assert {(c.start, c.end) for c in notices[0].citations} <= {
        (c.start, c.end) for c in answer.citations
    }


@pytest.mark.parametrize(
    "question", ["双师型教师比例是多少", "新增劳动力平均受教育年限2025年是多少"]
)
def test_where_the_plan_agrees_nothing_is_noticed(ask: Ask, question: str) -> None:
    assert ask(question).notices == ()


def test_all_contradictions_are_counted_and_the_first_told(ask: Ask) -> None:
    answer = ask("规划里有哪些前后不一致的地方？")
    assert is_answered(answer)
    assert "80%" in answer.text and "三年内" in answer.text


WRONG = [
    ("听说规划定的双师型教师比例是七成，对吧", "85", "70%"),
    ("残疾儿童入学率2025年是百分之九十九，对吗", "99.7", "99%"),
    ("公办幼儿园学位占比是不是要到六成", "50", "60%"),
    ("普惠性幼儿园覆盖率定的是一半，对吗", "80", "一半"),
    ("我记得名师工作室要建30个", "50", "30个"),
    ("听说名优骨干教师要3000名", "2600", "3000名"),
    ("规划定的是80%的学生享受优质义务教育，对吧", "85", "80%"),
    ("听说十三五新增学位是5万座，对吧", "4.7万", "5万"),
]


@pytest.mark.parametrize(("question", "value", "said"), WRONG)
def test_a_wrong_figure_in_the_question_is_corrected(
    ask: Ask, question: str, value: str, said: str
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert lead(answer)[0] == value
    assert value in fact(answer)
    premise = [n for n in answer.notices if n.kind is NoticeKind.PREMISE]
    assert len(premise) == 1 and said in premise[0].text
    assert not answer.text.startswith("是")


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("听说名师工作室要建一百个，对吧", "50"),
        ("听说名优骨干教师要三千名，对吧", "2600"),
        ("听说十三五新增学位是五万座，对吧", "4.7万"),
    ],
)
def test_a_wrong_figure_in_chinese_numerals_is_corrected(
    ask: Ask, question: str, value: str
) -> None:
    answer = ask(question)
    assert value in fact(answer)
    assert [n.kind for n in answer.notices] == [NoticeKind.PREMISE]


def test_a_wrong_number_of_years_is_corrected(ask: Ask) -> None:
    answer = ask("新增劳动力平均受教育年限要达到16年，对吧")
    assert NoticeKind.PREMISE in [n.kind for n in answer.notices]
    assert "15.5" in fact(answer)


@pytest.mark.parametrize(
    "fraction",
    ["⅓", "三分之一", "1/3"],
)
def test_a_fraction_is_not_read_as_its_first_digit(ask: Ask, fraction: str) -> None:
    assert "不是1，" not in ask(f"双师型教师比例是{fraction}，对吗").text


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("规划是不是要求残疾儿童入学率达到99.7%", "99.7"),
        ("双师型教师比例是八成五，对吧", "85"),
        ("公办幼儿园学位占比是一半以上，对吗", "50"),
        ("十三五新增学位4.7万余座，对吗", "4.7万"),
        ("十三五新增学位四点七万余座，对吗", "4.7万"),
        ("区属教育投资公司资产总额要达到12亿元，对吗", "120000"),
        ("听说十三五新增学位是47000座，对吧", "4.7万"),
        ("义务教育校际均衡指数2022年控制在0.45以内，对吗", "0.45"),
    ],
)
def test_a_right_figure_in_the_question_is_confirmed(ask: Ask, question: str, value: str) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert fact(answer).startswith("是的")
    assert lead(answer)[0] == value
    assert all(n.kind is not NoticeKind.PREMISE for n in answer.notices)


def test_a_wrong_claim_about_a_figure_of_another_year_is_corrected(ask: Ask) -> None:
    answer = ask("残疾儿童入学率2022年是99.7%，对吗")
    assert lead(answer) == ("99.6", "%", "2022")
    assert NoticeKind.PREMISE in [n.kind for n in answer.notices]


def test_a_number_of_the_visitors_own_is_not_corrected(ask: Ask) -> None:
    answer = ask("我们班有30个人，残疾儿童入学率2025年是多少")
    assert (answer.status, figures(answer)) == (Status.ANSWERED, {("99.7", "%", "2025")})
    assert all(n.kind is not NoticeKind.PREMISE for n in answer.notices)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("国企参与还是国企参管", ("专栏18", "专栏34")),
        ("50学时到底是每年还是三年，怎么两处不一样", ("专栏11", "近期·第9项")),
        ("高端教育品牌引进6个还是3个", ("第一部分", "终期·第27项")),
    ],
)
def test_one_contradiction_is_told_alone_with_both_its_places(
    ask: Ask, question: str, places: tuple[str, ...]
) -> None:
    answer = ask(question)
    assert fact(answer).startswith("规划里这几处写得不一样")
    assert answer.text.count("规划里这几处写得不一样") == 1
    assert all(place in answer.text for place in places)


def test_where_one_thing_is_said_alike_everywhere_that_is_the_answer(ask: Ask) -> None:
    answer = ask("师生满意度有没有不一致的")
    assert fact(answer).startswith("没有发现") and "90%" in answer.text


def test_a_contradiction_about_something_else_is_no_notice(ask: Ask) -> None:
    assert ask("一共多少项阶段任务").notices == ()
    assert ask("教师体检写在哪个部分").notices == ()
