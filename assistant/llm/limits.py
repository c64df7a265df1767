"""How long, how much and how often an endpoint may be asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, counts and sizes. ``total`` and ``calls`` are for a whole turn."""

    connect: float = 3.0
    first_token: float = 10.0
    gap: float = 10.0
    total: float = 45.0
    calls: int = 4
    retry_wait: float = 2.0
    concurrency: int = 4
    failures: int = 5
    pause: float = 60.0
    reply_chars: int = 6_000
    reply_bytes: int = 2_000_000
    reply_tokens: int = 1_200

    def stretched(self, patience: float) -> Limits:
        """The same with so many times longer for words; a connection gets no longer."""
        return replace(
            self,
            first_token=self.first_token * patience,
            gap=self.gap * patience,
            total=self.total * patience,
        )


class Breaker:
    """Opens after so many failures in a row; after a pause one call may try again."""

    def __init__(
        self, failures: int, pause: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures = failures
        self._pause = pause
        self._now = now
        self._lock = threading.Lock()
        self._count = 0
        self._until = 0.0

    def allows(self) -> bool:
        """Whether a call may go out now."""
        with self._lock:
            if self._count < self._failures:
                return True
            if self._now() < self._until:
                return False
            # Half open: this call tries, others wait for what becomes of it.
            self._until = self._now() + self._pause
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._count = 0

    def failed(self) -> None:
        with self._lock:
            self._count += 1
            if self._count >= self._failures:
                self._until = self._now() + self._pause
