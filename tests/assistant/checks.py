"""What holds for every answer, and short ways to read one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

import pytest

from assistant.types import Answer, Citation, Status
from knowledge.library import Knowledge

HOLE = re.compile(r"[{}]|\bNone\b")
MAX_SUGGESTIONS = 3


class Ask(Protocol):
    """Asks the turns of one visitor, the last of them now; checks what holds for every answer."""

    def __call__(self, *turns: str) -> Answer: ...


def bug(reason: str) -> pytest.MarkDecorator:
    """The behaviour is wrong: the test says how it should be, and fails when it is put right."""
    return pytest.mark.xfail(strict=True, reason=reason, raises=AssertionError)


def check(answer: Answer, knowledge: Knowledge) -> None:
    """Verbatim quotes, figures out of records with a source, no hole in a sentence."""
    assert answer.text.strip() and not HOLE.search(answer.text), answer.text
    assert answer.plan_title == knowledge.plan.title
    for citation in quoted(answer):
        assert knowledge.plan.text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip() and citation.label
    for figure in answer.figures:
        target = knowledge.target[figure.target]
        assert (figure.value, figure.unit, figure.when) == (target.value, target.unit, target.when)
    if answer.figures:
        assert answer.citations, "a figure without a source"
    assert len(answer.suggestions) <= MAX_SUGGESTIONS


def quoted(answer: Answer) -> Iterable[Citation]:
    yield from answer.citations
    for notice in answer.notices:
        yield from notice.citations


def figures(answer: Answer) -> set[tuple[str, str, str | None]]:
    """The figures shown, as (value, unit, when)."""
    return {(figure.value, figure.unit, figure.when) for figure in answer.figures}


def lead(answer: Answer) -> tuple[str, str, str | None]:
    """The figure that the answer leads with."""
    first = answer.figures[0]
    return first.value, first.unit, first.when


def fact(answer: Answer) -> str:
    """The first line: the fact itself, before notices and lists."""
    return answer.text.splitlines()[0]


def labels(answer: Answer) -> list[str]:
    """Where it is from, without the long title of the phase tables."""
    return [c.label.removeprefix("分阶段目标任务一览表·") for c in answer.citations]


def items(answer: Answer) -> list[str]:
    """The numbers in front of the lines of a list."""
    return re.findall(r"(?m)^(\d+)\. ", answer.text)


def is_answered(answer: Answer) -> bool:
    return answer.status is Status.ANSWERED
