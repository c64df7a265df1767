"""Which indicator a stretch of prose is about: by its words, never by its figure."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.proofread.words import table, words
from knowledge.indicators import Phrase
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Indicator, Target

ASIDE = re.compile(r"（[^（）]*）$")
NOISE = re.compile(r"[\s“”‘’\"'、，,。；;：:（）()《》·—\-]")
NAMED = 0.78
"""Share of a name's weight from which prose names it without any of its phrases."""
PARTLY = 0.42
"""Share from which prose may mean an indicator under a wrong subject."""
SHORTENED = 0.5
"""Share from which prose names an indicator if it says hardly anything else."""
ADDING_NOTHING = 0.85
"""Share of its own pairs that the plan has of the indicator as well."""
FITTING = 0.12
"""Share that a phrase for questions needs besides."""
FIT = 0.5
"""What a fitting phrase adds to the share of the name."""


def pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, punctuation left out."""
    bare = NOISE.sub("", text)
    return frozenset(a + b for a, b in pairwise(bare))


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator as the check sees it."""

    indicator: Indicator
    targets: tuple[Target, ...]
    names: tuple[frozenset[str], ...]
    phrases: tuple[Phrase, ...]
    own: tuple[Phrase, ...]
    """Of the phrases, those that find it in the plan itself."""
    said: str
    """Its names and the plan's clauses about it, in one line."""
    pairs: frozenset[str]
    """The pairs of all that."""
    around: str
    """The plan's whole sentences about it."""


@dataclass(frozen=True, slots=True)
class Match:
    """How well prose fits an indicator. ``named``: well enough to hold it to its figures."""

    known: Known
    share: float
    strength: float
    named: bool
    against: str = ""
    """A word of the prose that speaks against it (民办 where the plan says 公办)."""


class Matcher:
    """Finds indicators in prose."""

    def __init__(self, knowledge: Knowledge) -> None:
        text = knowledge.plan.text
        entries = {entry.name: entry for entry in knowledge.entries}
        self._known: list[Known] = []
        self._owner: list[int] = []
        for indicator in knowledge.indicators:
            targets = tuple(
                t for t in map(knowledge.target.__getitem__, indicator.targets) if t.number
            )
            if not targets:
                continue
            entry = entries.get(indicator.key)
            names = {ASIDE.sub("", indicator.key), *indicator.aliases}
            names |= {simplified(t.indicator) for t in targets}
            said = [*names, *(simplified(text[t.clause[0] : t.clause[1]]) for t in targets)]
            self._known.append(
                Known(
                    indicator,
                    targets,
                    tuple(p for p in map(pairs, names) if p),
                    (*entry.match, *entry.ask) if entry else (),
                    entry.match if entry else (),
                    "　".join([indicator.key, *said]),
                    frozenset().union(*map(pairs, [indicator.key, *said])),
                    "　".join(_sentence(text, t) for t in targets),
                )
            )
        self.weights = weights(
            [p for known in self._known for p in known.names]
            + [pairs(leaf.text) for leaf in knowledge.plan.leaves]
        )
        self._index: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, known in enumerate(self._known):
            for name in known.names:
                whole = sum(self.weights[p] for p in name)
                for pair in name:
                    self._index[pair].append((len(self._owner), self.weights[pair] / whole))
                self._owner.append(at)
        self._short = table()["subject"]["short"]

    @property
    def known(self) -> Sequence[Known]:
        """All indicators with figures."""
        return self._known

    def expand(self, prose: str) -> str:
        """``prose`` with what its short names stand for behind it."""
        added = [full for short, full in self._short.items() if short in prose]
        bare = re.sub("[“”]", "", prose)
        return "　".join([prose, bare, *added] if bare != prose else [prose, *added])

    def matches(
        self, prose: str, hint: str = "", whole: str = "", least: float = PARTLY
    ) -> list[Match]:
        """Indicators that share words with ``prose``, the best first.

        ``hint`` names the time of the figure, for phrases that want it (十三五); ``whole`` is
        all that may speak against an indicator, where ``prose`` is only the nearest clause.
        """
        wide = self.expand(prose)
        plain = pairs(prose)
        own = plain | pairs(wide)
        opposing = self.expand(whole) if whole else ""
        found = []
        shares = self._shares(own)
        for at, known in enumerate(self._known):
            share = shares[at]
            fit = max((p.weight(wide + hint, figure=True) for p in known.phrases), default=0)
            if share < least and not fit:
                continue
            strength = share + (FIT + 0.01 * min(fit, 20) if fit else 0.0)
            against = contradicts(wide, known.said, known.around) or (
                whole and contradicts(opposing, known.said, known.around)
            )
            told = any(p.weight(wide + hint, figure=True) for p in known.own)
            named = told or (bool(fit) and share >= FITTING) or share >= NAMED
            if not named and share >= SHORTENED:
                # What adds nothing to the plan's words only shortens them.
                named = len(plain & known.pairs) >= ADDING_NOTHING * len(plain)
            found.append(Match(known, share, strength - (0.4 if against else 0), named, against))
        return sorted(found, key=lambda m: -m.strength)

    def _shares(self, own: frozenset[str]) -> list[float]:
        """For each indicator, the share of its best said name, by the weight of its pairs."""
        names = [0.0] * len(self._owner)
        for pair in own:
            for at, weight in self._index.get(pair, ()):
                names[at] += weight
        shares = [0.0] * len(self._known)
        for owner, share in zip(self._owner, names, strict=True):
            # Rounded, since sets give their sums in any order: the last bits break no tie.
            shares[owner] = max(shares[owner], round(share, 9))
        return shares


def weights(texts: Iterable[frozenset[str]]) -> dict[str, float]:
    """How telling each pair is: rare ones more."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        counts.update(text)
        total += 1
    return {pair: math.log(1 + total / n) for pair, n in counts.items()}


def _sentence(text: str, target: Target) -> str:
    """The plan's whole sentence that states a record."""
    start = max(text.rfind(mark, 0, target.clause[0]) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, target.clause[1])) >= 0]
    stop = min(stops, default=len(text))
    return simplified(text[start:stop])


def contradicts(prose: str, said: str, around: str = "") -> str:
    """A word of ``prose`` that rules out what is ``said``, or "".

    ``around`` is more of the plan's words, of which only a place of another scope is looked for.
    """
    for group in table()["subject"]["contrast"]:
        own = [word for word in group if word in said]
        if not own:
            continue
        there = [word for word in group if word in prose]
        if any(word in there for word in own):
            continue
        strange = [word for word in there if word not in said]
        if strange:
            return str(max(strange, key=len))
    names = words("subject.scope_names")
    for word in words("subject.scope"):
        at = prose.find(word)
        if at >= 0 and word not in said + around and not prose.startswith(names, at + len(word)):
            return word
    return ""
