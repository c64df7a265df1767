"""The last gate: no figure leaves that no cited record holds, no quote that is not verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.compose import cite
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.query import Query
from assistant.types import Answer, Citation

NUMBER = re.compile(r"\d+(?:\.\d+)?")
LIST_MARK = re.compile(r"(?m)^\d+\. |(?<=[：；])\d+\. ")
NAMES = re.compile(
    r"专栏\d+|第\d+(?:至\d+)?[项条段]|第\d+(?:、\d+)+项|名词解释·\d+|20\d\d(?:年|至|-)"
)
MAX_CITATIONS = 40


class Unverified(Exception):
    """An answer with a figure that no cited record holds. Never shown; becomes an error."""


def verify(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Answer:
    """The answer, each figure of it bound to a cited span. Raises :class:`Unverified`."""
    every = _citations(draft, desk)
    citations = every[:MAX_CITATIONS]
    # A label's number (第26项) is a name, not a figure; the headings above a span may be shown.
    held = " ".join([*(c.quote for c in every), *_headings(draft, desk)])
    allowed = set(NUMBER.findall(held))
    allowed |= {n for part in draft.computed for n in NUMBER.findall(part)}
    allowed |= {
        n
        for f in draft.figures
        for n in NUMBER.findall(f.value)
        if f.target in desk.knowledge.target
    }
    said = NAMES.sub("", LIST_MARK.sub("", draft.text))
    loose = [n for n in NUMBER.findall(said) if n not in allowed]
    if loose:
        raise Unverified(f"figures without a record: {loose} in {draft.text!r}")
    for citation in citations:
        if desk.plan.text[citation.start : citation.end] != citation.quote:
            raise Unverified(f"not verbatim: {citation}")
    return Answer(
        text=draft.text,
        status=draft.status,
        figures=tuple(dict.fromkeys(draft.figures)),
        citations=citations,
        notices=draft.notices,
        suggestions=draft.suggestions,
        choices=draft.choices,
        plan_title=desk.plan.title,
    )


def _headings(draft: Draft, desk: Desk) -> Iterator[str]:
    for place in draft.places:
        if leaf := desk.knowledge.leaf_at(place.start):
            yield from leaf.path


def _citations(draft: Draft, desk: Desk) -> tuple[Citation, ...]:
    found: dict[tuple[int, int], Citation] = {}
    for place in draft.places:
        citation = cite(desk, place)
        if citation.quote.strip():
            found.setdefault((place.start, place.end), citation)
    return tuple(found.values())
