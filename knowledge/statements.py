"""Every measurable or dated statement of a plan as a typed record.

Structure tells the time (a table's title, a merged cell, a box's milestone) and the kind;
wording tells operator, value and unit. Nothing here knows this plan's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.clauses import LEANING, Clause, Measured, clauses, measured
from knowledge.types import Leaf, LeafKind, Locator, Plan, Row, Table, Target, TargetKind

STATEMENT_HEADERS = ("目标任务", "目标内容", "主要目标", "工作任务", "任务", "目标")
VALUE_HEADER = re.compile(r"目标值|目标|情况|现状|完成|预期|20\d\d")
NAME_HEADERS = ("指标", "指标名称", "主要指标", "名称")
UNIT_HEADERS = ("单位", "计量单位")
ATTRIBUTE_HEADERS = ("属性", "目标属性", "指标属性", "类型")
ATTRIBUTES = ("前置性", "约束性", "预期性")
YEAR = re.compile(r"20\d\d")
FIVE_YEARS = {"十三五": "2016-2020", "十四五": "2021-2025", "十五五": "2026-2030"}
# 到2025年，… · 2025年底前，…
DATED = re.compile(r"(?:到|至|截至|力争到)?(20\d\d)年(?:底|末)?(?:前|以前)?[，,]")
SINCE_LAST_PLAN = re.compile(r"成绩|回顾|成就|问题|现状|基础|发展情况")
VERBS = (
    "建成|创建|实现|完成|培育|引进|获评|新建成|累计新增|确保|保持|建立|形成|达到|设立|打造|让|提高"
)
VERB = re.compile(rf"^(?:高质量|全面|基本|累计|进一步|积累|共)*(?:{VERBS})")
NONE = re.compile(r"无一例")
ALL = re.compile(r"全部|全覆盖|“全覆盖”|覆盖全区")
DOWN = re.compile(r"逐年下降|只减不增|下降|降低|缩小|减少")
UP = re.compile(r"提升|提高|增强|增长|显著|进步|改善|扩大")
AT_LEAST = re.compile(r"不低于|不少于|高于")
COMMITS = re.compile(r"无一例|只减不增|逐年下降|不低于|每月一次|至少组织一次|八项|全部在")
COUNT_WORDS = re.compile(
    r"(?P<value>[一二两三四五六七八九十]+)(?P<unit>次|项)(?=教师思想|全体教师|共建任务)"
)
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where statements are read from: a span with its time, kind and attribute."""

    leaf: Leaf
    start: int
    end: int
    when: str | None
    kind: TargetKind
    attribute: str = ""
    every_clause: bool = False


def read_targets(plan: Plan) -> tuple[Target, ...]:
    """All targets in order of place; ids are ``<leaf>#<n>``."""
    targets: list[Target] = []
    rows = {row.locator.label: (table, row) for table in plan.tables for row in table.rows}
    milestones = {m.locator.label: m.year for column in plan.columns for m in column.milestones}
    for leaf in plan.leaves:
        found: Iterator[Target]
        if leaf.kind is LeafKind.TABLE_ROW and leaf.locator.label in rows:
            found = _row(plan, leaf, *rows[leaf.locator.label])
        elif leaf.kind is LeafKind.TERM:
            found = _read(plan, _term_place(leaf))
        elif leaf.kind in _PROSE:
            found = _read(plan, _prose_place(leaf, milestones.get(leaf.id)))
        else:
            continue
        targets.extend(found)
    return tuple(targets)


_PROSE = {
    LeafKind.PARAGRAPH,
    LeafKind.MEASURE,
    LeafKind.BOX_PURPOSE,
    LeafKind.BOX_MEASURES,
    LeafKind.BOX_MILESTONE,
}


def _term_place(leaf: Leaf) -> _Place:
    number = re.match(r"\d+[.．、]", leaf.text)
    start = leaf.locator.start + (number.end() if number else 0)
    return _Place(leaf, start, leaf.locator.end, None, TargetKind.DEFINITION)


