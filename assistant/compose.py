"""Evidence → draft: one composer per kind of evidence, then what every answer gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant import (
    asked,
    attributes,
    boxes,
    comparing,
    conjuncts,
    continuing,
    contradictions,
    counts,
    details,
    figures,
    members,
    neighbours,
    outline,
    overview,
    owners,
    parallel,
    passages,
    premises,
    records,
    refusals,
    sameness,
    sections,
    sets,
    terms,
    verdicts,
    whereabouts,
    wordings,
)
from assistant.desk import Desk
from assistant.drafting import chat, overall
from assistant.evidence import Draft, Evidence
from assistant.mentions import words_of
from assistant.phrases import say, words
from assistant.query import Query
from assistant.selecting import telling
from assistant.suggest import suggestions
from assistant.types import Citation, Notice, NoticeKind, Status
from assistant.verdicts import RELATED, covered
from knowledge.types import Conflict, Locator

Composer = Callable[[Evidence, Query, Desk], Draft]
COMPOSERS: Mapping[str, Composer] = {
    "figure": figures.compose,
    "met": comparing.compose_met,
    "figures": figures.compose_several,
    "figure_none": figures.compose_none,
    "compare": comparing.compose_compare,
    "between": comparing.compose_between,
    "same": sameness.compose,
    "same_known": sameness.compose_known,
    "wordings": wordings.compose,
    "owners": owners.compose,
    "due": attributes.compose,
    "attributed": attributes.compose_attributed,
    "detail": details.compose,
    "row": records.compose_row,
    "row_missing": records.compose_row_missing,
    "box": boxes.compose_box,
    "box_missing": boxes.compose_box_missing,
    "milestone_missing": boxes.compose_milestone_missing,
    "term_missing": records.compose_term_missing,
    "reserved": sets.compose_reserved,
    "term": records.compose_term,
    "section": sections.compose_section,
    "titles": sections.compose_titles,
    "measure": sections.compose_measure,
    "attribute": sets.compose_attribute,
    "attribute_count": sets.compose_attribute_count,
    "category": sets.compose_category,
    "tally": sets.compose_tally,
    "table": sets.compose_table,
    "terms_count": counts.compose_terms_count,
    "boxes_with": counts.compose_boxes_with,
    "boxes_count": counts.compose_boxes_count,
    "by_value": sets.compose_by_value,
    "many": telling.compose,
    "member": members.compose,
    "aspect": terms.compose_aspect,
    "documents": terms.compose_documents,
    "mentions": whereabouts.compose,
    "outline": outline.compose,
    "neighbours": neighbours.compose,
    "parallel": parallel.compose,
    "point": parallel.compose_point,
    "framed": parallel.compose_framed,
    "conflicts": contradictions.compose_conflicts,
    "no_conflict": contradictions.compose_no_conflict,
    "both_years": overview.compose_both_years,
    "main_count": overview.compose_main_count,
    "unmet": overview.compose_unmet,
    "last_plan_count": overview.compose_last_plan_count,
    "key_figures": overview.compose_key_figures,
    "courtesy": continuing.compose_courtesy,
    "item": continuing.compose_item,
    "item_missing": continuing.compose_item_missing,
    "group": continuing.compose_group,
    "more": continuing.compose_more,
    "reason": continuing.compose_reason,
    "drafted": chat.compose,
    "overall": overall.compose,
    "passage": passages.compose,
    "points": passages.compose_points,
    "refusal": refusals.compose,
    "unclear": refusals.compose_unclear,
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHARES = {"%", "倍", "百分点", "个百分点"}
LARGE = 10
"""A small count in a question (三个“服务”) is mostly no claim about the plan."""
SINGLE = {"figure", "figure_none", "compare", "between", "passage", "row", "figures", "met"}
"""Kinds whose answer is about one thing, so that a conflict on it is always worth a notice."""
MAX_CONFLICTS = 3
WEIGHTY = ("value", "below", "basis", "deadline")
"""Conflicts that change what a reader would do with a figure; others only where no such one is."""


def compose(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft, with conflicts that it touches and next questions."""
    draft = COMPOSERS[evidence.kind](evidence, query, desk)
    draft = premises.corrected(draft, evidence, query, desk)
    draft = _elsewhere(_premise(draft, query, desk), query, desk)
    draft = asked.held(draft, evidence, query, desk)
    return _finished(verdicts.judged(draft, evidence, query, desk), evidence, query, desk)


