"""The plan as frozen records.

Offsets are Python string indices into ``Plan.text``; every record satisfies
``plan.text[start:end] == quote``. A label is what a person would cite, is unique in
its plan, and serves as the record's id: it depends on the record's own place only, so
it stays the same when the plan changes elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Locator:
    """A span of the plan's text, ``text[start:end]``, and how a person would cite it."""

    start: int
    end: int
    label: str


class LeafKind(StrEnum):
    """What a leaf is; together the leaves cover every non-blank character."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    MEASURE = "measure"
    BOX_TITLE = "box_title"
    BOX_PURPOSE = "box_purpose"
    BOX_MEASURES = "box_measures"
    BOX_MILESTONE = "box_milestone"
    TABLE_TITLE = "table_title"
    TABLE_HEADER = "table_header"
    TABLE_ROW = "table_row"
    NOTE = "note"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Leaf:
    """The smallest record: every non-blank character of the plan is in exactly one.

    ``path`` holds the titles above it, outermost first; ``section`` the id of the
    section it stands in ("" before the first heading).
    """

    id: str
    kind: LeafKind
    locator: Locator
    text: str
    path: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all that stands under it.

    ``level`` is how deep it stands, 1 outermost: 部分 (also 序言, tables, 名词解释), 2 一、,
    3 （一） in the district's plan; a paragraph named by its first sentence is 4 or deeper.
    ``start:end`` spans the whole section, heading included.
    """

    id: str
    title: str
    level: int
    locator: Locator
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """What a box promises by the end of ``year``."""

    year: str
    locator: Locator
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A box (专栏). ``table`` names its table where it is one; the other parts are then empty."""

    number: int
    title: str
    locator: Locator
    section: str
    purpose: Locator | None = None
    measures: tuple[Locator, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A table row. ``cells`` maps header to text, merged cells carried down."""

    number: str
    locator: Locator
    cells: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``period`` is the deadline or span of years its title gives, if any."""

    id: str
    title: str
    locator: Locator
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    period: str | None = None
    period_text: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of 名词解释; ``number`` as printed."""

    number: int
    term: str
    definition: str
    locator: Locator


class TargetKind(StrEnum):
    ACTUAL = "actual"
    PAST_TARGET = "past_target"
    TARGET = "target"
    STANDARD = "standard"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class Target:
    """A measurable or dated statement of the plan.

    ``value`` is the figure as printed without its unit ("99.7", "1—2"), or ``None``
    where the statement has no figure; ``value_text`` the words around it as printed
    ("控制在0.45以内"); ``number`` the normalised low and high end (万 and 亿 multiplied
    out). ``when`` is "2020", "2022", "2025", "2021-2025", "2016-2020", another year or
    a duration as printed, or ``None``. ``operator`` is one of = >= <= > < ~ keep>=
    exists up down. ``attribute`` is 前置性, 约束性, 预期性 or "". ``indicator_key`` names
    the :class:`Indicator` it belongs to.
    """

    id: str
    indicator: str
    subject: str
    operator: str
    value: str | None
    unit: str
    value_text: str
    when: str | None
    kind: TargetKind
    attribute: str
    locator: Locator
    quote: str
    leaf: str
    number: tuple[float, float] | None = None
    indicator_key: str = ""
    clause: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Indicator:
    """The mentions of one thing across the plan, in order of time.

    ``direction`` is "up" (higher is better), "down" or "" (neither).
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    direction: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Quotes of the plan that do not agree; ``says`` tells a reader in one sentence how.

    ``indicators`` are the keys it touches; a question with one of ``words`` is about it.
    """

    id: str
    kind: str
    topic: str
    says: str
    mentions: tuple[Locator, ...]
    indicators: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan: its text and every record read from it."""

    name: str
    title: str
    text: str
    sha256: str
    leaves: tuple[Leaf, ...]
    sections: tuple[Section, ...]
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    terms: tuple[Term, ...]

    def quote(self, locator: Locator) -> str:
        """The text that ``locator`` spans."""
        return self.text[locator.start : locator.end]
