"""Generators of text that end in a result, seen through: silent, or at a steady pace.

An empty string is a sign of life: a generator can be closed only where it yields.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import closing
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[str, None, T]
PULSE = 0.5
"""Seconds between signs of life."""


def silently(steps: Steps[T]) -> Steps[T]:
    """The same steps as signs of life only."""
    with closing(steps):
        while True:
            try:
                next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
            yield ""


def paced(steps: Steps[T]) -> Steps[T]:
    """The same steps with no more signs of life than one a pulse."""
    last = time.monotonic()
    with closing(steps):
        while True:
            try:
                text = next(steps)
            except StopIteration as end:
                result: T = end.value
                return result
            if text or time.monotonic() - last >= PULSE:
                last = time.monotonic()
                yield text
