"""An approved draft as .docx, set as official papers are: real styles, figure table, sources."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from assistant.drafting.approvals import Approval, require
from assistant.drafting.labels import PROPERTY, hidden, visible
from assistant.drafting.types import TOKEN, Block, BlockKind, Draft, Kind, Sentence
from assistant.drafting.words import say, words
from assistant.drafting.wordstyle import prepare, set_cell, turn
from assistant.drafting.writer import marks

FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
CUSTOM = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{fmtid}" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
    "</Properties>"
)
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_LINK = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
SIGNATURE = 1
"""Paragraphs at the end of a letter that stand on the right."""


def to_docx(draft: Draft, approval: Approval) -> bytes:
    """The file's bytes. Raises :class:`NotApproved`."""
    # Takes a fifth of a second to load.
    from docx import Document
    from docx.enum.text import WD_BREAK

    require(draft, approval)
    document = Document()
    prepare(document, visible(draft))
    _properties(document, draft)
    document.add_paragraph(draft.title, style="Title")
    document.add_paragraph(visible(draft), style="AI Label")
    for number, block in enumerate(draft.blocks):
        _block(document, block, draft, number)
    if draft.kind is Kind.TABLE:
        turn(document)
    if draft.kind is Kind.LETTER:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph(say("export.apart"), style="AI Label")
    _figures(document, draft)
    _sources(document, draft)
    by = say("export.approved", name=approval.name, when=approval.day)
    document.add_paragraph(by, style="AI Label")
    _custom(document, draft)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _properties(document: Any, draft: Draft) -> None:
    core = document.core_properties
    core.title, core.subject = draft.title, say("export.subject")
    core.author = say("export.producer")
    core.comments = visible(draft)
    core.language = "zh-CN"


def _block(document: Any, block: Block, draft: Draft, number: int) -> None:
    if block.kind is BlockKind.TABLE:
        _table(document, [[_read(c, draft) for c in row] for row in block.rows], draft)
        return
    if block.kind is BlockKind.HEADING:
        document.add_heading(_read(block.sentences[0], draft), block.level)
        return
    letter = draft.kind is Kind.LETTER
    style = "List Bullet" if block.kind is BlockKind.BULLET else "Body Text"
    if letter and number == 0:
        style = "Letter Opening"
    elif letter and number >= len(draft.blocks) - SIGNATURE:
        style = "Letter Signature"
    paragraph = document.add_paragraph(style=style)
    if block.lead:
        paragraph.add_run(draft.read(block.lead) + "：").bold = True
    for sentence, numbers in zip(block.sentences, marks(block), strict=True):
        paragraph.add_run(_read(sentence, draft))
        if numbers and not letter:
            paragraph.add_run("".join(f"[{n}]" for n in numbers), style="Source Mark")


def _read(sentence: Sentence, draft: Draft) -> str:
    return draft.read(sentence.text)


def _table(document: Any, rows: Sequence[Sequence[str]], draft: Draft) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    widths = words()["export"]["widths"].get(str(len(rows[0])))
    table.autofit = False
    if widths:
        # WPS 和 LibreOffice 看的是网格列宽，Word 看的是单元格宽度，两处都要写
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            set_cell(table.cell(y, x), text, head=y == 0, width=widths[x] if widths else None)
    table.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for line in table.rows:
        line._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def _element(name: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(name)


def _figures(document: Any, draft: Draft) -> None:
    """Every figure that a statement of the plan holds, for checking one by one."""
    rows = list(figure_rows(draft))
    if rows:
        document.add_heading(say("export.figures"), 1)
        _table(document, [tuple(words()["export"]["figures_head"]), *rows], draft)


def figure_rows(draft: Draft) -> list[tuple[str, ...]]:
    """Number, figure as told, the clause it stands in, its source, in order of telling."""
    rows: list[tuple[str, ...]] = []
    for sentence in draft.sentences():
        for found in TOKEN.finditer(sentence.text):
            token = draft.tokens[found[1]]
            if "#" not in token.statement or any(r[4] == token.id for r in rows):
                continue
            clause = _clause(draft, sentence, found)
            source = draft.sources[token.source - 1]
            rows.append(
                (
                    str(len(rows) + 1),
                    token.text,
                    clause,
                    f"[{source.number}] {source.label}",
                    token.id,
                )
            )
    return [row[:4] for row in rows]


def _clause(draft: Draft, sentence: Sentence, found: Any) -> str:
    """The words around a figure, from comma to comma."""
    text = sentence.text
    left = max(text.rfind(mark, 0, found.start()) for mark in "，；。") + 1
    right = min(
        (at for mark in "，；。" if (at := text.find(mark, found.end())) >= 0), default=len(text)
    )
    return draft.read(text[left:right])


def _sources(document: Any, draft: Draft) -> None:
    document.add_heading(say("export.sources"), 1)
    for source in draft.sources:
        paragraph = document.add_paragraph(style="Source")
        paragraph.add_run(f"[{source.number}] {source.label}：").bold = True
        paragraph.add_run(" ".join(source.quote.split()))


def _custom(document: Any, draft: Draft) -> None:
    """The file's own property ``AIGC``, as strings in one place."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    xml = CUSTOM.format(fmtid=FMTID, name=PROPERTY, value=escape(hidden(draft)))
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), CUSTOM_TYPE, xml.encode(), package)
    package.relate_to(part, CUSTOM_LINK)
