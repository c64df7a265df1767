"""The text of a Word file, in the form that the parser reads.

Paragraphs are lines. A table's cells are lines behind a tab with an empty line between
rows, a merged cell given once. A heading that only its style tells is marked ``#``.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from knowledge.errors import PlanError
from knowledge.headings import read_heading
from knowledge.lines import make_line
from knowledge.wordml import SKIPPED, W, text_boxes
from knowledge.zips import inspect

STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)


def word_text(data: bytes, name: str) -> str:
    """The text of a .docx. Raises :class:`PlanError` where it cannot be had safely."""
    if not data.startswith(b"PK"):
        raise PlanError(f"{name} 不是 .docx 文件（旧版 .doc 请另存为 .docx）")
    inspect(data, name)
    # Takes a moment to import, so only after the file has passed.
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles}
        lines = list(_blocks(document.element.body, styles))
    except (
        *(PackageNotFoundError, SyntaxError, BadZipFile),
        *(KeyError, ValueError, AttributeError, RecursionError),
    ) as error:
        raise PlanError(f"{name} 不是 Word 文件或已损坏，请重新另存为 .docx 后再试") from error
    return "\n".join(lines).strip("\n") + "\n"


def _blocks(parent: Any, styles: dict[str, str]) -> Iterator[str]:
    """Paragraphs and tables in order, content controls opened."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{W}tbl":
            yield from ("", *_table(child), "", "")
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag"):
            yield from _blocks(child, styles)


def _paragraph(element: Any, styles: dict[str, str]) -> Iterator[str]:
    text = _text(element).strip("\n")
    if text.strip():
        yield _marked(text, _level(element, styles))
    else:
        yield ""
    for box in text_boxes(element):
        yield from _blocks(box, styles)


def _level(element: Any, styles: dict[str, str]) -> int:
    """The depth that a heading's style gives, or 0."""
    style = element.find(f"{W}pPr/{W}pStyle")
    if style is None:
        return 0
    style_id = style.get(f"{W}val") or ""
    found = STYLE.match(styles.get(style_id, style_id))
    return int(found[1]) if found else 0


def _marked(text: str, level: int) -> str:
    """A heading without a number of its own gets the marks of Markdown."""
    if not level or "\n" in text or read_heading(make_line(1, 0, text)):
        return text
    return f"{'#' * min(level, 6)} {text.strip()}"


def _text(element: Any) -> str:
    """The text of a paragraph: runs, links and insertions, not what was deleted."""
    parts: list[str] = []
    for child in element:
        if child.tag in SKIPPED or child.tag == f"{W}txbxContent":
            continue
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif child.tag == f"{W}tab":
            parts.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif isinstance(child.tag, str):
            parts.append(_text(child))
    return "".join(parts)


def _table(element: Any) -> Iterator[str]:
    """A table's rows; one that holds only running text is a frame around it."""
    rows = [list(_row(row)) for row in element.iter(f"{W}tr") if _owner(row) is element]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            yield from (line for cell in row for line in cell.split("\n"))
        return
    for row in rows:
        for cell in row:
            lines = [line.strip() for line in cell.split("\n") if line.strip()]
            yield "\t" + "\n".join(lines)
        yield ""


def _owner(row: Any) -> Any:
    owner = row.getparent()
    while owner is not None and owner.tag != f"{W}tbl":
        owner = owner.getparent()
    return owner


def _row(row: Any) -> Iterator[str]:
    """The cells of a row; what a merged cell covers is empty."""
    for cell in row.iter(f"{W}tc"):
        if next((a for a in cell.iterancestors(f"{W}tr")), None) is not row:
            continue
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        covered = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        paragraphs = [] if covered else [_text(p) for p in cell.iter(f"{W}p")]
        yield "\n".join(text for text in paragraphs if text.strip())
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = int(span.get(f"{W}val", "1")) if span is not None else 1
        yield from [""] * (min(wide, 64) - 1)
