"""A person's word that a draft may leave: name, time and the hash of what was approved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from filelock import FileLock

from assistant.drafting.types import Draft
from assistant.drafting.words import say

FILE = "approvals.jsonl"
CHINA = timezone(timedelta(hours=8))
MAX_NAME = 40
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


class NotApproved(Exception):
    """Export without an approval of this very draft. The message is Chinese."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved what: ``when`` is ISO 8601 in UTC, ``sha256`` that of the draft."""

    name: str
    when: str
    sha256: str

    @property
    def day(self) -> str:
        """The day in China on which it was given: 2026-03-05."""
        return datetime.fromisoformat(self.when).astimezone(CHINA).date().isoformat()


class Approvals:
    """Approvals kept in a file under ``DATA_DIR``, one a line, never changed or removed."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "drafting" / FILE

    def approve(self, draft: Draft, name: str, when: datetime | None = None) -> Approval:
        """Records that ``name`` approves the draft as it is. Raises ``ValueError``, ``OSError``."""
        name = CONTROL.sub("", name).strip()
        if not name or len(name) > MAX_NAME:
            raise ValueError(say("problem.name", most=MAX_NAME))
        at = (when or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
        approval = Approval(name, at, draft.sha256)
        line = json.dumps({**asdict(approval), "title": draft.title}, ensure_ascii=False)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(f"{self._path}.lock", timeout=5),
            self._path.open("a", encoding="utf-8") as file,
        ):
            file.write(line + "\n")
        return approval

    def of(self, draft: Draft) -> Approval | None:
        """The last approval of exactly this draft."""
        return next((a for a in reversed(list(self._read())) if a.sha256 == draft.sha256), None)

    def _read(self) -> Iterator[Approval]:
        if not self._path.is_file():
            return
        for line in self._path.read_text("utf-8").splitlines():
            try:
                held = json.loads(line)
                yield Approval(held["name"], held["when"], held["sha256"])
            except (ValueError, KeyError, TypeError):
                # A line half written when the power went is no approval.
                continue


def require(draft: Draft, approval: Approval | None) -> None:
    """Raises :class:`NotApproved` unless ``approval`` is of this very draft."""
    if approval is None:
        raise NotApproved(say("problem.not_approved"))
    if approval.sha256 != draft.sha256:
        raise NotApproved(say("problem.changed"))
