"""Whether the service answers right: one figure of the plan, asked as a visitor would ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from assistant.types import Answer, Status
from assistant.web.face import Assistant
from knowledge.library import Knowledge
from knowledge.types import TargetKind

FRESH_S = 5.0
QUESTION = "{name}{year}年的目标是多少？"


@dataclass(frozen=True, slots=True)
class Canary:
    """A question and the figure that its answer must show."""

    question: str
    value: str


def pick(knowledge: Knowledge) -> Canary | None:
    """The first indicator that has one figure for one year; none in a plan without figures."""
    for indicator in knowledge.indicators:
        targets = [knowledge.target[name] for name in indicator.targets]
        years = {t.when for t in targets if t.when in ("2022", "2025") and t.value}
        for year in sorted(year for year in years if year):
            values = {t.value for t in targets if t.when == year}
            kinds = {t.kind for t in targets if t.when == year}
            if len(values) == 1 and kinds == {TargetKind.TARGET}:
                (value,) = values
                return Canary(QUESTION.format(name=indicator.name, year=year), value or "")
    return None


class Readiness:
    """Asks the canary at most every few seconds, however often one looks."""

    def __init__(self, assistant: Assistant, clock: Callable[[], float] = time.monotonic) -> None:
        self._assistant = assistant
        self._canary = pick(assistant.knowledge)
        self._clock = clock
        self._lock = threading.Lock()
        self._known: tuple[float, bool] | None = None

    def __call__(self) -> bool:
        if not self._assistant.ready():
            return False
        with self._lock:
            if self._known is None or self._clock() - self._known[0] >= FRESH_S:
                self._known = (self._clock(), self._look())
            return self._known[1]

    def _look(self) -> bool:
        try:
            return self._sings()
        except Exception:
            # Whatever broke, the answer is "not ready"; why is in the assistant's own log.
            return False

    def _sings(self) -> bool:
        if self._canary is None:
            return True
        *_, last = self._assistant.stream(self._canary.question)
        return (
            isinstance(last, Answer)
            and last.status in (Status.ANSWERED, Status.PARTIAL)
            and self._canary.value in last.text
        )
