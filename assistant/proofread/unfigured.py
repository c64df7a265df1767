"""Clauses without a figure: goals told with a time, attributes told of a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.proofread import correcting
from assistant.proofread.apart import BREAK
from assistant.proofread.citing import Citing
from assistant.proofread.goals import ALIKE, STRANGE, SURE, GoalFound, Goals
from assistant.proofread.matching import Matcher
from assistant.proofread.reading import ATTRIBUTE
from assistant.proofread.times import Clock, Time, fits, times
from assistant.proofread.types import Error, Statement, Verdict
from assistant.proofread.words import any_of
from assistant.proofread.years import other_year, wrong_year
from knowledge.library import Knowledge
from knowledge.types import Target

LEAST = 6
"""Characters of a clause that may tell a goal."""


class Unfigured:
    """Judges what a sentence says without a figure."""

    def __init__(
        self, knowledge: Knowledge, matcher: Matcher, clock: Clock, citing: Citing
    ) -> None:
        self._matcher = matcher
        self._clock = clock
        self._citing = citing
        self._goals = Goals(knowledge, clock)
        self._verbs = re.compile(any_of("name.goal_verbs"))

    def goals(
        self, text: str, covered: Sequence[tuple[int, int]], carried: Time | None
    ) -> Iterator[Statement]:
        """Goals told with a time, in clauses that nothing of ``covered`` touches.

        ``carried`` is the time that an earlier part of the sentence has set.
        """
        whens = [t for t in times(text, self._clock) if not t.base]
        start = 0
        for stop in [m.start() for m in BREAK.finditer(text)] + [len(text)]:
            at, start = start, stop + 1
            if text[stop : stop + 1] in ("：", ":") or len(text[at:stop].strip()) < LEAST:
                continue
            if any(a < stop and at < b for a, b in covered):
                continue
            time = next((t for t in reversed(whens) if t.start < stop), None)
            if time is None:
                time = whens[0] if len(whens) == 1 and self._bare_time(text, whens[0]) else carried
            if time is not None:
                years = [t for t in whens if at <= t.start < stop]
                yield from self._goal(text, (at, stop), time, years)

    def _goal(
        self, text: str, span: tuple[int, int], time: Time, years: Sequence[Time]
    ) -> Iterator[Statement]:
        clause = text[span[0] : span[1]]
        found = self._goals.find(clause, time)
        if found is None or found.likeness < ALIKE:
            near = 0.0 if found is None else found.likeness
            tells = self._verbs.search(clause) and self._goals.tells(clause)
            if near < STRANGE and any(t.due for t in years) and tells:
                yield Statement(clause, *span, Verdict.ABSENT)
            return
        target = found.goal.target
        cited = self._citing.targets((target,))
        if other := other_year(years, target.when or ""):
            yield wrong_year(text, *other, cited)
        elif found.timely and not found.against:
            yield Statement(clause, *span, Verdict.AGREE, None, "", cited)
        elif self._untimely(found, time):
            (start, end), right = correcting.dated(text, span, time, target.when or "")
            yield Statement(text[start:end], start, end, Verdict.DIFFER, Error.YEAR, right, cited)
        elif found.against:
            yield Statement(clause, *span, Verdict.DIFFER, Error.SUBJECT, "", cited)

    def _untimely(self, found: GoalFound, time: Time) -> bool:
        """Whether a goal is told of a wrong time: of the years before, a text tells much else."""
        dated = bool(found.goal.target.when) and time.when[-4:] >= self._clock.own[:4]
        return found.likeness >= SURE and not found.timely and dated

    def _bare_time(self, text: str, time: Time) -> bool:
        """Whether a time's own clause says nothing else: 机制健全，2022年完成."""
        left = max([m.end() for m in BREAK.finditer(text[: time.start])], default=0)
        stop = BREAK.search(text, time.end)
        return not self._goals.tells(text[left : stop.start() if stop else len(text)])

    def attributes(self, text: str, told: Sequence[Statement]) -> Iterator[Statement]:
        """An attribute said of an indicator without a figure; ``told`` are those with one."""
        if any(s.citations and re.search(r"\d", s.text) for s in told):
            return
        for match in ATTRIBUTE.finditer(text):
            records = self._attributed(text, match)
            if not records:
                continue
            cited = self._citing.targets(records[-1:])
            if match[0] in {t.attribute for t in records}:
                yield Statement(match[0], *match.span(), Verdict.AGREE, None, "", cited)
            else:
                right = records[-1].attribute
                yield Statement(
                    match[0], *match.span(), Verdict.DIFFER, Error.ATTRIBUTE, right, cited
                )
            return

    def _attributed(self, text: str, match: re.Match[str]) -> Sequence[Target]:
        """The records with an attribute that the words around ``match`` are about."""
        left = max([m.end() for m in re.finditer("[；;。]", text[: match.start()])], default=0)
        best = next(
            (m for m in self._matcher.matches(text[left:]) if m.named and not m.against), None
        )
        if best is None:
            goal = self._goals.attributed(text[left : match.start()])
            records = [goal] if goal else []
        else:
            records = [t for t in best.known.targets if t.attribute]
        whens = [t for t in times(text, self._clock) if not t.base]
        timely = [t for t in records if whens and fits(whens[0], t, self._clock)]
        return timely or records
