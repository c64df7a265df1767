"""Answers that may still be rated: what was asked stays here, so that no page can invent it."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from assistant.types import Answer

KEPT = 4000
KEPT_S = 2 * 3600


@dataclass(frozen=True, slots=True)
class Rated:
    """What is kept of an answer beside a visitor's opinion."""

    question: str
    status: str
    sources: str
    plan: str


class Recent:
    """The newest answers by a token that cannot be guessed; safe between threads."""

    def __init__(self, kept: int = KEPT, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept = kept
        self._clock = clock
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, tuple[float, Rated]] = OrderedDict()

    def add(self, question: str, answer: Answer) -> str:
        """The token by which a visitor may rate this answer."""
        token = secrets.token_urlsafe(12)
        sources = "；".join(citation.label for citation in answer.citations)
        rated = Rated(question, answer.status.value, sources, answer.plan_title)
        with self._lock:
            self._answers[token] = (self._clock(), rated)
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)
        return token

    def find(self, token: str) -> Rated | None:
        """The answer, unless it is too long ago."""
        with self._lock:
            at, rated = self._answers.get(token, (0.0, None))
        return rated if rated and self._clock() - at < KEPT_S else None
