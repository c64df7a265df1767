"""A text held against the plan, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.proofread import correcting
from assistant.proofread.apart import BREAK
from assistant.proofread.beside import Beside
from assistant.proofread.boxes import Boxes
from assistant.proofread.cited import Cited
from assistant.proofread.counting import Counts
from assistant.proofread.goals import ALIKE, STRANGE, SURE, Goals
from assistant.proofread.judging import Judge, Judged
from assistant.proofread.matching import Match, Matcher
from assistant.proofread.naming import NameFound, Names, is_variant
from assistant.proofread.plain import Plain, Sentence, sentences
from assistant.proofread.reading import ATTRIBUTE, CHINESE, Told, read
from assistant.proofread.times import Clock, Time, fits, times
from assistant.proofread.types import Error, Progress, Report, Statement, Verdict
from assistant.proofread.words import any_of
from assistant.proofread.years import other_base, other_year
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.types import Conflict, Locator, Target

MAX_PLACES = 4
NUMERAL = re.compile(r"(?:[一二三四五六七八九十]|\d+)(?=个)")
STEP = 2_000
"""Characters between two reports of progress."""


class Proofreader:
    """Checks texts against one plan; what it knows of the plan is made once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._clock = Clock.of(knowledge)
        self._matcher = Matcher(knowledge)
        self._judge = Judge(knowledge, self._matcher, self._clock)
        self._names = Names(knowledge)
        self._beside = Beside(knowledge)
        self._goals = Goals(knowledge, self._clock)
        self._counts = Counts(knowledge)
        self._boxes = Boxes(knowledge)
        self._references = Cited(knowledge)
        self._verbs = re.compile(any_of("name.goal_verbs"))

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
        out = [*self._counts.check(text), *self._boxes.check(text), *self._references.check(text)]
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
        out += self._named(text, covered, out)
        out += self._goal_clauses(text, covered, carried)
        # What counts the plan, or names a box of it, says no figure of an indicator.
        out += self._attributes(text, [s for s in out if (s.start, s.end) not in counted])
        whens = [t for t in times(text, self._clock) if not t.base]
        return out, (whens[-1] if whens else carried), named

    def _figure(self, text: str, told: Told, judged: Judged) -> Statement:
        start = told.near if judged.near else told.start
        end = max(told.end, told.figure.end)
        right = ""
        if judged.verdict is Verdict.DIFFER and judged.target is not None and judged.error:
            start, end, right = correcting.correct(text, told, judged, (start, end))
        places = self._cited(judged.places)
        return Statement(text[start:end], start, end, judged.verdict, judged.error, right, places)

    def _base_apart(self, text: str, judged: Judged) -> Statement | None:
        if judged.verdict is not Verdict.AGREE or judged.target is None:
            return None
        start, end = judged.target.clause
        other = other_base(text, self._knowledge.plan.text[start:end], self._clock)
        if other is None:
            return None
        cited = self._cited((judged.target,))
        return self._year(text, *other, cited)

    def _year(self, text: str, time: Time, right: str, cited: tuple[Citation, ...]) -> Statement:
        start, end = time.digits
        return Statement(text[start:end], start, end, Verdict.DIFFER, Error.YEAR, right, cited)

    def _cited(self, targets: Iterable[Target]) -> tuple[Citation, ...]:
        spans = [Locator(t.clause[0], t.clause[1], t.locator.label) for t in targets]
        return self._citations(spans)

    def _citations(self, places: Iterable[Locator]) -> tuple[Citation, ...]:
        text = self._knowledge.plan.text
        found: dict[tuple[int, int], Citation] = {}
        for place in places:
            quote = text[place.start : place.end]
            found.setdefault(
                (place.start, place.end), Citation(place.label, quote, place.start, place.end)
            )
        return tuple(found.values())[:MAX_PLACES]

    def _named(
        self, text: str, covered: Sequence[tuple[int, int]], figures: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Names: wrong ones always, right ones where nothing else is said of their clause."""
        for name in (*self._names.find(text), *self._beside.find(text)):
            inside = any(a < name.end and name.start < b for a, b in covered)
            if name.exact:
                if not inside:
                    yield self._name(text, name, Verdict.AGREE)
            elif name.name is not None:
                # A figure that is right has its subject right as well, but for a slip.
                told = [s for s in figures if s.start < name.end and name.start < s.end]
                if not any(
                    s.verdict is Verdict.DIFFER
                    or (name.name.measured and s.verdict is not Verdict.ABSENT)
                    for s in told
                ):
                    yield self._name(text, name, Verdict.DIFFER)
            elif not inside:
                yield self._name(text, name, Verdict.ABSENT)

    def _name(self, text: str, found: NameFound, verdict: Verdict) -> Statement:
        said = text[found.start : found.end]
        places = self._citations(found.name.places) if found.name else ()
        if verdict is Verdict.AGREE and found.name:
            conflict = next(
                (
                    c
                    for c in self._knowledge.conflicts
                    if c.kind == "wording"
                    and any(w in found.name.text for w in c.words)
                    and self._two_ways(found.name.bare, c)
                ),
                None,
            )
            if conflict:
                return Statement(
                    said,
                    found.start,
                    found.end,
                    Verdict.CONFLICT,
                    None,
                    "",
                    self._citations(conflict.mentions),
                )
        differs = verdict is Verdict.DIFFER
        numerals = found.name and differs and _counts_apart(said, found.name.text)
        right = found.name.text if found.name and differs else ""
        error = (Error.DIGIT if numerals else Error.NAME) if differs else None
        return Statement(said, found.start, found.end, verdict, error, right, places[:2])

    def _two_ways(self, name: str, conflict: Conflict) -> bool:
        """Whether a contradiction is about how this very name is written."""
        said = [w for w in conflict.words if w in name]
        return any(is_variant(one, two) for one in said for two in conflict.words)

    def _goal_clauses(
        self, text: str, covered: Sequence[tuple[int, int]], carried: Time | None
    ) -> Iterator[Statement]:
        """Clauses without a figure that tell a goal with a time."""
        whens = [t for t in times(text, self._clock) if not t.base]
        start = 0
        for stop in [m.start() for m in BREAK.finditer(text)] + [len(text)]:
            clause, at = text[start:stop], start
            start = stop + 1
            if text[stop : stop + 1] in ("：", ":"):
                continue
            if any(a < stop and at < b for a, b in covered) or len(clause.strip()) < 6:
                continue
            time = next((t for t in reversed(whens) if t.start < stop), None)
            if time is None:
                time = whens[0] if len(whens) == 1 and self._bare_time(text, whens[0]) else carried
            if time is None:
                continue
            found = self._goals.find(clause, time)
            if found is None or found.likeness < ALIKE:
                near = 0.0 if found is None else found.likeness
                dated_here = any(at <= t.start < stop and t.due for t in whens)
                tells = self._verbs.search(clause) and self._goals.tells(clause)
                if near < STRANGE and dated_here and tells:
                    yield Statement(clause, at, stop, Verdict.ABSENT)
                continue
            target = found.goal.target
            cited = self._cited((target,))
            years = [t for t in whens if at <= t.start < stop]
            if other := other_year(years, target.when or ""):
                yield self._year(text, *other, cited)
            elif found.timely and not found.against:
                yield Statement(clause, at, stop, Verdict.AGREE, None, "", cited)
            elif found.likeness >= SURE and not found.timely and target.when and self._ahead(time):
                span, right = correcting.dated(text, (at, stop), time, target.when)
                yield Statement(
                    text[span[0] : span[1]], *span, Verdict.DIFFER, Error.YEAR, right, cited
                )
            elif found.against:
                yield Statement(clause, at, stop, Verdict.DIFFER, Error.SUBJECT, "", cited)

    def _bare_time(self, text: str, time: Time) -> bool:
        """Whether a time's own clause says nothing else: 机制健全，2022年完成."""
        left = max([m.end() for m in BREAK.finditer(text[: time.start])], default=0)
        stop = BREAK.search(text, time.end)
        return not self._goals.tells(text[left : stop.start() if stop else len(text)])

    def _ahead(self, time: Time) -> bool:
        """Whether a time is the plan's own: of the years before, a text tells much else."""
        return time.when[-4:] >= self._clock.own[:4]

    def _attributes(self, text: str, told: Sequence[Statement]) -> Iterator[Statement]:
        """An attribute said of an indicator without a figure."""
        if any(s.citations and re.search(r"\d", s.text) for s in told):
            return
        for match in ATTRIBUTE.finditer(text):
            left = max([m.end() for m in re.finditer("[；;。]", text[: match.start()])], default=0)
            prose = text[left:]
            best = next(
                (m for m in self._matcher.matches(prose) if m.named and not m.against), None
            )
            if best is None:
                goal = self._goals.attributed(text[left : match.start()])
                records = [goal] if goal else []
            else:
                records = [t for t in best.known.targets if t.attribute]
            whens = [t for t in times(text, self._clock) if not t.base]
            if whens and records:
                records = [t for t in records if fits(whens[0], t, self._clock)] or records
            if not records:
                continue
            right = {t.attribute for t in records}
            verdict = Verdict.AGREE if match[0] in right else Verdict.DIFFER
            error = None if verdict is Verdict.AGREE else Error.ATTRIBUTE
            fixed = "" if error is None else records[-1].attribute
            yield Statement(
                match[0],
                match.start(),
                match.end(),
                verdict,
                error,
                fixed,
                self._cited(records[-1:]),
            )
            return


def _counts_apart(one: str, other: str) -> bool:
    """Whether two names differ in their numerals only: 八个一, 六个一."""
    return NUMERAL.sub("0", one) == NUMERAL.sub("0", other)


def _moved(one: Statement, text: str, start: int, end: int) -> Statement:
    return Statement(text[start:end], start, end, one.verdict, one.error, one.right, one.citations)


def check(text: str, knowledge: Knowledge, progress: Progress | None = None) -> Report:
    """The statements of ``text`` held against the plan.

    ``progress`` is told characters read and characters in all.
    """
    return Proofreader(knowledge).check(text, progress)
