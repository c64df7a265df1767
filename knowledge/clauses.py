"""A statement cut into clauses, each figure with the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.quantities import Quantity, find_quantities

OPENERS, CLOSERS = "“‘《〈（(【「", "”’》〉）)】」"
SENTENCE = "。；;！？\n"
CLAUSE = SENTENCE + "，,"
# Clauses that lean on the one before: 其中线上课程…… / 或从业人员……
LEANING = re.compile(r"其中|或|并|以及|且|同时|比20|较20|比上|较上")
THOUSANDS = re.compile(r"\d,\d{3}")
EACH = "分别"


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]``, cut at commas; ``sentence`` is the span it stands in."""

    start: int
    end: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure, the piece of its clause that is about it, and what it measures.

    ``start:end`` spans the piece. ``about`` is the piece's words without the figure.
    """

    quantity: Quantity
    start: int
    end: int
    about: str


def cut(text: str, start: int, end: int, marks: str) -> Iterator[tuple[int, int]]:
    """Spans of ``text[start:end]`` between ``marks``, quotes and brackets kept whole."""
    depth = 0
    left = start
    for at in range(start, end):
        char = text[at]
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth = max(0, depth - 1)
        elif char in marks and depth == 0 and not (at and THOUSANDS.match(text, at - 1)):
            yield from _trimmed(text, left, at)
            left = at + 1
    yield from _trimmed(text, left, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    if stripped := piece.strip():
        yield start + lead, start + lead + len(stripped)


def clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of ``text[start:end]`` in order."""
    for sentence in cut(text, start, end, SENTENCE):
        for span in cut(text, *sentence, CLAUSE):
            yield Clause(*span, sentence)


def measured(text: str, clause: Clause) -> list[Measured]:
    """The figures of a clause, each with its own piece: 工作室不少于50个、教师2600名以上."""
    words = text[clause.start : clause.end]
    quantities = find_quantities(words)
    if len(quantities) > 1 and EACH in words and (shared := _shared(text, clause, quantities)):
        return shared
    found = []
    left = 0
    for index, quantity in enumerate(quantities):
        last = index + 1 == len(quantities)
        right = len(words) if last else _cut_between(words, quantity, quantities[index + 1])
        about = words[left : quantity.start] + words[quantity.end : right]
        found.append(Measured(quantity, clause.start + left, clause.start + right, about))
        left = right + 1 if right < len(words) and words[right] in "、或和" else right
    return found


def _cut_between(words: str, one: Quantity, two: Quantity) -> int:
    """Where one figure's piece ends: at the first mark after it, else right behind it."""
    for at in range(one.end, two.start):
        if words[at] in "、":
            return at
    return one.end


def _shared(text: str, clause: Clause, quantities: list[Quantity]) -> list[Measured]:
    """A、B分别提高33、21个百分点: the n-th figure belongs to the n-th name, before or behind."""
    words = text[clause.start : clause.end]
    before = words[: min(words.find(EACH), quantities[0].start)]
    behind = text[clause.end : clause.sentence[1]]
    count = len(quantities)
    unit = quantities[-1].unit
    tail = words[quantities[-1].end :]
    for names_text in (before, behind):
        names = re.split(
            r"[、和]",
            re.split(r"较|比|，|设置", names_text.strip("，"))[0 if names_text is before else -1],
        )
        if len(names) != count:
            continue
        end = clause.end if names_text is before else clause.sentence[1]
        return [
            Measured(
                Quantity(q.start, q.end, q.value, q.unit or unit, q.operator, q.low, q.high),
                clause.start,
                end,
                name + tail + words[words.find(EACH) + 2 : quantities[0].start],
            )
            for q, name in zip(quantities, names, strict=True)
        ]
    return []
