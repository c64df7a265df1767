"""Files that are read, and files that are turned away."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from assistant.uploads import Upload, UploadRefused, read_upload


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(parts: Mapping[str, bytes | str], *, data: bytes = b"") -> bytes:
    """A .docx with some parts replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data or word("正文"))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def relation(kind: str, target: str) -> str:
    base = "http://schemas.openxmlformats.org"
    return (
        f'<Relationships xmlns="{base}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{base}/officeDocument/2006/relationships/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )


def test_text_files_in_the_usual_encodings() -> None:
    text = "到2025年，残疾儿童入学率99.7%。\n第二行"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        assert read_upload("汇报.txt", text.encode(encoding)).text == text
    assert read_upload("a.md", text.replace("\n", "\r\n").encode()).text == text


def test_a_word_file_gives_paragraphs_and_rows_as_lines() -> None:
    document = docx.Document(io.BytesIO(word("第一段", "第二段")))
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "残疾儿童入学率", "99.7%"
    out = io.BytesIO()
    document.save(out)
    upload = read_upload("报告.DOCX", out.getvalue())
    assert (upload.kind, upload.text) == ("docx", "第一段\n第二段\n残疾儿童入学率，99.7%\n")


def test_a_link_to_a_page_is_no_remote_template() -> None:
    data = changed({"word/_rels/footer.xml.rels": relation("hyperlink", "https://example.org")})
    assert isinstance(read_upload("链接.docx", data), Upload)


BOMB = b"<a>" + b" " * 30_000_000 + b"</a>"
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1/x.dtd">]><a>&x;</a>'
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "压缩炸弹": ("a.docx", lambda: changed({"word/media/x.xml": BOMB}), "炸弹"),
    "越界的名称": ("a.docx", lambda: changed({"../../x.txt": "x"}), "越界"),
    "外部实体": ("a.docx", lambda: changed({"word/document.xml": DTD}), "外部实体"),
    "换了编码的实体": (
        "a.docx",
        lambda: changed({"word/document.xml": DTD.decode().encode("utf-16")}),
        "编码",
    ),
    "宏": ("a.docx", lambda: changed({"word/vbaProject.bin": b"x"}), "宏"),
    "宏的后缀": ("a.docm", lambda: word("正文"), "宏"),
    "远程模板": (
        "a.docx",
        lambda: changed(
            {
                "word/_rels/settings.xml.rels": relation(
                    "attachedTemplate", "http://x.example/t.dotm"
                )
            }
        ),
        "模板",
    ),
    "远程图片": (
        "a.docx",
        lambda: changed(
            {"word/_rels/footer.xml.rels": relation("image", "http://x.example/a.png")}
        ),
        "以外",
    ),
    "截断": ("a.docx", lambda: word("正文")[:2000], "损坏"),
    "加密": ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "密码"),
    "别的压缩包": ("a.docx", lambda: changed({}, data=_zip()), "损坏"),
    "图片改名": ("a.txt", lambda: b"\x89PNG\r\n" + b"\0" * 99, "图片"),
    "乱码": ("a.txt", lambda: bytes(range(1, 32)) * 40, "不是文本"),
    "空的": ("a.txt", lambda: b" \n", "没有文字"),
    "太长": ("a.txt", lambda: ("长" * 100_001).encode(), "上限"),
    "别的格式": ("a.pdf", lambda: b"%PDF-1.7", "PDF"),
}


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "x")
    return out.getvalue()


@pytest.mark.parametrize("what", REFUSED)
def test_a_dangerous_or_broken_file_is_refused_with_one_line(what: str) -> None:
    name, make, words = REFUSED[what]
    with pytest.raises(UploadRefused, match=words) as refused:
        read_upload(name, make())
    assert "\n" not in str(refused.value)


def test_a_deep_document_does_not_take_the_child_along() -> None:
    deep = "<w:p>" * 20_000 + "</w:p>" * 20_000
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{deep}</w:body></w:document>'
    with pytest.raises(UploadRefused):
        read_upload("深.docx", changed({"word/document.xml": xml}))


def test_a_bomb_costs_no_more_than_a_small_file_and_a_second() -> None:
    def taken(data: bytes) -> float:
        start = time.perf_counter()
        with contextlib.suppress(UploadRefused):
            read_upload("a.docx", data)
        return time.perf_counter() - start

    small, bomb = word("正文"), changed({"word/media/x.xml": BOMB})
    taken(small)
    assert min(taken(bomb) for _ in range(3)) < min(taken(small) for _ in range(3)) + 1
