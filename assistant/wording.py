"""Records in words: a target as a sentence, a span as a whole clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.phrases import say
from assistant.types import Figure
from knowledge.statements import VERB
from knowledge.types import Plan, Target, TargetKind

END = "。；！？\n"
MAX_SENTENCE = 130
"""Characters; a longer sentence is shown from comma to comma around the span."""
MAX_CLAUSE = 120
"""Characters of a clause that is shown around words."""
MAX_MEASURES = 200
"""Characters of measures that a phone shows."""
OWN_VERBS = ("迁建", "新建", "改扩建")
BOUNDS = ("以上", "不少于", "不低于", "至少", "≥", "及以上")
# 对选派到民族地区支教满2年的教师 · 分别以300米、500米…为参考服务半径
CONDITION = re.compile(r"对|以|分别以|在(?!.*(?:建立|开展|落实))")
COUNT = re.compile(r"\d+(?:\.\d+)?")
MIN_COMMAS = 2
"""Commas of a list before its count, from which it is one of several lists in a clause."""
NUMBERING = re.compile(r"\d{1,2}[.．、]")
OWN_YEAR = re.compile(r"^(?:到|至|截至)\d{4}年(?:底|末)?(?:前)?[，,]")


def when_words(target: Target) -> str:
    """The time of a target as a phrase: 到2025年底, 2020年, “十三五”规划目标."""
    when = target.when
    if when is None:
        return ""
    if target.kind is TargetKind.PAST_TARGET:
        return say("figure.past_target")
    if when == "2016-2020":
        return say("figure.when_2016-2020")
    if target.kind is TargetKind.ACTUAL:
        return f"{when}年"
    if "-" in when:
        first, last = when.split("-")
        return say("figure.when_span", first=first, last=last)
    return say("figure.when_year", year=when)


def year_words(year: str) -> str:
    """A year or span of years as said: 2025年, “十三五”期间, 2021至2025年."""
    if year == "2016-2020":
        return say("figure.when_2016-2020")
    if "-" in year:
        first, last = year.split("-")
        return say("figure.when_span", first=first, last=last)
    return f"{year}年"


def shown_span(plan: Plan, target: Target) -> tuple[int, int]:
    """The span that is shown of a target: its clause, or the sentence where that says little.

    A condition, a standard or half of a bracket needs the rest of its sentence.
    """
    start, end = target.clause
    piece = plan.text[start:end]
    broken = piece.count("（") != piece.count("）")
    leaning = target.kind is TargetKind.STANDARD and CONDITION.match(piece)
    if not broken and not leaning:
        return _listed(plan, start, end) or target.clause
    left, right = widen(plan, start, end, start - MAX_SENTENCE, end + MAX_SENTENCE)
    numbering = NUMBERING.match(plan.text, left, right)
    left = numbering.end() if numbering else left
    return (left if broken else start), right


def _listed(plan: Plan, start: int, end: int) -> tuple[int, int] | None:
    """The whole clause where several figures count a list each: A、B、C3种…D、E和F3个….

    Cut at a comma of the list, names of one would go to the other.
    """
    if "、" not in plan.text[start:end]:
        return None
    left, right = widen(plan, start, end, start - MAX_SENTENCE, end + MAX_SENTENCE)
    left, right = clause_span(plan, start, end, left, right)
    if (left, right) == (start, end):
        return None
    before = COUNT.split(plan.text[left:right])[:-1]
    counted = sum(run.count("、") >= MIN_COMMAS for run in before)
    return (left, right) if counted > 1 else None


def statement(plan: Plan, target: Target) -> str:
    """What the plan says of a target, in its words: verb, piece and figure, nothing beside."""
    if "\n" in target.quote:
        return f"{target.indicator}{value_words(target)}"
    start, end = shown_span(plan, target)
    if (start, end) != target.clause:
        return OWN_YEAR.sub("", plan.text[start:end].strip("、，。； "))
    piece = plan.text[target.clause[0] : target.clause[1]].strip("、，。；")
    whole = OWN_YEAR.sub("", target.quote.strip("、，。； "))
    if piece in whole and len(piece) < len(whole) and not whole.startswith(piece):
        if whole.startswith(("其中", "或")) or "其中" in whole or "或" in whole[:40]:
            return whole
        verb = VERB.match(whole)
        if verb and not VERB.match(piece) and not piece.startswith(OWN_VERBS):
            return f"{verb[0]}{piece}"
        return piece if len(piece) >= 8 else whole
    return piece or whole


def value_words(target: Target) -> str:
    """The bare value of a table of indicators: 为100%, ≤0.27, 大体相当."""
    if target.value is None:
        return target.value_text
    if target.operator == "<=":
        return f"≤{target.value}{target.unit}"
    if target.operator == ">=" and "≥" in target.value_text:
        return f"≥{target.value}{target.unit}"
    return f"为{target.value}{target.unit}"


def short_value(target: Target) -> str:
    """A target's figure for a side remark: 达99.6%, 为100%, 控制在0.45以内."""
    if "\n" in target.quote or not target.value_text:
        return value_words(target)
    bounded = any(word in target.value_text for word in BOUNDS)
    if target.operator == ">=" and target.value and not bounded:
        return say("figure.at_least", value=target.value_text)
    return target.value_text


