"""What a box, a row, a term or a section says."""

from __future__ import annotations

import pytest

from assistant.types import Status
from knowledge.library import Knowledge
from tests.assistant.checks import Ask, fact, figures, is_answered, items, labels

ONLY_2025 = [22, 33, 34, 35]


def test_a_whole_box_has_its_purpose_measures_and_both_milestones(ask: Ask) -> None:
    answer = ask("专栏24讲了什么？")
    assert is_answered(answer)
    assert labels(answer) == ["专栏24·目的", "专栏24·举措", "专栏24·到2022年", "专栏24·到2025年"]
    for words in (
        *("义务教育优质均衡发展达标攻坚", "立足于推进义务教育优质均衡发展"),
        *("“大校额”", "控制在0.45以内", "85%以上学生享受优质义务教育"),
    ):
        assert words in answer.text
    assert ("0.45", "", "2022") in figures(answer) and ("85", "%", "2025") in figures(answer)


@pytest.mark.parametrize("number", range(3, 37))
def test_every_box_is_answered_with_its_title_and_all_its_milestones(
    ask: Ask, real: Knowledge, number: int
) -> None:
    answer = ask(f"专栏{number}讲了什么？")
    box = next(c for c in real.plan.columns if c.number == number)
    assert is_answered(answer)
    assert box.title in answer.text
    assert {f"专栏{number}·到{m.year}年" for m in box.milestones} <= set(labels(answer))
    assert all(place.startswith(f"专栏{number}·") for place in labels(answer))


@pytest.mark.parametrize(
    "question", ["专栏24", "第二十四个专栏讲的是什么", "专蓝24说了啥", "概括一下专栏24"]
)
def test_a_box_may_be_asked_for_in_many_ways(ask: Ask, question: str) -> None:
    assert labels(ask(question)) == labels(ask("专栏24讲了什么？"))


def test_a_box_may_be_asked_for_by_its_title(ask: Ask) -> None:
    answer = ask("“义务教育优质均衡发展达标攻坚”讲了什么")
    assert "专栏24·到2022年" in labels(answer)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("专栏7 2025年要达到什么", "专栏7·到2025年"),
        ("专栏4 2025年的目标", "专栏4·到2025年"),
        ("智慧教育那个专栏2025年对老师和学校说了啥", "专栏8·到2025年"),
        ("教育系统党建专栏的2022年目标", "专栏17·到2022年"),
        ("学校卫生防疫专栏讲的2022年要做哪些", "专栏30·到2022年"),
        ("师德档案专栏2025年写了啥", "专栏9·到2025年"),
        ("终身教育那个专栏22年目标", "专栏27·到2022年"),
        ("食品安全守护行动专栏2025年的要求", "专栏31·到2025年"),
    ],
)
def test_a_year_beside_a_box_asks_for_its_milestone(ask: Ask, question: str, place: str) -> None:
    assert labels(ask(question)) == [place]


@pytest.mark.parametrize("question", ["哪些专栏写到师德档案", "哪些专栏提到人工智能"])
def test_which_box_it_is_asks_for_its_name(ask: Ask, question: str) -> None:
    assert "有1个专栏" in ask(question).text


def test_the_measures_of_a_box_are_told_whole_and_without_its_purpose(ask: Ask) -> None:
    text = fact(ask("专栏34的举措有哪些"))
    assert "“上管老、下管小”" in text and "着眼于巩固国有经济" not in text


def test_one_milestone_is_only_that_one(ask: Ask) -> None:
    answer = ask("专栏24到2022年要达到什么")
    assert labels(answer) == ["专栏24·到2022年"]
    assert "0.45" in answer.text and "85%" not in answer.text


def test_two_boxes_are_both_told(ask: Ask) -> None:
    answer = ask("专栏24和专栏31讲了什么")
    assert {"专栏24·目的", "专栏31·目的"} <= set(labels(answer))


@pytest.mark.parametrize("number", ONLY_2025)
def test_a_box_that_has_only_2025_says_so_and_gives_that(ask: Ask, number: int) -> None:
    answer = ask(f"专栏{number}到2022年要达到什么")
    assert answer.status is Status.NOT_IN_PLAN
    assert f"专栏{number}" in answer.text and "2022" in answer.text
    assert labels(answer) == [f"专栏{number}·到2025年"]
    assert "到2025年" in answer.text


def test_a_year_between_the_milestones_has_none(ask: Ask) -> None:
    answer = ask("专栏24到2023年要达到什么")
    assert answer.status is Status.NOT_IN_PLAN
    assert labels(answer) == ["专栏24·到2022年", "专栏24·到2025年"]


