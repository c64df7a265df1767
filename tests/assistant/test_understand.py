"""Question → slots: what is asked about, in the plan's own terms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.query import Query, RowRef

Read = Callable[[str], Query]
Follow = Callable[..., Query]

ENROLMENT = "残疾儿童、少年义务教育阶段入学率"
YEARS_NEW = "新增劳动力平均受教育年限"
YEARS_ALL = "劳动年龄人口平均受教育年限"


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("残疾儿童入学率2025年的目标是多少", ("2025",)),
        ("残疾儿童入学率２０２５年是多少", ("2025",)),
        ("残疾儿童入学率二〇二五年是多少", ("2025",)),
        ("残疾儿童入学率25年是多少", ("2025",)),
        ("到22年底要达到多少", ("2022",)),
        ("2020年和2025年各是多少", ("2020", "2025")),
        ("2025年比2020年高多少", ("2025", "2020")),
        ("十三五期间新增学位多少", ("2016-2020",)),
        ("“十四五”要新增多少", ("2021-2025",)),
        ("2022", ("2022",)),
        ("残疾儿童入学率2030年是多少", ("2030",)),
        ("残疾儿童入学率是多少", ()),
        ("专栏24讲了什么", ()),
        ("平均受教育年限15.5年", ()),
        ("平均受教育年限达15年", ()),
    ],
)
def test_years_are_read_in_the_order_of_mention(
    read: Read, question: str, years: tuple[str, ...]
) -> None:
    assert read(question).years == years


@pytest.mark.parametrize(
    "question",
    [
        "专栏24讲了什么",
        "专栏 24 讲了什么",
        "专 栏 24 讲了什么",
        "专栏２４讲了什么",
        "专栏二十四讲了什么",
        "专栏第24讲了什么",
        "第24个专栏讲了什么",
        "第二十四个专栏讲了什么",
        "專欄24講了什麼",
        "专蓝24讲了什么",
        "专蓝二十四讲了什么",
        "砖栏24讲了什么",
        "专\u200b栏2\u200d4讲了什么",
        "“专栏24”讲了什么",
    ],
)
def test_a_box_is_named_by_its_number_however_written(read: Read, question: str) -> None:
    assert read(question).boxes == (24,)


def test_several_boxes_are_named_in_order(read: Read) -> None:
    assert read("专栏31和专栏24有什么不同").boxes == (31, 24)


@pytest.mark.parametrize(
    "question",
    ["有24个专栏吗", "24所学校", "规划有几个专栏", "专栏一共多少个", "专栏一般写什么"],
)
def test_a_number_beside_the_word_box_names_none(read: Read, question: str) -> None:
    assert read(question).boxes == ()


@pytest.mark.parametrize(
    ("question", "table", "number"),
    [
        ("终期目标第26项是什么", "终期", "26"),
        ("终期第二十六项是什么", "终期", "26"),
        ("终期目标任务第26条", "终期", "26"),
        ("终期26项是什么", "终期", "26"),
        ("远期目标第26项是什么", "终期", "26"),
        ("近期目标第３项", "近期", "3"),
        ("近期表第三项", "近期", "3"),
        ("全周期第12项", "全周期", "12"),
        ("专栏2第14项", "专栏2", "14"),
        ("专栏二第十四项", "专栏2", "14"),
        ("专栏1的第3项", "专栏1", "3"),
        ("第26项是什么", "", "26"),
        ("终其目标第26项是什么", "终期", "26"),
    ],
)
def test_a_row_is_named_by_table_and_number(
    read: Read, question: str, table: str, number: str
) -> None:
    query = read(question)
    assert query.rows == (RowRef(table, number),)
    assert query.boxes == ()


def test_a_term_number_is_no_row(read: Read) -> None:
    query = read("名词解释第19条是什么")
    assert (query.term_number, query.rows) == (19, ())


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("什么是“区管校聘”", 19),
        ("什么是区管校聘", 19),
        ("「区管校聘」是啥意思", 19),
        ("区管校骋是什么", 19),
        ("曲管校聘是什么意思", 19),
        ("慕课是什么", 17),
        ("mooc是什么", 17),
        ("k12是什么", 28),
        ("“1+X”证书制度是什么", 24),
        ("三评一查指什么", 8),
        ("什么叫大校额", 20),
    ],
)
def test_a_term_is_named_with_and_without_quotes_and_mistyped(
    read: Read, question: str, number: int
) -> None:
    assert read(question).terms == (number,)


@pytest.mark.parametrize(
    ("question", "attribute"),
    [
        ("前置性目标有哪些", "前置性"),
        ("约束性指标有几项", "约束性"),
        ("预期的目标有哪些", "预期性"),
        ("目标有哪些", ""),
    ],
)
def test_an_attribute_is_read(read: Read, question: str, attribute: str) -> None:
    assert read(question).attribute == attribute


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("残疾儿童入学率是多少", ENROLMENT),
        ("特殊儿童入学率是多少", ENROLMENT),
        ("殘疾兒童入學率是多少", ENROLMENT),
        ("残疾儿童入学律是多少", ENROLMENT),
        ("新增劳动力平均受教育年限是多少", YEARS_NEW),
        ("劳动年龄人口平均受教育年限是多少", YEARS_ALL),
        ("劳动年龄人口受过高等教育的比例是多少", "劳动年龄人口中受过高等教育的比例"),
        ("高等教育毛入学率是多少", "高等教育毛入学率"),
        ("高中阶段毛入学率是多少", "高中阶段毛入学率"),
        ("幼儿毛入园率是多少", "3—5周岁幼儿毛入园率"),
        ("义务教育巩固率是多少", "义务教育巩固率"),
        ("教育国际化实现度是多少", "教育国际化实现度"),
        ("教育现代化实现度是多少", "教育现代化实现度"),
        ("十三五主要目标实现度是多少", "“十三五”主要目标实现度"),
        ("义务教育校际均衡指数是多少", "义务教育校际均衡指数"),
        ("普惠性幼儿园覆盖率是多少", "普惠性幼儿园覆盖率"),
        ("普惠性学前教育学位覆盖率是多少", "普惠性学前教育学位覆盖率"),
        ("优质学前教育资源覆盖率是多少", "优质学前教育资源覆盖率"),
        ("公办园学位占比是多少", "公办幼儿园学位占比"),
        ("双师形教师比例是多少", "职业学校专业课教师“双师型”教师比例"),
        ("健康副校长配备率是多少", "中小学健康副校长配备率"),
        ("营养健康管理人员配备率是多少", "学校营养健康管理人员配备率"),
    ],
)
def test_an_indicator_is_told_from_those_that_sound_alike(
    read: Read, question: str, key: str
) -> None:
    assert read(question).topics == (key,)


def test_the_index_of_results_is_not_the_index_between_schools(read: Read) -> None:
    assert "义务教育校际均衡指数" not in read("学业成绩均衡指数是多少").indicators


def test_lay_words_name_an_indicator(read: Read) -> None:
    query = read("外地户口的娃娃能读公办吗")
    assert query.topics[0].startswith("符合条件的随迁子女")
    assert read("老师工资会不会比公务员低").topics == ("中小学教师平均工资收入水平",)


def test_two_indicators_are_two_topics(read: Read) -> None:
    query = read("普惠性幼儿园覆盖率和公办幼儿园学位占比分别是多少")
    assert query.topics == ("普惠性幼儿园覆盖率", "公办幼儿园学位占比")


@pytest.mark.parametrize(
    ("question", "number", "unit"),
    [
        ("残疾儿童入学率是99%吗", 99, "%"),
        ("听说残疾儿童入学率是99%", 99, "%"),
        ("残疾儿童入学率定的是百分之九十九，对吧", 99, "%"),
        ("双师型教师比例是不是七成", 70, "%"),
        ("公办园学位占比应该是一半", 50, "%"),
    ],
)
def test_a_figure_that_is_asserted_is_a_claim(
    read: Read, question: str, number: float, unit: str
) -> None:
    assert [(c[1], c[2]) for c in read(question).claimed] == [(number, unit)]


@pytest.mark.parametrize(
    "question",
    [
        "我们班30个人，残疾儿童入学率多少",
        "残疾儿童入学率2025年是多少",
        "专栏24讲了什么",
        "100%的指标有哪些",
        "终期第26项是不是残疾儿童入学率",
        "什么是“1+X”证书制度",
    ],
)
def test_a_figure_that_is_only_mentioned_is_no_claim(read: Read, question: str) -> None:
    assert read(question).claimed == ()


def test_a_follow_up_changes_the_year_and_keeps_the_subject(follow: Follow) -> None:
    query = follow("残疾儿童入学率2025年的目标是多少？", "那2022年呢？")
    assert (query.topics, query.years) == ((ENROLMENT,), ("2022",))


def test_a_third_turn_still_knows_the_subject(follow: Follow) -> None:
    query = follow("残疾儿童入学率2025年的目标是多少？", "那2022年呢？", "2020年呢？")
    assert (query.topics, query.years) == ((ENROLMENT,), ("2020",))


def test_a_follow_up_that_names_another_subject_drops_the_first(follow: Follow) -> None:
    query = follow("残疾儿童入学率2025年的目标是多少？", "新增劳动力平均受教育年限呢？")
    assert query.topics == (YEARS_NEW,)


def test_after_a_change_of_subject_a_year_belongs_to_the_new_one(follow: Follow) -> None:
    query = follow(
        "残疾儿童入学率2025年的目标是多少？", "新增劳动力平均受教育年限呢？", "那2022年呢"
    )
    assert (query.topics, query.years) == ((YEARS_NEW,), ("2022",))


def test_a_follow_up_picks_the_other_group(follow: Follow) -> None:
    assert follow("普惠性幼儿园覆盖率是多少", "公办的呢？").topics == ("公办幼儿园学位占比",)


def test_going_back_skips_what_was_asked_in_between(follow: Follow) -> None:
    query = follow("残疾儿童入学率是多少？", "专栏24讲了什么？", "回到刚才那个，2022年是多少")
    assert (query.topics, query.years, query.boxes) == ((ENROLMENT,), ("2022",), ())


def test_going_back_to_the_first_question_means_the_first(follow: Follow) -> None:
    query = follow(
        "残疾儿童入学率是多少？",
        "专栏24讲了什么？",
        "新增劳动力平均受教育年限2025年是多少？",
        "最开始问的那个呢",
    )
    assert query.topics == (ENROLMENT,)


def test_a_bare_number_after_a_box_is_another_box(follow: Follow) -> None:
    assert follow("专栏24讲了什么？", "那31呢").boxes == (31,)


def test_a_bare_number_after_a_row_is_another_row_of_the_table(follow: Follow) -> None:
    assert follow("终期目标第26项是什么？", "那27项呢").rows == (RowRef("终期", "27"),)
    assert follow("终期目标第26项是什么？", "第27项呢").rows == (RowRef("终期", "27"),)


def test_a_chinese_number_after_a_row_is_another_row(follow: Follow) -> None:
    assert follow("终期目标第26项是什么？", "第二十七项呢").rows == (RowRef("终期", "27"),)


def test_another_table_after_a_row_keeps_the_number(follow: Follow) -> None:
    assert follow("终期目标第26项是什么？", "近期的呢").rows == (RowRef("近期", "26"),)


def test_another_attribute_replaces_the_first(follow: Follow) -> None:
    assert follow("约束性目标有哪些", "预期性的呢").attribute == "预期性"


def test_another_term_replaces_the_first(follow: Follow) -> None:
    assert follow("什么是“区管校聘”？", "那慕课呢").terms == (17,)


def test_a_question_of_its_own_takes_nothing_over(follow: Follow) -> None:
    query = follow("残疾儿童入学率2025年的目标是多少？", "专栏24讲了什么？")
    assert (query.topics, query.years, query.carried) == ((), (), False)


def test_without_history_nothing_is_carried(follow: Follow) -> None:
    query = follow("那2022年呢？")
    assert (query.topics, query.years, query.carried) == ((), ("2022",), False)
