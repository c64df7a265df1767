"""A .docx looked through before its text is read: standard library only."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from knowledge.errors import PlanError
from knowledge.zips import inspect

MAX_DECLARED = 60_000_000
"""Unpacked bytes that the directory declares; what it hides is counted when inflated."""
MAX_DOCUMENT = 20_000_000
"""Of the text's XML: 100,000 characters with their formatting have some four million."""
MAIN = "word/document.xml"
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)
EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
MACROS = re.compile(r"vbaProject|vbaData|macros/", re.IGNORECASE)
MACRO_TYPE = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)
EMBEDDED = re.compile(
    rb"Type\s*=\s*[\"'][^\"']*/(?:aFChunk|attachedTemplate|oleObject|control|subDocument)[\"']"
)
DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST)", re.IGNORECASE)
DIRECTIVE = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", re.IGNORECASE)


class Unsafe(Exception):
    """Why a file is not opened, in one Chinese line."""


def document_xml(data: bytes, name: str) -> bytes:
    """The XML of a .docx's text. Raises :class:`Unsafe`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _directory(archive, name)
        inspect(data, name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _parts(archive, name)
    except PlanError as error:
        raise Unsafe(str(error)) from error
    except (
        *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError),
        *(KeyError, RuntimeError, ValueError),
    ) as error:
        raise Unsafe(f"{name} 已损坏或不是 Word 文件，请重新另存为 .docx 后再试") from error


def _directory(archive: zipfile.ZipFile, name: str) -> None:
    """What the directory alone tells, before anything is inflated."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise Unsafe(f"{name} 里有重名的部件，没有打开")
    for entry in entries:
        path = entry.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or ":" in path:
            raise Unsafe(f"{name} 里有越界的部件名称，没有打开")
        if entry.flag_bits & 1:
            raise Unsafe(f"{name} 设有密码，请去掉密码后再试")
    if any(MACROS.search(path) for path in names):
        raise Unsafe(f"{name} 带有宏，没有打开；请另存为不带宏的 .docx 后再试")
    if sum(entry.file_size for entry in entries) > MAX_DECLARED:
        raise Unsafe(f"{name} 解压后大得不正常，可能是压缩炸弹，没有打开")
    if MAIN not in names:
        raise Unsafe(f"{name} 已损坏或不是 Word 文件，请重新另存为 .docx 后再试")
    if archive.getinfo(MAIN).file_size > MAX_DOCUMENT:
        raise Unsafe(f"{name} 的正文大得不正常，没有打开")


def _parts(archive: zipfile.ZipFile, name: str) -> bytes:
    """Every XML part looked through; gives that of the text."""
    for path in archive.namelist():
        if not path.lower().endswith((".xml", ".rels")):
            continue
        xml = archive.read(path)
        encoding = DIRECTIVE.match(xml.lstrip(b"\xef\xbb\xbf"))
        if b"\0" in xml[:64] or (encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii")):
            raise Unsafe(f"{name} 的内部编码不是 UTF-8，没有打开")
        if DECLARED.search(xml):
            raise Unsafe(f"{name} 里有外部实体声明，没有打开")
        if path == "[Content_Types].xml" and MACRO_TYPE.search(xml):
            raise Unsafe(f"{name} 带有宏，没有打开；请另存为不带宏的 .docx 后再试")
        if path.lower().endswith(".rels"):
            _relations(xml, name)
    return archive.read(MAIN)


def _relations(xml: bytes, name: str) -> None:
    """Nothing but links may point outside; nothing may be carried that runs or is pasted in."""
    for relation in RELATION.findall(xml):
        if EXTERNAL.search(relation) and not LINK.search(relation):
            raise Unsafe(f"{name} 引用了文件以外的模板或内容，没有打开")
        if EMBEDDED.search(relation):
            raise Unsafe(f"{name} 带有嵌入的对象或模板，没有打开")
