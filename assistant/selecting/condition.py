"""One test that a question puts to records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.phrases import say
from assistant.selecting.items import Item

Test = Callable[[Item], bool]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test of an item and the words that say what it tests.

    ``exact`` tells, of figures that reach a bound, those that are printed with the bound.
    """

    kind: str
    says: str
    test: Test
    exact: Test | None = None
    years: tuple[str, ...] = ()
    topic: str = ""


def containing(word: str) -> Condition:
    """That a record has these words."""
    return Condition("text", say("many.contains", word=word), lambda i: word in i.text)
