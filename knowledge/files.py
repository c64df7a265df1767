"""Files as a plan's text: .txt and .md as they are, .docx and .pdf with their text taken out."""

from __future__ import annotations

from pathlib import Path

from knowledge.errors import PlanError

MAX_BYTES = 8_000_000
"""Of a text file; the longest plans have some hundred thousand characters."""
MAX_PACKED = 20_000_000
"""Of a .docx or .pdf, which may carry pictures."""
SUFFIXES = (".txt", ".md", ".docx", ".pdf")
# 文件开头的几个字节说明它其实是什么。
MAGIC = {
    b"PK\x03\x04": "压缩包或 Office 文件",
    b"PK\x05\x06": "空的压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文件",
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"\x1f\x8b": "压缩包",
    b"Rar!": "压缩包",
}


def read_file(path: Path) -> str:
    """The text of a plan file. Raises :class:`PlanError` where it holds none."""
    suffix = path.suffix.lower()
    if not path.exists():
        raise PlanError(f"找不到文件 {path}")
    if suffix not in (".docx", ".pdf"):
        return read_text(path)
    data = _bytes(path, MAX_PACKED)
    if suffix == ".docx":
        from knowledge.word import word_text

        text = word_text(data, path.name)
    else:
        from knowledge.pdf import pdf_text

        text = pdf_text(data, path.name)
    return _checked(text, path.name)


def read_text(path: Path) -> str:
    """The text of a text file, byte for byte but for a byte order mark.

    Raises :class:`PlanError`.
    """
    data = _bytes(path, MAX_BYTES)
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise PlanError(f"{path.name} 其实是{what}，不是文本；请给出规划的 {_known()} 文件")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanError(f"规划文件 {path.name} 不是 UTF-8 文本，请另存为 UTF-8 后再试") from error
    return _checked(text, path.name)


def _bytes(path: Path, limit: int) -> bytes:
    try:
        size = path.stat().st_size
        if size > limit:
            raise PlanError(f"规划文件 {path.name} 太大（{size} 字节），请检查是否选错了文件")
        return path.read_bytes()
    except OSError as error:
        raise PlanError(f"读不了规划文件 {path.name}：{error.strerror}") from error


def _checked(text: str, name: str) -> str:
    if "\0" in text:
        raise PlanError(f"规划文件 {name} 不是文本，请给出规划的 {_known()} 文件")
    if not text.strip():
        raise PlanError(f"规划文件 {name} 里没有文字，请检查文件内容")
    return text


def _known() -> str:
    return "、".join(SUFFIXES)
