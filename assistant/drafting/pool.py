"""The plan cut into sentences, each knowing its place, its part in the plan and its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.drafting.words import pattern, say
from knowledge.library import Knowledge
from knowledge.types import Leaf, LeafKind, Locator, Row, Table, Target, TargetKind

PAIRS = {"“": "”", "（": "）", "《": "》", "「": "」", "(": ")"}
PROSE = {
    LeafKind.PARAGRAPH,
    LeafKind.MEASURE,
    LeafKind.BOX_PURPOSE,
    LeafKind.BOX_MEASURES,
    LeafKind.BOX_MILESTONE,
}
STATEMENT = ("目标任务", "目标内容", "主要目标", "工作任务", "重点任务", "任务", "目标", "内容")
DATED = re.compile(r"[到至](?:20\d\d)年(?:底|末)?[，,]?")
MIN_LENGTH = 6


class Role(StrEnum):
    """What part a sentence plays, in the order in which a draft tells them."""

    BACKGROUND = "background"
    PROBLEM = "problem"
    STRATEGY = "strategy"
    PRINCIPLE = "principle"
    AIM = "aim"
    PURPOSE = "purpose"
    GOAL = "goal"
    MEASURE = "measure"
    SAFEGUARD = "safeguard"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of the plan: ``plan.text[start:end]``.

    ``heading`` is the measure, box or category it stands under; ``when`` the time that its
    place gives ("2022", "2021-2025") or "". ``cells`` says that the span is a table row's,
    which is told by its targets.
    """

    leaf: Leaf
    start: int
    end: int
    role: Role
    heading: str
    when: str
    targets: tuple[Target, ...]
    text: str
    cells: bool = False
    whole: tuple[int, int] = (0, 0)
    """The sentence that a clause of its own was taken from; (0, 0) for a whole sentence."""

    @property
    def label(self) -> str:
        return self.leaf.locator.label

    @property
    def locator(self) -> Locator:
        return Locator(self.start, self.end, self.label)

    @property
    def valued(self) -> tuple[Target, ...]:
        """Its statements that have a figure."""
        return tuple(t for t in self.targets if t.value)


def record(said: Said) -> str:
    """The box, row or measure that a sentence stands in."""
    head, _, _ = said.leaf.id.partition("·")
    if said.leaf.kind is LeafKind.TABLE_ROW:
        return said.leaf.id
    return head if head.startswith("专栏") else said.leaf.section or said.leaf.id


def clauses(said: Said, plan: str) -> list[Said]:
    """The clauses of a sentence of which each names its own thing and figure; else none.

    普惠性学前教育学位覆盖率达80%，义务教育巩固率达99.8%: each can be told without the others.
    """
    if said.cells or len(said.valued) < 2:
        return []
    first = said.start
    if date := DATED.match(plan[said.start : said.end]):
        first += date.end()
    found: list[Said] = []
    spans = [
        (first + m.start(), first + m.end())
        for m in re.finditer(r"[^，；。]+", plan[first : said.end])
        if m[0].strip()
    ]
    for start, end in spans:
        own = tuple(t for t in said.valued if start <= t.clause[0] and t.clause[1] <= end)
        text = flat(plan[start:end])
        named = any(len(t.indicator_key) > 3 and t.indicator_key[:2] in text for t in own)
        if not own or not named or pattern("text.leaning").match(text):
            return []
        found.append(
            replace(
                said, start=start, end=end, targets=own, text=text, whole=(said.start, said.end)
            )
        )
    return found


def sentences(knowledge: Knowledge) -> tuple[Said, ...]:
    """All sentences of a plan, in its order."""
    by_leaf: dict[str, list[Target]] = {}
    for target in knowledge.targets:
        by_leaf.setdefault(target.leaf, []).append(target)
    rows = {r.locator.start: (t, r) for t in knowledge.plan.tables for r in t.rows}
    years = {m.locator.label: m.year for c in knowledge.plan.columns for m in c.milestones}
    found: list[Said] = []
    for leaf in knowledge.plan.leaves:
        targets = by_leaf.get(leaf.id, [])
        if leaf.kind is LeafKind.TABLE_ROW and leaf.locator.start in rows:
            found.extend(_row(leaf, *rows[leaf.locator.start], targets, knowledge))
        elif leaf.kind is LeafKind.TERM:
            text = flat(knowledge.plan.text[leaf.locator.start : leaf.locator.end])
            place = (leaf.locator.start, leaf.locator.end)
            found.append(Said(leaf, *place, Role.TERM, leaf.path[-1], "", tuple(targets), text))
        elif leaf.kind in PROSE:
            found.extend(_prose(leaf, years.get(leaf.id, ""), targets, knowledge))
    return tuple(found)