def attribute_words(target: Target) -> str:
    """（预期性目标）, or nothing."""
    if not target.attribute:
        return ""
    then = target.kind in (TargetKind.ACTUAL, TargetKind.PAST_TARGET)
    key = "figure.attribute_then" if then else "figure.attribute"
    return say(key, attribute=target.attribute)


def as_figure(target: Target) -> Figure:
    """The figure record of a target that has a value."""
    return Figure(
        indicator=target.indicator_key or target.indicator,
        value=target.value or "",
        unit=target.unit,
        when=target.when,
        operator=target.operator,
        target=target.id,
    )


def widen(plan: Plan, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The sentence around a span, within ``low:high``; long ones from comma to comma."""
    text = plan.text
    low, high = max(low, 0), min(high, len(text))
    left, right = start, end
    while left > low and text[left - 1] not in END:
        left -= 1
    while right < high and text[right - 1] not in END:
        right += 1
    while text.count("“", left, right) < text.count("”", left, right) and left > low:
        left = _before(text, left - 1, low)
    if right - left <= MAX_SENTENCE:
        return left, right
    return clause_span(plan, start, end, low, high)


def _before(text: str, at: int, low: int) -> int:
    """Where the sentence begins that ends at a position."""
    while at > low and text[at - 1] not in END:
        at -= 1
    return at


def clause_span(plan: Plan, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The clauses around a span, from comma to comma, within ``low:high``."""
    text = plan.text
    left, right = start, end
    while left > low and text[left - 1] not in END + "，":
        left -= 1
    while right < high and text[right - 1] not in END + "，":
        right += 1
    return left, right


def clause_with(plan: Plan, word: str, low: int, high: int) -> tuple[int, int] | None:
    """The clause within ``low:high`` that has ``word``; marks and blanks inside do not matter."""
    shape = r"[“”\"'‘’「」『』《》\s]*".join(map(re.escape, word))
    match = re.compile(shape).search(plan.text, low, high)
    if match is None:
        return None
    start, end = match.span()
    text = plan.text
    while start > low and text[start - 1] not in END + "，" and end - start < MAX_CLAUSE:
        start -= 1
    while end < high and text[end] not in END + "，" and end - start < MAX_CLAUSE:
        end += 1
    if text.count("（", start, end) > text.count("）", start, end):
        end = max(end, text.find("）", end, high) + 1)
    return start, end


def tidy(text: str) -> str:
    """A span as a sentence: no stray blanks, one full stop at the end."""
    text = re.sub(r"(?<=[\u4e00-\u9fff、，。；])\s+(?=[\u4e00-\u9fff、，。；])|\s*\n\s*", "", text)
    text = (
        re.sub(r"\s+", "", text)
        if re.search(r"[\u4e00-\u9fff]\s|\s[\u4e00-\u9fff]", text)
        else text
    )
    return text.strip("、，；。 ") + "。"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers with runs of three and more shortened: 1、4至7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(
        f"{run[0]}至{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs
    )


def shorten(text: str) -> str:
    """The first sentences, whole, up to the length that a phone shows."""
    kept = ""
    for sentence in re.findall(r"[^。]+。", text):
        if kept and len(kept) + len(sentence) > MAX_MEASURES:
            break
        kept += sentence
    return kept or text
