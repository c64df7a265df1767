"""The text of an uploaded file, read in a limited child process.

``read_upload(name, data)`` gives an :class:`Upload` or raises :class:`UploadRefused` with
one Chinese line. A file that packs a bomb, reaches outside itself, brings macros, a remote
template or entities, is locked or broken is refused; what is dangerous costs the child at
most a second of computing. The parent never unpacks anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

MAX_CHARACTERS = 100_000
MAX_BYTES = 20_000_000
"""Of an upload; a .docx may carry pictures."""
PATIENCE = 20.0
"""Seconds of waiting for the child, which is given one second of computing: a busy machine."""
SUFFIXES = (".txt", ".md", ".docx")
ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from assistant.uploads.child import main; main()"
)
TURNED_AWAY = {
    ".docm": "带宏的文档（.docm）不能上传，请另存为 .docx 后再试",
    ".dotm": "带宏的模板（.dotm）不能上传，请另存为 .docx 后再试",
    ".doc": "旧版 .doc 文件请另存为 .docx 后再试",
    ".wps": "WPS 专有格式请另存为 .docx 后再试",
    ".pdf": "PDF 文件不能在这里校对，请上传 .docx、.txt 或 .md",
}


class UploadRefused(Exception):
    """A file that is not read; the message says why in one Chinese line."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file's text. ``kind`` is "docx" or "text"; ``data`` the file as it came."""

    name: str
    kind: str
    text: str
    data: bytes


def read_upload(name: str, data: bytes, *, longest: int = MAX_CHARACTERS) -> Upload:
    """The text of an uploaded file. Raises :class:`UploadRefused`."""
    shown = PurePath(name.replace("\\", "/")).name or "文件"
    suffix = PurePath(shown).suffix.lower()
    if suffix in TURNED_AWAY:
        raise UploadRefused(TURNED_AWAY[suffix])
    if suffix not in SUFFIXES:
        raise UploadRefused(f"{shown} 的格式不能校对，请给出 {'、'.join(SUFFIXES)} 文件")
    if len(data) > MAX_BYTES:
        raise UploadRefused(f"{shown} 太大（{len(data) // 1_000_000} MB），最多 20 MB")
    kind = "docx" if suffix == ".docx" else "text"
    answer = _child(shown, kind, data)
    if "text" not in answer:
        raise UploadRefused(str(answer.get("refused") or f"{shown} 读不了，请检查文件"))
    text = str(answer["text"])
    if len(text) > longest:
        raise UploadRefused(
            f"{shown} 有 {len(text)} 字，超过一次校对的上限 {longest} 字，请分开校对"
        )
    if not text.strip():
        raise UploadRefused(f"{shown} 里没有文字，请检查文件内容")
    return Upload(shown, kind, text, data)


def _child(name: str, kind: str, data: bytes) -> dict[str, object]:
    """What the child answers; nothing of this process's environment goes along."""
    command = [sys.executable, "-I", "-S", "-B", "-c", START, str(ROOT), kind, name]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PATIENCE, env={}, check=False
        )
        answer = json.loads(done.stdout.decode("utf-8"))
    except subprocess.TimeoutExpired:
        return {"refused": f"{name} 读得太久，没有打开，请检查文件"}
    except (ValueError, OSError):
        return {"refused": f"{name} 太复杂或已损坏，没有打开，请重新另存后再试"}
    return answer if isinstance(answer, dict) else {}
