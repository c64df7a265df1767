"""Cases as a spreadsheet: one sheet, the headings of the case files, one case a row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evals.caseio import COLUMNS, CaseError, to_case, to_row
from evals.types import Case

WIDTH = {"提问": 50, "事实": 40, "名称": 30, "原文": 60, "不得出现": 30}


def export_sheet(path: Path, cases: Sequence[Case]) -> None:
    """Writes the cases as an .xlsx file."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = "题目"
    sheet.append(list(COLUMNS))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for index, name in enumerate(COLUMNS):
        sheet.column_dimensions[chr(ord("A") + index)].width = WIDTH.get(name, 12)
    sheet.freeze_panes = "A2"
    for case in cases:
        row = to_row(case)
        sheet.append([row[name] for name in COLUMNS])
        for cell in sheet[sheet.max_row]:
            # Text, so that a question that begins with = is not taken for a formula.
            cell.data_type = "s"
    book.save(path)


def import_sheet(path: Path) -> list[Case]:
    """The cases of an .xlsx file. Raises :class:`CaseError`."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
    except Exception as error:
        raise CaseError(f"打不开表格 {path.name}，请用 Excel 另存为 .xlsx 后再试") from error
    rows = book.worksheets[0].iter_rows(values_only=True)
    header = [_text(cell) for cell in next(rows, ())]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise CaseError(f"{path.name} 缺少这些列：{'、'.join(missing)}")
    cases = []
    for number, values in enumerate(rows, 2):
        cells = dict(zip(header, map(_text, values), strict=False))
        row = {name: cells.get(name, "") for name in COLUMNS}
        if any(row.values()):
            cases.append(to_case(row, f"{path.name} 第{number}行"))
    book.close()
    return cases


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip().replace("\n", "\\n").replace("\t", "\\t")