def _prose_place(leaf: Leaf, year: str | None) -> _Place:
    start, end = leaf.locator.start, leaf.locator.end
    if year:
        return _Place(leaf, start, end, year, TargetKind.TARGET, every_clause=True)
    if any(SINCE_LAST_PLAN.search(title) for title in leaf.path[1:]):
        return _Place(leaf, start, end, "2016-2020", TargetKind.ACTUAL)
    kind = TargetKind.STANDARD if leaf.kind is LeafKind.BOX_MEASURES else TargetKind.TARGET
    return _Place(leaf, start, end, None, kind)


def _row(plan: Plan, leaf: Leaf, table: Table, row: Row) -> Iterator[Target]:
    if any(name in row.cells for name in NAME_HEADERS):
        yield from _indicator_row(plan, leaf, table, row)
        return
    for header in STATEMENT_HEADERS:
        if header in row.spans:
            start, end = row.spans[header]
            attribute = _attribute(row)
            when = table.period or _deadline(row)
            place = _Place(leaf, start, end, when, TargetKind.TARGET, attribute, every_clause=True)
            if not row.cells[header].startswith("*"):
                yield from _read(plan, place)
            return


def _attribute(row: Row) -> str:
    for header in ATTRIBUTE_HEADERS:
        for name in ATTRIBUTES:
            if name in row.cells.get(header, ""):
                return name
    return ""


def _deadline(row: Row) -> str | None:
    """The time in a merged cell: 优先落实（目标完成时间为2022年底）."""
    for header, cell in row.cells.items():
        if header not in STATEMENT_HEADERS and (years := YEAR.findall(cell)):
            return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"
    return None


def _indicator_row(plan: Plan, leaf: Leaf, table: Table, row: Row) -> Iterator[Target]:
    """One target per value column of a table of indicators."""
    name_header = next(name for name in NAME_HEADERS if name in row.cells)
    unit = next((row.cells[h] for h in UNIT_HEADERS if h in row.cells), "").strip("—")
    index = 0
    for header in table.header:
        if header not in row.spans or not VALUE_HEADER.search(header):
            continue
        if header == name_header or header in ATTRIBUTE_HEADERS:
            continue
        index += 1
        start, end = row.spans[header]
        text = plan.text[start:end]
        number = re.search(r"\d+(?:\.\d+)?", text)
        past = next((years for words, years in FIVE_YEARS.items() if words in table.title), None)
        year = YEAR.search(header)
        actual = "情况" in header or "现状" in header or "完成" in header
        value = float(number[0]) if number else None
        yield Target(
            id=f"{leaf.id}#{index}",
            indicator=row.cells[name_header],
            subject="",
            operator="<=" if "≤" in text else ">=" if "≥" in text else "=",
            value=number[0] if number else text,
            unit=unit,
            value_text=text,
            when=year[0] if year else past,
            kind=TargetKind.ACTUAL
            if actual
            else TargetKind.PAST_TARGET
            if past == "2016-2020"
            else TargetKind.TARGET,
            attribute=_attribute(row),
            locator=leaf.locator,
            quote=leaf.text,
            leaf=leaf.id,
            number=None if value is None else (value, value),
            clause=(leaf.locator.start, leaf.locator.end),
        )


def _read(plan: Plan, place: _Place) -> Iterator[Target]:
    index = 0
    when = place.when
    previous: Clause | None = None
    sentence = (0, 0)
    for clause in clauses(plan.text, place.start, place.end):
        if clause.sentence != sentence:
            sentence, when = clause.sentence, place.when
            if dated := DATED.match(plan.text, clause.start):
                when = dated[1]
        for target in _clause(plan, place, clause, previous, when):
            index += 1
            yield _numbered(target, f"{place.leaf.id}#{index}")
        previous = clause


def _numbered(target: Target, target_id: str) -> Target:
    return replace(target, id=target_id)


