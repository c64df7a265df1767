"""Evidence → draft: one composer per kind of evidence, then what every answer gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from assistant import figures, overview, passages, records, refusals, sets
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.query import Query
from assistant.suggest import suggestions
from assistant.types import Citation, Notice, NoticeKind, Status
from knowledge.types import Locator

Composer = Callable[[Evidence, Query, Desk], Draft]
COMPOSERS: Mapping[str, Composer] = {
    "figure": figures.compose,
    "met": figures.compose_met,
    "figures": figures.compose_several,
    "figure_none": figures.compose_none,
    "compare": figures.compose_compare,
    "between": figures.compose_between,
    "row": records.compose_row,
    "row_missing": records.compose_row_missing,
    "box": records.compose_box,
    "box_missing": records.compose_box_missing,
    "milestone_missing": records.compose_milestone_missing,
    "term": records.compose_term,
    "section": records.compose_section,
    "titles": records.compose_titles,
    "measure": records.compose_measure,
    "attribute": sets.compose_attribute,
    "attribute_count": sets.compose_attribute_count,
    "category": sets.compose_category,
    "tally": sets.compose_tally,
    "table": sets.compose_table,
    "terms_count": sets.compose_terms_count,
    "boxes_with": sets.compose_boxes_with,
    "boxes_count": sets.compose_boxes_count,
    "by_value": sets.compose_by_value,
    "conflicts": sets.compose_conflicts,
    "no_conflict": sets.compose_no_conflict,
    "unmet": overview.compose_unmet,
    "last_plan_count": overview.compose_last_plan_count,
    "key_figures": overview.compose_key_figures,
    "passage": passages.compose,
    "refusal": refusals.compose,
    "unclear": refusals.compose_unclear,
}
SINGLE = {"figure", "figure_none", "compare", "between", "passage", "row", "figures", "met"}
"""Kinds whose answer is about one thing, so that a conflict on it is always worth a notice."""
MAX_CONFLICTS = 3
WEIGHTY = ("value", "below", "basis", "deadline")
"""Conflicts that change what a reader would do with a figure; others only where no such one is."""


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft, with conflicts that it touches and next questions."""
    draft = COMPOSERS[evidence.kind](evidence, query, desk)
    if evidence.kind in SINGLE and draft.status is Status.ANSWERED:
        draft = _with_conflicts(draft, evidence, query, desk)
    return replace(draft, suggestions=suggestions(evidence, query, desk))


def _with_conflicts(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    key = evidence.facts.get("key")
    spans = (
        tuple(Locator(*t.clause, t.locator.label) for t in evidence.targets)
        if key
        else draft.places
    )
    keys = evidence.facts.get("keys", (key,) if key else ())
    found = desk.lookup.conflicts_at(spans, keys)
    weighty = sorted((c for c in found if c.kind in WEIGHTY), key=lambda c: WEIGHTY.index(c.kind))
    asked = [c for c in found if c not in weighty and any(w in query.plain for w in c.words)]
    for number, conflict in enumerate([*weighty, *asked][:MAX_CONFLICTS]):
        cites = tuple(cite(desk, m) for m in conflict.mentions)
        draft = replace(
            draft,
            text=draft.text
            if number
            else f"{draft.text}\n{say('notice.conflict', says=conflict.says)}",
            notices=(*draft.notices, Notice(NoticeKind.CONFLICT, conflict.says, cites)),
            places=(*draft.places, *conflict.mentions),
        )
    return draft


def cite(desk: Desk, place: Locator) -> Citation:
    """A citation of a span."""
    return Citation(place.label, desk.plan.text[place.start : place.end], place.start, place.end)
