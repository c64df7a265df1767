"""Evidence → what a model may make an answer of, and how the prompt shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.llm.prompts import data
from assistant.llm.tokens import listed, token_of, value_form
from assistant.llm.types import Found, Material, Stance
from assistant.phrases import say
from assistant.query import Query
from assistant.types import NoticeKind
from knowledge.types import Locator, Target

MAX_PASSAGE = 700
MAX_PASSAGES = 6
WHOLE = ("compare", "between")
"""Kinds whose difference code has worked out; its sentences are said whole."""
NONE = "无"


def of_evidence(
    question: str, query: Query, evidence: Evidence, draft: Draft, desk: Desk
) -> Material:
    """What an answer to a question that rules resolved may be made of."""
    tokens = token_of(desk.knowledge)
    leading = [t for t in evidence.targets if t.value is not None]
    shown = [desk.knowledge.target[f.target] for f in draft.figures if f.target in tokens]
    targets = {tokens[t.id]: t for t in (*leading, *shown) if t.value is not None}
    figure = evidence.kind in ("figure", "figures", "key_figures")
    lines: Mapping[str, str] = {}
    required = [tokens[t.id] for t in (leading[:3] if evidence.kind == "figure" else leading)]
    if evidence.kind in WHOLE:
        body = draft.text.split("\n")[0]
        lines, required = {"L1": body}, ["L1"]
    return Material(
        question=question,
        targets=targets,
        lines=lines,
        passages=tuple(whole_places(evidence.places or draft.places, desk)),
        required=tuple(required) if figure or lines else (),
        said=tuple(said for said, _, _ in query.claimed),
        stance=_stance(query, draft),
        computed=draft.computed,
    )


def of_findings(question: str, query: Query, parts: Sequence[Found], desk: Desk) -> Material:
    """What an answer to an open question may be made of: records that have to do with it."""
    tokens = token_of(desk.knowledge)
    targets = [t for part in parts for t in part.targets if concerns(t, query)]
    every = dict.fromkeys(line for part in parts for line in part.lines)
    lines = [line for line in every if _touches(line, query)]
    places = [p for part in parts for p in part.places]
    return Material(
        question=question,
        targets={tokens[t.id]: t for t in targets},
        lines={f"L{n}": line for n, line in enumerate(lines, 1)},
        passages=tuple(whole_places(places, desk)),
        computed=tuple(c for part in parts for c in part.computed),
    )


def concerns(target: Target, query: Query) -> bool:
    """Whether a record has to do with what was asked: named by it, or sharing a word with it."""
    if target.indicator_key in query.indicators:
        return True
    words = f"{target.indicator_key}{target.subject}{target.indicator}"
    asked = f"{query.text}　{query.plain}"
    return any(a + b in asked for a, b in pairwise(words))


def _touches(line: str, query: Query) -> bool:
    """Whether a sentence of code's shares words with the question, the usual ones left out."""
    asked = query.detail or query.plain
    return sum(a + b in line for a, b in pairwise(asked)) >= min(2, len(asked) - 1)


def whole_places(places: Sequence[Locator], desk: Desk) -> list[Locator]:
    """Each place widened to its whole record, once."""
    found: dict[str, Locator] = {}
    for place in places:
        leaf = desk.knowledge.leaf_at(place.start)
        if leaf is not None:
            found.setdefault(leaf.id, leaf.locator)
    return list(found.values())


def records_text(material: Material) -> str:
    """Records and sentences of code's, one a line, for a prompt."""
    lines = [_listed(token, target) for token, target in material.targets.items()]
    lines += [f"⟦{token}⟧ {data(line)}" for token, line in material.lines.items()]
    return "\n".join(lines) or NONE


def passages_text(material: Material, desk: Desk) -> str:
    """The passages with every figure that may be said as its token."""
    parts = [
        f"（{data(place.label)}）{_tokened(place, material, desk)}"
        for place in material.passages[:MAX_PASSAGES]
    ]
    return "\n".join(parts) or NONE


def required_text(material: Material) -> str:
    return "、".join(f"⟦{token}⟧" for token in material.required) or NONE


def stance_text(material: Material) -> str:
    said = "、".join(material.said)
    if material.stance == "agrees":
        return "提问里的数与规划一致，可以先说“是的”"
    if material.stance == "differs":
        return f"提问里的数与规划不同，先说“不是{said}，”"
    return NONE


def _listed(token: str, target: Target) -> str:
    head, _, rest = listed(token, target).partition("⟧")
    return f"{head}⟧{data(rest)}"


def _tokened(place: Locator, material: Material, desk: Desk) -> str:
    """A passage with figures as tokens; a record that reads only as a sentence becomes one."""
    text = desk.plan.text
    out, at = "", place.start
    inside = (
        sorted(
            (t.clause, token, t)
            for token, t in material.targets.items()
            if place.start <= t.clause[0] and t.clause[1] <= place.end and t.value_text
        )
        if material.targets
        else []
    )
    for (start, end), token, target in inside:
        if start < at or "\n" in target.quote:
            continue
        where = text.find(target.value_text, start, end) if value_form(target) else -1
        first, last = (start, end) if where < 0 else (where, where + len(target.value_text))
        out += data(text[at:first]) + f"⟦{token}⟧"
        at = last
    return " ".join((out + data(text[at : place.end])).split())[:MAX_PASSAGE]


def _stance(query: Query, draft: Draft) -> Stance:
    if not query.claimed:
        return ""
    if any(notice.kind is NoticeKind.PREMISE for notice in draft.notices):
        return "differs"
    return "agrees" if draft.text.startswith(say("premise.right")) else ""
