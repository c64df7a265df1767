"""A plan brought by people, made a folder of its own outside the program."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

from knowledge import places
from knowledge.check import report
from knowledge.errors import PlanError
from knowledge.files import read_file
from knowledge.parser import parse
from knowledge.periods import own_years
from knowledge.script import simplified

DISTRICT = re.compile(r"([\u4e00-\u9fff×]{1,8}?(?:特别行政区|自治区|自治州|新区|[省市区县旗]))+")


def add_plan(path: Path, name: str) -> Path:
    """Makes the file a plan of that name, all or nothing, and gives its folder.

    Raises :class:`PlanError` where the name is unsafe or taken, the file is no plan, or the
    data folder cannot be written.
    """
    if not places.is_name(name):
        raise PlanError(f"名称“{name}”不能用：请只用汉字、字母、数字、- 和 _，不超过 64 个字")
    folder = places.added_plans() / name
    if places.folder_of(name) or folder.exists():
        raise PlanError(f"名称“{name}”已经有规划在用，请换一个名称")
    text = read_file(path)
    plan = parse(text, name=name)
    report(plan)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".new-"))
        try:
            (temporary / places.TEXT).write_text(text, encoding="utf-8", newline="")
            about = _about(plan.title, text)
            (temporary / "plan.toml").write_text(about, encoding="utf-8", newline="\n")
            temporary.chmod(0o755)
            os.rename(temporary, folder)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
    except OSError as error:
        raise PlanError(f"写不了 {folder}：{error.strerror}") from error
    return folder


def _about(title: str, text: str) -> str:
    """``plan.toml``: what the text says about itself, for people to correct."""
    found = DISTRICT.match(simplified(title))
    fields = {
        "title": title,
        "short_title": title,
        "district": found[0] if found else "",
        "years": own_years(simplified(title), simplified(text)),
    }
    lines = [f"{key} = {_quoted(value)}" for key, value in fields.items()]
    return "# 由程序从规划里读出，可以改正。\n" + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    clean = "".join(char if char.isprintable() else " " for char in text)
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'
