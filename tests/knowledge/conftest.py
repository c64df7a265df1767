"""Helpers for small literal plans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.library import Knowledge, load
from knowledge.parser import parse
from knowledge.statements import read_targets
from knowledge.types import Plan, Target


def unplaced(plan: Plan) -> str:
    """Non-blank characters of the text that are not in exactly one leaf."""
    held = [0] * len(plan.text)
    for leaf in plan.leaves:
        assert leaf.text == plan.text[leaf.locator.start : leaf.locator.end], leaf.id
        for at in range(leaf.locator.start, leaf.locator.end):
            held[at] += 1
    return "".join(
        char
        for char, count in zip(plan.text, held, strict=True)
        if count != 1 and not char.isspace()
    )


@pytest.fixture(scope="session")
def real() -> Knowledge:
    """The district's plan with everything read from it."""
    return load()


@pytest.fixture
def read() -> Callable[[str], Plan]:
    """Parses a text, and makes sure that nothing of it was lost."""

    def parse_all(text: str) -> Plan:
        plan = parse(text, name="试")
        assert unplaced(plan) == ""
        return plan

    return parse_all


@pytest.fixture
def targets(read: Callable[[str], Plan]) -> Callable[[str], tuple[Target, ...]]:
    """The targets of a text; each quote is what its span holds."""

    def read_all(text: str) -> tuple[Target, ...]:
        plan = read(text)
        found = read_targets(plan)
        for target in found:
            assert target.quote == plan.text[target.locator.start : target.locator.end]
        return found

    return read_all


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a text as a plan file."""

    def save(text: str) -> Path:
        path = tmp_path / "规划.txt"
        path.write_text(text, "utf-8", newline="")
        return path

    return save


@pytest.fixture(scope="session")
def real_text(real: Knowledge) -> str:
    """The district's plan as text."""
    return real.plan.text
