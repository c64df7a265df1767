"""What the proofreader says of names, years, lists and comparisons, where no figure tells."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.proofread.conftest import Check

PAIRS = [
    # Names that the plan gives without quotation marks, and titles with quotes inside.
    ("双流中学创建成都市领航高中。", "双流中学创建成都市领军高中。", "name", "领航高中"),
    (
        "印发《成都市双流区“空港教育英才”引育激励实施办法》。",
        "印发《成都市双流区“空港教育英才”引育激励管理办法》。",
        "name",
        "实施办法",
    ),
    # A short quoted word before what the plan has behind another.
    ("体育艺术“2+1”项目完成率100%。", "体育艺术“3+1”项目完成率100%。", "name", "2+1"),
    # Partner places and institutions.
    ("我们重点牵手重庆市渝北区。", "我们重点牵手重庆市渝中区。", "name", "重庆市渝北区"),
    (
        "与教育部教育发展研究中心建立战略合作关系。",
        "与教育部教育装备研究中心建立战略合作关系。",
        "name",
        "教育部教育发展研究中心",
    ),
    # What the plan says of one school, said of another of its own.
    (
        "支持永安中学争创省二级示范性普通高中。",
        "支持棠湖中学争创省二级示范性普通高中。",
        "subject",
        "永安中学",
    ),
    # Comparisons and changes that no figure bounds.
    (
        "中小学教师平均工资收入水平不低于公务员平均工资收入水平。",
        "中小学教师平均工资收入水平不高于公务员平均工资收入水平。",
        "operator",
        "不低于",
    ),
    (
        "财政性教育经费占政府财政支出比例要提升。",
        "财政性教育经费占政府财政支出比例要下降。",
        "operator",
        "提升",
    ),
    # Lists: how many they have, and who is in them.
    (
        "核心价值、学科素养、关键能力、必备知识四个方面。",
        "核心价值、学科素养、关键能力、必备知识五个方面。",
        "digit",
        "四个方面",
    ),
    (
        "“三评”：项目评审、教育评估、人才评价。",
        "“三评”：项目评审、教育评估、师德评价。",
        "name",
        "人才评价",
    ),
    # Parts of the plan by their number.
    ("“校闹”行为见名词解释第22条。", "“校闹”行为见名词解释第20条。", "name", "第22条"),
    ("“六个一”工程写在专栏35。", "“六个一”工程写在专栏34。", "name", "专栏35"),
    ("“十三五”共有13项主要指标。", "“十三五”共有15项主要指标。", "digit", "13"),
    # Years: of documents, of what a change is told against, of several in a row, of a question.
    ("双师型的依据是教师〔2019〕6号。", "双师型的依据是教师〔2018〕6号。", "year", "2019"),
    ("监测周期为2021至2025年。", "监测周期为2020至2025年。", "year", "2021至2025年"),
    (
        "较2015年，本科上线率提高33个百分点。",
        "较2016年，本科上线率提高33个百分点。",
        "year",
        "2015",
    ),
    (
        "2016年、2019年本级财政支出总额中教育经费所占比例下降。",
        "2016年、2018年本级财政支出总额中教育经费所占比例下降。",
        "year",
        "2019",
    ),
    (
        "学有困难学生学习帮扶制度何时全面建立？答：2022年。",
        "学有困难学生学习帮扶制度何时全面建立？答：2025年。",
        "year",
        "2022",
    ),
    (
        "“家庭教育讲坛”2022年覆盖全区学生家庭。",
        "“家庭教育讲坛”2025年覆盖全区学生家庭。",
        "year",
        "2022",
    ),
    # Attributes of goals without a figure.
    (
        "创建全国义务教育发展优质均衡区是预期性目标。",
        "创建全国义务教育发展优质均衡区是约束性目标。",
        "attribute",
        "预期性",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "error", "mended"), PAIRS)
def test_one_thing_changed_is_found_and_the_right_one_is_not_blamed(
    check: Check, right: str, wrong: str, error: str, mended: str
) -> None:
    assert [s.verdict.value for s in check(right) if s.verdict.value in ("differ", "absent")] == []
    [found] = [s for s in check(wrong) if s.verdict.value == "differ"]
    assert found.error == error
    assert mended in found.right


@pytest.mark.parametrize(
    "text",
    [
        "我校现有骨干教师35名。",
        "与成都师范学院共建实习基地5个。",
        "“三好”学生评选启动。",
        "接待深圳市罗湖区教育考察团。",
        "棠湖中学举办运动会。",
        "教育部门依据教办〔2023〕15号文件开展检查。",
        "语文、数学、英语三门学科参加监测。",
        "办好老百姓家门口的学校。",
    ],
)
def test_the_writers_own_business_is_not_held_against_the_plan(check: Check, text: str) -> None:
    assert [s.text for s in check(text) if s.verdict.value == "differ"] == []


@pytest.mark.parametrize(
    "text",
    [
        "近三成（30%）学校音、体、美专任教师配备不足。",
        "每年交流轮岗教师不少于符合交流条件教师总数的15%。",
        "要落实全市教育品质提升三大行动20项计划。",
    ],
)
def test_bounds_far_off_and_numbers_said_twice_agree(check: Check, text: str) -> None:
    found = check(text)
    assert found
    assert {s.verdict.value for s in found} == {"agree"}


def test_an_answer_on_a_line_of_its_own_is_read_with_its_question(check: Check) -> None:
    [wrong] = check("问：普惠性幼儿园覆盖率要达到多少？\n答：60%以上。")
    assert (wrong.text, wrong.error) == ("答：60%以上", "digit")
    assert wrong.right == "答：保持在80%以上"


def test_the_same_text_gets_the_same_verdict_each_time() -> None:
    """Sets are ordered anew in each process; no verdict may hang on that."""
    text = "2022年，一半普通高中的办学条件要达到教育部优质均衡标准。"
    code = (
        "from assistant.proofread import check; from knowledge.library import load;"
        f"print([s.verdict.value for s in check({text!r}, load()).statements])"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2")
    }
    assert said == {"['differ']\n"}
