"""Conversations of two to four turns: what is left out comes from the turns before."""

from __future__ import annotations

import pytest

from assistant.types import Status
from tests.assistant.checks import Ask, fact, figures, labels, lead

FIRST = "残疾儿童入学率2025年的目标是多少？"


@pytest.mark.parametrize("second", ["那2022年呢？", "2022年呢", "那22年呢", "那二零二二年是多少"])
def test_another_year(ask: Ask, second: str) -> None:
    answer = ask(FIRST, second)
    assert lead(answer) == ("99.6", "%", "2022")
    assert "近期·第29项" in labels(answer)


def test_three_years_in_three_turns(ask: Ask) -> None:
    assert lead(ask(FIRST, "那2022年呢？", "2020年呢？")) == ("100", "%", "2020")


def test_a_year_that_the_plan_lacks_is_lacking_in_a_follow_up_too(ask: Ask) -> None:
    answer = ask(FIRST, "那2023年呢？")
    assert (answer.status, "2023" in answer.text) == (Status.NOT_IN_PLAN, True)


def test_another_subject_then_its_year(ask: Ask) -> None:
    turns = (FIRST, "新增劳动力平均受教育年限呢？", "那2022年呢")
    assert lead(ask(*turns[:2]))[1] == "年"
    assert lead(ask(*turns)) == ("15.2", "年", "2022")


def test_the_other_group(ask: Ask) -> None:
    assert lead(ask("普惠性幼儿园覆盖率是多少", "公办的呢？")) == ("50", "%", "2021-2025")


def test_going_back_after_a_change_of_subject(ask: Ask) -> None:
    answer = ask(FIRST, "专栏24讲了什么？", "回到刚才那个，2022年是多少")
    assert lead(answer) == ("99.6", "%", "2022")


def test_four_turns(ask: Ask) -> None:
    turns = ("专栏24讲了什么？", "那31呢", "2025年呢", "什么是慕课")
    assert "专栏31·到2022年" in labels(ask(*turns[:2]))
    assert labels(ask(*turns[:3])) == ["专栏31·到2025年"]
    assert labels(ask(*turns)) == ["名词解释·17"]


def test_a_number_after_a_box_is_another_box(ask: Ask) -> None:
    assert "专栏31 实施校园食品安全守护行动" in fact(ask("专栏24讲了什么？", "那31呢"))


def test_a_number_of_no_box_after_a_box_is_missing(ask: Ask) -> None:
    assert ask("专栏24讲了什么？", "那40呢").status is Status.NOT_IN_PLAN


def test_a_year_after_a_box_is_its_milestone(ask: Ask) -> None:
    answer = ask("专栏24讲了什么？", "2022年的呢")
    assert labels(answer) == ["专栏24·到2022年"]


def test_a_number_after_a_row_is_another_row_of_the_same_table(ask: Ask) -> None:
    assert labels(ask("终期目标第26项是什么？", "那27项呢"))[0] == "终期·第27项"


def test_another_attribute_is_another_list(ask: Ask) -> None:
    answer = ask("约束性目标有哪些", "预期性的呢")
    assert labels(answer) == [f"专栏2·第{n}项" for n in range(13, 18)]


def test_pay_of_teachers_in_2022(ask: Ask) -> None:
    answer = ask("老师工资会不会比公务员低", "那2022年呢")
    assert labels(answer)[0] == "专栏14·到2022年"
    assert "2022" in fact(answer)


def test_the_history_of_one_visitor_does_not_reach_another(ask: Ask) -> None:
    alone = ask("那2022年呢？")
    ask(FIRST)
    again = ask("那2022年呢？")
    assert (again.text, again.status, again.citations) == (
        *(alone.text, alone.status),
        alone.citations,
    )


def test_a_year_without_a_subject_is_not_answered_with_any_figure(ask: Ask) -> None:
    assert figures(ask("那2022年呢？")) == set()


def test_a_request_off_the_topic_is_off_the_topic_after_a_figure_too(ask: Ask) -> None:
    assert ask("帮我写首诗").status is Status.OFF_TOPIC


def test_a_figure_before_does_not_make_a_poem_of_the_plan(ask: Ask) -> None:
    assert ask(FIRST, "帮我写首诗").status is Status.OFF_TOPIC


def test_broken_earlier_turns_do_no_harm(ask: Ask) -> None:
    answer = ask("", "\ud800", "专" * 10_000, FIRST, "那2022年呢？")
    assert lead(answer) == ("99.6", "%", "2022")


