"""Names that only their surroundings tell: partner places, institutions, members of a list.

The plan works with 重庆市渝北区; a sentence that says the same of 重庆市江北区 is wrong, one that
says something else of it is not the plan's business. So each is held to the plan's clauses
that share its words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from assistant.proofread.around import Said, likest, saying, without
from assistant.proofread.listing import LIST, ending, is_member, members
from assistant.proofread.matching import pairs
from assistant.proofread.naming import Name, NameFound, distance
from assistant.proofread.words import any_of, joined, table
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Locator

PLACE = re.compile(r"([\u4e00-\u9fff]{2}市)([\u4e00-\u9fff]{1,3}?[区县])")
BODY = re.compile(
    r"(?:(?<=[、与和对进持])|(?<=[（）]、))(?P<head>[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{1,9}?"
    rf"(?P<tail>{any_of('name.bodies_end')})"
)
TOKEN = re.compile(r"“(?P<name>[^“”]{2,3})”(?P<behind>[\u4e00-\u9fff]{3})")
TELLING = 4
"""Pairs of a clause that say enough of an institution."""
SURE = 0.5
"""Likeness from which a clause is the one that the plan has about an institution."""
ENOUGH = 2
"""Members that tell which list of the plan is meant."""
LEAST_LISTED = 4
"""Characters of a list's member that one wrong character leaves recognisable."""


class Beside:
    """Finds what stands where the plan has something else of its kind."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._text = simplified(knowledge.plan.text)
        self._places = list(saying(knowledge, PLACE))
        bodies = list(BODY.finditer(self._text))
        self._bodies = [(m["head"], m["tail"]) for m in bodies]
        anywhere = joined(m[0] for m in bodies)
        self._institutions = list(saying(knowledge, re.compile(anywhere)))
        self._tokens = list(TOKEN.finditer(self._text))
        self._lists = [members(m[0]) for m in LIST.finditer(self._text)]
        self._by_end: dict[str, list[int]] = defaultdict(list)
        for at, known in enumerate(self._lists):
            for end in {ending(member) for member in known}:
                self._by_end[end].append(at)

    def find(self, text: str) -> Iterator[NameFound]:
        """What is said in place of the plan's own, in a plain text."""
        yield from self._other_places(text)
        yield from self._other_bodies(text)
        yield from self._other_tokens(text)
        yield from self._members_off(text)

    def _other_places(self, text: str) -> Iterator[NameFound]:
        own = {said.name.text for said in self._places}
        for match in PLACE.finditer(text):
            if match[0] in own:
                continue
            same_city = [s for s in self._places if s.name.text.startswith(match[1])]
            near = likest(pairs(without(text, match)), same_city)
            meant = near[1] if near else _related(text, match, same_city)
            if meant:
                yield NameFound(*match.span(), meant.name, False)

    def _other_bodies(self, text: str) -> Iterator[NameFound]:
        """An institution that stands where the plan has another that begins and ends as it does."""
        for head, tail in dict.fromkeys(self._bodies):
            for match in re.finditer(rf"{head}[\u4e00-\u9fff]{{1,9}}?{tail}", text):
                if match[0] in self._text:
                    continue
                known = [
                    s
                    for s in self._institutions
                    if s.name.text.startswith(head) and s.name.text.endswith(tail)
                ]
                around = pairs(without(text, match))
                if len(around) >= TELLING and (best := likest(around, known, SURE)):
                    yield NameFound(*match.span(), best[1].name, False)

    def _other_tokens(self, text: str) -> Iterator[NameFound]:
        """“3+1”项目, “四好”好老师: a short quoted word before what the plan has behind another."""
        for match in TOKEN.finditer(text):
            if match["name"] in self._text:
                continue
            for known in self._tokens:
                same = (
                    len(known["name"]) == len(match["name"]) and known["behind"] == match["behind"]
                )
                if same and set(known["name"]) & set(match["name"]):
                    yield NameFound(*match.span("name"), self._name(known["name"]), False)
                    break

    def _members_off(self, text: str) -> Iterator[NameFound]:
        """A member one character off, where two or more others of its list are the plan's."""
        for match in LIST.finditer(text):
            said = members(match[0])
            ends = {ending(m) for m in said}
            shared = Counter(at for end in ends for at in self._by_end.get(end, ()))
            for known in (self._lists[at] for at in sorted(shared) if shared[at] >= ENOUGH):
                right = [m for m in said if is_member(m, known)]
                if len(right) < ENOUGH:
                    continue
                for member in said:
                    if member in self._text or member in right or len(member) < LEAST_LISTED:
                        continue
                    meant = next((k for k in known if _slip(member, k) and k not in said), None)
                    if meant:
                        at = text.index(member, match.start())
                        yield NameFound(at, at + len(member), self._name(meant), False)

    def _name(self, member: str) -> Name:
        at = self._text.index(member)
        leaf = self._knowledge.leaf_at(at)
        label = leaf.locator.label if leaf else ""
        return Name(member, member, (Locator(at, at + len(member), label),))


def _slip(one: str, other: str) -> bool:
    """Whether one is the other with a character or with its first word changed."""
    same_end = one[-2:] == other[-2:]
    return len(one) == len(other) and (same_end or distance(one, other, 1) == 1)


def _related(text: str, match: re.Match[str], known: Sequence[Said]) -> Said | None:
    """The place that the plan deals with in the way that the sentence tells of another.

    A school or firm of the other place is the writer's own business.
    """
    if re.match(rf"[\u4e00-\u9fff]{{0,6}}?(?:{any_of('name.bodies')})", text[match.end() :]):
        return None
    rest = text[: match.start()] + "，" + text[match.end() :]
    for group in table()["name"]["relations"]:
        if any(word in rest for word in group):
            for said in known:
                if any(word in said.clause for word in group):
                    return said
    return None
