"""What the plan says something in: the clause around it, to be held against a text's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.proofread.apart import BREAK
from assistant.proofread.matching import pairs
from assistant.proofread.naming import Name
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Locator

ALIKE = 0.4
"""Share of the shorter clause's pairs from which two clauses tell the same thing."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that the plan says, with the clause it stands in and that clause's pairs."""

    name: Name
    around: frozenset[str]
    clause: str


def saying(knowledge: Knowledge, pattern: re.Pattern[str]) -> Iterator[Said]:
    """Each place of the plan where ``pattern`` stands."""
    text = simplified(knowledge.plan.text)
    for match in pattern.finditer(text):
        if leaf := knowledge.leaf_at(match.start()):
            place = Locator(*match.span(), leaf.locator.label)
            clause = without(text, match)
            yield Said(Name(match[0], match[0], (place,)), pairs(clause), clause)


def without(text: str, match: re.Match[str]) -> str:
    """The clause around a match, without it."""
    left = max([m.end() for m in BREAK.finditer(text, 0, match.start())], default=0)
    stop = BREAK.search(text, match.end())
    return (
        f"{text[left : match.start()]}，{text[match.end() : stop.start() if stop else len(text)]}"
    )


def likest(
    around: frozenset[str], known: Sequence[Said], least: float = ALIKE
) -> tuple[float, Said] | None:
    """What stands in the likest clause of the plan, with its likeness, where it is ``least``."""
    scored = [(len(around & s.around) / max(min(len(around), len(s.around)), 1), s) for s in known]
    best = max(scored, key=lambda one: one[0], default=None)
    return best if best and best[0] >= least else None
