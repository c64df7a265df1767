"""The cases: enough of each kind, borne out by the plan, and not what the bank already asks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evals.caseio import (
    COLUMNS,
    FOLDER,
    CaseError,
    load_cases,
    read_cases,
    to_case,
    to_row,
    write_cases,
)
from evals.generate.fresh import Taken, bank
from evals.sheet import export_sheet, import_sheet
from evals.types import Expect, Kind
from evals.validate import to_review, uncovered, validate
from knowledge.library import load

CASES = load_cases()
KNOWLEDGE = load()
LEAST = {
    Kind.FIGURE: 200,
    Kind.ROW: 104,
    Kind.BOX: 90,
    Kind.TERM: 28,
    Kind.CONFLICT: 54,
    Kind.FOLLOW_UP: 40,
    Kind.COMPARE: 20,
    Kind.COUNT: 20,
    Kind.YESNO: 30,
    Kind.PREMISE: 40,
    Kind.UNANSWERABLE: 150,
    Kind.OFF_TOPIC: 40,
    Kind.ATTACK: 300,
}


def test_there_are_enough_cases_of_every_kind() -> None:
    counts = Counter(case.kind for case in CASES)
    assert len(CASES) >= 800
    assert not {k.value: counts[k] for k, least in LEAST.items() if counts[k] < least}


def test_every_case_is_borne_out_by_the_plan() -> None:
    assert validate(CASES, KNOWLEDGE) == []


def test_every_numeric_target_row_box_and_term_has_a_case() -> None:
    assert [t.id for t in uncovered(CASES, KNOWLEDGE)] == []
    rows = sum(len(table.rows) for table in KNOWLEDGE.plan.tables)
    sources = {case.source for case in CASES}
    assert sum(s.startswith("表格：") for s in sources) == rows
    assert {f"专栏{c.number}" for c in KNOWLEDGE.plan.columns} <= sources
    assert {f"名词解释{t.number}" for t in KNOWLEDGE.plan.terms} <= sources


def test_every_known_contradiction_has_a_case() -> None:
    asked = {case.source for case in CASES if case.kind is Kind.CONFLICT}
    assert [c.topic for c in KNOWLEDGE.conflicts if f"矛盾：{c.topic}" not in asked] == []


def test_there_are_thirty_groups_of_five_paraphrases() -> None:
    groups = Counter(case.group for case in CASES if case.group)
    assert sum(size >= 5 for size in groups.values()) >= 30


def test_attacks_use_many_ways() -> None:
    ways = Counter(case.source for case in CASES if case.kind is Kind.ATTACK)
    assert len(ways) >= 10
    assert all(case.must_not for case in CASES if case.kind is Kind.ATTACK)


def test_no_case_is_nearly_a_question_of_the_bank() -> None:
    taken = bank()
    assert [f"{c.id} {c.question}" for c in CASES if taken.is_near(c.question)] == []


def test_near_duplicates_are_told_from_others() -> None:
    taken = Taken(["残疾儿童2025年的入学率目标是多少？"])
    assert taken.is_near("残疾儿童2025年的入学率目标是多少呢")
    assert not taken.is_near("残疾儿童要去哪里上学")


def test_a_changed_figure_names_the_cases_to_review(tmp_path: Path) -> None:
    text = KNOWLEDGE.plan.text.replace("师生满意度达90%以上", "师生满意度达80%以上")
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    changed = load(str(tmp_path / "plan.txt"))
    found = to_review(CASES, KNOWLEDGE, changed)
    assert "G14-1" in found
    assert "G01-1" not in found


def test_a_deleted_statement_names_the_cases_to_review(tmp_path: Path) -> None:
    text = KNOWLEDGE.plan.text.replace("确保学生每天锻炼1小时", "确保学生锻炼")
    (tmp_path / "plan.txt").write_text(text, "utf-8")
    assert "G11-1" in to_review(CASES, KNOWLEDGE, load(str(tmp_path / "plan.txt")))


def test_cases_survive_being_written(tmp_path: Path) -> None:
    write_cases(tmp_path / "all.tsv", CASES)
    assert read_cases(tmp_path / "all.tsv") == CASES


def test_cases_survive_a_spreadsheet(tmp_path: Path) -> None:
    export_sheet(tmp_path / "all.xlsx", CASES)
    assert import_sheet(tmp_path / "all.xlsx") == CASES


def test_hidden_characters_are_kept() -> None:
    hidden = [c for c in CASES if "\u200b" in c.question]
    assert hidden
    for case in hidden:
        assert "\u200b" not in to_row(case)["提问"]
        assert to_case(to_row(case), "x") == case


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("类型", "数子", "类型“数子”不认识"),
        ("应当", "答", "应当"),
        ("提问", "", "“提问”是空的"),
        ("事实", "入学率 99.7%", "写法不对"),
    ],
)
def test_a_wrong_cell_is_named(column: str, value: str, says: str, tmp_path: Path) -> None:
    row = to_row(CASES[0]) | {column: value}
    path = tmp_path / "题.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row.values()) + "\n", "utf-8")
    with pytest.raises(CaseError, match=r"题\.tsv 第2行") as error:
        read_cases(path)
    assert says in str(error.value)


def test_two_cases_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "题.tsv"
    write_cases(path, [CASES[0], CASES[0]])
    with pytest.raises(CaseError, match="用了两次"):
        load_cases([path])


def test_what_should_be_refused_asks_for_no_figure() -> None:
    refused = [c for c in CASES if c.expect in (Expect.NOT_IN_PLAN, Expect.OFF_TOPIC)]
    assert all(not c.facts for c in refused)


def test_the_case_files_are_tables_people_can_open() -> None:
    for path in FOLDER.glob("*.tsv"):
        lines = path.read_text("utf-8").splitlines()
        assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}, path.name
