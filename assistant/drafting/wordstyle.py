"""Styles of the Word file: the faces and sizes that official papers in China are set in."""

from __future__ import annotations

from typing import Any

from assistant.uploads.paper import chinese

# 小标宋在别的机器上多半没有，用宋体加粗；仿宋、黑体、楷体各办公软件都有
BODY, HEAD, SECOND, TITLE, LATIN = "仿宋", "黑体", "楷体", "宋体", "Times New Roman"
BODY_SIZE, SMALL, LABEL, LINE = 16.0, 10.5, 8.5, 28.0
"""Points."""


def prepare(document: Any, label: str) -> None:
    """A4 with the margins of official papers, Chinese faces, a footer with the label."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Cm, Pt, RGBColor

    chinese(document)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    styles = document.styles
    _face(styles["Normal"], BODY, BODY_SIZE)
    for name, face, size in (
        ("Title", TITLE, 22),
        ("Heading 1", HEAD, 16),
        ("Heading 2", SECOND, 16),
    ):
        style = styles[name]
        _face(style, face, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.bold = name == "Title"
        style.font.italic = False
        style.paragraph_format.space_before = Pt(0 if name == "Title" else 8)
        style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.keep_with_next = True
    styles["Title"].paragraph_format.alignment = ALIGN.CENTER
    _plain_title(styles["Title"])
    for name in ("Body Text", "List Bullet"):
        style = styles[name]
        _face(style, BODY, BODY_SIZE)
        style.paragraph_format.line_spacing = Pt(LINE)
        style.paragraph_format.space_after = Pt(4)
    styles["Body Text"].paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    styles["Body Text"].paragraph_format.alignment = ALIGN.JUSTIFY
    made = (
        ("AI Label", BODY, LABEL, ALIGN.CENTER),
        ("Source", BODY, SMALL, ALIGN.LEFT),
        ("Table Text", BODY, SMALL, ALIGN.LEFT),
        ("Letter Opening", BODY, BODY_SIZE, ALIGN.LEFT),
        ("Letter Signature", BODY, BODY_SIZE, ALIGN.RIGHT),
    )
    for name, face, points, align in made:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _face(style, face, points)
        style.paragraph_format.alignment = align
        style.paragraph_format.space_before = Pt(2)
        style.paragraph_format.space_after = Pt(2)
    mark = styles.add_style("Source Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    mark.font.size = Pt(BODY_SIZE)
    _footer(section, label, document)


def _face(style: Any, face: str, size: float) -> None:
    """Latin and East Asian face and the size; theme faces would otherwise win."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), face)


def _plain_title(style: Any) -> None:
    """Without the blue line under it that the template draws."""
    from docx.oxml.ns import qn

    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _footer(section: Any, label: str, document: Any) -> None:
    """The label and the page number on every page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.style = document.styles["AI Label"]
    paragraph.add_run(label)
    paragraph = section.footer.add_paragraph(style="AI Label")
    paragraph.add_run("第")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run("页")


def turn(document: Any) -> None:
    """The page on its side, for a wide table."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.top_margin = section.bottom_margin = Cm(2.2)
    section.left_margin = section.right_margin = Cm(1.8)


def set_cell(cell: Any, text: str, *, head: bool, width: float | None) -> None:
    """A cell's text in small type; ``width`` in centimetres."""
    from docx.shared import Cm

    if width:
        cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    paragraph.add_run(text).bold = head
