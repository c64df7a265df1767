"""The text of a PDF, page by page: running heads given once, page numbers marked as such."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Sequence

from knowledge.errors import PlanError

MAX_PAGES = 1_000
BARE = re.compile(r"\d{1,4}")
OFTEN = 3
"""Pages that open with the same line: then it is a running head."""
MAX_HEAD = 40


def pdf_text(data: bytes, name: str) -> str:
    """The text of a .pdf. Raises :class:`PlanError` where it has none or cannot be read."""
    if not data.lstrip()[:5].startswith(b"%PDF"):
        raise PlanError(f"{name} 不是 PDF 文件，请检查文件内容")
    # Takes a moment to import, so only for a PDF; its warnings are about fonts.
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise PlanError(f"{name} 设有密码，请去掉密码后再试")
        if len(reader.pages) > MAX_PAGES:
            raise PlanError(f"{name} 超过 {MAX_PAGES} 页，不像规划文件，没有打开")
        pages = [page.extract_text() or "" for page in reader.pages]
    except PlanError:
        raise
    except (PyPdfError, *_BROKEN) as error:
        raise PlanError(f"{name} 已损坏或不是 PDF 文件，没有读出文字") from error
    text = _joined(pages)
    if not text.strip():
        raise PlanError(f"{name} 里只有图片、没有文字，请先做文字识别（OCR）")
    return text


# 损坏的 PDF 会让读取库在各处出错。
_BROKEN = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError),
    *(OSError, RecursionError, NotImplementedError, AssertionError, OverflowError),
)


def _joined(pages: Sequence[str]) -> str:
    split = [_lines(page) for page in pages]
    heads = Counter(lines[0].strip() for lines in split if lines)
    running = {head for head, count in heads.items() if count >= OFTEN and len(head) <= MAX_HEAD}
    seen: set[str] = set()
    kept: list[str] = []
    for lines in split:
        if lines and (head := lines[0].strip()) in running:
            lines = lines[1:] if head in seen else lines
            seen.add(head)
        kept.extend(_page(lines))
    return "\n".join(kept) + "\n"


def _lines(page: str) -> list[str]:
    return [line for line in page.replace("\r", "\n").split("\n") if line.strip()]


def _page(lines: Sequence[str]) -> list[str]:
    """A page with a bare number at its top or foot marked as its number."""
    found = list(lines)
    for index in {0, len(found) - 1} if len(found) > 1 else set():
        if BARE.fullmatch(found[index].strip()):
            found[index] = f"— {found[index].strip()} —"
    return found
