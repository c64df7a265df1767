"""What the parser makes of each construct, in texts of a few lines."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.parser import parse
from knowledge.types import LeafKind, Plan

Read = Callable[[str], Plan]


def kinds(plan: Plan) -> list[str]:
    return [leaf.kind.value for leaf in plan.leaves]


def test_headings_nest(read: Read) -> None:
    plan = read(
        "某区规划\n第一部分  发展背景\n\n一、发展基础\n（一）成绩\n各项工作进展顺利，成绩突出。\n"
    )
    assert [(s.id, s.title, s.level, s.parent) for s in plan.sections] == [
        ("第一部分", "发展背景", 1, ""),
        ("第一部分·一", "发展基础", 2, "第一部分"),
        ("第一部分·一·（一）", "成绩", 3, "第一部分·一"),
    ]
    assert plan.title == "某区规划"
    assert plan.leaves[-1].id == "第一部分·一·（一）·第1段"
    assert plan.leaves[-1].path == ("第一部分 发展背景", "一 发展基础", "（一） 成绩")


def test_a_section_ends_where_the_next_of_its_level_begins(read: Read) -> None:
    text = "第一部分  甲\n一、子\n正文一句，说完。\n第二部分  乙\n"
    plan = read(text)
    first = plan.sections[0].locator
    assert text[first.start : first.end] == "第一部分  甲\n一、子\n正文一句，说完。"


def test_the_first_sentence_of_a_measure_is_its_name(read: Read) -> None:
    plan = read("第一部分  任务\n一、育人\n突出德育实效。坚持立德树人，培养时代新人。\n")
    measure = plan.sections[-1]
    assert (measure.title, measure.level) == ("突出德育实效", 4)
    assert plan.leaves[-1].kind is LeafKind.MEASURE
    assert plan.leaves[-1].text == "突出德育实效。坚持立德树人，培养时代新人。"


def test_a_first_sentence_with_a_comma_is_no_name(read: Read) -> None:
    plan = read("第一部分  任务\n一、育人\n坚持立德树人，培养新人。继续努力。\n")
    assert kinds(plan) == ["heading", "heading", "paragraph"]


BOX = (
    "第一部分  任务\n一、育人\n\t专栏3  课程建设\n\n\t围绕课程建设。建好课程，用好课程。\n"
    "到2022年，课程体系健全；到2025年，评价体系建成。\n\n\n"
    "加强劳动教育。让学生动手实践，锻炼意志。\n"
)


def test_a_box_has_purpose_measures_and_milestones(read: Read) -> None:
    plan = read(BOX)
    box = plan.columns[0]
    assert (box.number, box.title) == (3, "课程建设")
    assert box.purpose and plan.quote(box.purpose) == "围绕课程建设。"
    assert [plan.quote(part) for part in box.measures] == ["建好课程，用好课程。"]
    assert {m.year: m.text for m in box.milestones} == {
        "2022": "到2022年，课程体系健全；",
        "2025": "到2025年，评价体系建成。",
    }
    assert plan.quote(box.milestones[0].locator) == box.milestones[0].text


def test_two_blank_lines_end_a_box(read: Read) -> None:
    plan = read(BOX)
    assert plan.leaves[-1].kind is LeafKind.MEASURE
    assert plan.sections[-1].title == "加强劳动教育"
    assert plan.columns[0].locator.end < plan.sections[-1].locator.start


def test_boxes_follow_each_other(read: Read) -> None:
    plan = read(
        "第一部分  任务\n\t专栏1  甲\n\n\t围绕甲。\n\t专栏2  乙\n\n\n\n"
        "\t围绕乙。到2025年，乙建成。\n"
    )
    assert [(box.number, box.title) for box in plan.columns] == [(1, "甲"), (2, "乙")]
    assert plan.quote(plan.columns[1].milestones[0].locator) == "到2025年，乙建成。"


TABLE = (
    "第一部分  背景\n\t专栏1  主要目标\n\n\t序号\n\t目标内容\n\t属性\n\t策略\n\n"
    "\t1\n\t入学率达99%\n\t约束性\n\t优先落实\n（目标完成时间为2022年底）\n\n"
    "\t2\n\t巩固率达98%\n\t约束性\n\t\n\n\t序号\n\t目标内容\n\t属性\n\t策略\n\n"
    "\t3\n\t满意度达90%\n\t预期性\n\t逐步推进\n"
)


def test_merged_cells_are_carried_down(read: Read) -> None:
    rows = read(TABLE).tables[0].rows
    assert [row.cells["策略"] for row in rows] == [
        "优先落实（目标完成时间为2022年底）",
        "优先落实（目标完成时间为2022年底）",
        "逐步推进",
    ]
    assert "策略" not in rows[1].spans


def test_a_repeated_header_is_no_row(read: Read) -> None:
    plan = read(TABLE)
    assert [row.number for row in plan.tables[0].rows] == ["1", "2", "3"]
    assert kinds(plan).count("table_header") == 2


def test_a_row_spans_its_cells_and_is_cited_by_its_table(read: Read) -> None:
    plan = read(TABLE)
    row = plan.tables[0].rows[0]
    assert row.locator.label == "专栏1·第1项"
    assert plan.quote(row.locator).startswith("1\n\t入学率达99%")
    assert plan.columns[0].table == "专栏1"


def test_a_title_split_over_two_lines_is_one(read: Read) -> None:
    plan = read(
        "第一部分  背景\n正文。\n“十四五”时期某区教育发展\n\n目标任务一览表\n"
        "\t近期目标任务（截至2022年底）\n\n\t序号\n\t目标任务\n\n\t1\n\t建成学校3所\n"
    )
    last = plan.sections[-1]
    assert plan.quote(last.locator).startswith("“十四五”时期某区教育发展\n\n目标任务一览表")
    assert (plan.tables[0].id, plan.tables[0].period) == ("近期", "2022")
    assert plan.tables[0].period_text == "截至2022年底"
    assert plan.tables[0].rows[0].locator.label == "目标任务一览表·近期·第1项"


def test_terms(read: Read) -> None:
    plan = read("第一部分  背景\n正文。\n名词解释\n1.普惠园：指收费较低的园。\n3.慕课：即MOOC。\n")
    assert [(t.number, t.term, t.definition) for t in plan.terms] == [
        (1, "普惠园", "指收费较低的园。"),
        (3, "慕课", "即MOOC。"),
    ]
    assert plan.leaves[-1].id == "名词解释·3"


def test_parsing_twice_agrees() -> None:
    assert parse(BOX) == parse(BOX)
    assert parse(TABLE) == parse(TABLE)


def test_the_same_heading_twice_has_two_ids(read: Read) -> None:
    plan = read("第一部分  甲\n一、子\n文。\n一、子\n文。\n一、子\n文。\n")
    ids = [section.id for section in plan.sections]
    assert ids == ["第一部分", "第一部分·一", "第一部分·一(2)", "第一部分·一(3)"]
    assert len({leaf.id for leaf in plan.leaves}) == len(plan.leaves)
