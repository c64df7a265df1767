"""How much one visitor may ask, and what counts as a question."""

from __future__ import annotations

import math
import threading
import time
import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from assistant.web import texts


@dataclass(frozen=True, slots=True)
class Rate:
    """A token bucket: ``burst`` at once, then ``per_second`` for as long as one likes."""

    burst: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What a public page allows. A school shares one address, so an address gets far more."""

    question_chars: int = 500
    body_bytes: int = 64 * 1024
    passage_chars: int = 20_000
    queue_size: int = 64
    concurrency: int = 16
    threads: int = 40
    sessions: int = 2000
    session_rate: Rate = Rate(burst=10, per_second=0.5)
    address_rate: Rate = Rate(burst=120, per_second=10)
    feedback_rate: Rate = Rate(burst=30, per_second=0.5)


class QuestionRefused(ValueError):
    """A question that is not passed on; the message is for the visitor, ``rule`` for the log."""

    def __init__(self, message: str, rule: str) -> None:
        super().__init__(message)
        self.rule = rule


def clean_question(raw: str, limit: int) -> str:
    """The question without invisible control and half characters; refused if empty or too long."""
    whole = raw.encode("utf-8", "replace").decode("utf-8")
    question = "".join(c for c in whole if c in "\n\t" or unicodedata.category(c) not in _INVISIBLE)
    question = question.strip()
    if not question:
        raise QuestionRefused(texts.EMPTY_QUESTION, "empty")
    if len(question) > limit:
        said = texts.LONG_QUESTION.format(length=len(question), limit=limit)
        raise QuestionRefused(said, "too long")
    return question


# Control, format (zero-width, direction overrides, tags), surrogate, private use, unassigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Buckets:
    """One token bucket a key, for the ``size`` most recent keys; safe between threads."""

    def __init__(
        self, rate: Rate, size: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._size = size
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: str) -> float:
        """Takes one token and returns 0, or takes none and returns the seconds to wait."""
        now = self._clock()
        with self._lock:
            level, seen = self._levels.pop(key, (self._rate.burst, now))
            level = min(self._rate.burst, level + (now - seen) * self._rate.per_second)
            wait = 0.0 if level >= 1 else (1 - level) / self._rate.per_second
            self._levels[key] = (level if wait else level - 1, now)
            while len(self._levels) > self._size:
                self._levels.popitem(last=False)
            return wait


class Gate:
    """Turns away whoever asks too fast, by session first and by address second."""

    def __init__(self, limits: Limits) -> None:
        self._sessions = Buckets(limits.session_rate)
        self._addresses = Buckets(limits.address_rate)

    def check(self, session: str, address: str) -> None:
        """Raises ``QuestionRefused`` with the time to wait."""
        wait = self._sessions.take(session) or self._addresses.take(address)
        if wait:
            raise QuestionRefused(texts.TOO_FAST.format(seconds=math.ceil(wait)), "too fast")
