"""The audit log: one JSON line a change, only ever added to, each sealed to the one before."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

FILE = "audit.jsonl"
START = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """``before`` and ``after`` are SHA-256 of what was changed, "" where there was nothing.

    ``previous`` is the hash of the line before: a line changed or taken out later shows.
    """

    at: str
    who: str
    what: str
    on: str
    before: str
    after: str
    previous: str


class NotLogged(Exception):
    """The log could not be written; the change must not be made."""


class Audit:
    """One file in a folder that only this user may read; safe between threads."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.Lock()

    def add(self, who: str, what: str, on: str = "", before: str = "", after: str = "") -> None:
        """Writes an entry to the disk. Raises :class:`NotLogged`.

        ``before`` and ``after`` are contents; their hashes are kept.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._lock:
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                entry = Entry(at, who, what, on, digest(before), digest(after), self._last())
                line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
                mode = os.O_WRONLY | os.O_APPEND | os.O_CREAT
                file = os.open(self.path, mode, 0o600)
                try:
                    os.write(file, line.encode("utf-8", "replace"))
                    os.fsync(file)
                finally:
                    os.close(file)
            except OSError as error:
                raise NotLogged from error

    def read(self, most: int = 200) -> tuple[list[Entry], bool]:
        """The newest entries, newest first, and whether the whole log is as it was written."""
        entries, whole, previous = [], True, START
        for line in self._lines():
            try:
                entry = Entry(**json.loads(line))
            except (ValueError, TypeError):
                whole = False
                continue
            whole = whole and entry.previous == previous
            previous = _hash(line)
            entries.append(entry)
        return entries[: -most - 1 : -1], whole

    def _last(self) -> str:
        last = deque(self._lines(), maxlen=1)
        return _hash(last[0]) if last else START

    def _lines(self) -> Iterator[bytes]:
        if self.path.is_file():
            with self.path.open("rb") as file:
                yield from (line.rstrip(b"\n") for line in file if line.strip())


def digest(content: str) -> str:
    """SHA-256 of a content, "" of none."""
    return _hash(content.encode("utf-8", "replace")) if content else ""


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
