"""A plan's records as plain data, with the fields that are published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.library import Knowledge
from knowledge.types import Column, Conflict, Indicator, Locator, Section, Table, Target, Term

Record = dict[str, Any]


def as_data(knowledge: Knowledge) -> Record:
    """Everything read from a plan; every ``quote`` is ``text[start:end]`` of the plan."""
    plan = knowledge.plan
    return {
        "plan": {"title": plan.title, "sha256": plan.sha256, "characters": len(plan.text)},
        "sections": [_section(section) for section in plan.sections],
        "columns": [_column(column) for column in plan.columns],
        "tables": [_table(table) for table in plan.tables],
        "terms": [_term(term) for term in plan.terms],
        "targets": [_target(target) for target in knowledge.targets],
        "indicators": [_indicator(indicator) for indicator in knowledge.indicators],
        "conflicts": [_conflict(plan.text, conflict) for conflict in knowledge.conflicts],
    }


def _span(locator: Locator) -> Record:
    return {"start": locator.start, "end": locator.end}


def _section(section: Section) -> Record:
    return {
        "id": section.id,
        "label": section.locator.label,
        "title": section.title,
        "level": section.level,
        **_span(section.locator),
    }


def _column(column: Column) -> Record:
    milestones: dict[str, str] = {}
    for part in column.milestones:
        before = milestones.get(part.year)
        milestones[part.year] = part.text if before is None else f"{before}\n{part.text}"
    return {
        "number": column.number,
        "title": column.title,
        **_span(column.locator),
        "milestones": milestones,
    }


def _table(table: Table) -> Record:
    rows = [
        {"number": row.number, **_span(row.locator), "cells": dict(row.cells)} for row in table.rows
    ]
    return {"id": table.id, "title": table.title, "rows": rows}


def _term(term: Term) -> Record:
    return {
        "number": term.number,
        "term": term.term,
        "definition": term.definition,
        **_span(term.locator),
    }


def _target(target: Target) -> Record:
    return {
        "id": target.id,
        "indicator": target.indicator,
        "subject": target.subject,
        "operator": target.operator,
        "value": target.value,
        "unit": target.unit,
        "value_text": target.value_text,
        "when": target.when,
        "kind": target.kind.value,
        "attribute": target.attribute,
        "label": target.locator.label,
        "quote": target.quote,
        **_span(target.locator),
    }


def _indicator(indicator: Indicator) -> Record:
    return {
        "key": indicator.key,
        "name": indicator.name,
        "aliases": list(indicator.aliases),
        "direction": indicator.direction,
        "targets": list(indicator.targets),
    }


def _conflict(text: str, conflict: Conflict) -> Record:
    mentions: Sequence[Record] = [
        {"label": at.label, "quote": text[at.start : at.end], **_span(at)}
        for at in conflict.mentions
    ]
    return {
        "id": conflict.id,
        "kind": conflict.kind,
        "topic": conflict.topic,
        "says": conflict.says,
        "mentions": list(mentions),
    }
