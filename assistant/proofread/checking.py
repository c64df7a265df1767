"""A text held against the plan, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.proofread import correcting
from assistant.proofread.citing import Citing
from assistant.proofread.counting import Counts
from assistant.proofread.dated import Dated
from assistant.proofread.judging import Judge, Judged
from assistant.proofread.listing import Listings
from assistant.proofread.matching import Match, Matcher
from assistant.proofread.named import Named
from assistant.proofread.numbered import Numbered
from assistant.proofread.plain import Plain, Sentence, sentences
from assistant.proofread.reading import CHINESE, Told, read
from assistant.proofread.times import Clock, Time, times
from assistant.proofread.types import Progress, Report, Statement, Verdict
from assistant.proofread.unfigured import Unfigured
from assistant.proofread.years import other_base, wrong_year
from knowledge.library import Knowledge

STEP = 2_000
"""Characters between two reports of progress."""


class Proofreader:
    """Checks texts against one plan; what it knows of the plan is made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._clock = Clock.of(knowledge)
        self._matcher = Matcher(knowledge)
        self._judge = Judge(knowledge, self._matcher, self._clock)
        self._citing = Citing(knowledge)
        self._exact = (
            Counts(knowledge),
            Numbered(knowledge),
            Dated(knowledge),
            Listings(knowledge),
        )
        self._named = Named(knowledge, self._citing)
        self._unfigured = Unfigured(knowledge, self._matcher, self._clock, self._citing)

    def check(self, text: str, progress: Progress | None = None) -> Report:
        """The statements of ``text`` with their verdicts."""
        plain = Plain.of(text)
        found: list[Statement] = []
        carried: Time | None = None
        named: Match | None = None
        told_at = 0
        for sentence in sentences(plain.text):
            if sentence.opens:
                carried, named = None, None
            elif not sentence.follows:
                carried = None
            statements, carried, named = self._sentence(sentence, carried, named)
            for one in statements:
                start, end = plain.span(one.start + sentence.start, one.end + sentence.start)
                # A question and its answer are read as one; a statement is of one line.
                start = max(start, text.rfind("\n", start, end) + 1)
                if end > start:
                    found.append(_moved(one, text, start, end))
            if progress and sentence.start - told_at >= STEP:
                told_at = sentence.start
                progress(plain.places[sentence.start], len(text))
        if progress:
            progress(len(text), len(text))
        return Report(tuple(sorted(found, key=lambda s: (s.start, s.end))))

    def _sentence(
        self, sentence: Sentence, carried: Time | None, named: Match | None
    ) -> tuple[list[Statement], Time | None, Match | None]:
        text = sentence.text
        if not CHINESE.search(text):
            return [], carried, named
        out = [one for kind in self._exact for one in kind.check(text)]
        counted = [(s.start, s.end) for s in out]
        covered: list[tuple[int, int]] = list(counted)
        for told in read(text, self._clock, carried):
            if any(a <= told.figure.number_at[0] < b for a, b in counted):
                continue
            judged = self._judge.judge(told, named, text)
            if judged is None:
                continue
            if judged.match is not None:
                named = judged.match
            statement = self._base_apart(text, judged) or self._figure(text, told, judged)
            if statement not in out:  # one base year for several figures
                out.append(statement)
            covered.append((statement.start, statement.end))
        out += self._named.check(text, covered, out)
        out += self._unfigured.goals(text, covered, carried)
        # What counts the plan, or names a box of it, says no figure of an indicator.
        out += self._unfigured.attributes(text, [s for s in out if (s.start, s.end) not in counted])
        whens = [t for t in times(text, self._clock) if not t.base]
        return list(_once(out)), (whens[-1] if whens else carried), named

    def _figure(self, text: str, told: Told, judged: Judged) -> Statement:
        start = told.near if judged.near else told.start
        end = max(told.end, told.figure.end)
        right = ""
        if judged.verdict is Verdict.DIFFER and judged.target is not None and judged.error:
            start, end, right = correcting.correct(text, told, judged, (start, end))
        places = self._citing.targets(judged.places)
        return Statement(text[start:end], start, end, judged.verdict, judged.error, right, places)

    def _base_apart(self, text: str, judged: Judged) -> Statement | None:
        if judged.verdict is not Verdict.AGREE or judged.target is None:
            return None
        start, end = judged.target.clause
        other = other_base(text, self._knowledge.plan.text[start:end], self._clock)
        if other is None:
            return None
        return wrong_year(text, *other, self._citing.targets((judged.target,)))


def _once(found: Sequence[Statement]) -> Iterator[Statement]:
    """The statements of one sentence, a contradiction told where its words stand first."""
    told = set()
    for one in sorted(found, key=lambda s: s.start):
        if one.verdict is Verdict.CONFLICT:
            if (one.text, one.citations) in told:
                continue
            told.add((one.text, one.citations))
        yield one


def _moved(one: Statement, text: str, start: int, end: int) -> Statement:
    said = text[start:end]
    right = one.right.rpartition("\n")[2]
    # The fault may stand in an earlier clause: what is right already corrects nothing.
    right = "" if right == said else right
    return Statement(said, start, end, one.verdict, one.error, right, one.citations)


def check(text: str, knowledge: Knowledge, progress: Progress | None = None) -> Report:
    """The statements of ``text`` held against the plan.

    ``progress`` is told characters read and characters in all.
    """
    return Proofreader(knowledge).check(text, progress)
