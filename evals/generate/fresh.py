"""Questions that are nobody's yet: nothing like them in the bank, and asked by no other case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.normal import bigrams, likeness
from knowledge.library import PLANS, load
from knowledge.ways import load_ways

NEAR = 0.8
"""Jaccard likeness of character bigrams from which on two questions count as one."""


class Taken:
    """Questions that are taken: near-duplicates of ``questions``, and what was given out since."""

    def __init__(self, questions: Iterable[str] = ()) -> None:
        self._given: set[str] = set()
        self._grams: list[frozenset[str]] = []
        self._by_gram: dict[str, list[int]] = {}
        for question in questions:
            self.avoid(question)

    def avoid(self, question: str) -> None:
        grams = bigrams(question)
        for gram in grams:
            self._by_gram.setdefault(gram, []).append(len(self._grams))
        self._grams.append(grams)

    def is_near(self, question: str) -> bool:
        """Whether a taken question is nearly this one."""
        grams = bigrams(question)
        counts: dict[int, int] = {}
        for gram in grams:
            for index in self._by_gram.get(gram, ()):
                counts[index] = counts.get(index, 0) + 1
        enough = NEAR * len(grams)
        return any(
            likeness(grams, self._grams[i]) >= NEAR for i, n in counts.items() if n >= enough * 0.99
        )

    def give(self, question: str) -> None:
        """Takes a question that a case asks; others like it are still free."""
        self._given.add(question)

    def first(self, questions: Sequence[str]) -> str | None:
        """The first that is free, then taken; ``None`` where none is."""
        for question in questions:
            if question not in self._given and not self.is_near(question):
                self._given.add(question)
                return question
        return None


def bank() -> Taken:
    """What the default plan's bank already asks."""
    knowledge = load()
    return Taken(
        way.text for way in load_ways(PLANS / knowledge.plan.name / "bank", knowledge.plan)
    )
