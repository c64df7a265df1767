"""The plan's own names in a text: as they are, or slightly off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.proofread.gathering import granted, listed
from assistant.proofread.types import Error
from assistant.proofread.words import joined, table, words
from knowledge.library import Knowledge
from knowledge.periods import FIVE
from knowledge.script import simplified
from knowledge.types import Locator

QUOTED = re.compile(r"[“《]([^“”《》\n]{2,40})[”》]")
QUOTING = re.compile(r"《([^《》\n]{2,20}“[^“”《》\n]{2,20}”[^《》\n]{2,20})》")
"""A title with a quoted name inside."""
BARE = re.compile(r"[\s“”‘’\"'《》、，,（）()·—\-]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
MIN_LOOSE = 5
"""Characters of a name that is looked for without quotation marks."""
LONG = 8
"""Characters from which an unquoted name may be one short or over: 家门口的学校 is just prose."""
MAX_NAME = 40
SHORT = 4
"""Characters of a name that may share no two neighbouring ones with its slip."""
SCHOOL = re.compile(r"([\u4e00-\u9fff]{2}(?:中学|小学|二中|学院|大学))")
BESIDE = 3
"""Characters behind a school's name that must be the plan's as well."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the plan with its places; ``bare`` without punctuation."""

    text: str
    bare: str
    places: tuple[Locator, ...]
    measured: bool = False
    """It names an indicator, which people shorten: only another character is a slip."""


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name at ``start:end`` of a plain text. ``name`` is ``None`` where the plan has none.

    ``exact``: as the plan writes it.
    """

    start: int
    end: int
    name: Name | None
    exact: bool
    error: Error = Error.NAME


class Names:
    """Finds the plan's names in plain text."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._text = simplified(knowledge.plan.text)
        self._bare_text = BARE.sub("", self._text)
        self._names = _collected(knowledge, self._text)
        self._by_bare = {name.bare: name for name in self._names}
        self._exactly = re.compile(joined(n.bare for n in self._names if len(n.bare) >= 4))
        self._index: dict[str, list[tuple[Name, int]]] = defaultdict(list)
        for name in self._names:
            for at in range(len(name.bare) - 1):
                self._index[name.bare[at : at + 2]].append((name, at))

    def find(self, text: str) -> list[NameFound]:
        """Names of ``text`` in order of place, none inside another."""
        bare, places = _bare(text)
        quoted = list(self._quoted(text))
        found = [
            *quoted,
            *self._schools(text),
            *self._exact(bare, places),
            *self._near(bare, places),
        ]
        out: list[NameFound] = []
        # A right name covers what only resembles another, but for one quoted whole.
        slips = [f for f in quoted if f.name is not None and not f.exact]
        for one in sorted(
            found, key=lambda f: (f not in slips, not f.exact, f.name is None, f.start - f.end)
        ):
            if not any(one.start < o.end and o.start < one.end for o in out):
                out.append(one)
        return sorted(out, key=lambda f: f.start)

    def _quoted(self, text: str) -> Iterator[NameFound]:
        for match in (*QUOTED.finditer(text), *QUOTING.finditer(text)):
            said = BARE.sub("", match[1])
            if len(said) < 2 or not CHINESE.search(said):
                continue
            if name := self._by_bare.get(said):
                yield NameFound(match.start(1), match.end(1), name, True)
            elif said in self._bare_text and not self._inside(said):
                at = self._text.find(match[1])
                if at >= 0 and len(said) >= 4 and (leaf := self._knowledge.leaf_at(at)):
                    place = Locator(at, at + len(match[1]), leaf.locator.label)
                    name = Name(match[1], said, (place,))
                    yield NameFound(match.start(1), match.end(1), name, True)
            elif name := self._nearest(said):
                yield NameFound(match.start(1), match.end(1), name, False)
            elif (
                said.endswith(words("name.kinds"))
                or text.startswith(words("name.kinds"), match.end())
                or match[0][0] == "《"
            ):
                yield NameFound(match.start(1), match.end(1), None, False)

    def _inside(self, said: str) -> bool:
        """Whether a quoted word is the plan's only as the end of a longer quoted one."""
        longer = [n.bare for n in self._names if said in n.bare and n.bare != said]
        return self._bare_text.count(said) == sum(map(self._bare_text.count, longer))

    def _nearest(self, said: str) -> Name | None:
        """The name that a quoted one is most likely meant to be."""
        best = (0.0, None)
        seen = {id(n): n for a, b in pairwise(said) for n, _ in self._index.get(a + b, ())}
        if 3 <= len(said) <= SHORT:
            seen |= {id(n): n for n in self._names if len(n.bare) == len(said)}
        for name in seen.values():
            # 名师倍增工程 holds the name 名师倍增, and is no slip of it.
            if abs(len(name.bare) - len(said)) > max(2, len(said) // 4) or name.bare in said:
                continue
            away = distance(said, name.bare, 3)
            allowed = 1 if len(said) <= 5 else 2 if len(said) <= 12 else 3
            if away <= allowed and (likeness := 1 - away / len(said)) > best[0]:
                best = (likeness, name)  # type: ignore[assignment]
        return best[1]

    def _schools(self, text: str) -> Iterator[NameFound]:
        """A school that stands where the plan has another of nearly its name."""
        for match in SCHOOL.finditer(text):
            said = match[1]
            if said in self._text:
                continue
            for name in self._names:
                if not SCHOOL.fullmatch(name.bare) or distance(said, name.bare, 1) > 1:
                    continue
                behind = text[match.end() : match.end() + BESIDE]
                near = len(behind) == BESIDE and name.bare + behind in self._text
                if near or any(m[1] in self._text for m in SCHOOL.finditer(text)):
                    yield NameFound(match.start(1), match.end(1), name, False)

    def _exact(self, bare: str, places: list[int]) -> Iterator[NameFound]:
        for match in self._exactly.finditer(bare):
            name = self._by_bare[match[0]]
            yield NameFound(places[match.start()], places[match.end() - 1] + 1, name, True)

    def _near(self, bare: str, places: list[int]) -> Iterator[NameFound]:
        """Unquoted names with one or two characters wrong, missing or too many."""
        votes: dict[tuple[int, int], int] = defaultdict(int)
        known: dict[int, Name] = {}
        for at in range(len(bare) - 1):
            for name, inside in self._index.get(bare[at : at + 2], ()):
                if len(name.bare) >= MIN_LOOSE:
                    known[id(name)] = name
                    votes[id(name), (at - inside) // 2] += 1
        for (key, place), count in votes.items():
            name = known[key]
            size = len(name.bare)
            together = count + votes.get((key, place + 1), 0)
            if together < max(2, (size - 1) - 4) or together < (size - 1) * 0.45:
                continue
            if near := self._window(bare, name, place * 2):
                start, end = near
                yield NameFound(places[start], places[end - 1] + 1, name, False)

    def _window(self, bare: str, name: Name, around: int) -> tuple[int, int] | None:
        """The span near ``around`` that is the name but for a slip."""
        size = len(name.bare)
        allowed = 1 if size <= 8 else 2
        best: tuple[int, int, int] | None = None
        for start in range(max(0, around - 2), min(len(bare), around + 4)):
            same_size = name.measured or size < LONG
            for length in (size,) if same_size else (size, size - 1, size + 1):
                piece = bare[start : start + length]
                # A slip is inside a name; what only begins or ends otherwise is other prose.
                if len(piece) < length or piece[0] != name.bare[0] or piece[-1] != name.bare[-1]:
                    continue
                if piece == name.bare:
                    return None
                away = distance(piece, name.bare, allowed)
                if away <= allowed and (best is None or away < best[0]):
                    best = (away, start, start + length)
        if best is None:
            return None
        piece = bare[best[1] : best[2]]
        if piece in self._bare_text or _only_small(piece, name.bare):
            return None
        if piece in table()["subject"]["short"]:
            # 普惠幼儿园 is how people say 普惠性幼儿园.
            return None
        return best[1], best[2]


SMALL = frozenset("的地得和与及等了在之")


def _only_small(one: str, other: str) -> bool:
    """Whether two writings differ in small words, or in words for the same, only."""
    strip = str.maketrans("", "", "".join(SMALL))
    for same in table()["name"]["alike"]:
        alike = re.compile(joined(same))
        one, other = alike.sub(same[0], one), alike.sub(same[0], other)
    return one.translate(strip) == other.translate(strip)


def is_variant(one: str, other: str) -> bool:
    """Whether two names are one name written in two ways: 国企参与, 国企参管."""
    return one != other and (distance(one, other, 1) == 1 or sorted(one) == sorted(other))


def distance(one: str, other: str, limit: int) -> int:
    """Edit distance, or ``limit + 1`` where it is greater."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _bare(text: str) -> tuple[str, list[int]]:
    places = [at for at, char in enumerate(text) if not BARE.match(char)]
    return "".join(text[at] for at in places), places


def _collected(knowledge: Knowledge, text: str) -> list[Name]:
    """Quoted names, documents, terms, boxes, schools and indicators, each with its places."""
    plan = knowledge.plan
    found: dict[str, tuple[str, list[Locator], bool]] = {}

    def add(name: str, place: Locator, measured: bool = False) -> None:
        bare = BARE.sub("", name)
        if 2 <= len(bare) <= MAX_NAME and CHINESE.search(bare) and not FIVE.fullmatch(bare):
            found.setdefault(bare, (name, [], measured))[1].append(place)

    for match in (*QUOTED.finditer(text), *QUOTING.finditer(text)):
        if leaf := knowledge.leaf_at(match.start(1)):
            add(match[1], Locator(match.start(1), match.end(1), leaf.locator.label))
    for term in plan.terms:
        for part in re.split(r"和|、", term.term):
            add(part.strip("“”"), term.locator)
    leading = re.compile(rf"^(?:{joined(words('name.leading'))})+")
    for column in plan.columns:
        title = simplified(column.title)
        add(title, column.locator)
        add(leading.sub("", title), column.locator)
    for indicator in knowledge.indicators:
        targets = [knowledge.target[t] for t in indicator.targets if knowledge.target[t].number]
        if targets:
            add(
                re.sub(r"（[^（）]*）$", "", indicator.key),
                _place(targets[0].clause, targets[0].locator),
                True,
            )
    for conflict in knowledge.conflicts:
        for word in conflict.words if conflict.kind == "wording" else ():
            at = text.find(word)
            if at >= 0 and len(word) >= 4 and (leaf := knowledge.leaf_at(at)):
                add(word, Locator(at, at + len(word), leaf.locator.label))
    for name, at in (*granted(text), *listed(text)):
        if leaf := knowledge.leaf_at(at):
            add(name, Locator(at, at + len(name), leaf.locator.label))
    for match in re.finditer(
        r"(?<=[、对和持])([\u4e00-\u9fff]{2}(?:中学|小学)|东升二中|[\u4e00-\u9fff]{2}学院)", text
    ):
        if leaf := knowledge.leaf_at(match.start()):
            add(match[1], Locator(match.start(), match.end(), leaf.locator.label))
    return [
        Name(name, bare, tuple(places), measured)
        for bare, (name, places, measured) in found.items()
    ]


def _place(clause: tuple[int, int], locator: Locator) -> Locator:
    return Locator(clause[0], clause[1], locator.label)
