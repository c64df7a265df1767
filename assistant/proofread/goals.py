"""Goals without a figure: 到2025年创建全国社区教育示范区. Matched by words, checked by time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.proofread.figures import figures
from assistant.proofread.matching import contradicts, pairs, weights
from assistant.proofread.times import Clock, Time, fits, times
from assistant.proofread.words import any_of
from knowledge.library import Knowledge
from knowledge.script import simplified
from knowledge.types import Target, TargetKind

ALIKE = 0.46
"""Likeness from which a clause tells a goal of the plan."""
SURE = 0.46
"""Likeness from which a goal's time may be called wrong."""
ENOUGH = 4
"""Pairs of characters of a clause that says something."""
UNSEEN = 2.5
"""Weight of a pair that the plan has nowhere: the writer's own words tell little."""
STRANGE = 0.2
"""Likeness under which the plan says nothing of a goal."""
NEAR = 0.86
"""Of the best likeness: goals this close may be meant as well."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the plan as the check sees it."""

    target: Target
    said: str
    own: frozenset[str]
    weight: float


@dataclass(frozen=True, slots=True)
class GoalFound:
    """The goal a clause tells. ``timely``: its time fits; ``against``: a word that does not."""

    goal: Goal
    likeness: float
    timely: bool
    against: str


class Goals:
    """Finds goals without figures."""

    def __init__(self, knowledge: Knowledge, clock: Clock) -> None:
        self._clock = clock
        text = knowledge.plan.text
        # 覆盖全区学生家庭 is recorded as 100%, and said without a figure all the same.
        told = [
            (t, said)
            for t in knowledge.targets
            if t.kind is not TargetKind.DEFINITION
            and (said := simplified(text[t.clause[0] : t.clause[1]]))
            and (t.number is None or not figures(said))
        ]
        self._weights = weights([pairs(leaf.text) for leaf in knowledge.plan.leaves])
        self._filler = re.compile(any_of("name.filler"))
        self._goals = []
        for target, said in told:
            own = pairs(self._bare(said))
            self._goals.append(Goal(target, said, own, self._sum(own)))

    def _bare(self, text: str) -> str:
        for time in reversed(times(text, self._clock)):
            text = text[: time.start] + "，" + text[time.end :]
        return self._filler.sub("，", text)

    def _sum(self, own: frozenset[str]) -> float:
        return round(sum(self._weights.get(p, UNSEEN) for p in own), 9)

    def tells(self, clause: str) -> bool:
        """Whether a clause says enough to be a goal: more than 2025年底前完成."""
        return len(_across(self._bare(clause))) >= ENOUGH

    def attributed(self, prose: str) -> Target | None:
        """The goal with an attribute that ``prose`` tells: whole, or in most of its words."""
        own = _across(self._bare(prose))
        whole = self._sum(own)
        best: tuple[float, Target | None] = (0.0, None)
        for goal in self._goals:
            common = self._sum(own & goal.own)
            if not goal.target.attribute or not common:
                continue
            likeness = common / (max(whole, 6.0) * max(goal.weight, 6.0)) ** 0.5
            # A row is told by its name: its values are none that are said of it.
            if goal.own <= own or pairs(simplified(goal.target.indicator)) <= own:
                likeness = max(likeness, ALIKE)
            if likeness > best[0]:
                best = (likeness, goal.target)
        return best[1] if best[0] >= ALIKE else None

    def find(self, clause: str, time: Time | None) -> GoalFound | None:
        """The goal that ``clause`` tells, best where its time fits."""
        own = _across(self._bare(clause))
        whole = self._sum(own)
        if not own:
            return None
        scored = []
        for goal in self._goals:
            common = self._sum(own & goal.own)
            if common:
                likeness = common / (max(whole, 6.0) * max(goal.weight, 6.0)) ** 0.5
                scored.append((likeness, goal))
        if not scored:
            return None
        scored.sort(key=lambda s: -s[0])
        top = scored[0][0]
        close = [(a, g) for a, g in scored if a >= NEAR * top]
        for likeness, goal in close:
            if fits(time, goal.target, self._clock, dated=True):
                return GoalFound(goal, likeness, True, contradicts(clause, goal.said))
        return GoalFound(scored[0][1], top, False, contradicts(clause, scored[0][1].said))


def _across(text: str) -> frozenset[str]:
    return frozenset().union(*(pairs(piece) for piece in re.split(r"[，,、]", text) if piece))
