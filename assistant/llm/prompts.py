"""Prompts: one file each in ``prompts/``, with declared variables and a hash of their own."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

from assistant.llm.tokens import tidied

FOLDER = Path(__file__).resolve().parents[2] / "prompts"
HOLE = re.compile(r"\{\{(\w+)\}\}")
KEYS = {"purpose", "variables", "system", "user"}
ESCAPED = str.maketrans({"<": "＜", ">": "＞", "⟦": "〔", "⟧": "〕", "{": "｛", "}": "｝"})


class PromptError(ValueError):
    """A prompt file or a filling of it that does not fit; the message names file and variable."""


@dataclass(frozen=True)
class Prompt:
    """A prompt with its holes. ``sha`` tells the version; it goes into an answer's trace."""

    name: str
    variables: Mapping[str, str]
    system: str
    user: str
    sha: str

    def messages(self, **values: str) -> list[BaseMessage]:
        """The messages with every hole filled. Raises :class:`PromptError`."""
        if unknown := sorted(values.keys() - self.variables.keys()):
            raise PromptError(f"{self.name}: 没有声明变量 {'、'.join(unknown)}")
        if missing := sorted(self.variables.keys() - values.keys()):
            raise PromptError(f"{self.name}: 缺少变量 {'、'.join(missing)}")
        filled: list[BaseMessage] = []
        if self.system:
            filled.append(SystemMessage(_fill(self.system, values)))
        return [*filled, HumanMessage(_fill(self.user, values))]


def _fill(text: str, values: Mapping[str, str]) -> str:
    # In one pass, so that a hole inside a value stays what it is: data.
    return HOLE.sub(lambda m: values[m[1]], text).strip()


@functools.cache
def prompt(name: str) -> Prompt:
    """The prompt ``prompts/name.yaml``."""
    return read(FOLDER / f"{name}.yaml")


def read(path: Path) -> Prompt:
    """A prompt from a file. Raises :class:`PromptError`."""
    raw = path.read_bytes()
    table = yaml.safe_load(raw.decode("utf-8"))
    if not isinstance(table, dict) or not {"purpose", "variables", "user"} <= table.keys():
        raise PromptError(f"{path.name}: 需要 purpose、variables 和 user")
    if unknown := sorted(table.keys() - KEYS):
        raise PromptError(f"{path.name}: 不认识的键 {'、'.join(unknown)}")
    variables = table["variables"] or {}
    system, user = str(table.get("system", "")), str(table["user"])
    used = set(HOLE.findall(system + user))
    if undeclared := sorted(used - variables.keys()):
        raise PromptError(f"{path.name}: 用了没有声明的变量 {'、'.join(undeclared)}")
    if unused := sorted(variables.keys() - used):
        raise PromptError(f"{path.name}: 声明了没有用到的变量 {'、'.join(unused)}")
    sha = hashlib.sha256(raw).hexdigest()[:12]
    return Prompt(path.stem, variables, system, user, sha)


def data(text: str) -> str:
    """Words of the plan or of a visitor as data: no marks of ours, no invisible characters."""
    return tidied(text.translate(ESCAPED)).translate(ESCAPED)
