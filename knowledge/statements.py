"""Every measurable or dated statement of a plan as a typed record.

Structure tells the time (a table's title, a merged cell, a box's milestone) and the kind;
wording tells operator, value and unit. Nothing here knows this plan's figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count

from knowledge.clauses import LEANING, Clause, Measured, clauses, measured
from knowledge.naming import name_of, stripped
from knowledge.periods import DATED, YEAR, date_within, leading_date, own_years, years_before
from knowledge.script import simplified
from knowledge.subjects import subject_of
from knowledge.trends import is_achieved, is_commitment, read_wordless
from knowledge.types import Leaf, LeafKind, Locator, Plan, Row, Table, Target, TargetKind
from knowledge.values import NAMES, VALUE, attribute_of, header_of, read_values
from knowledge.views import View

STATEMENT_HEADERS = (
    *("目标任务", "目标内容", "主要目标", "工作任务", "重点任务", "任务", "目标", "内容"),
)
REVIEW = re.compile(
    r"成绩|成效|回顾|成就|存在的?问题|短板|现状|发展基础|主要问题|发展情况|基础与|问题与|面临的?(?:问题|困难)"
)
AIMS = re.compile(r"(?:发展|总体|主要|工作|阶段|具体|规划)目标|^目标")
MAX_QUOTE = 600
"""Characters; of a longer clause a figure quotes its own piece only."""
VERBS = (
    "建成|创建|实现|完成|培育|引进|获评|新建成|累计新增|确保|保持|建立|形成|达到|设立|打造|让|提高"
)
VERB = re.compile(rf"^(?:高质量|全面|基本|累计|进一步|积累|共)*(?:{VERBS})")
# 1. 1.1 （1） （一） 一、：条目的编号不是数
ITEM = re.compile(
    r"(?:[>*#-]+\s+|\*\*)?(?:[1-9]\d?\s*[.．、]\s*(?!\d)|[1-9]\d?(?:[.．][1-9]\d?){1,3}[.．、]?\s*(?![\d万亿%％‰倍元个])"
    r"|[（(]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳])?"
)
DEFINED = re.compile(r"(?:比率|比例|占比|总数|人数占比)$|每年")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where statements are read from: a span with its time, kind and attribute.

    ``every`` takes each clause as a statement; else only what can be checked. ``term`` is
    the word that is explained there.
    """

    leaf: Leaf
    start: int
    end: int
    when: str | None
    kind: TargetKind
    attribute: str = ""
    every: bool = False
    term: str = ""


def read_targets(plan: Plan) -> tuple[Target, ...]:
    """All targets in order of place; ids are ``<leaf>#<n>``."""
    targets: list[Target] = []
    rows = {row.locator.label: (table, row) for table in plan.tables for row in table.rows}
    milestones = {m.locator.label: m.year for column in plan.columns for m in column.milestones}
    own = own_years(simplified(plan.title), simplified(plan.text))
    aims: dict[str, str] = {}
    for leaf in plan.leaves:
        found: Iterator[Target]
        if leaf.kind is LeafKind.TABLE_ROW and leaf.locator.label in rows:
            found = _row(plan, leaf, *rows[leaf.locator.label], own)
        elif leaf.kind is LeafKind.TERM:
            found = _read(plan, _term_place(leaf))
        elif leaf.kind in _PROSE:
            found = _read(plan, _prose_place(plan, leaf, milestones.get(leaf.id), own, aims))
        else:
            continue
        targets.extend(found)
    return tuple(targets)


_PROSE = {
    LeafKind.PARAGRAPH,
    LeafKind.MEASURE,
    LeafKind.BOX_PURPOSE,
    LeafKind.BOX_MEASURES,
    LeafKind.BOX_MILESTONE,
}


def _term_place(leaf: Leaf) -> _Place:
    number = re.match(r"\d+[.．、]|[（(\[【]\d+[）)\]】]", leaf.text)
    start = leaf.locator.start + (number.end() if number else 0)
    return _Place(leaf, start, leaf.locator.end, None, TargetKind.DEFINITION, term=leaf.path[-1])


def _prose_place(
    plan: Plan, leaf: Leaf, year: str | None, own: str, aims: dict[str, str]
) -> _Place:
    """``aims`` keeps the year that a section of aims opens with, for what follows in it."""
    start, end = leaf.locator.start, leaf.locator.end
    if item := ITEM.match(leaf.text):
        start += item.end()
    if year:
        return _Place(leaf, start, end, year, TargetKind.TARGET, every=True)
    review, section = _told_by(leaf.path)
    if review:
        return _Place(leaf, start, end, years_before(own), TargetKind.ACTUAL)
    if section:
        if date := leading_date(simplified(leaf.text), 0):
            aims[section] = date
        return _Place(leaf, start, end, aims.get(section), TargetKind.TARGET, every=True)
    kind = TargetKind.STANDARD if leaf.kind is LeafKind.BOX_MEASURES else TargetKind.TARGET
    return _Place(leaf, start, end, None, kind)


@lru_cache(maxsize=512)
def _told_by(path: tuple[str, ...]) -> tuple[bool, str]:
    """Whether headings say that a section looks back, and the one that says it sets aims."""
    titles = [simplified(title) for title in path]
    review = any(REVIEW.search(title) for title in titles)
    return review, next((title for title in titles if AIMS.search(title)), "")


def _row(plan: Plan, leaf: Leaf, table: Table, row: Row, own: str) -> Iterator[Target]:
    if header_of(row.cells, NAMES) and any(VALUE.search(simplified(h)) for h in table.header):
        yield from read_values(plan, leaf, table, row, own)
        return
    header = header_of(row.spans, STATEMENT_HEADERS)
    if header and not row.cells[header].startswith("*"):
        start, end = row.spans[header]
        when = table.period or _deadline(row, header)
        place = _Place(leaf, start, end, when, TargetKind.TARGET, attribute_of(row), every=True)
        yield from _read(plan, place)


