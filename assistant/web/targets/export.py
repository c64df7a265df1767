"""Targets as CSV and Excel: formula-safe, each with its place, the label on top and inside."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from assistant.web import texts
from assistant.web.targets.rows import Item
from knowledge.sheets import safe

HEAD = (
    *(texts.ROW_NUMBER, texts.TARGET, texts.RELATION, texts.VALUE, texts.UNIT, texts.WORDING),
    *(texts.PERIOD, texts.CATEGORY, texts.ATTRIBUTE, texts.KIND, texts.SOURCE, texts.QUOTE),
)
_WIDTHS = (6, 40, 10, 10, 8, 24, 16, 24, 10, 14, 36, 70)


def rows(items: Sequence[Item]) -> list[tuple[str, ...]]:
    """The table below its head, every cell safe."""
    return [
        tuple(safe(cell) for cell in (number, *_cells(item)))
        for number, item in enumerate(items, 1)
    ]


def _cells(item: Item) -> tuple[str | None, ...]:
    target = item.target
    return (
        *(target.indicator, item.relation, target.value, target.unit, item.value, item.when),
        *(item.category or texts.NO_CATEGORY, target.attribute or texts.NO_ATTRIBUTE, item.kind),
        *(target.locator.label, target.quote),
    )


def label(title: str, count: int) -> str:
    return texts.EXPORT_LABEL.format(title=title, count=count)


def as_csv(items: Sequence[Item], title: str) -> bytes:
    """UTF-8 with a mark that Excel needs to see that it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([(safe(label(title, len(items))),), HEAD, *rows(items)])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(items: Sequence[Item], title: str) -> bytes:
    """One sheet of text cells; the label is also a property of the file."""
    # Takes a third of a second to load.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = texts.EXPORT_NAME
    said = label(title, len(items))
    book.properties.title = texts.EXPORT_NAME
    book.properties.description = said
    for row in ((safe(said),), HEAD, *rows(items)):
        sheet.append(row)
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is not None:
                cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=cell.row > 1)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A3"
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(HEAD))}{len(items) + 2}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
