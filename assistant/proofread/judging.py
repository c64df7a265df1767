"""Each figure of a sentence judged: what it is about, what the plan says of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.proofread.changing import changed
from assistant.proofread.contradicting import contradiction
from assistant.proofread.figures import ANY
from assistant.proofread.matching import NAMED, PARTLY, Match, Matcher
from assistant.proofread.reading import AGES, Told
from assistant.proofread.records import (
    Context,
    Outcome,
    hold,
    operator_fits,
    same_measure,
    same_number,
)
from assistant.proofread.times import Clock, fits
from assistant.proofread.types import Error, Verdict
from assistant.proofread.words import any_of
from knowledge.library import Knowledge
from knowledge.types import Conflict, Target, TargetKind

TELLING = 4
"""Digits of a number that no other indicator will have by chance."""
LEAST = 0.1
"""Share of a name that must stand beside such a number."""
DEFINING = re.compile("界定|是指|认定|视为|称为|属于|即为?|就是|指的是")
AGAIN = re.compile(r"即|也就是|亦即|换言之|换句话说")
LITTLE = 0.28
"""Share of a name under which another number is rather of something else."""
CLOSE = 0.82
"""Of the best match's strength: from here on a match may be meant as well."""
AHEAD = 0.04
"""By how much more of its name an indicator must be said to be the one whose subject is wrong."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A figure's verdict, the record it is held to, and where else the plan says so."""

    verdict: Verdict
    error: Error | None = None
    target: Target | None = None
    places: tuple[Target, ...] = ()
    match: Match | None = None
    conflict: Conflict | None = None
    near: bool = False
    """Its nearest reading told what it is about."""


