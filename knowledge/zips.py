"""A look into a packed file before anything reads it: how much would come out."""

from __future__ import annotations

import io
import zipfile
import zlib

from knowledge.errors import PlanError

MAX_ENTRIES = 2_000
MAX_INFLATED = 200_000_000
MAX_PART = 40_000_000
"""Of one part that is read as XML: a plan of 100,000 characters has some four million."""
MAX_RATIO = 100
FREE = 1_000_000
"""Inflated bytes of an entry that its ratio is not asked for: small parts pack well."""
CHUNK = 1 << 18


def inspect(data: bytes, name: str) -> None:
    """Inflates every entry, counting, without keeping anything.

    Raises :class:`PlanError` where the file is no archive, is broken or locked, has too
    many entries, unpacks to too much, or brings its own XML entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise PlanError(f"{name} 里有 {len(entries)} 个部件，不像规划文件，没有打开")
            total = 0
            for entry in entries:
                total += _inflated(archive, entry, name, MAX_INFLATED - total)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise PlanError(f"{name} 已损坏或不是 Word 文件，请重新另存为 .docx 后再试") from error


def _inflated(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> int:
    if entry.flag_bits & 1:
        raise PlanError(f"{name} 设有密码，请去掉密码后再试")
    if entry.filename.startswith("/") or ".." in entry.filename.split("/"):
        raise PlanError(f"{name} 里有越界的部件名称，没有打开")
    xml = entry.filename.endswith((".xml", ".rels"))
    limit = min(left, MAX_PART) if xml else left
    limit = min(limit, max(FREE, MAX_RATIO * entry.compress_size))
    size = 0
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise PlanError(f"{name} 解压后大得不正常，可能是压缩炸弹，没有打开")
            if xml and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
                raise PlanError(f"{name} 里有外部实体声明，没有打开")
    return size
