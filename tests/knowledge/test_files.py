"""Files of other kinds as plans: Word, PDF, and what only pretends to be one."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml import parse_xml

from knowledge.errors import PlanError
from knowledge.files import read_file
from knowledge.parser import parse
from knowledge.pdf import pdf_text
from knowledge.types import Plan
from knowledge.word import word_text
from tests.knowledge.conftest import unplaced


def packed(document: docx.document.Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word(fill: Callable[[docx.document.Document], None]) -> str:
    document = docx.Document()
    fill(document)
    return word_text(packed(document), "规划.docx")


def read(text: str) -> Plan:
    plan = parse(text)
    assert unplaced(plan) == ""
    return plan


def with_table(document: docx.document.Document) -> None:
    document.add_paragraph("某市“十五五”教育规划")
    document.add_heading("第一章 目标", 1)
    document.add_paragraph("到2030年，建成教育强市。")
    document.add_paragraph("专栏1 主要指标")
    table = document.add_table(rows=3, cols=4)
    rows = [
        ("序号", "目标内容", "属性", "策略"),
        ("1", "入学率达99%", "约束性", "优先\n（2027年底）"),
        ("2", "巩固率达98%", "预期性", ""),
    ]
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 3).merge(table.cell(2, 3))
    document.add_heading("第二章 任务", 1)
    document.add_paragraph("加强管理，规范办学。")


def test_word_headings_and_tables() -> None:
    plan = read(word(with_table))
    assert [(s.level, s.title) for s in plan.sections] == [(1, "目标"), (1, "任务")]
    (table,) = plan.tables
    assert [(row.number, row.cells["目标内容"], row.cells["策略"]) for row in table.rows] == [
        ("1", "入学率达99%", "优先（2027年底）"),
        ("2", "巩固率达98%", "优先（2027年底）"),
    ]
    assert plan.columns[0].table == "专栏1"


def test_word_headings_that_only_their_style_tells() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("某市教育规划")
        document.add_heading("发展目标", 1)
        document.add_heading("总体目标", 2)
        document.add_paragraph("建成教育强市，满足需求。")
        document.add_heading("主要任务", 1)

    plan = read(word(fill))
    assert [(s.level, s.title) for s in plan.sections] == [
        (1, "发展目标"),
        (2, "总体目标"),
        (1, "主要任务"),
    ]


def test_word_text_in_insertions_links_and_boxes_is_kept() -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("一、正文")
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        for xml in (
            f'<w:ins xmlns:w="{w}"><w:r><w:t>插入的</w:t></w:r></w:ins>',
            f'<w:del xmlns:w="{w}"><w:r><w:delText>删去的</w:delText></w:r></w:del>',
            f'<w:hyperlink xmlns:w="{w}"><w:r><w:t>链接的</w:t></w:r></w:hyperlink>',
            f'<w:r xmlns:w="{w}"><w:pict><w:txbxContent><w:p><w:r><w:t>框里的</w:t></w:r></w:p>'
            "</w:txbxContent></w:pict></w:r>",
        ):
            paragraph._p.append(parse_xml(xml))

    text = word(fill)
    assert text.split("\n")[:2] == ["一、正文插入的链接的", "框里的"]


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF with these lines on its pages, in a font that says which glyph is which character."""
    chars = sorted({char for page in pages for line in page for char in line})
    glyph = {char: index + 1 for index, char in enumerate(chars)}
    maps = "\n".join(f"<{glyph[c]:04X}> <{ord(c):04X}>" for c in chars)
    cmap = (
        "begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(chars)} beginbfchar\n{maps}\nendbfchar\nendcmap"
    )
    count = len(pages)
    kids = " ".join(f"{7 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000 /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        "<< /Type /FontDescriptor /FontName /F /Flags 4 /FontBBox [0 0 1000 1000] >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for n, page in enumerate(pages):
        shown = "\n".join(
            f"1 0 0 1 50 {750 - 20 * row} Tm <{''.join(f'{glyph[c]:04X}' for c in line)}> Tj"
            for row, line in enumerate(page)
        )
        stream = f"BT /F 12 Tf\n{shown}\nET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources"
            f" << /Font << /F 3 0 R >> >> /Contents {8 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


PAGES = [
    ["某市教育规划", "第一章 发展目标", "到2030年，全市学前三年毛入园率达到97%以上，建成教育", "1"],
    ["某市教育规划", "强市，满足人民群众需求。", "第二章 主要任务", "加强管理，规范办学。", "2"],
    ["某市教育规划", "一、育人", "突出德育实效。坚持立德树人。", "3"],
]


def test_a_pdf_with_running_heads_and_page_numbers() -> None:
    text = pdf_text(pdf(PAGES), "规划.pdf")
    plan = read(text)
    assert [(s.level, s.title) for s in plan.sections] == [
        (1, "发展目标"),
        (1, "主要任务"),
        (2, "育人"),
        (4, "突出德育实效"),
    ]
    assert plan.title == "某市教育规划"
    assert text.count("某市教育规划") == 1
    aim = next(leaf for leaf in plan.leaves if leaf.text.startswith("到2030年"))
    assert aim.text.endswith("强市，满足人民群众需求。")


def image_only() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(600, 800)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zipped(entries: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


def edited(entry: str, change: Callable[[bytes], bytes]) -> bytes:
    """A Word file with one part changed."""
    with zipfile.ZipFile(io.BytesIO(packed(docx.Document()))) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries[entry] = change(entries[entry])
    return zipped(entries)


def sheet() -> bytes:
    file = io.BytesIO()
    openpyxl.Workbook().save(file)
    return file.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:' + b'//etc/passwd">]>'
BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("规划.txt", lambda: b"", "没有文字"),
    "blank": ("规划.txt", lambda: b" \n\n", "没有文字"),
    "binary": ("规划.txt", lambda: b"\0\1\2", "不是文本"),
    "other encoding": ("规划.txt", lambda: "第一章 目标".encode("gb18030"), "UTF-8"),
    "sheet as text": ("规划.txt", sheet, "Office"),
    "picture as text": ("规划.txt", lambda: b"\x89PNG\r\n\x1a\n", "图片"),
    "sheet as Word": ("规划.docx", sheet, "不是 Word 文件"),
    "old Word": ("规划.docx", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "旧版"),
    "text as Word": ("规划.docx", lambda: "第一章 目标".encode(), "不是 .docx"),
    "cut off": ("规划.docx", lambda: packed(docx.Document())[:900], "损坏"),
    "empty Word": ("规划.docx", lambda: packed(docx.Document()), "没有文字"),
    "bomb": ("规划.docx", lambda: zipped({"word/document.xml": b" " * 30_000_000}), "大得不正常"),
    "many parts": ("规划.docx", lambda: zipped({f"{n}.xml": b"" for n in range(2_001)}), "部件"),
    "outside": ("规划.docx", lambda: zipped({"../x.xml": b"x"}), "越界"),
    "entity": ("规划.docx", lambda: edited("word/document.xml", lambda x: ENTITY + x), "实体"),
    "broken XML": ("规划.docx", lambda: edited("word/document.xml", lambda x: x[:300]), "损坏"),
    "pictures only": ("规划.pdf", image_only, "OCR"),
    "text as PDF": ("规划.pdf", lambda: "第一章 目标".encode(), "不是 PDF"),
    "broken PDF": ("规划.pdf", lambda: b"%PDF-1.4\n" + b"x" * 500, "损坏"),
    "too large": ("规划.docx", lambda: b"PK" + b"x" * 20_000_000, "太大"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_plan_is_refused_at_once(case: str, tmp_path: Path) -> None:
    name, data, said = BAD[case]
    path = tmp_path / name
    path.write_bytes(data())
    begun = time.process_time()
    with pytest.raises(PlanError, match=said) as caught:
        read_file(path)
    assert time.process_time() - begun < 1.0
    assert "\n" not in str(caught.value)


def test_a_bomb_is_not_inflated_to_its_end(tmp_path: Path) -> None:
    """Its directory lies about the size: what counts is what comes out."""
    data = bytearray(zipped({"word/document.xml": b" " * 60_000_000}))
    size = (60_000_000).to_bytes(4, "little")
    at = data.rfind(size)
    data[at : at + 4] = (1_000).to_bytes(4, "little")
    path = tmp_path / "规划.docx"
    path.write_bytes(bytes(data))
    with pytest.raises(PlanError):
        read_file(path)


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "规划.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "第一章 目标".encode())
    assert read_file(path) == "第一章 目标"


def test_a_missing_file() -> None:
    with pytest.raises(PlanError, match="找不到文件"):
        read_file(Path("没有.txt"))
