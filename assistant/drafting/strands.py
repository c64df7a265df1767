"""What a digest is made of: strands, each of which must have its share of the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.drafting.choosing import distinct, pairs
from assistant.drafting.material import Material
from assistant.drafting.pieces import Piece, pieces
from assistant.drafting.pool import Role, Said
from assistant.drafting.words import weight
from knowledge.types import Leaf, LeafKind

BOX = "专栏"
MARK = 1
"""Characters of the mark behind a piece."""


@dataclass
class Strand:
    """What must have its share: its sentences cut into pieces, and those told so far."""

    name: str
    every: tuple[Said, ...]
    pieces: tuple[Piece, ...]
    chosen: dict[int, Said] = field(default_factory=dict)
    head: Leaf | None = None
    """Its heading in the plan, where its name is one."""

    @property
    def role(self) -> Role:
        """The part that all its sentences play; that of a measure where they differ."""
        roles = {said.role for said in self.every}
        return roles.pop() if len(roles) == 1 else Role.MEASURE

    @property
    def cost(self) -> int:
        """Characters of what is told, with its name, dates and marks."""
        if not self.chosen:
            return 0
        dates = {d.start: d for n in self.chosen if (d := self.pieces[n].date)}
        told = [*self.chosen.values(), *dates.values()]
        return sum(len(said.text) + MARK for said in told) + (len(self.name) + MARK) * bool(
            self.name
        )

    def extra(self, number: int) -> int:
        """Characters that one more piece takes."""
        piece = self.pieces[number]
        known = any(self.pieces[n].date == piece.date for n in self.chosen)
        date = piece.date if not known else None
        return len(piece.said.text) + MARK + (len(date.text) + MARK if date else 0)


def strands_of(material: Material) -> Iterator[Strand]:
    """The strands of what a draft is about, in the plan's order."""
    groups: dict[str, list[Said]] = {}
    alone = _one_box(material)
    every = distinct(material.every) if material.topic.found else material.every
    for said in every:
        key = f"{said.role} {said.when}" if alone else _key(said, material)
        groups.setdefault(key, []).append(said)
    above = {title.partition(" ")[2] for s in material.every for title in s.leaf.path[:-1]}
    for key, members in groups.items():
        name = "" if alone or len(groups) == 1 else _name(members[0], key, material)
        titles = tuple(_headings(key, material))
        # A few sentences on a large part have no room for one detail of many.
        cut = (
            titles if titles and material.request.sentences else (*titles, *_cut(members, material))
        )
        if cut:
            # A heading over the others is no name of what it says before them.
            over = bool(name) and name in above and not _below(members)
            if over and material.request.sentences:
                # What only leads to the others has no sentence of its own among a few.
                continue
            named = "" if over else name
            head = next(filter(None, _heads(key, material)), None) if titles else None
            yield Strand(named, tuple(members), cut, head=head)


def _heads(key: str, material: Material) -> Iterator[Leaf | None]:
    for topic in material.request.topics:
        yield material.knowledge.leaf.get(f"{topic}·{key}·标题")


def _below(members: Sequence[Said]) -> bool:
    """Whether sentences stand under several headings."""
    return len({said.heading for said in members}) > 1


def _headings(key: str, material: Material) -> Iterator[Piece]:
    """What stands under a section by its titles, which sum it up in the plan's own words."""
    plan, leaves = material.knowledge.plan, material.knowledge.leaf
    above = [f"{topic}·{key}·" for topic in material.request.topics]
    for section in plan.sections:
        under = [section.id.removeprefix(a) for a in above if section.id.startswith(a)]
        if not under or "·" in under[0]:
            continue
        leaf = leaves.get(f"{section.id}·标题") or leaves.get(section.id)
        start = plan.text.find(section.title, leaf.locator.start) if leaf else -1
        if leaf and 0 <= start < leaf.locator.end:
            end = start + len(section.title)
            said = Said(leaf, start, end, Role.MEASURE, section.title, "", (), section.title)
            yield Piece(said, headed=True)


def _cut(members: Sequence[Said], material: Material) -> tuple[Piece, ...]:
    plan = material.knowledge.plan.text
    return tuple(
        replace(piece, near=material.close[said.start] + _touched(piece, material))
        for said in members
        for piece in pieces(said, plan)
    )


def _touched(piece: Piece, material: Material) -> float:
    """How much of what was searched for a piece says itself."""
    if material.topic.exact:
        return 0.0
    return weight("touch") * len(pairs(material.topic.name) & pairs(piece.said.text))


def _one_box(material: Material) -> bool:
    ids = {said.leaf.id.partition("·")[0] for said in material.every}
    return len(ids) == 1 and next(iter(ids)).startswith(BOX)


def _key(said: Said, material: Material) -> str:
    topics = material.request.topics
    for topic in topics:
        below = said.leaf.section.removeprefix(f"{topic}·")
        if below != said.leaf.section:
            return below.partition("·")[0]
        if said.leaf.section == topic and len(topics) == 1:
            # A measure or paragraph by itself: each of its sentences.
            return f"{said.start}"
    return said.leaf.id.partition("·")[0] if said.leaf.id.startswith(BOX) else said.heading


def _name(said: Said, key: str, material: Material) -> str:
    """What a strand is called: the heading that it stands under, where that is its own."""
    if key == said.heading or key.startswith(BOX):
        return "" if said.leaf.kind is LeafKind.TABLE_ROW else said.heading
    ids = {f"{topic}·{key}" for topic in material.request.topics}
    titles = (s.title for s in material.knowledge.plan.sections if s.id in ids)
    return next(titles, "")


def divided(strands: list[Strand], most: int, material: Material) -> list[Strand]:
    """At least ``most`` strands, where there are sentences enough: the longest parted."""
    made = list(strands)
    while len(made) < most:
        longest = max(made, key=lambda s: len(s.every), default=None)
        if longest is None or len(longest.every) < 2:
            break
        at = made.index(longest)
        parts = (longest.every[:1], longest.every[1:])
        names = (longest.name, "")
        made[at : at + 1] = [
            Strand(name, part, _cut(part, material))
            for name, part in zip(names, parts, strict=True)
        ]
    return [s for s in made if s.pieces]