def _prose(leaf: Leaf, year: str, targets: list[Target], knowledge: Knowledge) -> Iterator[Said]:
    plan = knowledge.plan.text
    role = _role(leaf)
    start, end = leaf.locator.start, leaf.locator.end
    whole = leaf.kind is LeafKind.BOX_MILESTONE
    spans = [(start, end)] if whole else list(cut(plan, start, end))
    if leaf.kind is LeafKind.MEASURE:
        # 首句是举措的名称，作标题用
        spans = spans[1:]
    for first, last in spans:
        text = flat(plan[first:last]).lstrip("—")
        first += len(plan[first:last]) - len(plan[first:last].lstrip("—\t 　"))
        if len(text) < MIN_LENGTH:
            continue
        own = tuple(t for t in targets if first <= t.clause[0] and t.clause[1] <= last + 1)
        yield Said(leaf, first, last, role, _heading(leaf), year, own, text)


def _role(leaf: Leaf) -> Role:
    if leaf.kind is LeafKind.BOX_PURPOSE:
        return Role.PURPOSE
    if leaf.kind is LeafKind.BOX_MILESTONE:
        return Role.GOAL
    for title in reversed(leaf.path):
        for role in (
            *(Role.PROBLEM, Role.STRATEGY, Role.BACKGROUND, Role.PRINCIPLE, Role.AIM),
            Role.SAFEGUARD,
        ):
            if pattern(f"roles.{role}").search(title):
                return role
    return Role.MEASURE


def _heading(leaf: Leaf) -> str:
    """The name of what it stands under, without its number."""
    if not leaf.path:
        return ""
    number, _, title = leaf.path[-1].partition(" ")
    return title or number


def _row(
    leaf: Leaf, table: Table, row: Row, targets: list[Target], knowledge: Knowledge
) -> Iterator[Said]:
    header = next((h for h in STATEMENT for name in row.spans if name == h), "")
    heading = row.cells.get("类别", "") or _heading(leaf)
    if any(t.kind is TargetKind.ACTUAL for t in targets):
        place = (leaf.locator.start, leaf.locator.end)
        text = _measured(targets)
        yield Said(leaf, *place, Role.BACKGROUND, heading, "2020", tuple(targets), text, cells=True)
    elif header and not row.cells[header].startswith("*"):
        start, end = row.spans[header]
        when = table.period or next((t.when for t in targets if t.when), "") or ""
        text = flat(knowledge.plan.text[start:end])
        yield Said(leaf, start, end, Role.GOAL, heading, when, tuple(targets), text)


def _measured(targets: list[Target]) -> str:
    """A row of values in words: 高中阶段教育毛入学率：规划目标98%，2020年97.2%。"""
    values = [say(f"row.{t.kind}", value=row_value(t)) for t in targets if t.value or t.value_text]
    return f"{targets[0].indicator}：{'，'.join(values)}。"


def row_value(target: Target) -> str:
    """The value of a table's cell with its unit and bound: 98%, ≤0.27, 大体相当."""
    if target.value is None:
        return target.value_text
    sign = {"<=": "≤", ">=": "≥"}.get(target.operator, "")
    return f"{sign}{target.value}{target.unit}"


def cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of sentences in ``text[start:end]``; marks inside quotes and brackets end none."""
    closing: list[str] = []
    first = start
    for at in range(start, end):
        char = text[at]
        if char in PAIRS:
            closing.append(PAIRS[char])
        elif closing and char == closing[-1]:
            closing.pop()
        elif char == "\n" or (char in "。；！？" and not closing):
            if text[first:at].strip():
                yield first, at + 1
            first = at + 1
            if char == "\n":
                closing.clear()
    if text[first:end].strip():
        yield first, end


def flat(text: str) -> str:
    """A span without the blanks and line breaks of its layout."""
    text = re.sub(r"\s*\n\s*|\t", "", text)
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", text).strip()
