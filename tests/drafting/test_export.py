"""Approval, and the files that leave with it."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from assistant.drafting import (
    Approval,
    Approvals,
    Draft,
    Kind,
    NotApproved,
    Request,
    edited,
    make,
    to_docx,
    to_markdown,
    to_xlsx,
)
from assistant.drafting.markdown import render
from assistant.drafting.types import Block, Sentence
from knowledge.library import Knowledge
from tests.drafting.conftest import Write, approved


def test_nothing_leaves_without_an_approval_of_this_very_draft(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    other = edited(draft, render(draft).replace("新建", "建设")).draft
    for export in (to_docx, to_markdown, to_xlsx):
        with pytest.raises(NotApproved, match="有改动"):
            export(other, approved(draft))
        with pytest.raises(NotApproved, match="还没有人核准"):
            export(draft, None)  # type: ignore[arg-type]


def test_approvals_are_kept_and_found_again(write: Write, data_dir: Path) -> None:
    draft = write(Kind.POINTS, "学前教育")
    given = Approvals(data_dir).approve(draft, " 王\u200b老师\n")
    assert (given.name, given.sha256) == ("王老师", draft.sha256)
    assert Approvals(data_dir).of(draft) == given
    assert Approvals(data_dir).of(write(Kind.PAGE, "学前教育")) is None


def test_an_approval_tells_the_day_in_china() -> None:
    assert Approval("王老师", "2026-01-05T23:30:00+00:00", "").day == "2026-01-06"


def test_half_a_line_is_no_approval(write: Write, data_dir: Path) -> None:
    draft = write(Kind.POINTS, "学前教育")
    Approvals(data_dir).approve(draft, "王老师")
    (file,) = (data_dir / "drafting").glob("*.jsonl")
    file.write_text(file.read_text("utf-8") + '{"name": "李', "utf-8")
    assert Approvals(data_dir).of(draft) is not None


@pytest.mark.parametrize("name", ["", "  ", "名" * 41])
def test_an_approval_has_a_name(write: Write, data_dir: Path, name: str) -> None:
    with pytest.raises(ValueError, match="姓名"):
        Approvals(data_dir).approve(write(Kind.POINTS, "学前教育"), name)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_word_file_opens_with_styles_faces_figures_sources_and_labels(
    district: Knowledge, kind: Kind
) -> None:
    draft = make(Request(kind, text="义务教育"), district)
    data = to_docx(draft, approved(draft))
    document = docx.Document(io.BytesIO(data))
    paragraphs = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert paragraphs[0] == ("Title", draft.title)
    assert "人工智能" in paragraphs[1][1]
    assert ("Heading 1", "依据") in paragraphs
    listed = [text for style, text in paragraphs if style == "Source"]
    assert len(listed) == len(draft.sources)
    assert listed[0].startswith(f"[1] {draft.sources[0].label}：")
    fonts = document.styles["Body Text"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"
    held = zipfile.ZipFile(io.BytesIO(data)).read("docProps/custom.xml").decode()
    label = json.loads(held.partition("<vt:lpwstr>")[2].partition("</vt:lpwstr>")[0])
    assert (label["Label"], label["ProduceID"]) == ("1", draft.sha256[:32])
    assert all(isinstance(value, str) for value in label.values())


def test_the_figure_table_has_every_statement_once(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    document = docx.Document(io.BytesIO(to_docx(draft, approved(draft))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows]
    assert rows[0] == ["序号", "数据", "所在原句", "出处"]
    assert ["保持在85%以上", "普惠性幼儿园覆盖率保持在85%以上"] in [row[1:3] for row in rows]


def test_a_table_leaves_as_text_that_is_no_formula(district: Knowledge) -> None:
    draft = make(Request(Kind.TABLE, text="学前教育"), district)
    row = draft.blocks[0].rows[1]
    bad = (*row[:7], Sentence("=1+2"), *row[8:])
    draft = replace(
        draft, blocks=(Block(draft.blocks[0].kind, rows=(draft.blocks[0].rows[0], bad)),)
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(draft, approved(draft))))
    sheet = book.worksheets[0]
    assert "人工智能" in sheet["A2"].value
    assert (sheet["H4"].value, sheet["H4"].data_type) == ("'=1+2", "s")
    assert book.worksheets[1]["B3"].value == draft.sources[0].label
    assert [p.name for p in book.custom_doc_props.props] == ["AIGC"]


def test_a_draft_without_a_table_is_no_sheet(write: Write) -> None:
    draft = write(Kind.POINTS, "学前教育")
    with pytest.raises(ValueError, match="没有表格"):
        to_xlsx(draft, approved(draft))


def test_markdown_has_label_sources_and_who_approved(write: Write) -> None:
    draft: Draft = write(Kind.POINTS, "学前教育")
    text = to_markdown(draft, approved(draft))
    assert text.startswith("> 本稿由人工智能辅助生成")
    assert f"[1] {draft.sources[0].label}：" in text
    assert "核准：王老师（2026-01-05）" in text
