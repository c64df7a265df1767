"""What a draft may tell, sorted by the part it plays: topic, period and focus decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.drafting.calling import called
from assistant.drafting.choosing import by_time, distinct, fits_period, importance, stated_by
from assistant.drafting.pool import Role, Said
from assistant.drafting.topic import Topic
from assistant.drafting.types import Focus, Request
from assistant.drafting.words import pattern, weight
from knowledge.library import Knowledge
from knowledge.types import LeafKind, Target, TargetKind

FOCUSED = {
    Focus.GOALS: {Role.GOAL, Role.AIM},
    Focus.MEASURES: {Role.MEASURE, Role.SAFEGUARD},
    Focus.BACKGROUND: {Role.BACKGROUND, Role.PROBLEM, Role.STRATEGY},
}


@dataclass(frozen=True)
class Material:
    """The sentences of a topic, by part; each list in the order it is told, nothing twice."""

    request: Request
    knowledge: Knowledge
    topic: Topic
    every: tuple[Said, ...]
    value: Mapping[int, float]
    close: Mapping[int, float]
    name: str = ""
    """What the draft calls its topic; "" where it has no name to give."""
    kept: dict[tuple[Role, ...], list[Said]] = field(default_factory=dict)
    """What :meth:`of` has worked out already."""

    def worth(self, said: Said) -> float:
        """How much a reader would miss it."""
        return self.value[said.start]

    def late(self, said: Said) -> int:
        """Turns that a sentence waits which only touches the topic from elsewhere."""
        if self.topic.exact or self.whole or self.close[said.start] >= weight("under"):
            return 0
        return int(weight("late"))

    def own(self, found: list[Said], least: int) -> list[Said]:
        """Those that speak of the topic itself, where there are ``least`` of them; else all."""
        near = [said for said in found if not self.late(said)]
        return near if len(near) >= least else found

    def of(self, *roles: Role) -> list[Said]:
        """The sentences that play these parts, in the plan's order."""
        if roles not in self.kept:
            self.kept[roles] = distinct([s for s in self.every if s.role in roles])
        return self.kept[roles]

    def goals(self) -> list[Said]:
        """Dated statements: boxes first told, then rows of tables that add to them; by year."""
        if (Role.GOAL,) not in self.kept:
            found = [s for s in self.every if s.role is Role.GOAL]
            found.sort(key=lambda s: (s.leaf.kind is LeafKind.TABLE_ROW, _summary(s), s.start))
            self.kept[Role.GOAL,] = by_time(distinct(found))
        return self.kept[Role.GOAL,]

    @property
    def whole(self) -> bool:
        """Whether the draft is about the plan as a whole."""
        return not self.topic.name


def _summary(said: Said) -> bool:
    """A row of the table of main goals: its figures stand under their measure too."""
    return not any(c in said.leaf.path[-1] for c in ("近期", "全周期", "终期"))


def collect(request: Request, knowledge: Knowledge, topic: Topic) -> Material:
    """The material for a request."""
    wanted = topic.roles or FOCUSED.get(request.focus)
    attributed = {stated_by(t) for t in knowledge.targets if t.attribute and _aimed(t)}
    kept: list[Said] = []
    value: dict[int, float] = {}
    near: dict[int, float] = {}
    for said, close in topic.members:
        if said.role is Role.TERM or not fits_period(said, request.period):
            continue
        if wanted and said.role not in wanted:
            continue
        if said.role in (Role.STRATEGY, Role.PRINCIPLE) and not topic.exact and topic.name:
            continue
        if not stands_alone(said) and not (topic.exact and said.role is Role.PRINCIPLE):
            continue
        kept.append(said)
        value[said.start] = importance(said, close, request.audience, attributed)
        near[said.start] = close
    kept.sort(key=lambda s: s.start)
    told = tuple(_undisputed(kept, [said for said, _ in topic.members], knowledge))
    return Material(request, knowledge, topic, told, value, near, called(topic, knowledge))


def _undisputed(
    found: Sequence[Said], every: Sequence[Said], knowledge: Knowledge
) -> Iterator[Said]:
    """Where two statements give different values, the dated one and the table's are told.

    The other stays out of the text; the note for the writer tells of both.
    """
    settled = [
        [s for s in every if any(m.start < s.end and s.start < m.end for m in conflict.mentions)]
        for conflict in knowledge.conflicts
        if conflict.kind == "value"
    ]
    out = set()
    for sides in settled:
        firm = [s for s in sides if s.cells or (s.role is Role.GOAL and s.when)]
        if firm:
            out |= {s.start for s in sides if s not in firm}
    return (s for s in found if s.start not in out)


def _aimed(target: Target) -> bool:
    return target.kind is TargetKind.TARGET and target.number is not None


def stands_alone(said: Said) -> bool:
    """Whether a sentence can be read without the one before it, and without the one after."""
    if pattern("text.announcing").search(said.text):
        return False
    return not pattern("text.leaning").match(said.text) and len(said.text) <= weight("longest")