def _clause(
    plan: Plan, place: _Place, clause: Clause, previous: Clause | None, when: str | None
) -> Iterator[Target]:
    words = plan.text[clause.start : clause.end]
    shown = (clause.start, clause.end)
    if previous and previous.sentence == clause.sentence and LEANING.match(words):
        shown = (previous.start, clause.end)
    figures = measured(plan.text, clause)
    for figure in figures:
        yield _figure(plan, place, clause, figure, shown, when)
    if not figures and not DATED.fullmatch(words + "，"):
        if place.every_clause or (COMMITS.search(words) and place.kind is TargetKind.TARGET):
            yield _statement(plan, place, clause, shown, when)


def _figure(
    plan: Plan,
    place: _Place,
    clause: Clause,
    figure: Measured,
    shown: tuple[int, int],
    when: str | None,
) -> Target:
    quantity = figure.quantity
    words = plan.text[clause.start : clause.end]
    value_text = words[quantity.start : quantity.end].strip()
    verb = VERB.match(words)
    about = figure.about.strip("、，或和 ")
    kind = place.kind
    if (
        when is None
        and kind is TargetKind.TARGET
        and not VERB.match(words)
        and "达" not in value_text
    ):
        kind = TargetKind.STANDARD
    return Target(
        id="",
        indicator=VERB.sub("", about) if verb else about,
        subject=_subject(about),
        operator=quantity.operator,
        value=quantity.value,
        unit=quantity.unit,
        value_text=value_text,
        when=when,
        kind=kind,
        attribute=place.attribute,
        locator=Locator(shown[0], max(shown[1], figure.end), place.leaf.locator.label),
        quote=plan.text[shown[0] : max(shown[1], figure.end)],
        leaf=place.leaf.id,
        number=(quantity.low, quantity.high),
        clause=(figure.start, figure.end),
    )


def _statement(
    plan: Plan, place: _Place, clause: Clause, shown: tuple[int, int], when: str | None
) -> Target:
    """A statement without digits: exists, up, down, none at all, all of them."""
    words = plan.text[clause.start : clause.end]
    value: str | None = None
    unit, value_text = "", ""
    number: tuple[float, float] | None = None
    operator = "exists"
    if found := COUNT_WORDS.search(words):
        value, unit, value_text = found["value"], found["unit"], found[0]
        amount = float(DIGITS.get(found["value"], 0))
        operator, number = ("=" if "至少" not in words else ">="), (amount, amount)
    elif found := NONE.search(words):
        value, unit, value_text, operator, number = "0", "例", found[0], "=", (0.0, 0.0)
    elif found := ALL.search(words):
        value, unit, value_text, operator, number = "100", "%", found[0], "=", (100.0, 100.0)
    elif found := AT_LEAST.search(words):
        operator, value_text = ">=", words[found.start() :]
    elif found := DOWN.search(words):
        operator, value_text = "down", found[0]
    elif found := UP.search(words):
        operator, value_text = "up", found[0]
    return Target(
        id="",
        indicator=VERB.sub("", words) or words,
        subject=_subject(words),
        operator=operator,
        value=value,
        unit=unit,
        value_text=value_text,
        when=when,
        kind=place.kind,
        attribute=place.attribute,
        locator=Locator(shown[0], shown[1], place.leaf.locator.label),
        quote=plan.text[shown[0] : shown[1]],
        leaf=place.leaf.id,
        number=number,
        clause=(clause.start, clause.end),
    )


SUBJECTS = re.compile(
    r"(幼儿园专任教师|小学、初中专任教师|普通高中专任教师|职业学校专业课教师|中小学教师|残疾儿童、少年|随迁子女"
    r"|新增劳动力|劳动年龄人口|从业人员|骨干教师|名优骨干教师|义务教育学校|普通高中|幼儿园|中小学|学生|教师|师生|学校)"
)


def _subject(words: str) -> str:
    found = SUBJECTS.search(words)
    return found[1] if found else ""
