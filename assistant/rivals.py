"""Subjects that exclude each other: a figure of 普通高中 is none of 初中.

Where a question names one of them and the figures found are another's, the plan has no such figure;
what was found is only the nearest. What excludes what is data, ``rivals.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES
from assistant.query import Query

DATA = Path(__file__).with_name("rivals.toml")


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group: how a question says it, and how a record that is about it does."""

    said: re.Pattern[str]
    told: re.Pattern[str]


@functools.cache
def _groups() -> tuple[tuple[Member, ...], ...]:
    groups = tomllib.loads(DATA.read_text("utf-8"))["group"]
    return tuple(
        tuple(Member(re.compile(m["said"]), re.compile(m["told"])) for m in group["members"])
        for group in groups
    )


def other(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> str:
    """The subject asked about, in the question's word, where only another's figure is told."""
    asked = (query.own or query.plain).translate(QUOTES)
    told = _told(draft, evidence, desk)
    for group in _groups():
        said = [(member, found) for member in group if (found := member.said.search(asked))]
        named = [member for member in group if member.told.search(told)]
        if said and named and not any(member in named for member, _ in said):
            return said[-1][1][0]
    return ""


def _told(draft: Draft, evidence: Evidence, desk: Desk) -> str:
    """What the figures are about: their names, clauses and the titles of their boxes."""
    clauses = (f"{t.indicator_key}{desk.plan.text[slice(*t.clause)]}" for t in evidence.targets)
    numbers = {p.label.partition("·")[0].removeprefix("专栏") for p in draft.places}
    titles = (c.title for c in desk.plan.columns if str(c.number) in numbers and not c.table)
    return "".join((draft.text, *clauses, *titles)).translate(QUOTES)