class Judge:
    """Judges figures against a plan's records."""

    def __init__(self, knowledge: Knowledge, matcher: Matcher, clock: Clock) -> None:
        self._knowledge = knowledge
        self._matcher = matcher
        self._clock = clock
        self._aim = re.compile(any_of("tense.aim"))
        self._own = re.compile(any_of("subject.own"))
        self._done = re.compile(any_of("tense.done"))

    def judge(self, told: Told, inherited: Match | None, sentence: str) -> Judged | None:
        """The verdict on a figure; ``None`` where it states nothing that can be checked.

        ``inherited`` is what was named before, for a clause that names nothing.
        """
        around = self._around(told, sentence)
        before: tuple[Match, Outcome] | None = None
        if told.empty and inherited is not None:
            before = self._held(told, (inherited,), around)
            if before and before[1].error is None:
                return self._settled(told, *before, around)
        if DEFINING.search(sentence):
            told = replace(told, defining=True)
        rivals: list[Match] = []
        best: tuple[Match, Outcome] | None = None
        near = False
        against: dict[str, str] = {}
        for prose in (*told.prose, *told.late):
            if best is not None and prose in told.late:
                break
            matches = [
                replace(m, against=m.against or against.get(m.known.indicator.key, ""))
                for m in self._matcher.matches(prose, self._hint(told), told.whole)
            ]
            # What speaks against it once holds for every reading of the figure.
            against |= {m.known.indicator.key: m.against for m in matches if m.against}
            rivals += matches
            named = [m for m in matches if m.named]
            if not named:
                continue
            close = [m for m in named if m.strength >= CLOSE * named[0].strength]
            found = self._held(told, close, around)
            if found and found[1].error is None and not found[0].against:
                settled = self._settled(told, *found, around)
                return settled and replace(settled, near=prose in told.prose[:1])
            if found and (best is None or (best[1].unrelated and not found[1].unrelated)):
                best, near = found, prose in told.prose[:1]
            if best is not None and self._sure(best):
                break
        if best is None and before is not None and not before[1].unrelated:
            return self._settled(told, *before, around)
        wrong = self._wrong(told, best, rivals, around, inherited)
        return wrong and replace(wrong, near=near)

    def _sure(self, best: tuple[Match, Outcome]) -> bool:
        """Whether a reading says a whole name, so that no wider one can mean something else.

        奖9项，引进品牌9个: that prizes are nine makes no brands nine.
        """
        match, outcome = best
        return match.share >= NAMED and not match.against and not outcome.unrelated

    def _around(self, told: Told, sentence: str) -> Context:
        # The words of the figure's own clause; a wish at the sentence's start holds for all.
        near = sentence[max(0, told.figure.start - 30) : told.figure.end + 8]
        aim = bool(self._aim.search(near)) or told.figure.operator != "="
        done = bool(self._done.search(sentence[max(0, told.figure.start - 12) : told.figure.end]))
        own = not aim and bool(self._own.search(sentence[: told.figure.end]))
        return Context(told.time, aim, done, told.attribute, own)

    def _hint(self, told: Told) -> str:
        past = told.time is not None and told.time.when <= self._clock.own[:4]
        # Phrases ask 几米, 多少所: a figure stands for the asking word, its unit stays.
        unit, base = told.figure.unit, told.figure.base
        return f"　几{unit}　多少{unit}　多少{base}" + ("　十三五" if past else "")

    def _held(
        self, told: Told, matches: Sequence[Match], around: Context
    ) -> tuple[Match, Outcome] | None:
        """The match that the figure agrees with best, the earlier the better."""
        held = [(m, self._hold(told, m, around)) for m in matches]
        for match, outcome in held:
            if outcome.error is None and not match.against:
                return match, outcome
        for match, outcome in held:
            if outcome.error is None:
                return match, outcome
        related = [h for h in held if not h[1].unrelated]
        return next(iter(related or held), None)

    def _hold(self, told: Told, match: Match, around: Context) -> Outcome:
        figure = told.figure
        if told.defining and all(t.kind is TargetKind.DEFINITION for t in match.known.targets):
            # 超过2000人的是“大校额” says what 不超过2000人 says.
            figure = replace(figure, operator=ANY)
        return hold(figure, match.known.targets, around, self._clock)

    def _settled(
        self, told: Told, match: Match, outcome: Outcome, around: Context
    ) -> Judged | None:
        target = outcome.target
        if outcome.error is None:
            if around.attribute and (wrong := self._attribute(match, target, around.attribute)):
                return Judged(Verdict.DIFFER, Error.ATTRIBUTE, wrong, (wrong,), match)
            if conflict := contradiction(self._knowledge, match.known.targets, target):
                sides = (
                    tuple(
                        t
                        for t in match.known.targets
                        if any(
                            m.start < t.clause[1] and t.clause[0] < m.end for m in conflict.mentions
                        )
                    )
                    or match.known.targets
                )
                return Judged(Verdict.CONFLICT, None, target, sides, match, conflict)
            return Judged(Verdict.AGREE, None, target, self._same(match, target, told), match)
        if told.figure.word and (outcome.error is not Error.YEAR or not told.explicit):
            return None
        if around.done and target.kind is TargetKind.TARGET and outcome.error is Error.NEIGHBOUR:
            return Judged(Verdict.ABSENT, None, target, (target,), match)
        error = outcome.error
        if error is Error.DIGIT and self._foreign(told, match, around):
            return Judged(Verdict.ABSENT, None, target, (target,), match)
        if error is Error.DIGIT and self._neighbour(told, match, outcome.target):
            error = Error.NEIGHBOUR
        return Judged(Verdict.DIFFER, error, target, (target,), match)

    def _foreign(self, told: Told, match: Match, around: Context) -> bool:
        """Whether another number is the writer's own and not the plan's with a slip.

        到2025年新建23所, where the plan only says how many were built before; 我校骨干教师35名;
        共建实习基地5个, which says little of the plan's own words.
        """
        late = told.explicit and not self._told_of(told, match)
        return around.own or late or match.share < LITTLE

    def _told_of(self, told: Told, match: Match) -> bool:
        """Whether the plan tells the indicator of the time that is said."""
        return any(fits(told.time, t, self._clock) for t in match.known.targets)

    def _wrong(
        self,
        told: Told,
        best: tuple[Match, Outcome] | None,
        rivals: Sequence[Match],
        around: Context,
        inherited: Match | None,
    ) -> Judged | None:
        """What is wrong with a figure that agrees with nothing it is said of."""
        for match in filter(None, (best and best[0], inherited)):
            if change := changed(told, match.known.targets, self._clock):
                error, between = change
                verdict = Verdict.DIFFER if error else Verdict.AGREE
                target = None if error else between[0]
                return Judged(verdict, error, target, between, match)
        meant = self._meant(told, best, rivals, around)
        opposed = best is not None and meant is best[0]
        if meant is not None and (opposed or not told.figure.word):
            target = hold(told.figure, meant.known.targets, around, self._clock).target
            return Judged(Verdict.DIFFER, Error.SUBJECT, target, (target,), meant)
        if best is not None and not best[1].unrelated:
            return self._settled(told, *best, around)
        if told.figure.word or told.figure.unit in AGES or told.figure.counting:
            return None
        if inherited is not None and AGAIN.match(told.clause):
            again = self._held(told, (inherited,), around)
            if again and again[1].error is None:
                return self._settled(told, *again, around)
        return self._telling(told, around) or Judged(Verdict.ABSENT)

    def _telling(self, told: Told, around: Context) -> Judged | None:
        """A figure of four digits or more that is one indicator's alone tells which is meant."""
        if len(str(told.figure.low).replace(".", "").strip("0")) < TELLING:
            return None
        for match in self._matcher.matches(told.whole, least=LEAST):
            outcome = hold(told.figure, match.known.targets, around, self._clock)
            if outcome.error is None and not match.against:
                return self._settled(told, match, outcome, around)
        return None

    def _meant(
        self,
        told: Told,
        best: tuple[Match, Outcome] | None,
        rivals: Sequence[Match],
        around: Context,
    ) -> Match | None:
        """The indicator whose figure this is, where the prose gives it to another subject."""
        fitting = [
            m
            for m in rivals
            if m.share >= PARTLY
            and any(
                same_number(told.figure, t)
                and same_measure(told.figure, t)
                and operator_fits(told.figure, t)
                and fits(told.time, t, self._clock, dated=False)
                for t in m.known.targets
            )
        ]
        if best is not None and best[0].against and best[1].error is None:
            fitting.append(best[0])
        if not fitting:
            return None
        meant = max(fitting, key=lambda m: m.share)
        if best is None or best[1].error is None or best[1].unrelated:
            return meant
        same = meant.known is best[0].known
        return meant if not same and meant.share >= best[0].share + AHEAD else None

    def _attribute(self, match: Match, target: Target, said: str) -> Target | None:
        """The record that says another attribute; ``None`` where the one said is right."""
        records = [
            t
            for t in match.known.targets
            if t.attribute and (t.kind is TargetKind.TARGET) == (target.kind is TargetKind.TARGET)
        ]
        if not records or any(t.attribute == said for t in records):
            return None
        return next((t for t in records if t.when == target.when), records[0])

    def _same(self, match: Match, target: Target, told: Told) -> tuple[Target, ...]:
        """Where else the plan has the same figure for the same thing."""
        return (
            target,
            *(
                t
                for t in match.known.targets
                if t is not target and same_number(told.figure, t) and t.when == target.when
            ),
        )

    def _neighbour(self, told: Told, match: Match, target: Target) -> bool:
        """Whether a wrong figure is that of something else in the same place, or another year."""
        order = [leaf.id for leaf in self._knowledge.plan.leaves]
        at = {order.index(t.leaf) for t in match.known.targets}
        leaves = {order[i] for a in at for i in (a - 1, a, a + 1) if 0 <= i < len(order)}
        others = [t for t in self._knowledge.targets if t.number and t.leaf in leaves]
        return any(
            same_number(told.figure, t) and same_measure(told.figure, t)
            for t in others
            if t is not target
        )
