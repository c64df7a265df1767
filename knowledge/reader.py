"""What has been read of a plan so far: its leaves, and the sections that are open."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.headings import RUN_IN_RANK, Heading
from knowledge.lines import Line
from knowledge.types import Column, Leaf, LeafKind, Locator, Section, Table, Term

MEASURE_LEVEL = 4


@dataclass
class Open:
    """A section whose end is not yet known; ``rank`` says what closes it."""

    rank: int
    level: int
    heading: Heading
    id: str
    start: int
    parent: str
    path: tuple[str, ...]


@dataclass
class Reader:
    """Reads on at line ``at``; each non-blank character goes into exactly one leaf."""

    text: str
    lines: list[Line]
    at: int = 0
    leaves: list[Leaf] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    stack: list[Open] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    section_ids: dict[str, int] = field(default_factory=dict)
    table_ids: set[str] = field(default_factory=set)
    paragraphs: dict[str, int] = field(default_factory=dict)
    last: int = 0

    @property
    def line(self) -> Line:
        return self.lines[self.at]

    @property
    def section(self) -> str:
        return self.stack[-1].id if self.stack else ""

    @property
    def path(self) -> tuple[str, ...]:
        return self.stack[-1].path if self.stack else ()

    def unique(self, wanted: str) -> str:
        """``wanted``, or with a number behind it where it is taken."""
        count = self.ids[wanted] = self.ids.get(wanted, 0) + 1
        if count == 1:
            return wanted
        return self.unique(f"{wanted}({count})")

    def leaf(
        self,
        leaf_id: str,
        kind: LeafKind,
        span: tuple[int, int],
        *,
        path: tuple[str, ...] | None = None,
        label: str = "",
    ) -> Leaf:
        """Adds a leaf; blanks at its ends are trimmed off."""
        start, end = span
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        name = self.unique(leaf_id)
        leaf = Leaf(
            name,
            kind,
            Locator(start, end, label or name),
            self.text[start:end],
            self.path if path is None else path,
            self.section,
        )
        self.leaves.append(leaf)
        self.last = max(self.last, end)
        return leaf

    def paragraph(self, span: tuple[int, int]) -> None:
        """Adds a plain paragraph, counted within its section."""
        where = self.section or "正文"
        count = self.paragraphs[where] = self.paragraphs.get(where, 0) + 1
        self.leaf(f"{where}·第{count}段", LeafKind.PARAGRAPH, span)

    def open(self, heading: Heading, start: int) -> None:
        """Opens a section; those that it does not stand under are closed."""
        self.close(heading.rank)
        parent = self.section
        level = self.stack[-1].level + 1 if self.stack else 1
        if heading.rank >= RUN_IN_RANK:
            level = max(level, MEASURE_LEVEL)
        own = heading.mark or heading.title
        wanted = f"{parent}·{own}" if parent else own
        count = self.section_ids[wanted] = self.section_ids.get(wanted, 0) + 1
        section_id = wanted if count == 1 else f"{wanted}({count})"
        title = " ".join(part for part in (heading.mark, heading.title) if part)
        path = (*self.path, title)
        rank = max(heading.rank, heading.below)
        self.stack.append(Open(rank, level, heading, section_id, start, parent, path))

    def close(self, rank: int) -> None:
        """Ends all open sections of that rank or below."""
        while self.stack and self.stack[-1].rank >= rank:
            done = self.stack.pop()
            locator = Locator(done.start, max(self.last, done.start), done.id)
            title = done.heading.title or done.heading.mark
            self.sections.append(Section(done.id, title, done.level, locator, done.parent))