def told(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft of what staff have said answers: no word of the question is held against it."""
    return _finished(COMPOSERS[evidence.kind](evidence, query, desk), evidence, query, desk)


def _finished(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    draft = _unvalued(draft, evidence, query)
    if evidence.kind in SINGLE and draft.status in (Status.ANSWERED, Status.PARTIAL):
        draft = _with_conflicts(draft, evidence, query, desk)
    if query.has("sure") and draft.status is Status.ANSWERED:
        draft = replace(draft, text=say("turn_answer.sure") + draft.text)
    if evidence.kind == "courtesy":
        return draft
    return replace(draft, suggestions=suggestions(evidence, query, desk))


def _unvalued(draft: Draft, evidence: Evidence, query: Query) -> Draft:
    """Said where one of several measures asked for together has no figure."""
    if evidence.kind not in ("figure", "figures") or draft.status is not Status.ANSWERED:
        return draft
    count = len({t.indicator_key for t in evidence.targets})
    name = conjuncts.unvalued(query.plain, draft.text, count)
    if not name:
        return draft
    text = draft.text + say("figure.unvalued", name=name)
    computed = (*draft.computed, name)
    return replace(draft, text=text, status=Status.PARTIAL, computed=computed)


def _numbers(target: str, desk: Desk) -> tuple[float, ...]:
    known = desk.knowledge.target.get(target)
    return known.number or () if known else ()


def _premise(draft: Draft, query: Query, desk: Desk) -> Draft:
    """A figure said to be the plan's that the answer shows nowhere: the plan has it not."""
    if draft.notices or draft.status is not Status.ANSWERED or not query.has("claim", "confirm"):
        return draft
    shown = {f"{n:g}" for f in draft.figures if f.target for n in _numbers(f.target, desk)}
    shown |= {n for f in draft.figures for n in NUMBER.findall(f.value)}
    for said, number, unit in query.claimed:
        if (
            (unit in SHARES or number >= LARGE)
            and said not in draft.text
            and f"{number:g}" not in shown
            and not any(n in draft.text for n in NUMBER.findall(said))
        ):
            text = say("premise.absent", said=said)
            notice = Notice(NoticeKind.PREMISE, text)
            listed, pairs = "\n" in draft.text, words_of(query.plain)
            rest = asked.nearest(draft.text, pairs) if listed else draft.text
            if listed and covered(pairs, rest) < RELATED:
                rest = ""
            return replace(
                draft,
                text=text + rest,
                figures=tuple(f for f in draft.figures if not listed or f.value in rest),
                notices=(notice,),
                computed=(*draft.computed, said),
            )
    return draft


def _worth(conflict: Conflict, keys: Sequence[str], query: Query) -> bool:
    """Whether a contradiction concerns what was asked, not only something said beside it."""
    if any(word in query.plain for word in conflict.words):
        return True
    if conflict.kind not in WEIGHTY or query.has("where"):
        return False
    asked = keys or query.topics
    if query.has("when") and not query.has("figure") and conflict.kind == "basis":
        return False
    return any(key in conflict.indicators for key in asked)


def _elsewhere(draft: Draft, query: Query, desk: Desk) -> Draft:
    """A district named in the question that the plan never names: said before anything else."""
    named = [name for name in words("places.names") if name in query.text]
    if draft.status is not Status.ANSWERED or draft.notices or not named:
        return draft
    name = named[0]
    if name in desk.plan.text or len(named) > 1:
        return draft
    place = next((name + end for end in words("places.ends") if name + end in query.text), name)
    text = say("premise.place", place=place)
    notice = Notice(NoticeKind.PREMISE, text)
    return replace(
        draft, text=text + draft.text, notices=(notice,), computed=(*draft.computed, place)
    )


def _with_conflicts(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    key = evidence.facts.get("key")
    spans = (
        tuple(Locator(*t.clause, t.locator.label) for t in evidence.targets)
        if key
        else draft.places
    )
    keys = evidence.facts.get("keys", (key,) if key else ())
    found = desk.lookup.conflicts_at(spans, keys)

    step = bool(evidence.facts.get("change"))

    def order(conflict: Conflict) -> tuple[bool, bool, int]:
        asked = any(word in query.plain for word in conflict.words)
        # A step back is asked about: that the target lies below what was reached comes first.
        back = step and conflict.kind == "below"
        return (
            not back,
            not asked,
            WEIGHTY.index(conflict.kind) if conflict.kind in WEIGHTY else len(WEIGHTY),
        )

    worth = [c for c in found if _worth(c, keys, query)]
    worth.sort(key=order)
    for number, conflict in enumerate(worth[:MAX_CONFLICTS]):
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
