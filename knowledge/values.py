"""A row of a table of indicators: one target for each of its value columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.periods import YEAR, years_before, years_of
from knowledge.quantities import find_quantities
from knowledge.script import simplified
from knowledge.subjects import subject_of
from knowledge.types import Leaf, Plan, Row, Table, Target, TargetKind

NAMES = ("指标", "指标名称", "主要指标", "核心指标", "指标内容", "名称", "项目")
UNITS = ("单位", "计量单位")
ATTRIBUTES = ("属性", "目标属性", "指标属性", "类型", "指标类型", "性质")
ATTRIBUTE = re.compile(r"前置性|约束性|预期性")
VALUE = re.compile(r"目标值|目标|情况|现状|实际|完成|预期|基期|数值|20\d\d")
REACHED = re.compile(r"情况|现状|实际|完成值|完成情况|基期|基础")
EMPTY = re.compile(r"[—\-－/／~～\s]*")
# 学前三年毛入园率（%）
UNIT_IN_NAME = re.compile(r"[（(]([%％‰]|万?人|万?元|亿元|年|所|个|岁|平方米|:?1?)[）)]$")


def header_of(cells: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The header of ``cells`` that is one of ``names``, in either script."""
    plain = {"".join(simplified(header).split()): header for header in cells}
    return next((plain[name] for name in names if name in plain), None)


def attribute_of(row: Row) -> str:
    """前置性, 约束性, 预期性, or "" where the row has none."""
    header = header_of(row.cells, ATTRIBUTES)
    found = ATTRIBUTE.search(simplified(row.cells[header])) if header else None
    return found[0] if found else ""


def read_values(plan: Plan, leaf: Leaf, table: Table, row: Row, own: str) -> Iterator[Target]:
    """The targets of a row that names an indicator; ``own`` are the plan's years."""
    name_header = header_of(row.cells, NAMES)
    assert name_header
    name = row.cells[name_header]
    if not name:
        return
    unit_header = header_of(row.cells, UNITS)
    unit = row.cells[unit_header].strip("—-－ ") if unit_header else ""
    if not unit and (found := UNIT_IN_NAME.search(name)):
        unit = found[1]
    skipped = {name_header, unit_header, header_of(row.cells, ATTRIBUTES)}
    columns = [
        header
        for header in table.header
        if header in row.spans and header not in skipped and VALUE.search(simplified(header))
    ]
    for index, header in enumerate(columns, 1):
        start, end = row.spans[header]
        text = plan.text[start:end].strip()
        if not EMPTY.fullmatch(text):
            when, kind = _when(simplified(header), simplified(table.title), own)
            yield _target(f"{leaf.id}#{index}", leaf, row, name, unit, text, when, kind)


def _when(header: str, title: str, own: str) -> tuple[str | None, TargetKind]:
    """Time and kind of a column: 2020年情况, 2025年目标值, 规划目标值 of the last plan."""
    year = YEAR.search(header)
    years = years_of(title)
    past = years if years and years <= years_before(own) else None
    before = bool(year and int(year[0]) < int(own[:4]))
    if before and "目标" in header:
        return (year[0] if year else None), TargetKind.PAST_TARGET
    if REACHED.search(header) or before:
        return (year[0] if year else past), TargetKind.ACTUAL
    if past:
        return (year[0] if year else past), TargetKind.PAST_TARGET
    return (year[0] if year else years), TargetKind.TARGET


def _target(
    target_id: str,
    leaf: Leaf,
    row: Row,
    name: str,
    unit: str,
    text: str,
    when: str | None,
    kind: TargetKind,
) -> Target:
    found = find_quantities(simplified(text))
    figure = found[0] if len(found) == 1 else None
    return Target(
        id=target_id,
        indicator=name,
        subject=subject_of(simplified(name)),
        operator=figure.operator if figure else "=",
        value=figure.value if figure else text,
        unit=unit or (figure.unit if figure else ""),
        value_text=text,
        when=when,
        kind=kind,
        attribute=attribute_of(row),
        locator=leaf.locator,
        quote=leaf.text,
        leaf=leaf.id,
        number=(figure.low, figure.high) if figure else None,
        clause=(leaf.locator.start, leaf.locator.end),
    )
