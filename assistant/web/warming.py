"""Makes the first visitor's first question as quick as the next ones."""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import Protocol

from assistant.web.face import Assistant

log = logging.getLogger(__name__)


class Preparable(Assistant, Protocol):
    """An assistant that can be made ready ahead of time."""

    def prepare(self) -> str: ...


def warm(assistant: Preparable) -> None:
    """Loads model and index, then asks what the greeting offers: those come first."""
    try:
        assistant.prepare()
        for questions in assistant.examples().values():
            for question in questions:
                deque(assistant.stream(question), maxlen=0)
    except Exception as error:
        # What is broken is told to whoever asks; the service itself goes on.
        log.error("预热没有完成：%s", type(error).__name__)


def start(assistant: Preparable) -> threading.Thread:
    """Warms in the background."""
    thread = threading.Thread(target=warm, args=(assistant,), name="warm-up", daemon=True)
    thread.start()
    return thread
