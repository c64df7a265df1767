"""One test that a question puts to records."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.phrases import say
from assistant.selecting.items import Item
from assistant.selecting.words import data
from knowledge.types import Target

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
    fits: Callable[[Target], bool] | None = None
    """The test of one figure, of which a record needs one that passes."""
    said: re.Pattern[str] | None = None
    """The words, without marks, that a record must have: what is shown of it."""


def containing(word: str) -> Condition:
    """That a record has these words."""
    said = re.compile(data()["whole"].get(word, re.escape(word)))
    return Condition(
        "text",
        say("many.contains", word=word),
        lambda i: bool(said.search(i.text)),
        topic=word,
        said=said,
    )


def either(found: Sequence[Condition]) -> Condition:
    """That a record has any of several words."""
    words = [c.topic for c in found]
    return Condition(
        "text",
        say("many.contains", word="”或“".join(words)),
        lambda i: any(c.test(i) for c in found),
        said=re.compile("|".join(c.said.pattern for c in found if c.said)),
    )
