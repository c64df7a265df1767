"""Several things asked in one breath are all told; what sets two of them apart comes first."""

from __future__ import annotations

import pytest

from tests.assistant.checks import Ask


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("学校好大算大校额，小学初中和九年一贯制的上限各是多少人", ("2000人", "2500人")),
        ("公办园学位占比还有普会园覆盖率两个数", ("50%", "80%")),
        ("高考成绩涨了多少，本科和重本分开说", ("33个百分点", "21个百分点")),
        ("专栏13的人才招引模式和2022年目标分别是什么", ("高校选优", "2600名")),
        ("新优质学校十三五几所，2022年目标几所", ("8所", "17所")),
        ("高端教育品牌，十三五引进数和十四五目标对比一下", ("6个", "3个以上")),
    ],
)
def test_none_of_them_is_dropped(ask: Ask, question: str, told: tuple[str, ...]) -> None:
    text = ask(question).text
    assert all(part in text for part in told), text


def test_how_much_each_rose_is_no_comparison(ask: Ask) -> None:
    assert "12个百分点" not in ask("十三五本科和重本上线率各提高了几个百分点").text


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("本科上线率涨得多还是重本涨得多", "高考本科上线率较2015年提高得更多，多12个百分点"),
        ("线上课时和实践课时哪个要求多", "教师信息技术应用能力培训实践应用学时多10学时"),
        ("民办教育那个专栏提到的主要举措一共多少项", "规划正文提出：切实抓好"),
        ("镇街都要建国际化窗口学校吗", "规划没有“镇街都要”的说法"),
        ("师德档案2022年要在全区所有学校推开吧", "不是全区所有学校推开"),
    ],
)
def test_the_conclusion_first(ask: Ask, question: str, lead: str) -> None:
    assert ask(question).text.startswith(lead)


def test_what_was_really_reached_before_any_later_aim(ask: Ask) -> None:
    asked = ("专栏1里教育现代化实现度目标多少", "实际呢", "国际化的实际呢")
    assert ask(*asked).text.startswith("2020年，教育国际化实现度为72.12%")


def test_the_same_thing_at_both_times_it_is_compared_at(ask: Ask) -> None:
    text = ask("镇上特色学校2022年跟2025年比，多了几所").text
    assert "至少1所" in text and "至少2所" in text and "30" not in text


def test_a_group_of_another_unit_is_no_twin(ask: Ask) -> None:
    assert "岁" not in ask("高中阶段毛入学率2025年目标是多少").text
