"""Work under way, in memory only: each piece for the person who began it, the oldest let go."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

MOST = 60
T = TypeVar("T")


class Holding(Generic[T]):
    """Pieces of work by an id that cannot be guessed; safe between threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[str, T]] = OrderedDict()

    def add(self, who: str, work: T) -> str:
        """The id by which ``who`` finds the work again."""
        id = secrets.token_urlsafe(12)
        self.put(id, who, work)
        return id

    def put(self, id: str, who: str, work: T) -> None:
        """The work as it is now."""
        with self._lock:
            self._held[id] = (who, work)
            self._held.move_to_end(id)
            while len(self._held) > self._most:
                self._held.popitem(last=False)

    def find(self, id: str, who: str) -> T | None:
        """The work, where it is this person's and still held."""
        with self._lock:
            owner, work = self._held.get(id, ("", None))
            return work if owner == who else None
