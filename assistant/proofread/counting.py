"""Counts of the plan itself: how many boxes, terms, rows, goals of an attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.numerals import cn_number
from assistant.proofread.types import Error, Statement, Verdict
from assistant.types import Citation
from knowledge.library import Knowledge
from knowledge.types import Locator
from knowledge.values import attribute_of

NUMBER = r"(?P<n>\d+|[一二三四五六七八九十百]+)"
LINK = r"(?:一共|总共|共计|合计|总计|共|有|为|是|设置?|计|列出?|收录|包括|部署|安排|了)*"
BOX = re.compile(rf"(?:专栏{LINK}{NUMBER}个(?!月))|(?:{NUMBER.replace('<n>', '<m>')}个专栏)")
TERMS = re.compile(
    rf"名词解释(?:部分)?{LINK}{NUMBER}[条个项]|{NUMBER.replace('<n>', '<m>')}[条个]名词解释"
)
ROWS = re.compile(
    rf"(?P<table>近期|全周期|终期)(?:目标任务|目标|任务|表)*{LINK}{NUMBER}[项条](?!以上)"
)
ATTRIBUTES = re.compile(
    rf"(?P<attribute>前置性|约束性|预期性)(?:目标|指标){LINK}{NUMBER}[项个条](?!以上)"
    rf"|{NUMBER.replace('<n>', '<m>')}[项个条](?P<attribute2>前置性|约束性|预期性)(?:目标|指标)"
)
MEASURES = re.compile(
    r"(?:(?P<period>十[一二三四五六]五)”?(?:期间|时期|规划|确定|提出|设置?|一共|共|有|的|是|为)*)?"
    rf"{NUMBER}[项个](?:主要)?(?:指标|目标)"
)
KEY = "近期|全周期|终期|前置性|约束性|预期性"
PERIOD = re.compile("十[一二三四五六]五")
LISTED = re.compile(
    rf"(?P<names>(?:(?:{KEY})(?:目标任务|目标|指标)?[、和与]?){{2,}})(?:任务)?(?:各)?分别{LINK}"
    r"(?P<numbers>\d+[项个条]?(?:[、，和与]\d+[项个条]?)+)"
)


@dataclass(frozen=True, slots=True)
class _Counted:
    count: int
    place: Locator


class Counts:
    """Checks what a text counts in the plan."""

    def __init__(self, knowledge: Knowledge) -> None:
        plan = knowledge.plan
        self._text = plan.text
        self._found: dict[str, _Counted] = {}
        self._measures: list[_Counted] = []
        if plan.columns:
            self._found["box"] = _Counted(len(plan.columns), plan.columns[-1].locator)
        if plan.terms:
            self._found["term"] = _Counted(len(plan.terms), plan.terms[-1].locator)
        titles = {f"专栏{column.number}": column.title for column in plan.columns}
        for table in plan.tables:
            periods = set(PERIOD.findall(titles.get(table.id, "")))
            if len(periods) == 1 and all(attribute_of(row) for row in table.rows):
                counted = _Counted(len(table.rows), table.rows[-1].locator)
                self._found[periods.pop()] = counted
                self._measures.append(counted)
            if table.rows:
                self._found[table.id] = _Counted(len(table.rows), table.rows[-1].locator)
            for name in ("前置性", "约束性", "预期性"):
                rows = [r for r in table.rows if attribute_of(r) == name]
                if rows and table.period is None:
                    # The plan's own main goals come after the last plan's.
                    self._found[name] = _Counted(len(rows), rows[-1].locator)

    def check(self, text: str) -> Iterator[Statement]:
        """The counts that a sentence states."""
        for match in LISTED.finditer(text):
            yield from self._listed(text, match)
        for match in MEASURES.finditer(text):
            count = int(match["n"]) if match["n"].isdigit() else cn_number(match["n"])
            period = match["period"]
            if period is None:
                # Which table is meant stays open: only what is one's count is told.
                known = next((m for m in self._measures if m.count == count), None)
            else:
                known = self._found.get(period)
            if known is not None and count is not None:
                yield self._said(text, match.span("n"), match.span("n"), int(count), known)
        for pattern, key in ((BOX, "box"), (TERMS, "term"), (ROWS, ""), (ATTRIBUTES, "")):
            for match in pattern.finditer(text):
                groups = match.groupdict()
                name = key or groups.get("table") or groups.get("attribute") or groups["attribute2"]
                known = self._found.get(name)
                which = "n" if groups.get("n") else "m"
                said = groups[which]
                count = int(said) if said.isdigit() else cn_number(said)
                if known is None or count is None or "十三五" in text:
                    continue
                yield self._said(text, match.span(), match.span(which), int(count), known)

    def _listed(self, text: str, match: re.Match[str]) -> Iterator[Statement]:
        """近期、终期目标分别为36项、36项."""
        names = re.findall(KEY, match["names"])
        at = match.start("numbers")
        numbers = list(re.finditer(r"\d+", match["numbers"]))
        if len(names) == len(numbers):
            for name, number in zip(names, numbers, strict=True):
                span = at + number.start(), at + number.end()
                if known := self._found.get(name):
                    whole = (match.start() if number is numbers[0] else span[0], span[1])
                    yield self._said(text, whole, span, int(number[0]), known)

    def _said(
        self, text: str, span: tuple[int, int], number: tuple[int, int], count: int, known: _Counted
    ) -> Statement:
        place = known.place
        quote = self._text[place.start : place.end]
        cited = (Citation(place.label, quote, place.start, place.end),)
        (start, end), (a, b) = span, number
        if count == known.count:
            return Statement(text[start:end], start, end, Verdict.AGREE, None, "", cited)
        right = text[start:a] + str(known.count) + text[b:end]
        return Statement(text[start:end], start, end, Verdict.DIFFER, Error.DIGIT, right, cited)
