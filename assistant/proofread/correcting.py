"""What to put in place of a wrong statement, in the writer's own words as far as they go."""

from __future__ import annotations

import re

from assistant.proofread.judging import Judged
from assistant.proofread.reading import Told
from assistant.proofread.times import Time
from assistant.proofread.types import Error
from knowledge.types import Target

LEAD = re.compile(r"^(?:累计)?(?:力争)?(?:达到|达|占)")
LED = re.compile(
    r"^(?:分别)?(?:达到|达|占|为|是|有|到|至|提高到|提升到|提高至|提升至|增加到|力争达到|累计达)+"
)
EVERY = re.compile("每(?:半年|[两三五]年|季度|学期|学年|[年月周日天])")
SPAN = re.compile(r"^20\d\d-20\d\d$")


def value_words(target: Target) -> str:
    """A record's figure with its bound and unit: 不少于50个, 85%以上, 控制在0.45以内."""
    text = LEAD.sub("", target.value_text)
    if target.value and target.unit and target.unit not in text and target.unit != "——":
        text = f"{text}{target.unit}"
    return text


def when_words(when: str) -> str:
    """A record's time as prose has it: 2025年, 2021—2025年."""
    return f"{when[:4]}—{when[-4:]}年" if SPAN.match(when) else f"{when}年"


def correct(text: str, told: Told, judged: Judged, span: tuple[int, int]) -> tuple[int, int, str]:
    """The span to replace (wider where the time is to change) and what to put there."""
    start, end = span
    target = judged.target
    assert target is not None
    if judged.error is Error.SUBJECT:
        often = judged.match and EVERY.match(judged.match.against)
        if often and often[0] in text[start:end] and (due := EVERY.search(target.quote)):
            return start, end, text[start:end].replace(often[0], due[0])
        name = target.indicator if "分别" not in target.quote else target.indicator_key
        return start, end, f"{name}{target.value_text}"
    if judged.error is Error.ATTRIBUTE:
        at = text.find(told.attribute)
        start, end = min(start, at), max(end, at + len(told.attribute))
        return start, end, text[start:end].replace(told.attribute, target.attribute)
    if judged.error is Error.YEAR and target.when and told.time is not None:
        (start, end), right = dated(text, span, told.time, target.when)
        return start, end, right
    figure = told.figure
    led = LED.match(text[figure.start : figure.number_at[0]])
    at = figure.start + (led.end() if led else 0)
    return start, end, text[start:at] + value_words(target) + text[figure.end : end]


def dated(text: str, span: tuple[int, int], time: Time, when: str) -> tuple[tuple[int, int], str]:
    """The span widened to hold its time, with the time put right."""
    if not re.match(r"20\d\d", when):
        return span, ""
    if time.end > len(text) or not text[time.start : time.end]:
        return span, ""
    start, end = min(span[0], time.start), max(span[1], time.end)
    if time.digits != (0, 0) and len(when) == 4:
        a, b = time.digits
    else:
        a, b = time.start, time.end
        lead = re.match(r"截至|截止|力争到|到|至|在|于", text[a:b])
        a += lead.end() if lead else 0
        return (start, end), text[start:a] + when_words(when) + text[b:end]
    return (start, end), text[start:a] + when + text[b:end]
