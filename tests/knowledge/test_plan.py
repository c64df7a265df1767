"""The district's plan, whole: what is known of its shape holds, and nothing is lost."""

from __future__ import annotations

from knowledge.conflicts import pattern
from knowledge.library import Knowledge
from knowledge.parser import parse
from knowledge.types import TargetKind
from knowledge.ways import load_ways
from tests.knowledge.conftest import unplaced

ONLY_2025 = {22, 33, 34, 35}


def test_every_character_is_in_exactly_one_leaf(real: Knowledge) -> None:
    assert unplaced(real.plan) == ""


def test_parsing_twice_agrees(real: Knowledge) -> None:
    plan = real.plan
    assert parse(plan.text, name=plan.name, title=plan.title) == plan


def test_parts(real: Knowledge) -> None:
    assert [s.title for s in real.plan.sections if s.level == 1 and s.id.startswith("第")] == [
        "发展背景",
        "发展战略",
        "主要任务",
        "组织实施",
    ]


def test_all_boxes_in_order_with_their_milestones(real: Knowledge) -> None:
    columns = real.plan.columns
    assert [column.number for column in columns] == list(range(1, 37))
    for column in columns:
        years = [m.year for m in column.milestones]
        if column.number in (1, 2):
            assert column.table and not years
        elif column.number in ONLY_2025:
            assert years == ["2025"], column.number
        elif column.number == 11:
            assert years == ["2022"]
        else:
            assert years == ["2022", "2025"], column.number
            assert column.purpose or column.measures, column.number


def test_all_rows_of_all_tables(real: Knowledge) -> None:
    tables = real.plan.tables
    assert [len(table.rows) for table in tables] == [13, 20, 36, 12, 36]
    assert [table.period for table in tables] == [None, None, "2022", "2021-2025", "2025"]
    for table in tables:
        assert [row.number for row in table.rows] == [str(n) for n in range(1, len(table.rows) + 1)]


def test_terms(real: Knowledge) -> None:
    assert [t.number for t in real.plan.terms] == [*range(1, 26), 27, 28, 29]
    for term in real.plan.terms:
        assert term.definition in real.plan.quote(term.locator)


def test_every_span_lies_in_the_text_and_is_what_it_quotes(real: Knowledge) -> None:
    plan = real.plan
    locators = [
        *(s.locator for s in plan.sections),
        *(c.locator for c in plan.columns),
        *(r.locator for table in plan.tables for r in table.rows),
        *(t.locator for t in plan.terms),
        *(t.locator for t in real.targets),
        *(m for c in real.conflicts for m in c.mentions),
    ]
    for at in locators:
        assert 0 <= at.start < at.end <= len(plan.text), at
    for target in real.targets:
        assert plan.quote(target.locator) == target.quote
        assert target.locator.start <= target.clause[0] < target.clause[1] <= target.locator.end
    for table in plan.tables:
        for row in table.rows:
            for head, (start, end) in row.spans.items():
                # A cell over two lines is joined.
                assert plan.text[start:end].replace("\n", "") == row.cells[head]


def test_ids_are_unique(real: Knowledge) -> None:
    for ids in (
        [leaf.id for leaf in real.plan.leaves],
        [s.id for s in real.plan.sections],
        [t.id for t in real.targets],
        [i.key for i in real.indicators],
        [c.id for c in real.conflicts],
    ):
        assert len(set(ids)) == len(ids)


def test_every_target_names_a_leaf_that_holds_it(real: Knowledge) -> None:
    for target in real.targets:
        leaf = real.leaf[target.leaf].locator
        assert leaf.start <= target.locator.start and target.locator.end <= leaf.end


def test_the_bank_points_into_the_plan(real: Knowledge) -> None:
    ways = load_ways(real.folder / "bank", real.plan)
    assert ways
    assert [(w.source, w.dangling) for w in ways if w.dangling] == []


def test_attributes_come_from_the_table_of_main_targets(real: Knowledge) -> None:
    found = [t for t in real.targets if t.leaf == "专栏2·第9项"]
    assert [(t.attribute, t.when, t.operator) for t in found] == [
        ("约束性", "2021-2025", "keep>="),
        ("约束性", "2021-2025", "keep>="),
    ]
    first = [t for t in real.targets if t.leaf == "专栏2·第1项"]
    assert [(t.attribute, t.when, t.subject, t.value) for t in first] == [
        ("前置性", "2022", "幼儿园专任教师", "90"),
        ("前置性", "2022", "小学、初中专任教师", "95"),
        ("前置性", "2022", "普通高中专任教师", "15"),
        ("前置性", "2022", "职业学校专业课教师", "85"),
    ]


def test_counts(real: Knowledge) -> None:
    """As the issue has them: around 470 statements, some 200 of them with a number."""
    assert 440 <= len(real.targets) <= 520
    assert 190 <= sum(t.number is not None for t in real.targets) <= 240
    assert {t.kind for t in real.targets} == set(TargetKind)


def test_a_quote_with_other_figures_is_still_found() -> None:
    assert pattern("覆盖率达80%以上").search("学前资源覆盖率达82.5%以上，")
    assert not pattern("覆盖率达80%以上").search("学前资源覆盖率达80%以下，")
