"""How often the right place is found, and what each part of the search is worth.

Recall at 1, 5 and 10 and mean reciprocal rank over the cases that name a place: with all parts,
with each taken away, with each alone. This looks inside the search on purpose; all other evals
keep to the assistant's public face.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant import load_settings
from assistant.opening import Opening
from embeddings.hybrid import PARTS, Retriever
from embeddings.types import Unit
from evals.caseio import load_cases
from evals.run import occurrences
from evals.types import Case, Expect, Kind
from knowledge.library import Knowledge, load

DEPTH = 10
NAMES = {
    "unit-dense": "原文·语义",
    "unit-lexical": "原文·字词",
    "way-dense": "问法·语义",
    "way-lexical": "问法·字词",
}
KINDS = frozenset({Kind.MEASURE, Kind.YESNO, Kind.LIST, Kind.FIGURE, Kind.TERM})


@dataclass(frozen=True, slots=True)
class Found:
    """Ranks of the right place, 0 where it is not among the first ten."""

    name: str
    ranks: tuple[int, ...]

    def recall(self, limit: int) -> float:
        """Share found among the first ``limit``."""
        return sum(0 < rank <= limit for rank in self.ranks) / max(1, len(self.ranks))

    @property
    def reciprocal(self) -> float:
        """Mean of 1 / rank."""
        return sum(1 / rank for rank in self.ranks if rank) / max(1, len(self.ranks))


def ablation(cases: Sequence[Case], knowledge: Knowledge, whole: Retriever) -> list[Found]:
    """All parts, each taken away, each alone."""
    settings: list[tuple[str, Iterable[str]]] = [("全部", PARTS)]
    settings += [(f"去掉 {NAMES[p]}", PARTS - {p}) for p in sorted(PARTS)]
    settings += [(f"只用 {NAMES[p]}", {p}) for p in sorted(PARTS)]
    found = []
    kept = whole.parts
    try:
        for name, parts in settings:
            whole.parts = frozenset(parts)
            found.append(Found(name, tuple(_rank(c, knowledge, whole) for c in cases)))
    finally:
        whole.parts = kept
    return found


def _rank(case: Case, knowledge: Knowledge, retriever: Retriever) -> int:
    text = knowledge.plan.text
    places = [place for span in case.spans for place in occurrences(text, span)]
    units = {unit.id: unit for unit in retriever.units}
    for rank, hit in enumerate(retriever.search(case.question, DEPTH), 1):
        if _touches(units[hit.id], places):
            return rank
    return 0


def _touches(unit: Unit, places: Iterable[tuple[int, int]]) -> bool:
    return any(unit.start < end and start < unit.end for start, end in places)


def table(found: Sequence[Found]) -> str:
    """The ablation in Markdown."""
    lines = ["| 检索 | 前1 | 前5 | 前10 | 平均倒数名次 |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {f.name} | {f.recall(1):.1%} | {f.recall(5):.1%} | {f.recall(10):.1%} "
        f"| {f.reciprocal:.3f} |"
        for f in found
    ]
    return "\n".join(lines)


def main() -> int:
    """``python -m evals.retrieval``."""
    knowledge = load()
    cases = [c for c in load_cases() if c.expect is Expect.ANSWER and c.spans and c.kind in KINDS]
    opening = Opening(knowledge, load_settings())
    try:
        opening.load()
        retriever, _, _ = opening.search.ready()
        print(f"{len(cases)} 题\n\n{table(ablation(cases, knowledge, retriever))}")
    finally:
        opening.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
