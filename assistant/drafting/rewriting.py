"""Whether a rewritten sentence still says what it said: word for word, but for words of nothing.

A rewrite may add connecting words, leave out filling ones and put a word for one of the same
meaning, all from ``smoothing.toml``. Everything else must stand as it stood and where it stood:
a figure belongs to the words before it, so that even moving a clause could hand it to another.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.types import TOKEN
from knowledge.library import Knowledge

FILE = Path(__file__).with_name("smoothing.toml")
WHOLE = re.compile(rf"{TOKEN.pattern}|“[^“”]*”|‘[^‘’]*’|《[^《》]*》|（[^（）]*）")
PAUSES = frozenset("，；：。")
FREE = frozenset("， ")
ENDS = "。；！？，"
FIRST_ATOM = 0xF0000
SHORTEST_NAME = 4


@dataclass(frozen=True)
class Words:
    """What a rewrite may do: add at the head of a clause or anywhere, leave out, exchange."""

    lead: tuple[str, ...]
    anywhere: tuple[str, ...]
    drop: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    said: Mapping[str, str]


@functools.cache
def allowed() -> Words:
    """The lists, read once."""
    table = tomllib.loads(FILE.read_text("utf-8"))
    return Words(
        lead=tuple(table["lead"]),
        anywhere=tuple(table["anywhere"]),
        drop=tuple(table["drop"]),
        same=tuple(tuple(group) for group in table["same"]),
        said=table["smooth"],
    )


class Names:
    """Names that no word may be changed in: of indicators, boxes and explained terms."""

    def __init__(self, knowledge: Knowledge) -> None:
        plan = knowledge.plan
        found = {i.name for i in knowledge.indicators}
        found |= {column.title for column in plan.columns} | {term.term for term in plan.terms}
        longest = sorted((n for n in found if len(n) >= SHORTEST_NAME), key=len, reverse=True)
        self._any = re.compile("|".join(map(re.escape, longest)) or r"(?!)")

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Where they stand."""
        yield from (match.span() for match in self._any.finditer(text))


def unlike(old: str, new: str, names: Names) -> tuple[str, str] | None:
    """Where ``new`` says something else than ``old``: what stood there and what stands now.

    ``None`` where it says the same.
    """
    atoms: dict[str, str] = {}
    one = _locked(old.rstrip(ENDS), names, atoms)
    other = _locked(new.rstrip(ENDS), names, atoms)
    farthest = _farthest(one, other)
    if farthest == (len(one), len(other)):
        return None
    read = {atom: text for text, atom in atoms.items()}
    stood, stands = (
        "".join(read.get(c, c) for c in text[at : at + 8])
        for text, at in zip((one, other), farthest, strict=True)
    )
    return stood, stands


def _locked(text: str, names: Names, atoms: dict[str, str]) -> str:
    """The text with each figure, quotation and name as one character."""
    # What is sent could hold such characters of its own and pass one off as a figure.
    text = "".join(c if ord(c) < FIRST_ATOM else "\ufffd" for c in text)
    spans = [match.span() for match in WHOLE.finditer(text)]
    for start, end in names.find(text):
        if all(end <= a or b <= start for a, b in spans):
            spans.append((start, end))
    out, at = "", 0
    for start, end in sorted(spans):
        atom = atoms.setdefault(text[start:end], chr(FIRST_ATOM + len(atoms)))
        out, at = out + text[at:start] + atom, end
    return out + text[at:]


def _farthest(old: str, new: str) -> tuple[int, int]:
    """How far both can be read side by side by what is allowed."""
    reached = {(0, 0)}
    waiting = [(0, 0)]
    while waiting:
        at = waiting.pop()
        for step in _steps(old, new, *at):
            if step not in reached:
                reached.add(step)
                waiting.append(step)
    return max(reached, key=lambda place: (sum(place), place))


def _steps(old: str, new: str, i: int, j: int) -> Iterator[tuple[int, int]]:
    words = allowed()
    if old[i : i + 1] == new[j : j + 1] != "":
        yield i + 1, j + 1
    if old[i : i + 1] in FREE and i < len(old):
        yield i + 1, j
    if new[j : j + 1] in FREE and j < len(new):
        yield i, j + 1
    opening = j == 0 or new[j - 1] in PAUSES
    for word in _at(new, j, (*words.anywhere, *(words.lead if opening else ()))):
        yield i, j + len(word)
    for word in _at(old, i, words.drop):
        yield i + len(word), j
    for group in words.same:
        for one in _at(old, i, group):
            yield from ((i + len(one), j + len(other)) for other in _at(new, j, group))


def _at(text: str, place: int, words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if text.startswith(word, place))
