"""Proof that the cases stand on the plan: every span is in it, every fact is in its spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evals.mentions import mentions
from evals.normal import figures_plain, plain
from evals.types import Case, Expect, Fact, Kind
from evals.units import same
from knowledge.library import Knowledge
from knowledge.types import Target

BARE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a case, in Chinese."""

    case: str
    text: str


def validate(cases: Iterable[Case], knowledge: Knowledge) -> list[Problem]:
    """All cases that the plan does not bear out, and figures that no case asks for."""
    found = list(cases)
    problems = [p for case in found for p in _case(case, knowledge)]
    return problems


def _case(case: Case, knowledge: Knowledge) -> Iterator[Problem]:
    text = knowledge.plan.text
    for span in case.spans:
        if span not in text:
            yield Problem(case.id, f"原文“{span[:40]}”不在规划里，请复核")
    if case.facts and not case.spans:
        yield Problem(case.id, "有事实而没有原文")
    due = case.facts or case.names
    if case.expect is Expect.ANSWER and not due and case.kind is not Kind.CONFLICT:
        yield Problem(case.id, "没有写明回答里应有什么")
    for fact in case.facts:
        if not any(_holds(span, fact, knowledge) for span in case.spans if span in text):
            yield Problem(case.id, f"事实“{fact.text}”不在所列原文里，请复核")


def _holds(span: str, fact: Fact, knowledge: Knowledge) -> bool:
    """Whether the figure is in the span, or in the table row or sentence that the span is of."""
    text = knowledge.plan.text
    places = [span]
    start = text.find(span)
    while start >= 0:
        leaf = knowledge.leaf_at(start)
        if leaf is not None:
            places.append(leaf.text)
        start = text.find(span, start + 1)
    return any(_has_figure(place, fact) for place in places)


def _has_figure(text: str, fact: Fact) -> bool:
    for mention in mentions(text):
        alike = same(mention.unit, fact.unit) or not mention.unit
        if alike and (mention.low, mention.high) == (fact.low, fact.high):
            return True
    # A table's cells hold figure and unit apart; some figures are said in words.
    if fact.unit in ("%", "年", "") and f"{fact.low:g}" in BARE.findall(plain(text)):
        return True
    words = {100.0: ("全覆盖", "全部", "覆盖全区"), 0.0: ("无一例",)}
    return any(word in figures_plain(text) for word in words.get(fact.low, ()))


def uncovered(cases: Iterable[Case], knowledge: Knowledge) -> list[Target]:
    """Numeric targets for which no case has the figure and a span at its place."""
    text = knowledge.plan.text
    held: list[tuple[int, int]] = []
    for case in cases:
        for span in case.spans:
            start = text.find(span)
            while start >= 0:
                held.append((start, start + len(span)))
                start = text.find(span, start + 1)
    return [
        t
        for t in knowledge.targets
        if t.number and not any(a < t.locator.end and t.locator.start < b for a, b in held)
    ]


def to_review(cases: Iterable[Case], before: Knowledge, after: Knowledge) -> list[str]:
    """Cases to look at after the plan was changed: those it bore out before and does not now."""
    found = list(cases)
    was = {problem.case for problem in validate(found, before)}
    return sorted({problem.case for problem in validate(found, after)} - was)
