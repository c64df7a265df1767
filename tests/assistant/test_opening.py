"""The search opens in the background; closing does not wait for it to have opened."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant import load_settings
from assistant.opening import CLOSE_WITHIN_S, Opening
from knowledge.library import Knowledge, load


class SlowToOpen(Opening):
    """Loads only when it is let."""

    def __init__(self, knowledge: Knowledge) -> None:
        super().__init__(knowledge, load_settings())
        self.begun, self.go = threading.Event(), threading.Event()
        self.let_go = 0

    def _attach(self) -> None:
        self.begun.set()
        assert self.go.wait(30)

    def _let_go(self) -> None:
        self.let_go += 1


@pytest.mark.slow
def test_closing_while_it_loads_waits_two_seconds_and_lets_go_when_it_is_there(
    data_dir: Path,
) -> None:
    opening = SlowToOpen(load())
    loading = opening.warm()
    assert opening.begun.wait(30)
    began = time.monotonic()
    opening.close()
    assert CLOSE_WITHIN_S <= time.monotonic() - began < CLOSE_WITHIN_S + 5
    assert opening.let_go == 0
    opening.go.set()
    loading.join(30)
    assert opening.let_go == 1
