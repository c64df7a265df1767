"""Plans of other places, in the styles that they are printed in: small literal texts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.parser import parse
from knowledge.statements import read_targets
from knowledge.types import LeafKind, Plan, Target
from tests.knowledge.conftest import unplaced

Read = Callable[[str], Plan]
Targets = Callable[[str], tuple[Target, ...]]


def outline(plan: Plan) -> list[tuple[int, str]]:
    return [(section.level, section.title) for section in plan.sections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一章 总则\n第一节 基础\n一、成绩\n（一）规模\n文一句。\n第二节 形势\n文二句。\n"
            "第二章 任务\n文。\n",
            [(1, "总则"), (2, "基础"), (3, "成绩"), (4, "规模"), (2, "形势"), (1, "任务")],
        ),
        (
            "一、基础\n(一)成绩\n1.规模\n（1）学前\n文一句。\n1．质量\n二、任务\n",
            [(1, "基础"), (2, "成绩"), (3, "规模"), (4, "学前"), (3, "质量"), (1, "任务")],
        ),
        (
            "第一章 基础\n1.1 成绩\n1.1.1 规模\n文一句。\n1.1.2 质量\n1.2 问题\n第二章 任务\n",
            [(1, "基础"), (2, "成绩"), (3, "规模"), (3, "质量"), (2, "问题"), (1, "任务")],
        ),
        (
            "第一篇 上\n第一章 甲\n第一节 子\n第二篇 下\n第二章 乙\n",
            [(1, "上"), (2, "甲"), (3, "子"), (1, "下"), (2, "乙")],
        ),
        ("第 一 章  总  则\n文一句。\n第二章　目　标\n", [(1, "总则"), (1, "目标")]),
        (
            "前 言\n文一句。\n一、任务\n文。\n附录1 分工\n文。\n",
            [(1, "前言"), (1, "任务"), (1, "分工")],
        ),
        (
            "# 某市规划\n## 发展目标\n文。\n### 总体\n文。\n## 任务\n",
            [(1, "发展目标"), (2, "总体"), (1, "任务")],
        ),
        ("**一、目标**\n文一句。\n**（一）总体**\n", [(1, "目标"), (2, "总体")]),
    ],
)
def test_headings(read: Read, text: str, expected: list[tuple[int, str]]) -> None:
    assert outline(read(text)) == expected


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("（一）加强领导。健全机制，落实责任。", "加强领导"),
        ("1.优化布局。新建学校，满足需求。", "优化布局"),
        ("1.1 优化布局。新建学校，满足需求。", "优化布局"),
        ("一、指导思想：以习近平新时代中国特色社会主义思想为指导，办好教育。", "指导思想"),
        ("（2）优化布局。新建学校，满足需求。", "优化布局"),
    ],
)
def test_a_numbered_heading_may_open_its_paragraph(read: Read, line: str, title: str) -> None:
    plan = read(f"第一章 任务\n{line}\n")
    assert plan.sections[-1].title == title
    assert plan.leaves[-1].kind is LeafKind.MEASURE
    assert plan.leaves[-1].text == line


@pytest.mark.parametrize(
    "line",
    [
        "1.新建学校10所；",
        "（1）殴打他人的；",
        "3.5万人次参加培训",
        "2025年建成示范区",
        "1.到2025年，建成学校10所，新增学位1万个，满足需求。",
    ],
)
def test_what_is_no_heading(read: Read, line: str) -> None:
    plan = read(f"第一章 任务\n文一句，说完。\n{line}\n")
    assert outline(plan) == [(1, "任务")]


def test_contents_are_no_headings(read: Read) -> None:
    plan = read(
        "某市规划\n目    录\n第一章 基础……………1\n第一节 成绩 .......... 2\n第二章 任务\t12\n"
        "第一章 基础\n第一节 成绩\n文一句。\n第二章 任务\n文。\n"
    )
    assert outline(plan) == [(1, "基础"), (2, "成绩"), (1, "任务")]
    assert [leaf.text for leaf in plan.leaves if leaf.kind is LeafKind.NOTE] == [
        "目    录",
        "第一章 基础……………1",
        "第一节 成绩 .......... 2",
        "第二章 任务\t12",
    ]


def test_contents_without_page_numbers_end_where_the_body_begins(read: Read) -> None:
    plan = read("目录\n一、基础\n二、任务\n\n一、基础\n文一句。\n二、任务\n文。\n")
    assert outline(plan) == [(1, "基础"), (1, "任务")]
    assert plan.quote(plan.sections[0].locator) == "一、基础\n文一句。"


WRAPPED = (
    "第一章 基础\n    全市学前三年毛入园率达到95.2%，九年义务教育巩固率达到99.\n"
    "3%，新建改扩建学校126所，教育事业取得显著成就，为下一步发展\n"
    "\n— 3 —\n\n打下了坚实的基础。\n    下一段从这里开始，说的是别的事。\n"
)


def test_broken_lines_and_page_numbers_are_one_paragraph(targets: Targets, read: Read) -> None:
    plan = read(WRAPPED)
    assert [leaf.kind.value for leaf in plan.leaves] == ["heading", "paragraph", "paragraph"]
    figures = [(t.value, t.unit) for t in targets(WRAPPED)]
    assert figures == [("95.2", "%"), ("99.3", "%"), ("126", "所")]


def test_a_page_number_between_paragraphs_is_a_note(read: Read) -> None:
    plan = read("第一章 任务\n文一句，说完。\n第 3 页 共 60 页\n文二句，说完。\n")
    assert [leaf.kind.value for leaf in plan.leaves][2] == "note"


def test_short_lines_are_not_run_together(read: Read) -> None:
    plan = read("第一章 任务\n一、项目\n小学建设工程\n初中建设工程\n高中建设工程。\n")
    assert [leaf.text for leaf in plan.leaves][2:] == [
        "小学建设工程",
        "初中建设工程",
        "高中建设工程。",
    ]


TABLES = {
    "one cell a line": "表1 主要指标\n\n\t序号\n\t指标\n\t2025年\n\t2030年\n\n\t1\n"
    "\t毛入园率（%）\n\t95\n\t97\n\n"
    "\t2\n\t巩固率（%）\n\t99\n\t99.5\n",
    "no blank between rows": "表1 主要指标\n\t序号\n\t指标\n\t2025年\n\t2030年\n\t1\n"
    "\t毛入园率（%）\n\t95\n\t97\n"
    "\t2\n\t巩固率（%）\n\t99\n\t99.5\n",
    "no tabs": "表1 主要指标\n序号\n指标\n2025年\n2030年\n1\n毛入园率（%）\n95\n97\n2\n"
    "巩固率（%）\n99\n99.5\n",
    "one row a line, tabs": "表1 主要指标\n序号\t指标\t2025年\t2030年\n1\t毛入园率（%）\t95\t97\n"
    "2\t巩固率（%）\t99\t99.5\n",
    "one row a line, blanks": "表1 主要指标\n序号  指标  2025年  2030年\n"
    "1  毛入园率（%）  95  97\n2  巩固率（%）  99  99.5\n",
    "one row a line, one blank": "表1 主要指标\n序号 指标 2025年 2030年\n1 毛入园率（%） 95 97\n"
    "2 巩固率（%） 99 99.5\n",
    "Markdown": "表1 主要指标\n\n| 序号 | 指标 | 2025年 | 2030年 |\n|---|:--|--:|---|\n"
    "| 1 | 毛入园率（%） | 95 | 97 |\n| 2 | 巩固率（%） | 99 | 99.5 |\n",
    "with units": "表1 主要指标\n（单位：%）\n序号 指标 2025年 2030年\n1 毛入园率（%） 95 97\n"
    "2 巩固率（%） 99 99.5\n",
}


@pytest.mark.parametrize("form", TABLES)
def test_a_table(read: Read, targets: Targets, form: str) -> None:
    text = f"某市“十五五”教育规划\n第一章 目标\n{TABLES[form]}\n第二章 任务\n文一句。\n"
    plan = read(text)
    (table,) = plan.tables
    assert table.id == "表1"
    assert [dict(row.cells) for row in table.rows] == [
        {"序号": "1", "指标": "毛入园率（%）", "2025年": "95", "2030年": "97"},
        {"序号": "2", "指标": "巩固率（%）", "2025年": "99", "2030年": "99.5"},
    ]
    assert outline(plan) == [(1, "目标"), (1, "任务")]
    assert [(t.value, t.unit, t.when, t.kind.value) for t in targets(text)] == [
        ("95", "%", "2025", "actual"),
        ("97", "%", "2030", "target"),
        ("99", "%", "2025", "actual"),
        ("99.5", "%", "2030", "target"),
    ]


def test_a_table_without_numbers_counts_its_rows(read: Read) -> None:
    plan = read(
        "第一章 目标\n主要指标\n| 指标 | 单位 | 2030年 |\n|--|--|--|\n| 入园率 | % | 97 |\n"
        "| 学位 | 万个 | 8 |\n"
    )
    assert [row.number for row in plan.tables[0].rows] == ["1", "2"]


def test_groups_in_a_table_are_no_rows(read: Read) -> None:
    plan = read(
        "第一章 目标\n主要指标\n\n\t序号\n\t指标\n\t2030年\n\n\t一、普及水平\n\n\t1\n\t入园率\n"
        "\t97\n\n"
        "\t二、条件保障\n\n\t2\n\t学位\n\t8\n\n\n第二章 任务\n"
    )
    assert [row.cells["指标"] for row in plan.tables[0].rows] == ["入园率", "学位"]
    assert outline(plan) == [(1, "目标"), (1, "任务")]


def test_a_table_right_under_a_heading_is_called_by_it(read: Read) -> None:
    plan = read("附表1 主要指标\n序号 指标 2030年\n1 入园率 97\n")
    assert (plan.tables[0].id, plan.tables[0].title) == ("主要指标", "主要指标")


@pytest.mark.parametrize(
    ("text", "term", "meaning"),
    [
        ("名词解释\n1.双减：指减轻负担。\n", "双减", "指减轻负担。"),
        ("名词解释\n（1）双减：指减轻负担。\n", "双减", "指减轻负担。"),
        ("附录  名词解释\n【双减】指减轻负担。\n", "双减", "指减轻负担。"),
        ("附件：主要名词解释\n双减：指减轻负担。\n", "双减", "指减轻负担。"),
        ("五、名词解释\n1.双减。指减轻负担。\n", "双减", "指减轻负担。"),
        ("名 词 解 释\n双减——指减轻负担。\n", "双减", "指减轻负担。"),
        ("名词解释\n1.“双减”是指减轻负担。\n", "“双减”", "是指减轻负担。"),
        ("名词解释\n1.双减\n指减轻学生负担。\n", "双减", "指减轻学生负担。"),
        ("术语说明\n①双减：指减轻负担。\n", "双减", "指减轻负担。"),
    ],
)
def test_terms(read: Read, text: str, term: str, meaning: str) -> None:
    (found,) = read(f"第一章 任务\n文一句。\n{text}").terms
    assert (found.number, found.term, found.definition) == (1, term, meaning)


def test_traditional_script(read: Read, targets: Targets) -> None:
    text = (
        "某縣“十五五”教育發展規劃\n第一章 發展目標\n一、總體目標\n"
        "到2030年，學前覆蓋率達到97%以上，新增學位8萬個。\n"
        "專欄1 主要指標\n\n\t序號\n\t指標\n\t單位\n\t2030年\n\t屬性\n\n\t1\n\t鞏固率\n\t%\n"
        "\t99.5\n\t約束性\n\n\n"
        "名詞解釋\n1.雙減：指減輕負擔。\n"
    )
    plan = read(text)
    assert outline(plan) == [(1, "發展目標"), (2, "總體目標"), (1, "名词解释")]
    assert (plan.columns[0].title, plan.terms[0].term) == ("主要指標", "雙減")
    found = targets(text)
    assert [(t.operator, t.value, t.unit, t.when) for t in found[:2]] == [
        (">=", "97", "%", "2030"),
        ("=", "8万", "个", "2030"),
    ]
    assert found[0].value_text == "達到97%以上"
    assert found[2].attribute == "约束性"


def test_boxes_with_items(read: Read) -> None:
    plan = read(
        "第一章 任务\n专栏1：重大工程\n1.校园建设工程。新建学校30所。\n"
        "2.教师培养工程。培养名师500名。\n\n"
        "专栏二 改革试点\n试点先行。\n第二章 保障\n文。\n"
    )
    assert [(c.number, c.title) for c in plan.columns] == [(1, "重大工程"), (2, "改革试点")]
    assert [plan.quote(m) for m in plan.columns[0].measures] == [
        "1.校园建设工程。新建学校30所。",
        "2.教师培养工程。培养名师500名。",
    ]


def test_a_title_over_two_lines() -> None:
    plan = parse("某市\n教育事业发展“十五五”规划\n\n第一章 基础\n文一句。\n")
    assert plan.title == "某市教育事业发展“十五五”规划"


PIECES = st.sampled_from(
    [
        *(
            "第一章 总则\n",
            "一、目标\n",
            "（一）任务\n",
            "1.优化。布局合理，均衡。\n",
            "1.1 体育\n",
            "\n",
            "\n\n\n",
        ),
        *(
            "专栏1 甲\n",
            "\t专栏2  乙\n",
            "到2025年，入学率达99%。\n",
            "到2022年，甲；到2025年，乙。\n",
            "目录\n",
        ),
        *(
            "\t序号\n",
            "\t指标\n",
            "\t1\n",
            "\t\n",
            "序号 指标 2025年\n",
            "1 入学率 99\n",
            "| 指标 | 2025年 |\n",
        ),
        *(
            "名词解释\n",
            "1.双减：指减轻。\n",
            "— 3 —\n",
            "12\n",
            "附表1\n",
            "一览表\n",
            "（单位：%）\n",
            "　　",
        ),
        *(
            "全市教育事业取得显著成就，为今后一个时期的发展打下坚实\n",
            "的基础。\n",
            "\ufeff",
            "\r\n",
            "\f",
            "*注\n",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40))
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_whatever_comes(pieces: list[str]) -> None:
    text = "".join(pieces)
    plan = parse(text)
    assert unplaced(plan).strip("\ufeff") == ""
    assert len({leaf.id for leaf in plan.leaves}) == len(plan.leaves)
    for target in read_targets(plan):
        assert target.quote == text[target.locator.start : target.locator.end]
        assert target.locator.start <= target.clause[0] < target.clause[1] <= target.locator.end


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_of_any_text(text: str) -> None:
    plan = parse(text)
    assert unplaced(plan).strip("\ufeff") == ""
    read_targets(plan)


def seconds(text: str) -> float:
    # 前面的测试留在内存里的东西不归解析器管：不让回收器在计时里去走一遍。
    gc.collect()
    gc.freeze()
    try:
        begun = time.process_time()
        read_targets(parse(text))
        return time.process_time() - begun
    finally:
        gc.unfreeze()


def test_a_hundred_thousand_characters_in_two_seconds(real_text: str) -> None:
    assert seconds(real_text * 3) < 2.0


@pytest.mark.parametrize(
    "text",
    [
        "第一章 任务\n" + "全市教育事业取得显著成就，为今后发展\n" * 5_000,
        "第一章 任务\n" + "\t序号\n\t指标\n\t2025年\n" + "\t1\n\t率\n\t9\n" * 5_000,
        "第一章 任务\n" + "序号\n指标\n2025年\n" * 8_000,
        "第一章 任务\n" + "目录\n" * 20_000,
        "第一章 任务\n" + "一、任务\n" * 20_000,
        "第一章 任务\n" + "短行\n" * 30_000,
        "第一章 任务\n" + "\n \n\t\n" * 20_000,
        "名词解释\n" + "双减\n" * 30_000,
        "名词解释\n" + "1.双减：指减轻。\n" * 9_000,
    ],
    ids=lambda text: repr(text[7:20]),
)
def test_repetition_does_not_slow_it_down(text: str) -> None:
    assert seconds(text) < 2.0


@pytest.mark.parametrize(
    "unit",
    ["1", "1.", "、", "。", " ", "——", "“", "（", "到", "9%", "进一步", "1、", "一二三", "|", "…"],
)
def test_a_line_of_ten_thousand_characters(unit: str) -> None:
    line = (unit * 10_000)[:10_000]
    assert seconds(f"第一章 任务\n{line}\n{line}达99%。\n") < 1.0