def test_an_entry_of_the_list_just_given(ask: Ask) -> None:
    turns = ("前置性目标有哪些", "第五条呢", "下一条呢")
    assert labels(ask(*turns[:2])) == ["专栏2·第5项"]
    assert labels(ask(*turns)) == ["专栏2·第6项"]


def test_an_entry_that_the_list_lacks(ask: Ask) -> None:
    answer = ask("约束性目标有哪些", "第九条呢")
    assert (answer.status, "共4条" in answer.text) == (Status.NOT_IN_PLAN, True)


def test_the_next_row_and_the_next_term(ask: Ask) -> None:
    assert labels(ask("终期目标第3项是什么", "下一条呢")) == ["终期·第4项"]
    assert labels(ask("名词解释第5条", "第6条呢")) == ["名词解释·6"]


def test_the_same_row_of_another_table(ask: Ask) -> None:
    assert labels(ask("终期第26项", "27呢", "近期的呢")) == ["近期·第27项"]


@pytest.mark.parametrize("doubt", ["你确定？", "确定吗", "真的假的", "没搞错吧"])
def test_a_doubt_is_met_with_the_same_figure(ask: Ask, doubt: str) -> None:
    answer = ask("公办园学位占比是多少", doubt)
    assert lead(answer) == ("50", "%", "2021-2025")
    assert fact(answer).startswith("规划原文是这样写的")


@pytest.mark.parametrize("courtesy", ["谢谢", "好的谢谢哈", "你好", "晓得了"])
def test_a_courtesy_is_answered_and_forgotten(ask: Ask, courtesy: str) -> None:
    between = ask("公办园学位占比是多少", courtesy)
    assert (between.status, between.figures) == (Status.OFF_TOPIC, ())
    assert lead(ask("公办园学位占比是多少", courtesy, "普惠的呢")) == ("80", "%", "2021-2025")


def test_a_courtesy_before_the_question_is_none_of_it(ask: Ask) -> None:
    assert lead(ask(FIRST, "谢谢，那2022年呢")) == ("99.6", "%", "2022")


@pytest.mark.parametrize(
    "correction", ["不是，我问的是普惠性的", "说错了，是普惠的", "我问的不是公办，是普惠的"]
)
def test_a_correction_by_the_visitor(ask: Ask, correction: str) -> None:
    assert lead(ask("公办园占比多少", correction)) == ("80", "%", "2021-2025")


def test_why_is_not_made_up(ask: Ask) -> None:
    answer = ask("普惠园覆盖率多少", "为什么要定这个")
    assert answer.status is Status.PARTIAL
    assert "规划没有说明" in answer.text
    assert "专栏22·目的" in labels(answer)


def test_two_figures_of_two_turns_are_compared(ask: Ask) -> None:
    answer = ask("公办园占比", "普惠的呢", "这两个哪个高")
    assert "30个百分点" in answer.text


@pytest.mark.parametrize("last", ["差多少", "那不是降了吗"])
def test_two_years_of_two_turns_are_compared(ask: Ask, last: str) -> None:
    answer = ask("从业人员继续教育年参与率2022年目标", "2020年呢", last)
    assert "73% − 73.19%" in answer.text


def test_the_other_side_of_the_same_year(ask: Ask) -> None:
    turns = ("教育国际化实现度2020年目标多少", "实际呢", "目标呢")
    assert lead(ask(*turns[:1])) == ("85", "%", "2016-2020")
    assert lead(ask(*turns[:2])) == ("72.12", "%", "2020")
    assert lead(ask(*turns)) == ("85", "%", "2016-2020")


def test_groups_of_one_statement_in_turn(ask: Ask) -> None:
    turns = ("幼儿园老师学历要求", "小学呢", "高中呢", "职高呢")
    found = [lead(ask(*turns[:n]))[0] for n in range(1, 5)]
    assert found == ["90", "95", "15", "85"]


def test_the_same_thing_in_another_period(ask: Ask) -> None:
    assert lead(ask("十三五引进高端教育品牌几个", "十四五呢")) == ("3", "个", "2025")
    assert lead(ask("十三五引进高端教育品牌几个", "终期目标呢")) == ("3", "个", "2025")


def test_what_a_box_says_of_a_year_after_its_figure(ask: Ask) -> None:
    answer = ask("名师工作室几个", "那2025年要完善什么机制")
    assert labels(answer)[0] == "专栏13·到2025年"