@pytest.mark.parametrize("question", ["专栏40讲了什么", "专栏0讲了什么", "专栏三十七讲了什么"])
def test_a_box_that_is_not_there_is_missing_and_the_count_is_told(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_IN_PLAN
    assert "36" in answer.text


@pytest.mark.parametrize(
    ("question", "place", "words"),
    [
        ("终期目标第26项是什么？", "终期·第26项", "入学率达99.7%"),
        ("终期第三十六项是什么", "终期·第36项", "建成全国示范性教育现代化强区"),
        ("近期目标第31项是什么", "近期·第31项", "“家庭教育讲坛”覆盖全区学生家庭"),
        ("全周期第3项是什么", "全周期·第3项", "学生课业负担指数呈逐年下降趋势"),
        ("专栏2第14项是什么", "专栏2·第14项", "99.7%"),
        ("专栏１第３项是什么", "专栏1·第3项", "99.5"),
    ],
)
def test_a_row_is_told_and_cited(ask: Ask, question: str, place: str, words: str) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert words in fact(answer)
    assert labels(answer)[0] == place


def test_every_row_of_every_phase_table_can_be_asked_for(ask: Ask, real: Knowledge) -> None:
    for table in real.plan.tables:
        if not table.period:
            continue
        for row in table.rows:
            answer = ask(f"{table.id}目标第{row.number}项是什么")
            assert is_answered(answer)
            assert labels(answer)[0] == f"{table.id}·第{row.number}项"
            assert answer.citations[0].quote == row.cells["目标任务"]


def test_a_row_of_the_last_plan_has_target_and_result(ask: Ask) -> None:
    answer = ask("专栏1第12项是什么")
    assert figures(answer) == {("85", "%", "2016-2020"), ("72.12", "%", "2020")}
    assert "85" in fact(answer) and "72.12" in fact(answer)


def test_merged_cells_belong_to_every_row_they_span(ask: Ask) -> None:
    assert "2025年底" in fact(ask("专栏2第14项是什么"))
    assert "2022年底" in fact(ask("专栏2第8项是什么"))


def test_a_row_without_a_table_is_told_of_every_table_that_has_it(ask: Ask) -> None:
    answer = ask("第26项是什么")
    assert labels(answer)[:2] == ["近期·第26项", "终期·第26项"]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("终期目标第40项是什么", "36"),
        ("近期第37项是什么", "36"),
        ("全周期第13项是什么", "12"),
        ("专栏1第14项是什么", "13"),
        ("专栏2第21项是什么", "20"),
        ("近期第0项是什么", "36"),
        ("近期第零项是什么", "36"),
    ],
)
def test_a_row_that_is_not_there_is_missing_and_the_count_is_told(
    ask: Ask, question: str, count: str
) -> None:
    answer = ask(question)
    assert answer.status is Status.NOT_IN_PLAN
    assert count in answer.text
    assert not answer.figures


@pytest.mark.parametrize(
    ("question", "number", "words"),
    [
        ("什么是“区管校聘”？", 19, "系统人"),
        ("区管校骋是什么意思", 19, "系统人"),
        ("慕课是什么", 17, "MOOC"),
        ("大校额是什么意思", 20, "2000人"),
        ("名词解释第19条是什么", 19, "系统人"),
        ("什么是AFS", 29, "中国教育国际交流协会"),
        ("OCR是什么", 16, "扫描"),
        ("k12是什么", 28, "十二年级"),
        ("“双师型”教师是什么意思", 18, "理论教学和实践教学"),
    ],
)
def test_a_term_is_explained_in_the_plans_words(
    ask: Ask, question: str, number: int, words: str
) -> None:
    answer = ask(question)
    assert is_answered(answer)
    assert words in answer.text
    assert labels(answer) == [f"名词解释·{number}"]


def test_every_term_is_explained_by_its_own_entry(ask: Ask, real: Knowledge) -> None:
    for term in real.plan.terms:
        answer = ask(f"什么是{term.term}？")
        assert f"名词解释·{term.number}" in labels(answer), term.term
        assert term.definition[:12] in answer.text, term.term


def test_an_entry_that_is_not_there_is_missing(ask: Ask) -> None:
    assert ask("名词解释第26条是什么").status is Status.NOT_IN_PLAN


def test_a_figure_of_a_terms_name_is_a_figure_not_the_term(ask: Ask) -> None:
    assert ("85", "%", "2022") in figures(ask("“双师型”教师比例2022年是多少"))


def test_a_section_is_told_by_its_headings(ask: Ask) -> None:
    answer = ask("“切实提高教师劳动回报”有哪些举措")
    assert is_answered(answer)
    for title in ("提高教师收入整体水平", "合理优化收入分配制度", "加快完善岗位管理机制"):
        assert title in answer.text


def test_a_measure_is_told_in_its_own_words(ask: Ask) -> None:
    answer = ask("“强化体育锻炼”有哪些举措")
    assert labels(answer)[0] == "第三部分·一·（一）·强化体育锻炼"
    assert len(items(answer)) > 1
    assert "每天锻炼1小时" in answer.text


def test_where_a_figure_stands_is_said(ask: Ask) -> None:
    assert "第14项" in ask("残疾儿童入学率2025年的目标在规划哪里写的").text


def test_where_a_term_stands_is_said(ask: Ask) -> None:
    assert "名词解释" in ask("区管校聘在哪一部分").text


@pytest.mark.parametrize(
    ("question", "count"),
    [("“五育并举”培育时代新人够不够五项", "共5项"), ("组织实施有几条措施", "共4条")],
)
def test_how_many_headings_there_are_is_said(ask: Ask, question: str, count: str) -> None:
    assert count in ask(question).text


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("家长要有的六大能力是哪些 数一哈够不够六个", "够，列出的有6个。"),
        ("三大意识数一下有没有三个", "够，列出的有3个。"),
    ],
)
def test_whether_a_list_is_as_long_as_said_is_counted(ask: Ask, question: str, count: str) -> None:
    assert ask(question).text.startswith(count)
