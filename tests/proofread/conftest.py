"""One proofreader over the real plan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.proofread import Proofreader, Statement
from knowledge.library import Knowledge, load

Check = Callable[[str], list[Statement]]


@pytest.fixture(scope="session")
def plan() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def reader(plan: Knowledge) -> Proofreader:
    return Proofreader(plan)


@pytest.fixture(scope="session")
def check(reader: Proofreader, plan: Knowledge) -> Check:
    """Checks a text; whatever it says has its place in the text and in the plan."""

    def checked(text: str) -> list[Statement]:
        found = list(reader.check(text).statements)
        for one in found:
            assert text[one.start : one.end] == one.text
            assert (one.error is not None) == (one.verdict.value == "differ")
            for cited in one.citations:
                assert plan.plan.text[cited.start : cited.end] == cited.quote
        return found

    return checked
