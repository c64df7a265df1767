"""One writer at a time: a lock that fails fast and says who holds it.

The lock itself is the operating system's, so it ends with its holder, however that ends;
a note beside it carries the holder's process number and start time.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from embeddings.types import IndexBusy

WAIT_SECONDS = 1.0
LOCK, NOTE = "write.lock", "write.lock.json"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only writer of ``folder``; :class:`IndexBusy` names the one there is."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=WAIT_SECONDS, poll_interval=0.05)
    except Timeout as error:
        raise IndexBusy(f"索引正由{_holder(folder)}写入，请等它完成后再试。") from error
    try:
        note = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        (folder / NOTE).write_text(json.dumps(note), encoding="utf-8")
        yield
    finally:
        lock.release()


def _holder(folder: Path) -> str:
    try:
        note = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(note["since"]).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return f"进程 {note['pid']}（主机 {note['host']}，{since} 开始）"
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个进程"
