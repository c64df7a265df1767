"""Where plans are: those that come with the program, and those that people added."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from dotenv import dotenv_values
from platformdirs import user_data_dir

BUILT_IN = Path(__file__).parent / "plans"
DEFAULT = "shuangliu-145"
TEXT = "plan.txt"
# 不含斜杠、点开头、控制字符：一个名称就是一个文件夹。
NAME = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff\-]{0,63}")
RESERVED = {"con", "prn", "aux", "nul"}


def setting(name: str) -> str:
    """A setting from the environment, else from ``.env``; "" where it is not given."""
    return os.environ.get(name) or dotenv_values(".env").get(name) or ""


def chosen_plan() -> str:
    """The plan that ``PLAN`` names."""
    return setting("PLAN") or DEFAULT


def added_plans() -> Path:
    """The folder of plans that people added: never inside the program."""
    return Path(setting("DATA_DIR") or user_data_dir("shuangliu-edu")).expanduser() / "plans"


def is_name(text: str) -> bool:
    """Whether ``text`` may name a plan: letters, digits, Chinese, ``_`` and ``-``."""
    return bool(NAME.fullmatch(text)) and text.lower() not in RESERVED


def folder_of(name: str) -> Path | None:
    """The folder of the plan of that name, or ``None``."""
    if not is_name(name):
        return None
    folders = (BUILT_IN / name, added_plans() / name)
    return next((folder for folder in folders if (folder / TEXT).is_file()), None)


def names() -> tuple[str, ...]:
    """All plans that can be chosen by name."""
    return tuple(sorted({folder.parent.name for folder in _texts()}))


def _texts() -> Iterator[Path]:
    for folder in (BUILT_IN, added_plans()):
        if folder.is_dir():
            yield from folder.glob(f"*/{TEXT}")
