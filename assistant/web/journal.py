"""The service's log: one JSON object a line, and never what a visitor wrote."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType

from assistant.types import Answer

log = logging.getLogger(__name__)

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class Lines(logging.Formatter):
    """Time, level, logger and event; of an exception its type and place, not its message."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line["error"] = _error(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _error(info: ExcInfo | tuple[None, None, None]) -> dict[str, object]:
    # The message of an exception may quote the visitor; its place in the code does not.
    frames = traceback.extract_tb(info[2])
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return {"type": info[0].__name__ if info[0] else "", "places": places[-12:]}


def start(level: int = logging.INFO) -> None:
    """Sends everything logged to standard error, as lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("assistant").setLevel(level)
    logging.captureWarnings(True)


def answered(question: str, answer: Answer) -> None:
    """How a question went, without its text."""
    fields = {
        "status": answer.status.value,
        "ms": round(answer.latency_ms, 1),
        "characters": len(question),
        "sources": len(answer.citations),
        "notices": [notice.kind.value for notice in answer.notices],
    }
    log.info("answered", extra={"fields": fields})


def turned_away(refusal: Exception) -> None:
    """A question that was not taken, and by which rule."""
    fields = {"rule": getattr(refusal, "rule", type(refusal).__name__)}
    log.info("turned away", extra={"fields": fields})