def test_the_sum_asked_for_in_money_is_not_made_up(ask: Ask) -> None:
    answer = ask("专栏20改造哪些学校", "要花多少钱")
    assert (answer.status, answer.figures) == (Status.NOT_IN_PLAN, ())


def test_more_of_the_same_measure(ask: Ask) -> None:
    first = ask("区里怎么发展3岁以下婴幼儿照护服务")
    more = ask("区里怎么发展3岁以下婴幼儿照护服务", "还有吗")
    assert more.status is Status.ANSWERED
    assert more.text != first.text


def test_eight_turns_of_going_back_take_no_time(ask: Ask) -> None:
    turns = (FIRST, *("那前面那个呢",) * 7, "刚才那个2022年呢")
    assert lead(ask(*turns)) == ("99.6", "%", "2022")


# What the turn itself says decides between going on, what stands beside, and standing alone.


@pytest.mark.parametrize(
    ("turns", "words"),
    [
        (("教师暖心行动是什么", "体检呢", "那食堂呢"), "落实食堂质量提升举措"),
        (("作业负担怎么减", "补课呢"), "有偿补课"),
        (("校园食品安全怎么管", "家长陪餐呢"), "家长陪餐"),
        (("“两主一参”是什么", "试点学校目标多少所", "那监管制度呢"), "监管制度基本完善"),
        (("教师工资跟公务员比怎么说", "什么时候做到", "民办教师呢"), "民办学校教师收入公平合理"),
        (("区管校聘是什么", "那三级竞聘呢"), "三级竞聘体系"),
        (("社区教育怎么搞", "15分钟圈是什么", "老年教育呢"), "老年教育服务质量"),
    ],
)
def test_another_thing_that_stands_beside_what_was_told(
    ask: Ask, turns: tuple[str, ...], words: str
) -> None:
    assert words in ask(*turns).text


def test_one_clause_of_a_term_by_its_letter(ask: Ask) -> None:
    text = fact(ask("慕课是什么", "C呢"))
    assert "Course" in text and "Massive" not in text


def test_a_letter_belongs_to_what_was_talked_about(ask: Ask) -> None:
    text = ask("国家学科课程校本化属于哪个体系？", "X指什么？").text
    assert "校本特色课程" in text and "证书" not in text


def test_the_sides_of_a_term_are_asked_one_by_one(ask: Ask) -> None:
    first = "AFS是什么项目"
    assert "40多个国家" in fact(ask(first, "去哪些国家"))
    assert "40多个国家" not in fact(ask(first, "去哪些国家", "期限呢"))


def test_a_number_asked_of_a_term_stays_with_the_term(ask: Ask) -> None:
    assert "5至6岁" in fact(ask("K12是什么", "对应几岁到几岁"))


def test_a_new_object_is_told_where_it_is_the_plans_own(ask: Ask) -> None:
    text = ask("优质均衡区哪年创建", "全国学前普及普惠区呢").text
    assert "普及普惠区" in text and "优质学前教育资源" not in text


def test_a_share_of_what_was_named_is_not_another_share(ask: Ask) -> None:
    assert lead(ask("残疾孩子", "2022年比例呢")) == ("99.6", "%", "2022")


def test_two_that_were_told_of_one_year_are_compared_at_it(ask: Ask) -> None:
    answer = ask("教育国际化实现度2020年", "现代化的呢", "哪个差得多")
    assert "15.03" in answer.text and "88%" not in answer.text


def test_names_that_the_plan_does_not_list(ask: Ask) -> None:
    answer = ask("两主一参试点学校多少所", "都叫啥名字嘛")
    assert answer.status is Status.NOT_IN_PLAN and "没有列出具体名称" in answer.text


def test_what_is_to_be_built_is_not_what_was_built(ask: Ask) -> None:
    answer = ask("公办园占几成", "那要新修多少所幼儿园")
    assert answer.status is Status.NOT_IN_PLAN and "没有" in answer.text


def test_a_year_after_a_box_that_was_found_is_of_that_box(ask: Ask) -> None:
    turns = ("成渝双城这块跟谁合作", "重点事项有哪些", "2022年目标", "2025年呢")
    assert "渝北区" in ask(*turns[:3]).text
    assert "样本区域" in ask(*turns).text


def test_whether_there_is_one_of_another_year_is_no_question_for_its_neighbour(ask: Ask) -> None:
    answer = ask("师生满意度多少", "2022年有没有")
    assert answer.status is Status.NOT_IN_PLAN and "营养健康管理人员" not in answer.text
