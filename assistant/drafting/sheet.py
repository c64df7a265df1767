"""The tables of a draft as Excel: text cells, safe from formulas, labelled."""

from __future__ import annotations

import io

from assistant.drafting.approvals import Approval, require
from assistant.drafting.labels import PROPERTY, hidden, visible
from assistant.drafting.types import BlockKind, Draft
from assistant.drafting.words import say, words

WIDTHS = (6, 30, 26, 40, 40, 40, 12, 24, 16, 34)
SOURCE_WIDTHS = (6, 40, 110)


def to_xlsx(draft: Draft, approval: Approval) -> bytes:
    """One sheet with the table, one with its sources. Raises :class:`NotApproved`.

    Raises ``ValueError`` where the draft has no table.
    """
    # Takes a third of a second to load.
    from openpyxl import Workbook
    from openpyxl.packaging.custom import StringProperty

    require(draft, approval)
    rows = [
        tuple(draft.read(cell.text) for cell in row)
        for block in draft.blocks
        if block.kind is BlockKind.TABLE
        for row in block.rows
    ]
    if not rows:
        raise ValueError(say("problem.no_table"))
    book = Workbook()
    book.properties.title = draft.title
    book.properties.description = visible(draft)
    book.custom_doc_props.append(StringProperty(name=PROPERTY, value=hidden(draft)))
    sheet = book.active
    sheet.title = say("export.sheet")
    by = say("export.approved", name=approval.name, when=approval.day)
    _fill(sheet, [(draft.title,), (f"{visible(draft)}{by}",), *rows], WIDTHS, head=3)
    sources = book.create_sheet(say("export.sheet_sources"))
    listed = [(str(s.number), s.label, " ".join(s.quote.split())) for s in draft.sources]
    head = tuple(words()["export"]["sources_head"])
    _fill(sources, [(visible(draft),), head, *listed], SOURCE_WIDTHS, head=2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: object, rows: list[tuple[str, ...]], widths: tuple[int, ...], head: int) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.worksheet import Worksheet

    from knowledge.sheets import safe

    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=cell.row >= head)
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    sheet["A1"].font = Font(bold=True, size=14)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{head + 1}"
