"""What is asked, what would satisfy it, what came back and how it was judged.

``Case`` → (run) → ``Asked`` → (score) → ``Judged``. A score is a number from 0 to 1 or, where it
does not apply or cannot be read, ``None``: unscored is counted, and never taken for wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA = 1
"""Version of the run file and of ``results.json``."""


class Kind(StrEnum):
    """What a case is about; the value is what stands in the case files."""

    FIGURE = "数字"
    ROW = "表格行"
    BOX = "专栏"
    TERM = "名词"
    MEASURE = "举措"
    LIST = "列举"
    COUNT = "计数"
    COMPARE = "比较"
    YESNO = "是非"
    FOLLOW_UP = "追问"
    PREMISE = "错误前提"
    CONFLICT = "矛盾"
    UNANSWERABLE = "无答案"
    OFF_TOPIC = "题外"
    ATTACK = "捣乱"


class Expect(StrEnum):
    """What kind of answer is due."""

    ANSWER = "回答"
    NOT_IN_PLAN = "规划没写"
    OFF_TOPIC = "题外"
    REFUSE = "不照做"


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that has to be shown for one subject.

    ``words``: all groups must be near the figure, one alternative of each. ``low`` and ``high``
    are in base units (元, 分钟, 米); ``years``: any of them is right, empty where none is due.
    ``text`` is the fact as written in the case file.
    """

    text: str
    words: tuple[tuple[str, ...], ...]
    operator: str
    low: float
    high: float
    unit: str
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A question (``turns``: earlier ones first) and what an answer must and must not have.

    ``names``: each needed, alternatives split by ``/``. ``spans``: verbatim quotes of the plan,
    any of which supports the answer. ``group``: paraphrases of one question share it.
    """

    id: str
    persona: str
    kind: Kind
    turns: tuple[str, ...]
    expect: Expect
    facts: tuple[Fact, ...] = ()
    names: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    spans: tuple[str, ...] = ()
    group: str = ""
    source: str = ""

    @property
    def question(self) -> str:
        """The last turn, which is judged."""
        return self.turns[-1]


@dataclass(frozen=True, slots=True)
class Source:
    """A citation of the answer; ``opens``: the reader shows exactly this quote at its place."""

    label: str
    quote: str
    start: int
    end: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A case and what the assistant gave for it. ``places`` are the case's spans in the plan."""

    case: Case
    text: str
    status: str
    sources: tuple[Source, ...] = ()
    notices: tuple[tuple[str, str], ...] = ()
    figures: tuple[Mapping[str, Any], ...] = ()
    trace: Mapping[str, Any] = field(default_factory=dict)
    places: tuple[tuple[int, int], ...] = ()
    latency_ms: float = 0.0
    section: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One judgement: ``value`` (1 right, 0 wrong, between for shares; ``None`` unscored),
    what in the answer it rests on, and why."""

    value: float | None
    answer: str = ""
    reason: str = ""

    @property
    def failed(self) -> bool:
        return self.value is not None and self.value < 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A case with its scores by metric; ``passed`` rests on the metrics that decide its kind."""

    asked: Asked
    scores: Mapping[str, Score]
    passed: bool
    reason: str
