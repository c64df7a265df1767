"""Marked Word files: the writer's own runs stay, what is wrong is highlighted and explained."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX

from assistant.proofread import Proofreader
from assistant.proofread.marking import from_text, marked
from assistant.uploads import read_upload
from assistant.uploads.wordtext import read_body


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def highlighted(document: Document) -> str:
    return "".join(
        run.text for p in document.paragraphs for run in p.runs if run.font.highlight_color
    )


def report_file() -> bytes:
    document = docx.Document()
    document.add_heading("年度汇报", 1)
    paragraph = document.add_paragraph("各校请注意：到2025年，残疾儿童")
    paragraph.add_run("入学率").bold = True
    paragraph.add_run("达到99.1%，师生满意度90%以上。")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "普惠性幼儿园覆盖率", "70%以上"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_upload_keeps_its_words_runs_and_styles(reader: Proofreader) -> None:
    upload = read_upload("汇报.docx", report_file())
    after = opened(marked(upload.data, reader.check(upload.text)))
    assert read_body(after.element).text == upload.text
    assert [p.style.name for p in after.paragraphs if p.style][:2] == ["Heading 1", "Normal"]
    bold = [run.text for p in after.paragraphs for run in p.runs if run.bold]
    assert bold == ["入学率"]


def test_only_what_differs_is_highlighted_and_each_has_its_comment(reader: Proofreader) -> None:
    upload = read_upload("汇报.docx", report_file())
    after = opened(marked(upload.data, reader.check(upload.text)))
    assert highlighted(after) == "残疾儿童入学率达到99.1%"
    cell = after.tables[0].rows[0].cells[1].paragraphs[0].runs[0]
    assert cell.font.highlight_color == WD_COLOR_INDEX.YELLOW
    notes = [comment.text for comment in after.comments]
    assert len(notes) == 2
    assert "与规划不符" in notes[0]
    assert "专栏2·第14项" in notes[0]
    assert "99.7%" in notes[0]
    assert "80%以上" in notes[1]
    anchors = after.element.xpath("//w:commentRangeStart")
    assert len(anchors) == len(after.element.xpath("//w:commentRangeEnd")) == 2


def test_marking_again_changes_nothing_of_the_text(reader: Proofreader) -> None:
    upload = read_upload("汇报.docx", report_file())
    once = marked(upload.data, reader.check(upload.text))
    again = read_upload("汇报.docx", once)
    assert again.text == upload.text


def test_a_plain_text_becomes_a_word_file(reader: Proofreader) -> None:
    text = "第一行\t有制表符\n推行“三评一察”归口管理。\n今年新招教师120名。\x07\n"
    after = opened(from_text(text, reader.check(text)))
    assert [p.text.strip() for p in after.paragraphs][1:3] == [
        "推行“三评一察”归口管理。",
        "今年新招教师120名。",
    ]
    assert highlighted(after) == "三评一察今年新招教师120名"
    name, hired = (comment.text for comment in after.comments)
    assert "三评一查" in name
    assert "没有找到" in hired


def test_a_run_with_tabs_and_breaks_is_cut_at_the_right_place(reader: Proofreader) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("开头\t中间")
    run.add_break()
    run.add_text("到2022年，残疾儿童入学率99.7%。\t结尾")
    out = io.BytesIO()
    document.save(out)
    upload = read_upload("a.docx", out.getvalue())
    after = opened(marked(upload.data, reader.check(upload.text)))
    assert read_body(after.element).text == upload.text
    assert highlighted(after) == "到2022年，残疾儿童入学率99.7%"
