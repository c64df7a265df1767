"""Plans by name: the text, what is curated beside it, and all records read from both."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge import places
from knowledge.conflicts import find_conflicts
from knowledge.errors import PlanError
from knowledge.files import read_file, read_text
from knowledge.indicators import IndicatorEntry, link, load_entries
from knowledge.parser import parse
from knowledge.statements import read_targets
from knowledge.types import Conflict, Indicator, Leaf, Plan, Target

__all__ = ["DEFAULT", "PLANS", "Knowledge", "PlanError", "load", "read_text"]

PLANS = places.BUILT_IN
DEFAULT = places.DEFAULT


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
    """The plan of that name, built in or added, or in that folder or file.

    A file is read with what is curated for the default plan where its text is an
    edition of it (same headings), so that a corrected copy keeps names and ways of asking.
    Raises :class:`PlanError`.
    """
    if folder := places.folder_of(name_or_path):
        return _load(folder / places.TEXT, folder, name_or_path)
    path = Path(name_or_path).expanduser()
    if path.is_dir():
        return _load(path / places.TEXT, path, path.name)
    if path.is_file():
        return _load(path, PLANS / DEFAULT, path.stem)
    known = "、".join(places.names())
    raise PlanError(f"找不到规划“{name_or_path}”：请给出规划名称（现有：{known}）或规划文件的路径")


def _load(path: Path, folder: Path, name: str) -> Knowledge:
    text = read_file(path)
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
