"""Blocks of the plan as HTML: headings, paragraphs, boxes, tables, terms, notes in the margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.web import texts
from assistant.web.reader.blocks import Block, conflicts_by_leaf
from assistant.web.reader.spans import Span, Spans, address, conflict_id
from assistant.web.reader.tables import Cell, lay_out
from assistant.web.render import escape
from knowledge.library import Knowledge
from knowledge.types import Conflict, Leaf, LeafKind, Row, Table, Term

SHORT_CELL = 8
"""Characters of a table's cell that stay on one line."""
_PARTS = {
    LeafKind.BOX_PURPOSE: "purpose",
    LeafKind.BOX_MEASURES: "measures",
    LeafKind.BOX_MILESTONE: "milestone",
}


class Article:
    """Writes blocks of one plan; ``root`` goes before links to other places in it."""

    def __init__(self, knowledge: Knowledge, root: str = "") -> None:
        self._plan = knowledge.plan
        self._root = root
        self.spans = Spans(knowledge, root)
        self.conflicts = conflicts_by_leaf(knowledge)
        self._sections = {section.id: section for section in knowledge.plan.sections}
        self._terms = {term.locator.label: term for term in knowledge.plan.terms}

    def write(self, blocks: Iterable[Block], mark: Span | None = None) -> str:
        return "".join(self._block(block, mark) for block in blocks)

    def _block(self, block: Block, mark: Span | None) -> str:
        if block.box:
            name = address(block.box.locator.label)
            inner = self._framed(block, mark)
            return f'<section class="box" id="{escape(name)}">{inner}</section>'
        if block.table:
            name = address(block.table.id)
            return (
                f'<section class="sheet" id="{escape(name)}">{self._framed(block, mark)}</section>'
            )
        return "".join(self._leaf(leaf, mark) for leaf in block.leaves)

    def _framed(self, block: Block, mark: Span | None) -> str:
        cells = (LeafKind.TABLE_HEADER, LeafKind.TABLE_ROW)
        parts = [self._leaf(leaf, mark) for leaf in block.leaves if leaf.kind not in cells]
        if block.table:
            # The rows stand where the header does: right after the titles.
            first = next((i for i, x in enumerate(block.leaves) if x.kind in cells), len(parts))
            parts.insert(first, self._table(block.table, block.leaves, mark))
        return "".join(parts)

    def _leaf(self, leaf: Leaf, mark: Span | None) -> str:
        start, end = leaf.locator.start, leaf.locator.end
        kind = leaf.kind
        name = escape(address(leaf.id))
        if kind is LeafKind.TITLE:
            html = f'<h1 id="{name}">{self.spans.write(start, end, mark)}</h1>'
        elif kind is LeafKind.HEADING and (section := self._sections.get(leaf.section)):
            level = min(section.level, 4) + 1
            html = self._linked(f"h{level}", section.id, start, end, mark)
        elif kind is LeafKind.BOX_TITLE:
            box = leaf.id.rsplit("·", 1)[0]
            html = self._linked("h4", box, start, end, mark, anchored=False)
        elif kind is LeafKind.TABLE_TITLE:
            html = self._linked("h4", leaf.id.rsplit("·", 1)[0], start, end, mark, anchored=False)
        elif kind is LeafKind.TERM and (term := self._terms.get(leaf.locator.label)):
            html = self._term(term, leaf, mark)
        elif kind is LeafKind.MEASURE:
            html = self._measure(leaf, mark)
        else:
            css = _PARTS.get(kind, kind.value)
            html = f'<p class="{css}" id="{name}">{self.spans.write(start, end, mark)}</p>'
        return f'<div class="block"><div class="main">{html}</div>{self._margin(leaf)}</div>'

    def _linked(
        self, tag: str, name: str, start: int, end: int, mark: Span | None, anchored: bool = True
    ) -> str:
        at = escape(address(name))
        own = f' id="{at}"' if anchored else ""
        link = self._anchor(at)
        return f"<{tag}{own}>{self.spans.write(start, end, mark)}{link}</{tag}>"

    def _anchor(self, at: str) -> str:
        said = escape(texts.LINK_TO.format(place=at))
        return f'<a class="anchor" href="{escape(self._root)}#{at}" title="{said}"></a>'

    def _measure(self, leaf: Leaf, mark: Span | None) -> str:
        """A paragraph that starts with its own title."""
        start, end = leaf.locator.start, leaf.locator.end
        section = self._sections.get(leaf.section)
        name = escape(address(leaf.id))
        stop = start
        if section and (at := self._plan.text.find(section.title, start, end)) >= 0:
            stop = at + len(section.title)
            stop += self._plan.text.startswith("。", stop)
        head = f"<b>{self.spans.write(start, stop, mark)}</b>" if stop > start else ""
        rest = self.spans.write(stop, end, mark)
        return f'<p class="measure" id="{name}">{head}{rest}{self._anchor(name)}</p>'

    def _term(self, term: Term, leaf: Leaf, mark: Span | None) -> str:
        start, end = leaf.locator.start, leaf.locator.end
        at = self._plan.text.find(term.term, start, end)
        stop = at + len(term.term) if at >= 0 else start
        stop += self._plan.text.startswith("：", stop)
        name = escape(address(term.locator.label))
        return (
            f'<p class="entry" id="{name}"><dfn>{self.spans.write(start, stop, mark)}</dfn>'
            f"{self.spans.write(stop, end, mark)}{self._anchor(name)}</p>"
        )

    def _table(self, table: Table, leaves: Sequence[Leaf], mark: Span | None) -> str:
        header = next((x for x in leaves if x.kind is LeafKind.TABLE_HEADER), None)
        by_row = {x.locator.start: x for x in leaves if x.kind is LeafKind.TABLE_ROW}
        heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
        aside = f'<th scope="col" class="aside"><span class="sr">{texts.ODD}</span></th>'
        rows = "".join(
            self._row(row, cells, by_row.get(row.locator.start), mark)
            for row, cells in lay_out(table)
        )
        head = escape(address(header.id)) if header else ""
        # A row that no leaf stands for would be lost; lay_out walks the table's own rows.
        return (
            f'<div class="wide"><table><caption class="sr">{escape(table.title)}</caption>'
            f'<thead><tr id="{head}">{heads}{aside}</tr></thead><tbody>{rows}</tbody></table></div>'
        )

    def _row(self, row: Row, cells: Sequence[Cell], leaf: Leaf | None, mark: Span | None) -> str:
        name = escape(address(leaf.id if leaf else row.locator.label))
        written = "".join(
            self._cell(cell, row, name, mark, head)
            for cell, head in zip(cells, _labels(cells), strict=True)
        )
        notes = self._margin(leaf) if leaf else ""
        return f'<tr id="{name}">{written}<td class="aside">{notes}</td></tr>'

    def _cell(self, cell: Cell, row: Row, name: str, mark: Span | None, head: str) -> str:
        inner = "".join(self.spans.write(*span, mark) for span in cell.spans)
        down = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        if cell.is_number:
            said = escape(texts.LINK_TO.format(place=name))
            link = f'<a href="{escape(self._root)}#{name}" title="{said}">{inner}</a>'
            return f'<th scope="row" class="number"{down}>{link}</th>'
        css = ' class="carried"' if cell.rows > 1 else ' class="short"' * _is_short(cell)
        # Where rows are small blocks of their own, the heads above are out of sight.
        told = f' data-head="{escape(head)}"' if head else ""
        return f"<td{css}{down}{told}>{inner}</td>"

    def _margin(self, leaf: Leaf) -> str:
        found = self.conflicts.get(leaf.id, ())
        items = "".join(f"<li>{self.conflict_link(conflict)}</li>" for conflict in found)
        return f'<ul class="margin">{items}</ul>' if items else ""

    def conflict_link(self, conflict: Conflict) -> str:
        target = escape(f"{self._root}#{conflict_id(conflict)}")
        return (
            f'<a class="odd" href="{target}"><span class="sr">{texts.ODD}：</span>'
            f"<span>{escape(conflict.topic)}</span></a>"
        )


def _labels(cells: Sequence[Cell]) -> list[str]:
    """The heads of a row's cells behind the one that names it; "" for those that need none."""
    named = False
    heads = []
    for cell in cells:
        names_it = not named and bool(cell.spans) and not cell.is_number and cell.rows == 1
        heads.append(cell.head if named and cell.spans else "")
        named = named or names_it
    return heads


def _is_short(cell: Cell) -> bool:
    """Whether its words look better on one line than in a narrow column."""
    return 0 < sum(end - start for start, end in cell.spans) <= SHORT_CELL
