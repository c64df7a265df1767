"""The bank of ways of asking: questions as people put them, and what of the plan answers each.

A line is ``question<TAB>asks<TAB>refs``. A ref is ``@`` and the id of a box, milestone, row,
term, section or measure, or words of the plan copied verbatim; in an edited copy of the
plan the figures in those words may differ.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.conflicts import pattern
from knowledge.types import Leaf, Locator, Plan

SEPARATOR = "｜"
REFUSALS = frozenset(
    {
        "score",
        "fee",
        "enrol_time",
        "district",
        "contact",
        "class_size",
        "homework_time",
        "outcome",
        "personal",
        "school",
        "other",
        "off_topic",
        "attack",
    }
)
DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class WayOfAsking:
    """A question and the spans that answer it; ``dangling`` are refs that are not in the plan."""

    text: str
    asks: str
    spans: tuple[Locator, ...]
    refs: tuple[str, ...]
    dangling: tuple[str, ...]
    source: str

    @property
    def refuses(self) -> bool:
        """Whether the plan does not answer it; spans are then the nearest useful thing."""
        return self.asks in REFUSALS


def load_ways(folder: Path, plan: Plan) -> tuple[WayOfAsking, ...]:
    """All ways of asking in a folder's ``*.tsv``, in order of file and line."""
    resolver = Resolver(plan)
    return tuple(way for path in sorted(folder.glob("*.tsv")) for way in _read(path, resolver))


def _read(path: Path, resolver: Resolver) -> Iterator[WayOfAsking]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, asks, refs = line.split("\t")
        names = tuple(ref for ref in refs.split(SEPARATOR) if ref)
        spans = [(ref, resolver.find(ref)) for ref in names]
        yield WayOfAsking(
            text=text,
            asks=asks,
            spans=tuple(span for _, span in spans if span),
            refs=names,
            dangling=tuple(ref for ref, span in spans if span is None),
            source=f"{path.name}:{number}",
        )


class Resolver:
    """Finds refs in a plan; each is looked up once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._starts = [leaf.locator.start for leaf in plan.leaves]
        self._known: dict[str, Locator | None] = {}
        self._ids: Mapping[str, Locator] = dict(_places(plan))
        # Figures masked by equal length stay findable by plain search after an edit.
        self._masked = DIGITS.sub(lambda m: "#" * len(m[0]), plan.text)

    def find(self, ref: str) -> Locator | None:
        """The place of a ref, or ``None`` where the plan has it no more."""
        if ref not in self._known:
            self._known[ref] = self._ids.get(ref[1:]) if ref.startswith("@") else self._quote(ref)
        return self._known[ref]

    def _quote(self, quote: str) -> Locator | None:
        start = self._plan.text.find(quote)
        end = start + len(quote)
        if start < 0:
            found = pattern(quote).search(self._plan.text)
            if not found:
                return None
            start, end = found.span()
        leaf = self._leaf_at(start)
        return Locator(start, end, leaf.locator.label) if leaf else None

    def _leaf_at(self, offset: int) -> Leaf | None:
        index = bisect.bisect_right(self._starts, offset) - 1
        leaf = self._plan.leaves[index] if index >= 0 else None
        return leaf if leaf and offset < leaf.locator.end else None


def _places(plan: Plan) -> Iterator[tuple[str, Locator]]:
    for section in plan.sections:
        yield section.id, section.locator
    for column in plan.columns:
        yield f"专栏{column.number}", column.locator
    for table in plan.tables:
        yield table.id, table.locator
    for leaf in plan.leaves:
        yield leaf.id, leaf.locator
