"""What staff added to the bank and the lexicon: files with a history to go back in."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.overlay import WAYS, WORDS
from assistant.web.staff.moments import stamp

HISTORY = "history"
LIST = "changes.jsonl"
HEADS = {
    WAYS: "# 工作台增添的问法。一行一条：问法、问什么、规划里的原文；同一问法以这里为准。",
    WORDS: "# 工作台增添的口头词。一行一条：口头词、规划的词；同一个词以这里为准。",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a file; ``id`` names the copy of what stood before."""

    id: str
    at: str
    who: str
    file: str
    what: str


Line = tuple[str, ...]


class Additions:
    """The two files in a folder; safe between threads. Each change keeps what stood before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()

    def text(self, file: str) -> str:
        """A file as it stands; "" where there is none yet."""
        path = self.folder / file
        return path.read_text("utf-8") if path.is_file() else ""

    def lines(self, file: str) -> list[Line]:
        """The lines of a file, in order."""
        return parse(self.text(file))

    def with_line(self, file: str, line: Line) -> str:
        """The file's text with one line more, in place of the one that begins alike."""
        kept = [known for known in self.lines(file) if known[0] != line[0]]
        return write(file, [*kept, line])

    def without(self, file: str, first: str) -> str:
        """The file's text without the line that begins so."""
        return write(file, [known for known in self.lines(file) if known[0] != first])

    def save(self, file: str, text: str, who: str, what: str) -> str:
        """Writes a file and keeps what stood before; what stood before is returned."""
        with self._lock:
            before = self.text(file)
            change = Change(stamp(), datetime.now(UTC).isoformat("T", "seconds"), who, file, what)
            history = self.folder / HISTORY
            history.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(history / f"{change.id}.tsv", before)
            with (history / LIST).open("a", encoding="utf-8") as log:
                log.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
            _write(self.folder / file, text)
        return before

    def changes(self) -> list[Change]:
        """All changes, newest first."""
        path = self.folder / HISTORY / LIST
        if not path.is_file():
            return []
        lines = path.read_text("utf-8").splitlines()
        return [Change(**json.loads(line)) for line in reversed(lines) if line]

    def before(self, id: str) -> tuple[Change, str] | None:
        """A change and the text of its file before it; ``None`` where there is no such change."""
        change = next((known for known in self.changes() if known.id == id), None)
        path = self.folder / HISTORY / f"{change.id}.tsv" if change else None
        if change is None or path is None or not path.is_file():
            return None
        return change, path.read_text("utf-8")


def parse(text: str) -> list[Line]:
    """The lines of a file's text without its comments."""
    lines = (x for x in text.splitlines() if x and not x.startswith("#"))
    return [tuple(line.split("\t")) for line in lines]


def write(file: str, lines: Sequence[Line]) -> str:
    """The text that :func:`parse` reads back; "" of no lines."""
    body = "".join("\t".join(line) + "\n" for line in lines)
    return f"{HEADS[file]}\n{body}" if body else ""


def _write(path: Path, text: str) -> None:
    """All of it or nothing, also when the power goes."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
