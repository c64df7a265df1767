"""Plans by name: the text, what is curated beside it, and all records read from both."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.conflicts import find_conflicts
from knowledge.indicators import IndicatorEntry, link, load_entries
from knowledge.parser import parse
from knowledge.statements import read_targets
from knowledge.types import Conflict, Indicator, Leaf, Plan, Target

PLANS = Path(__file__).parent / "plans"
DEFAULT = "shuangliu-145"
MAX_BYTES = 8_000_000


class PlanError(ValueError):
    """A plan that cannot be read; the message tells the user, in Chinese, what to do."""


@dataclass(frozen=True)
class Knowledge:
    """A plan with its targets, indicators and conflicts. ``folder`` holds what is curated."""

    plan: Plan
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    conflicts: tuple[Conflict, ...]
    entries: tuple[IndicatorEntry, ...]
    folder: Path
    about: Mapping[str, Any]

    @functools.cached_property
    def leaf(self) -> Mapping[str, Leaf]:
        """Leaves by id."""
        return {leaf.id: leaf for leaf in self.plan.leaves}

    @functools.cached_property
    def target(self) -> Mapping[str, Target]:
        """Targets by id."""
        return {target.id: target for target in self.targets}

    @functools.cached_property
    def indicator(self) -> Mapping[str, Indicator]:
        """Indicators by key."""
        return {indicator.key: indicator for indicator in self.indicators}

    def leaf_at(self, offset: int) -> Leaf | None:
        """The leaf that holds the character at ``offset``."""
        return next(
            (x for x in self.plan.leaves if x.locator.start <= offset < x.locator.end), None
        )


def load(name_or_path: str = DEFAULT) -> Knowledge:
    """The plan of that name in the library, or in that folder or text file.

    A text file is read with what is curated for the default plan where its text is an
    edition of it (same headings), so that a corrected copy keeps names and ways of asking.
    Raises :class:`PlanError`.
    """
    folder = PLANS / name_or_path
    if "/" not in name_or_path and "\\" not in name_or_path and folder.is_dir():
        return _load(folder / "plan.txt", folder, name_or_path)
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return _load(path / "plan.txt", path, path.name)
    if path.is_file():
        return _load(path, PLANS / DEFAULT, path.stem)
    known = "、".join(sorted(p.name for p in PLANS.iterdir() if p.is_dir()))
    raise PlanError(f"找不到规划“{name_or_path}”：请给出规划名称（现有：{known}）或文本文件的路径")


def read_text(path: Path) -> str:
    """The text of a plan file, byte for byte. Raises :class:`PlanError`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PlanError(f"读不了规划文件 {path.name}：{error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise PlanError(f"规划文件 {path.name} 太大（{len(data)} 字节），请检查是否选错了文件")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PlanError(f"规划文件 {path.name} 不是 UTF-8 文本，请另存为 UTF-8 后再试") from error
    if not text.strip() or "\0" in text:
        raise PlanError(f"规划文件 {path.name} 里没有文字，请检查文件内容")
    return text


def _load(path: Path, folder: Path, name: str) -> Knowledge:
    text = read_text(path)
    about: dict[str, Any] = {}
    if (folder / "plan.toml").is_file():
        about = tomllib.loads((folder / "plan.toml").read_text("utf-8"))
    plan = parse(text, name=name)
    if folder == PLANS / DEFAULT and path.parent != folder and not _same_edition(plan):
        folder, about = path.parent / f".{path.stem}.curated", {}
    if about.get("title"):
        plan = parse(text, name=name, title=about["title"])
    entries = load_entries(folder / "indicators.toml")
    targets, indicators = link(read_targets(plan), entries, text)
    conflicts = find_conflicts(plan, targets, folder / "conflicts.toml")
    return Knowledge(plan, targets, indicators, conflicts, entries, folder, about)


def _same_edition(plan: Plan) -> bool:
    """Whether most headings are those of the default plan."""
    default = {s.title for s in parse(read_text(PLANS / DEFAULT / "plan.txt")).sections}
    own = {s.title for s in plan.sections}
    return len(default & own) >= 0.6 * len(default)
