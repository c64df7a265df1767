"""What a check gives back: statements, each with its verdict and the plan's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.types import Citation

Progress = Callable[[int, int], None]
"""Characters read, characters in all."""


class Verdict(StrEnum):
    """``conflict``: the plan itself says two things; ``absent``: it says nothing of it."""

    AGREE = "agree"
    DIFFER = "differ"
    CONFLICT = "conflict"
    ABSENT = "absent"


class Error(StrEnum):
    """What is wrong with a statement that differs."""

    DIGIT = "digit"
    UNIT = "unit"
    YEAR = "year"
    OPERATOR = "operator"
    SUBJECT = "subject"
    NEIGHBOUR = "neighbour"
    NAME = "name"
    ATTRIBUTE = "attribute"


@dataclass(frozen=True, slots=True)
class Statement:
    """A checked piece of the text, ``text == checked[start:end]``.

    ``right`` is what to put in its place, "" where nothing can be put right with one click.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    error: Error | None = None
    right: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The statements of a text in order of place."""

    statements: tuple[Statement, ...]

    @property
    def agrees(self) -> bool:
        """Whether every statement is the plan's."""
        return all(s.verdict is Verdict.AGREE for s in self.statements)

    def to_json(self) -> dict[str, Any]:
        """Plain data, offsets counted in characters of the checked text."""
        return {
            "statements": [
                {
                    "text": s.text,
                    "start": s.start,
                    "end": s.end,
                    "verdict": s.verdict.value,
                    "error": s.error.value if s.error else None,
                    "right": s.right,
                    "citations": [
                        {"label": c.label, "quote": c.quote, "start": c.start, "end": c.end}
                        for c in s.citations
                    ],
                }
                for s in self.statements
            ]
        }
