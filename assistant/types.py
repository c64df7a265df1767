"""What the assistant takes and gives.

``Query`` → ``Evidence`` → ``Answer``: each is frozen and made from the one before.
"The plan says", "the plan does not say" and "something broke" are different statuses,
and no stage turns one into another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    ANSWERED = "answered"
    PARTIAL = "partial"
    NOT_IN_PLAN = "not_in_plan"
    OFF_TOPIC = "off_topic"
    REFUSED = "refused"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span of the plan: ``plan.text[start:end] == quote``."""

    label: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that the answer shows, out of a target record; value and unit as printed."""

    indicator: str
    value: str
    unit: str
    when: str | None
    operator: str = "="
    target: str = ""


class NoticeKind(StrEnum):
    CONFLICT = "conflict"
    TIMING = "timing"
    PREMISE = "premise"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a careful reader should know beside the answer."""

    kind: NoticeKind
    text: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a visitor gets. ``text`` is what is read, without the list of sources.

    ``suggestions`` are questions the plan does answer; ``choices`` are readings of an
    unclear question to pick from; ``trace`` tells what was understood and looked up.
    """

    text: str
    status: Status
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    plan_title: str = ""
    trace: Mapping[str, Any] = field(default_factory=dict)
    latency_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Passage:
    """A cited span in its surroundings, for the reader: ``before + marked + after``."""

    label: str
    path: tuple[str, ...]
    before: str
    marked: str
    after: str
