"""Where feedback is kept: its own SQLite file, written so that what is acknowledged stays."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

FILE = "feedback.sqlite3"
KEPT_DAYS = 180
MOST_ROWS = 100_000
BUSY_MS = 5000
_RECEIPT_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS consent (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS feedback (
    receipt TEXT PRIMARY KEY,
    at TEXT NOT NULL,
    helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
    reason TEXT NOT NULL,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    sources TEXT NOT NULL,
    plan TEXT NOT NULL,
    consent INTEGER NOT NULL REFERENCES consent (id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS feedback_at ON feedback (at);
"""


class NotSaved(Exception):
    """Nothing was written. The cause is not for visitors."""


class Full(NotSaved):
    """There is no room for more."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """Already redacted; ``consent`` is the text that the visitor agreed to."""

    helpful: bool
    reason: str
    question: str
    status: str
    sources: str
    plan: str
    consent: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it is kept: when (ISO, UTC), and what was given."""

    receipt: str
    at: str
    given: Feedback


class Store:
    """One file; safe between threads. A file that is damaged is put aside, never deleted."""

    def __init__(self, folder: Path, *, most_rows: int = MOST_ROWS) -> None:
        self.path = folder / FILE
        self._most_rows = most_rows
        self._lock = threading.Lock()

    def add(self, given: Feedback) -> str:
        """Writes a row and gives its receipt. Raises :class:`NotSaved`."""
        try:
            with self._lock:
                try:
                    return self._add(given)
                except sqlite3.OperationalError:
                    raise
                except sqlite3.DatabaseError:
                    self._put_aside()
                    return self._add(given)
        except (sqlite3.Error, OSError) as error:
            log.error("评价未能保存：%s", type(error).__name__)
            raise NotSaved from error

    def tidy(self) -> None:
        """Deletes what is too old and puts a damaged file aside; never fails."""
        if not self.path.exists():
            return
        try:
            with self._lock:
                try:
                    with self._open() as connection:
                        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                            raise sqlite3.DatabaseError
                        self._expire(connection)
                except sqlite3.OperationalError:
                    raise
                except sqlite3.DatabaseError:
                    self._put_aside()
        except (sqlite3.Error, OSError) as error:
            log.error("评价数据库打不开：%s", type(error).__name__)

    def forget(self, receipt: str) -> bool:
        """Deletes a row on request; whether there was one."""
        with self._lock, self._open() as connection:
            done = connection.execute("DELETE FROM feedback WHERE receipt = ?", (receipt,))
            return done.rowcount > 0

    def read(self) -> list[Kept]:
        """All that is kept, newest first; empty where nothing is or the file cannot be read."""
        if not self.path.exists():
            return []
        try:
            with self._lock, self._open() as connection:
                rows = connection.execute(
                    "SELECT receipt, at, helpful, reason, question, status, sources, plan, text "
                    "FROM feedback JOIN consent ON consent.id = consent ORDER BY at DESC"
                ).fetchall()
        except (sqlite3.Error, OSError) as error:
            log.error("评价读不出来：%s", type(error).__name__)
            return []
        return [Kept(row[0], row[1], Feedback(bool(row[2]), *row[3:])) for row in rows]

    def _add(self, given: Feedback) -> str:
        now = datetime.now(UTC)
        receipt = "".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(8))
        with self._open() as connection:
            self._expire(connection)
            (rows,) = connection.execute("SELECT count(*) FROM feedback").fetchone()
            if rows >= self._most_rows:
                raise Full
            connection.execute("INSERT OR IGNORE INTO consent (text) VALUES (?)", (given.consent,))
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
                "(SELECT id FROM consent WHERE text = ?))",
                (
                    *(receipt, now.isoformat(timespec="seconds"), int(given.helpful)),
                    *(given.reason, given.question, given.status, given.sources, given.plan),
                    given.consent,
                ),
            )
        return receipt

    def _expire(self, connection: sqlite3.Connection) -> None:
        oldest = datetime.now(UTC) - timedelta(days=KEPT_DAYS)
        connection.execute(
            "DELETE FROM feedback WHERE at < ?", (oldest.isoformat(timespec="seconds"),)
        )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are committed, all or none; the file is made if missing."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=BUSY_MS / 1000)) as connection:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection

    def _put_aside(self) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        for end in ("", "-wal", "-shm"):
            part = self.path.with_name(self.path.name + end)
            if part.exists():
                part.rename(part.with_name(f"{part.name}.damaged-{stamp}"))
        log.error("评价数据库损坏，已移到一旁：damaged-%s", stamp)
