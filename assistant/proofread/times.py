"""Times that a sentence names, and whether a record of the plan is of that time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.numerals import DIGIT
from knowledge.library import Knowledge
from knowledge.periods import own_years, years_before
from knowledge.types import Target, TargetKind

TAIL = r"(?:年底|年末|年度|年初|年)?(?:以前|之前|前)?"
TIME = re.compile(
    r"(?P<base>较|对比|(?<![占之对])比|与|相比)?(?P<lead>截至|截止到|截止|力争到|到了?|至|在|于)?"
    r"(?:(?P<first>20\d\d)年?(?:至|—|-|~|到)(?P<last>20\d\d)年?(?:底|末)?(?:期间)?"
    r"|(?P<year>20\d\d)(?:年(?P<end>底|末)?(?:以前|之前|前)?|(?=[，、]|$))"
    r"|(?P<cn>二[〇零][〇零一二三四五六七八九]{2})年(?:底|末)?"
    r"|(?<![\d.十])(?P<short>2[0-9]|3[05])年(?P<send>底|末)(?:以前|之前|前)?"
    r"|“?(?P<period>十[二三四五六]五)(?!”?(?:国家|教育|规划|发展|事业))”?(?P<part>期间|时期|期末|末期|末|以来|收官)?"
    r"|(?P<near>近期目标|近期表|近期任务)|(?P<final>终期目标|终期表|终期任务|规划期末|期末目标)|(?P<whole>全周期|规划期内|整个规划期|五年规划期)"
    r"|(?P<past>过去五年|上一个五年|上个五年|上一轮规划期|上一规划期))"
)
DATED = re.compile(r"20\d\d年(?:\d{1,2}月)")


@dataclass(frozen=True, slots=True)
class Clock:
    """The years that the plan's own words for times stand for."""

    own: str
    near: str
    final: str

    @classmethod
    def of(cls, knowledge: Knowledge) -> Clock:
        """Read from the plan's title and the periods of its tables."""
        plan = knowledge.plan
        own = own_years(plan.title, plan.text)
        periods = {t.id: t.period for t in plan.tables if t.period}
        return cls(own, periods.get("近期") or own, periods.get("终期") or own[-4:])


@dataclass(frozen=True, slots=True)
class Time:
    """``when`` is "2025" or "2021-2025"; ``due``: a deadline (到…底); ``base``: compared with.

    ``digits`` spans the year itself, empty for a period.
    """

    start: int
    end: int
    when: str
    due: bool
    base: bool
    digits: tuple[int, int]


def times(text: str, clock: Clock) -> list[Time]:
    """Times in order of place; “十四五”规划 names the plan, not a time."""
    found = []
    for match in TIME.finditer(text):
        if DATED.match(text, match.start("year") if match["year"] else 0) and match["year"]:
            continue
        digits = (0, 0)
        due = bool(
            match["end"]
            or match["send"]
            or (match["lead"] or "") in ("到", "到了", "至", "截至", "截止", "截止到", "力争到")
        )
        if match["first"]:
            when, digits = (
                f"{match['first']}-{match['last']}",
                (match.start("first"), match.end("last")),
            )
            due = False
        elif match["year"]:
            when, digits = match["year"], match.span("year")
        elif match["cn"]:
            when, digits = "".join(str(DIGIT[c]) for c in match["cn"]), match.span("cn")
        elif match["short"]:
            when, digits = f"20{match['short']}", match.span("short")
        else:
            when = _named(match, clock)
        found.append(Time(match.start(), match.end(), when, due, bool(match["base"]), digits))
    return found


def _named(match: re.Match[str], clock: Clock) -> str:
    if match["near"]:
        return clock.near
    if match["final"]:
        return clock.final
    if match["whole"]:
        return clock.own
    if match["past"]:
        return years_before(clock.own)
    first = 2006 + 5 * "一二三四五六七八九".index(match["period"][1])
    ends = (match["part"] or "") in ("末", "期末", "末期", "收官")
    return str(first + 4) if ends else f"{first}-{first + 4}"


def fits(time: Time | None, target: Target, clock: Clock, *, dated: bool = True) -> bool:
    """Whether a figure may be said to be of that time.

    ``dated``: the indicator has a record with a time, so one without does not speak for any.
    """
    if time is None:
        return True
    when, said = target.when, time.when
    if when is not None and not re.fullmatch(r"20\d\d(?:-20\d\d)?", when):
        return True
    if when is None:
        standing = target.kind in (TargetKind.STANDARD, TargetKind.DEFINITION)
        return not dated and (standing or said in (clock.own, clock.final))
    if said == when:
        return True
    if "-" in when:
        if "-" in said:
            return False
        if target.kind is TargetKind.TARGET:
            # A target of a whole period is no target of a year before its end.
            return _within(said, when) and (not time.due or said == when[-4:])
        return said == when[-4:]
    return "-" in said and _within(when, said)


def _within(one: str, other: str) -> bool:
    first, last = (one[:4], one[-4:])
    return other[:4] <= first and last <= other[-4:]
