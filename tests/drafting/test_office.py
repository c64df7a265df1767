"""The Word files that leave, opened by LibreOffice as an office of staff opens them."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from assistant.drafting import Kind, Request, make, to_docx
from assistant.proofread import check
from assistant.proofread.marking import from_text, marked
from assistant.uploads import read_upload
from knowledge.library import Knowledge
from tests.drafting.conftest import approved

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice is not installed")
WRONG = "到2025年，残疾儿童入学率要达到97.9%。\n推进“国企参管”改革。\n"


def opened(data: bytes, folder: Path) -> str:
    """The content that LibreOffice makes of a Word file."""
    (folder / "稿.docx").write_bytes(data)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [str(OFFICE), home, "--headless", "--convert-to", "odt", "--outdir", str(folder)]
    subprocess.run(
        [*command, str(folder / "稿.docx")], check=True, capture_output=True, timeout=120
    )
    with zipfile.ZipFile(folder / "稿.odt") as odt:
        return odt.read("content.xml").decode()


@needs_office
def test_an_export_keeps_headings_figure_table_sources_and_label(
    district: Knowledge, tmp_path: Path
) -> None:
    draft = make(Request(Kind.BRIEFING, text="学前教育"), district)
    content = opened(to_docx(draft, approved(draft)), tmp_path)
    headings = re.findall(r"<text:h [^>]*>(.*?)</text:h>", content)
    assert any("目标任务" in heading for heading in headings)
    assert any("数据核对表" in heading for heading in headings)
    assert "<table:table " in content and "本稿由人工智能辅助生成" in content
    assert content.count("[1]") >= 2


@needs_office
def test_a_marked_text_shows_its_comments(district: Knowledge, tmp_path: Path) -> None:
    content = opened(from_text(WRONG, check(WRONG, district)), tmp_path)
    comments = re.findall(r"<office:annotation .*?</office:annotation>", content)
    assert len(comments) == 2
    assert "可改为" in comments[0] and "99.7%" in comments[0]


@needs_office
def test_a_marked_upload_keeps_its_own_bold_and_table(district: Knowledge, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("残疾儿童入学率").add_run("2025年达97.9%").bold = True
    document.add_table(rows=1, cols=2).cell(0, 0).text = "指标"
    held = io.BytesIO()
    document.save(held)
    report = check(read_upload("稿.docx", held.getvalue()).text, district)
    content = opened(marked(held.getvalue(), report), tmp_path)
    assert content.count("<office:annotation ") == 1 and "<table:table " in content
    assert 'fo:font-weight="bold"' in content


def test_chinese_is_set_as_the_mainland_sets_it_on_a4(district: Knowledge) -> None:
    draft = make(Request(Kind.PAGE, text="学前教育"), district)
    for data in (to_docx(draft, approved(draft)), from_text(WRONG, check(WRONG, district))):
        document = docx.Document(io.BytesIO(data))
        languages = [x.get(qn("w:eastAsia")) for x in document.styles.element.iter(qn("w:lang"))]
        assert languages and set(languages) == {"zh-CN"}
        width = document.sections[0].page_width
        assert width is not None and width.cm == pytest.approx(21, abs=0.01)
