"""Questions that set things side by side: all of them told, the conclusion first."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.outcomes import came_out, pair
from knowledge.library import Knowledge
from tests.assistant.checks import Ask, check, fact, figures, items, labels
from tests.assistant.conftest import Open


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("窗口学校十所和试点学校十所是一回事不", "窗口学校10所", "两主一参"),
        ("骨干教师增加85%和名师2600名是同一个指标吗", "85%", "2600名"),
        ("优质学前80和普惠80是一个意思不", "优质学前教育资源覆盖率", "普惠性幼儿园覆盖率"),
        ("“区管校聘”和学区制是一码事吗", "系统人", "镇（街道）"),
        ("K12跟慕课是一个概念吗", "Kindergarten", "MOOC"),
        ("师德档案试点和师德涵养基地是同一批学校吗", "5所学校", "3所"),
    ],
)
def test_two_things_that_are_not_one_are_both_told(
    ask: Ask, question: str, one: str, other: str
) -> None:
    answer = ask(question)
    assert fact(answer).startswith("不是一回事")
    assert one in answer.text and other in answer.text
    assert items(answer) == ["1", "2"]


@pytest.mark.parametrize(
    ("question", "conclusion"),
    [
        ("初中和小学的人数上限一样不一样", "一样，都是不超过2000人"),
        ("家长学校建成率和家长委员会建成率一样吗", "一样，都是100%"),
        ("小学和中学的服务半径一样不", "不一样"),
        ("幼儿园、小学、中学的服务半径是不是一样", "不一样"),
        ("残疾儿童入学率2022年和2025年的要求一样吗", "不一样"),
        ("普职比目标和实际一样吗", "一样，都是大体相当"),
    ],
)
def test_whether_figures_are_equal_is_said_first(ask: Ask, question: str, conclusion: str) -> None:
    assert fact(ask(question)).startswith(conclusion)


def test_two_ways_of_writing_one_thing_are_not_called_two_things(ask: Ask) -> None:
    answer = ask("法治安全教育和法制安全教育是同一个项目吗")
    assert fact(answer).startswith("说的是同一件事，写法不同")


def test_where_the_plan_leaves_it_open_that_is_said(ask: Ask) -> None:
    text = ask("教育技术应用能力和信息技术应用能力是同一个东西不").text
    assert "没有说明" in text and "不是一回事" not in text


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("专栏21和近期第23项写的是不是一样", {"专栏21·到2022年", "近期·第23项"}),
        ("专栏7和近期第6条写得一样吗", {"专栏7·到2022年", "近期·第6项"}),
        ("专栏9和终期第7项是不是一样的", {"专栏9·到2025年", "终期·第7项"}),
    ],
)
def test_two_places_with_the_same_words_agree(ask: Ask, question: str, both: set[str]) -> None:
    answer = ask(question)
    assert fact(answer).startswith("一致")
    assert {label.removeprefix("分阶段目标任务一览表·") for label in labels(answer)} == both


@pytest.mark.parametrize(
    ("question", "difference"),
    [
        ("专栏29与一览表终期第28条措辞是否一致", "力争"),
        ("近期第9条和专栏11的培训学时口径一样吗", "每人每年"),
        ("终期第22条和正文说的优质义务教育比例一致不", "80%以上"),
        ("继续教育参与率正文和专栏1写的一样吗", "73.19"),
    ],
)
def test_two_places_that_differ_are_quoted(ask: Ask, question: str, difference: str) -> None:
    answer = ask(question)
    assert fact(answer).startswith("不一致")
    assert difference in answer.text and "原文：" in answer.text


def test_words_that_only_one_place_has_are_found_in_a_changed_plan(
    real: Knowledge, tmp_path: Path, opened: Open
) -> None:
    text = real.plan.text.replace("评价结果作为考核学校及校长工作的重要依据；", "")
    assert text != real.plan.text
    path = tmp_path / "copy.txt"
    path.write_text(text, "utf-8", newline="")
    assistant = opened(path)
    answer = assistant.ask("专栏7和近期第6条写得一样吗")
    check(answer, assistant.knowledge)
    assert fact(answer).startswith("不完全一致")
    assert "只有近期第6项写“评价结果作为考核学校及校长工作的重要依据”" in answer.text


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("义务教育校际均衡指数目标与实际相差多少", "0.35 − 0.27 = 0.08"),
        ("教育国际化实现度离目标差几个点", "85% − 72.12% = 12.88个百分点"),
        ("高等教育毛入学率跟目标比超了好多", "70.2% − 70% = 0.2个百分点"),
    ],
)
def test_the_target_of_2020_is_that_of_the_same_row(ask: Ask, question: str, gap: str) -> None:
    assert gap in fact(ask(question))


@pytest.mark.parametrize(
    "question", ["国际化和现代化哪个离目标更远", "国际化实现度跟现代化实现度差距哪个更大，跟目标比"]
)
def test_which_missed_its_target_by_more_comes_first(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert fact(answer).startswith("与目标相差更大的是教育国际化实现度，差12.88个百分点")
    assert "差7.85" in answer.text or "低7.85个百分点" in answer.text


def test_a_target_and_what_was_reached_are_judged_in_one_way(real: Knowledge) -> None:
    rows: dict[str, str] = {}
    for table in real.plan.tables:
        for row in table.rows:
            leaf = f"{table.id}·第{row.number}项"
            if both := pair(t for t in real.targets if t.leaf == leaf):
                rows[row.number] = came_out(*both)
    assert [n for n, result in rows.items() if result == "missed"] == ["4", "11", "12", "13"]
    assert [n for n, result in rows.items() if result == "equal"] == ["1", "5"]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("双师和本科率", {"85", "95"}),
        ("双师、研究生、本科三个比例", {"85", "15", "95"}),
        ("试点校和涵养基地各几所", {"5", "3"}),
        ("2022年普高建几所、优质义务学校几所", {"5", "17"}),
        ("师资学历里小学和普高分别什么要求", {"95", "15"}),
        ("轮岗比例和里面骨干教师的比例各是多少", {"15", "20"}),
        ("十三五创的新优质学校、一级园、国家中职示范校各几所", {"8", "7", "1"}),
        ("教育投资公司资产多少、员工多少人", {"120000", "300"}),
        ("共建学校、两主一参试点学校、国际化窗口学校，三项目标各是多少", {"8", "10"}),
    ],
)
def test_each_of_several_is_told_and_no_other(ask: Ask, question: str, values: set[str]) -> None:
    assert {value for value, _, _ in figures(ask(question))} == values


def test_names_that_fit_several_statements_are_not_guessed_at(ask: Ask) -> None:
    assert "学历" not in fact(ask("幼儿园和小学各多少"))


@pytest.mark.parametrize(
    ("question", "worked_out"),
    [
        ("新建和迁建加起来多少所", "合计63所（48 + 15 = 63）"),
        ("示范高中和新优质学校2022年一共几所", "合计22所（5 + 17 = 22）"),
        ("十三五迁建比新建少好多所", "48所 − 15所 = 33所"),
        ("本科上线率比重本上线率多提高几个点", "33个百分点 − 21个百分点 = 12个百分点"),
        ("双师比例减去研究生比例是多少", "85% − 15% = 70个百分点"),
    ],
)
def test_sums_and_differences_show_both_figures(ask: Ask, question: str, worked_out: str) -> None:
    assert worked_out in fact(ask(question))


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("“1小时”“98%”分别对应体育的哪两项要求", ["每天锻炼1小时", "体质健康达标率达98%"]),
        ("95%和15%分别指哪类老师", ["小学、初中专任教师", "普通高中专任教师"]),
        ("300米、500米、1000米各是啥", ["幼儿园", "小学", "中学"]),
        ("99.6%跟99.7%分别是什么", ["到2022年底", "到2025年底"]),
    ],
)
def test_figures_are_told_by_what_they_are_of(ask: Ask, question: str, lines: list[str]) -> None:
    shown = ask(question).text.splitlines()
    assert all(words in line for words, line in zip(lines, shown, strict=False))


def test_a_number_that_is_part_of_a_name_stands_for_nothing(ask: Ask) -> None:
    assert "教育品牌" not in ask("八项共建任务和六个一工程分别是啥").text


@pytest.mark.parametrize(
    ("question", "due", "rows"),
    [
        ("前置性目标的完成时间？", "2022年底", "第1至8项"),
        ("约束性目标什么时候完成", "2021至2025年", "第9至12项"),
        ("预期性目标完成时间是哪年", "2025年底", "第13至17项"),
    ],
)
def test_when_targets_of_an_attribute_are_due(ask: Ask, question: str, due: str, rows: str) -> None:
    text = fact(ask(question))
    assert due in text and rows in text


@pytest.mark.parametrize(
    ("question", "count", "last"),
    [
        ("规划点名改风貌的学校有几个", 5, "黄甲小学"),
        ("跟双流共建的高校点名了几所", 3, "成都信息工程大学"),
    ],
)
def test_names_in_a_row_are_counted_as_not_all(
    ask: Ask, question: str, count: int, last: str
) -> None:
    text = fact(ask(question))
    assert text.startswith(f"点名的有{count}个") and last in text and "不限于" in text


@pytest.mark.parametrize(
    "question", ["第三部分“主要任务”下的（一）（二）级小节共几个", "主要任务五大块下面各有几节"]
)
def test_headings_two_levels_down_are_counted_part_by_part(ask: Ask, question: str) -> None:
    text = fact(ask(question))
    assert "共16项" in text and "准确回应群众教育期盼（4项）" in text


@pytest.mark.parametrize(
    ("question", "count"), [("第二部分的基本原则几条", 5), ("第三部分第四块有几个小节", 4)]
)
def test_headings_under_a_named_heading_are_counted(ask: Ask, question: str, count: int) -> None:
    assert f"共{count}项" in fact(ask(question))


def test_a_share_that_all_are_said_to_have(ask: Ask) -> None:
    assert fact(ask("健康副校长和营养管理员配备率是不是都100%")).startswith("是的")
    assert fact(ask("小学本科率和普高研究生率是不是都95%")).startswith("不都是95%")


@pytest.mark.parametrize(
    "question",
    [
        "2020年高中阶段毛入学率前头正文和专栏1写的是不是同一个数",
        "专栏1第4项和正文写的高中毛入学率对得上不",
    ],
)
def test_the_text_and_the_row_of_the_indicator_are_held_together(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert fact(answer).startswith("不一致")
    assert "98%" in answer.text and "97.2" in answer.text
    assert "专栏1·第1项" not in answer.text


def test_a_contradiction_of_another_indicator_of_the_box_is_not_told(ask: Ask) -> None:
    answer = ask("受过高等教育的比例专栏1和正文一致不")
    assert "毛入学率" not in answer.text


def test_the_same_thing_under_another_name_is_set_beside_it(ask: Ask) -> None:
    text = ask("高端教育品牌，十三五引进数和十四五目标对比一下").text
    assert "6个" in text
    assert "3个以上" in text
    assert "不能相比" not in text
