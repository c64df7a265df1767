"""Sentences of the plan cut into pieces that can be told without the rest of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.drafting.pool import DATED, PAIRS, Role, Said, flat
from assistant.drafting.words import pattern

SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A clause with what it cannot be told without.

    ``fuller`` is the same with what leads to it and what hangs on it (围绕…，; 并…), where
    there is such. ``date`` is the time that its sentence opens with (到2022年).
    """

    said: Said
    fuller: Said | None = None
    date: Said | None = None
    near: float = 1.0
    """How much it belongs to what was asked for."""
    headed: bool = False
    """Whether it is the name of a measure."""


def pieces(said: Said, plan: str) -> list[Piece]:
    """The pieces of a sentence in order; a table's row is one."""
    if said.cells:
        return [Piece(said)]
    found = DATED.match(plan, said.start, said.end)
    date = _part(said, said.start, found.end(), plan) if found else None
    start = found.end() if found else said.start
    spans = list(_clauses(plan, start, said.end))
    if pattern("piece.entire").match(plan, start):
        spans = [(start, said.end)]
    # What something is for is told by the very words that lead to it: 着眼于…
    leading = "means" if said.role is Role.PURPOSE else "leading"
    made: list[Piece] = []
    at = 0
    while at < len(spans):
        first = core = at
        while core + 1 < len(spans) and (
            _is(leading, spans[core], plan) or (core > first and _is("ending", spans[core], plan))
        ):
            # 通过A，开展B等途径，: all of it leads to what follows.
            core += 1
        end = last = _needing(spans, core, plan)
        while end + 1 < len(spans) and _is("hanging", spans[end + 1], plan):
            end += 1
        own = _part(said, spans[core][0], spans[last][1], plan)
        if _is("filling", spans[first], plan):
            first = core
        wide = (spans[first][0], spans[end][1])
        fuller = _part(said, *wide, plan) if wide != (own.start, own.end) else None
        if len(own.text) >= SHORTEST and not pattern("piece.filling").search(own.text):
            made.append(Piece(own, fuller, date))
        at = end + 1
    return made


def _needing(spans: list[tuple[int, int]], at: int, plan: str) -> int:
    """The last of the clauses from ``at`` on of which each needs the next."""
    while at + 1 < len(spans) and _is("needed", spans[at], plan):
        at += 1
    return at


def _is(name: str, span: tuple[int, int], plan: str) -> bool:
    return pattern(f"piece.{name}").search(flat(plan[slice(*span)])) is not None


def _part(said: Said, start: int, end: int, plan: str) -> Said:
    own = tuple(t for t in said.targets if start <= t.clause[0] and t.clause[1] <= end + 1)
    text = flat(plan[start:end]).strip("，；。")
    whole = said.whole if said.whole != (0, 0) else (said.start, said.end)
    return replace(said, start=start, end=end, targets=own, text=text, whole=whole)


def _clauses(plan: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between commas; those inside quotes and brackets part nothing."""
    closing: list[str] = []
    first = start
    for at in range(start, end):
        char = plan[at]
        if char in PAIRS:
            closing.append(PAIRS[char])
        elif closing and char == closing[-1]:
            closing.pop()
        elif char in "，；。" and not closing:
            if plan[first:at].strip():
                yield first, at
            first = at + 1
    if plan[first:end].strip():
        yield first, end