def _deadline(row: Row, statement: str) -> str | None:
    """The time in a merged cell: 优先落实（目标完成时间为2022年底）."""
    for header, cell in row.cells.items():
        if header != statement and (years := YEAR.findall(cell)):
            return years[0] if len(years) == 1 else f"{years[0]}-{years[-1]}"
    return None


def _read(plan: Plan, place: _Place) -> Iterator[Target]:
    view = View.of(plan.text, place.start, place.end)
    ids = (f"{place.leaf.id}#{n}" for n in count(1))
    when = place.when
    previous: Clause | None = None
    sentence = (-1, -1)
    for clause in clauses(view.text, 0, len(view.text)):
        if clause.sentence != sentence:
            sentence, when = clause.sentence, place.when
        when = leading_date(view.text, clause.start) or when
        own = date_within(view.text[clause.start : clause.end])
        yield from _Reading(plan, place, view, clause, previous, when or own, ids).targets()
        previous = clause


@dataclass(frozen=True, slots=True)
class _Reading:
    """One clause of a place, with the one before it and the time that holds."""

    plan: Plan
    place: _Place
    view: View
    clause: Clause
    previous: Clause | None
    when: str | None
    ids: Iterator[str]
    words: str = field(init=False)
    shown: tuple[int, int] = field(init=False)

    def __post_init__(self) -> None:
        # 一句里可有上万个数：各数共用的字只取一次。
        words = self.view.text[self.clause.start : self.clause.end]
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "shown", self._shown())

    def targets(self) -> Iterator[Target]:
        """The statements of the clause."""
        words = self.words
        figures = measured(self.view.text, self.clause)
        for figure in figures:
            yield self._figure(figure)
        if figures or DATED.fullmatch(words + "，") or words.endswith(("：", ":")):
            return
        if not self._counts(words):
            return
        for start, end in _comparisons(words):
            yield self._wordless(start, end)

    def _counts(self, words: str) -> bool:
        """Whether a clause without a figure is a statement, where it stands."""
        kind = self.place.kind
        if self.place.every:
            return True
        if kind is TargetKind.ACTUAL:
            return is_achieved(words)
        if kind is TargetKind.DEFINITION:
            return bool(DEFINED.search(words))
        return is_commitment(words)

    def _figure(self, figure: Measured) -> Target:
        quantity, words = figure.quantity, self.words
        first = self.clause.start
        value_text = self._printed(first + quantity.start, first + quantity.end).strip()
        kind = self.place.kind
        if (
            self.when is None
            and not self.place.every
            and kind is TargetKind.TARGET
            and not VERB.match(words)
            and "达" not in words[quantity.start : quantity.end]
        ):
            kind = TargetKind.STANDARD
        shown = self.shown
        if shown[1] - shown[0] > MAX_QUOTE:
            shown = (figure.start, figure.end)
        end = max(shown[1], figure.end)
        return self._target(
            indicator=name_of(figure, words),
            subject=subject_of(figure.about),
            operator=quantity.operator,
            value=quantity.value,
            unit=quantity.unit,
            value_text=value_text,
            kind=kind,
            number=(quantity.low, quantity.high),
            shown=(shown[0], end),
            clause=(figure.start, figure.end),
        )

    def _printed(self, start: int, end: int) -> str:
        return self.view.printed(self.plan.text, start, end)

    def _wordless(self, start: int, end: int) -> Target:
        span = (self.clause.start + start, self.clause.start + end)
        words = self.view.text[span[0] : span[1]]
        said = read_wordless(words)
        value_text = said.value_text
        if self.place.kind is TargetKind.DEFINITION:
            value_text = value_text or words
        return self._target(
            indicator=self.place.term or stripped(words),
            subject=subject_of(words),
            operator=said.operator,
            value=said.value,
            unit=said.unit,
            value_text=value_text,
            kind=self.place.kind,
            number=said.number,
            shown=self.shown,
            clause=span,
        )

    def _shown(self) -> tuple[int, int]:
        """The clause, with the one before it where it leans on that: 其中线上课程……"""
        before = self.previous
        if before and before.sentence == self.clause.sentence and LEANING.match(self.words):
            return before.start, self.clause.end
        return self.clause.start, self.clause.end

    def _target(
        self,
        *,
        indicator: str,
        subject: str,
        operator: str,
        value: str | None,
        unit: str,
        value_text: str,
        kind: TargetKind,
        number: tuple[float, float] | None,
        shown: tuple[int, int],
        clause: tuple[int, int],
    ) -> Target:
        view, leaf = self.view, self.place.leaf
        at = Locator(view.first(shown[0]), view.last(shown[1]), leaf.locator.label)
        return Target(
            id=next(self.ids),
            indicator=indicator,
            subject=subject,
            operator=operator,
            value=value,
            unit=unit,
            value_text=value_text,
            when=self.when,
            kind=kind,
            attribute=self.place.attribute,
            locator=at,
            quote=self.plan.quote(at),
            leaf=leaf.id,
            number=number,
            clause=(view.first(clause[0]), view.last(clause[1])),
        )


def _comparisons(words: str) -> list[tuple[int, int]]:
    """Spans of a clause: two where 、 joins two comparisons, else the whole.

    ……不低于公务员平均工资、年收入增长幅度不低于公务员
    """
    for found in re.finditer("、", words):
        left, right = words[: found.start()], words[found.end() :]
        if all(re.search(r"不低于|不少于|不超过", part) for part in (left, right)):
            return [(0, found.start()), (found.end(), len(words))]
    return [(0, len(words))]
