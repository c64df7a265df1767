"""The child process that opens an uploaded file: standard library only, limits first."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import unicodedata

MEMORY = 512 * 1024 * 1024
SECONDS = 1
"""Of computing."""
MAX_ODD = 0.02
"""Share of control characters from which bytes are no text."""
BINARY = {
    b"PK\x03\x04": "压缩包或 Office 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文件",
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"\x1f\x8b": "压缩包",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x7fELF": "程序",
    b"MZ": "程序",
}


class Refused(Exception):
    """Why a file is not read, in one Chinese line."""


def main() -> None:
    """Reads the file from standard input, writes what came of it as JSON."""
    limit()
    kind, name = sys.argv[2], sys.argv[3]
    try:
        data = sys.stdin.buffer.read()
        text = word(data, name) if kind == "docx" else plain(data, name)
        answer = {"text": text}
    except Refused as error:
        answer = {"refused": str(error)}
    except (MemoryError, RecursionError):
        answer = {"refused": f"{name} 太复杂，没有打开"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def limit() -> None:
    """Memory, computing time, no files written, no processes started."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # Not every system knows every limit; the others still hold.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def plain(data: bytes, name: str) -> str:
    """The text of a text file: UTF-8, UTF-16 with its mark, or GB 18030."""
    for magic, what in BINARY.items():
        if data.startswith(magic):
            raise Refused(f"{name} 其实是{what}，不是文本")
    text = _decoded(data)
    if text is None or "\0" in text:
        raise Refused(f"{name} 不是文本，请给出 .txt、.md 或 .docx 文件")
    odd = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and c not in "\r\n\t\f\v" for c in text)
    if odd > MAX_ODD * len(text):
        raise Refused(f"{name} 不是文本，请给出 .txt、.md 或 .docx 文件")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def word(data: bytes, name: str) -> str:
    """The text of a .docx that is safe to open."""
    from assistant.uploads.packed import Unsafe, document_xml
    from assistant.uploads.wordtext import read_body

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(f"{name} 设有密码或是旧版 Word 文件，请去掉密码、另存为 .docx 后再试")
    if not data.startswith(b"PK"):
        raise Refused(f"{name} 已损坏或不是 Word 文件，请重新另存为 .docx 后再试")
    try:
        xml = document_xml(data, name)
    except Unsafe as error:
        raise Refused(str(error)) from error
    import xml.etree.ElementTree as tree

    try:
        root = tree.fromstring(xml)
    except tree.ParseError as error:
        raise Refused(f"{name} 已损坏，请重新另存为 .docx 后再试") from error
    return read_body(root).text
