"""Figures in prose: value, unit, operator, both ends of a range, and what is no figure."""

from __future__ import annotations

import pytest

from knowledge.clauses import Clause, clauses, measured
from knowledge.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "operator", "low", "high"),
    [
        ("入学率达99.7%", "99.7", "%", "=", 99.7, 99.7),
        ("覆盖率达到80%以上", "80", "%", ">=", 80, 80),
        ("工作室不少于50个", "50", "个", ">=", 50, 50),
        ("占比不低于50%", "50", "%", ">=", 50, 50),
        ("比例≥90%", "90", "%", ">=", 90, 90),
        ("指数控制在0.45以内", "0.45", "", "<=", 0.45, 0.45),
        ("规模不超过2000人", "2000", "人", "<=", 2000, 2000),
        ("指数≤0.27", "0.27", "", "<=", 0.27, 0.27),
        ("保持在98%以上", "98", "%", "keep>=", 98, 98),
        ("大学生超过10万人", "10万", "人", ">", 100000, 100000),
        ("学位4.7万余座", "4.7万", "座", ">", 47000, 47000),
        ("覆盖40多个国家", "40", "个", ">", 40, 40),
        ("占比不足50%", "50", "%", "<", 50, 50),
        ("近30%学校", "30", "%", "~", 30, 30),
        ("投入91.63亿元", "91.63", "亿元", "=", 9.163e9, 9.163e9),
        ("总额达120000万元", "120000", "万元", "=", 1.2e9, 1.2e9),
        ("配备1—2名人员", "1—2", "名", "=", 1, 2),
        ("掌握1至3项技能", "1至3", "项", "=", 1, 3),
        ("学校1,256所", "1,256", "所", "=", 1256, 1256),
        ("0~3岁婴幼儿", "0~3", "岁", "=", 0, 3),
        ("每年至少听取1次汇报", "1", "次", ">=", 1, 1),
        ("每个镇（街道）至少有1所", "1", "所", ">=", 1, 1),
    ],
)
def test_a_figure(text: str, value: str, unit: str, operator: str, low: float, high: float) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.unit, found.operator) == (value, unit, operator)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    "text",
    [
        "到2025年底",
        "2021至2025年",
        "专栏24所列",
        "（教师〔2019〕6号）",
        "深化“4+X”课程",
        "“1+X”证书制度",
        "提升工程2.0。",
        "创办K12等一贯制学校",
        "《中国教育现代化2035》",
        "《指南（2020年版）》",
        "3岁以下婴幼儿照护服务",
        "（3）在学校设置障碍",
        "第10条",
    ],
)
def test_digits_that_measure_nothing(text: str) -> None:
    assert find_quantities(text) == []


def whole(text: str) -> Clause:
    return Clause(0, len(text), (0, len(text)))


def test_clauses_keep_quotes_and_brackets_whole() -> None:
    text = "实行“甲，乙”，完成丙（丁，戊）；己。"
    assert [text[c.start : c.end] for c in clauses(text, 0, len(text))] == [
        "实行“甲，乙”",
        "完成丙（丁，戊）",
        "己",
    ]


def test_a_mark_of_thousands_ends_no_clause() -> None:
    text = "学校1,256所,教师3人"
    assert [text[c.start : c.end] for c in clauses(text, 0, len(text))] == [
        "学校1,256所",
        "教师3人",
    ]


def test_each_figure_of_a_clause_has_its_own_words() -> None:
    text = "实现工作室不少于50个、骨干教师2600名以上"
    assert [(m.quantity.value, m.about) for m in measured(text, whole(text))] == [
        ("50", "实现工作室"),
        ("2600", "骨干教师"),
    ]


def test_shared_figures_belong_in_order() -> None:
    text = "本科上线率、重本上线率较2015年分别提高33、21个百分点"
    found = measured(text, whole(text))
    assert [(m.quantity.value, m.quantity.unit) for m in found] == [
        ("33", "个百分点"),
        ("21", "个百分点"),
    ]
    assert found[0].about.startswith("本科上线率")
    assert found[1].about.startswith("重本上线率")


def test_shared_figures_may_come_before_their_names() -> None:
    text = "分别以300米、500米为服务半径，合理设置幼儿园、小学"
    first = next(clauses(text, 0, len(text)))
    found = measured(text, first)
    assert [(m.quantity.value, m.about[:3]) for m in found] == [
        ("300", "幼儿园"),
        ("500", "小学为"),
    ]
