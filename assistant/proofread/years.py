"""Years that stand beside a statement and are not the plan's."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.proofread.times import Clock, Time, times
from assistant.proofread.types import Error, Statement, Verdict
from assistant.types import Citation


def other_base(text: str, quote: str, clock: Clock) -> tuple[Time, str] | None:
    """A change told against another year than in the plan: 较2016年提高33个百分点.

    With the plan's year. ``None`` where either names no base, or several.
    """
    told = [t for t in times(text, clock) if t.base and t.digits[1]]
    own = {t.when for t in times(quote, clock) if t.base and t.digits[1]}
    if len(own) != 1 or len(told) != 1 or told[0].when in own:
        return None
    return told[0], own.pop()


def other_year(said: Sequence[Time], when: str) -> tuple[Time, str] | None:
    """Of as many years as the plan lists in ``when``, the one it does not: 2016年、2018年.

    With the plan's year that is missing.
    """
    known = when.split("、")
    there = {time.when for time in said}
    other = [t for t in said if t.digits[1] and t.when not in known]
    missing = [year for year in known if year not in there]
    if len(known) < 2 or len(said) != len(known) or len(other) != 1 or len(missing) != 1:
        return None
    return other[0], missing[0]


def wrong_year(text: str, time: Time, right: str, cited: tuple[Citation, ...]) -> Statement:
    """The year of ``time`` as a statement that differs."""
    start, end = time.digits
    return Statement(text[start:end], start, end, Verdict.DIFFER, Error.YEAR, right, cited)
