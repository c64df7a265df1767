"""Times in prose: the years and periods that a sentence names, and whether they fit a record."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.types import Target, TargetKind

END = r"(?:底|末|初)?(?:以?前)?"
YEARS = re.compile(
    rf"(?:截至|截止|到了?|至|在|于)?(?:(?P<first>20\d\d)年?(?:至|—|-|~|到)(?P<last>20\d\d)年?{END}"
    rf"|(?P<year>20\d\d)(?:年{END}(?!以)|(?!\d))"
    r"|“?(?P<period>十三五|十四五)”?(?P<part>期间|时期|期末|末|以来)?)"
)
PERIODS = {"十三五": "2016-2020", "十四五": "2021-2025"}
LASTS = {"十三五": "2020", "十四五": "2025"}


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names. ``when`` is "2025", "2021-2025", or "" for the plan's own name."""

    start: int
    end: int
    when: str
    words: str


def times(text: str) -> list[Time]:
    """Times in order of place; “十四五”规划 alone names the plan, not a time."""
    found = []
    for match in YEARS.finditer(text):
        if match["period"]:
            period, part = match["period"], match["part"] or ""
            when = LASTS[period] if "末" in part else PERIODS[period]
            if period == "十四五" and not part:
                when = ""
        elif match["first"]:
            when = f"{match['first']}-{match['last']}"
        else:
            when = match["year"]
        found.append(Time(match.start(), match.end(), when, match[0]))
    return found


def fits(when: str, target: Target) -> bool:
    """Whether a figure may be said to be of that time."""
    if not when:
        return True
    if target.when is None:
        return False
    if target.kind is TargetKind.PAST_TARGET:
        return when == "2016-2020"
    return target.when == when
