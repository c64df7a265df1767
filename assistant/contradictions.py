"""Where the plan says two things: found for a question, and told with all its sides."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.phrases import say
from assistant.query import Query
from assistant.types import Status
from knowledge.types import Conflict

MAX_CONFLICTS = 8
MIN_PAIRS = 3
# 叫法治还是法制 · 国企参与还是国企参管
EITHER = re.compile(r"([\u4e00-\u9fff]{2})还是([\u4e00-\u9fff]{2})")


def find(query: Query, desk: Desk) -> Evidence | None:
    about = [c for c in desk.knowledge.conflicts if _about(c, query, desk)]
    about.sort(key=lambda c: -_figures_shared(c, query, desk))
    whole = query.has("conflict") and re.search(
        r"规划|文件|全文|哪些|哪里|多少|有没有|列", query.plain
    )
    if not about and not whole:
        return None
    if not about and (query.indicators or query.boxes or query.terms):
        return None
    found = about or list(desk.knowledge.conflicts)
    if not found:
        return Evidence("no_conflict", tools=("conflicts",))
    places = tuple(m for c in found[:MAX_CONFLICTS] for m in c.mentions)
    return Evidence(
        "conflicts",
        places=places,
        conflicts=tuple(found),
        facts={"whole": not about},
        tools=("conflicts",),
    )


def _figures_shared(conflict: Conflict, query: Query, desk: Desk) -> int:
    quotes = " ".join(desk.plan.quote(m) for m in conflict.mentions)
    return sum(said.rstrip("%") in quotes for said, _, _ in query.numbers)


def _about(conflict: Conflict, query: Query, desk: Desk) -> bool:
    if found := EITHER.search(query.plain):
        quotes = "　".join(desk.plan.quote(m) for m in conflict.mentions)
        if found[1] in quotes and found[2] in quotes:
            return True
    pairs = [a + b for a, b in pairwise(conflict.topic)]
    if len(pairs) >= MIN_PAIRS and sum(p in query.plain for p in pairs) >= 0.6 * len(pairs):
        return True
    return (
        any(k in conflict.indicators for k in query.indicators[:2])
        or any(w in query.plain for w in conflict.words)
        or any(m.label.startswith(f"专栏{n}·") for n in query.boxes for m in conflict.mentions)
    )


def compose_conflicts(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """What does not agree, each with all its sides."""
    found = evidence.conflicts
    if not evidence.facts["whole"]:
        lines = [_conflict_text(c, desk) for c in found[:3]]
        if query.has("why"):
            lines.append(say("conflict.no_reason"))
        places = tuple(m for c in found[:3] for m in c.mentions)
        return Draft("\n".join(lines), evidence.status, places)
    lines = [say("conflict.found", count=len(found))]
    lines += [f"{n}. {c.says}" for n, c in enumerate(found[:MAX_CONFLICTS], 1)]
    return Draft(
        "\n".join(lines),
        evidence.status,
        evidence.places,
        computed=tuple(map(str, (len(found), *range(1, MAX_CONFLICTS + 1)))),
    )


def _conflict_text(conflict: Conflict, desk: Desk) -> str:
    sides = "；".join(f"“{desk.plan.quote(m).strip()}”（{m.label}）" for m in conflict.mentions[:4])
    return f"{conflict.says}原文：{sides}。"


def compose_no_conflict(evidence: Evidence, query: Query, desk: Desk) -> Draft:
    return Draft(say("conflict.none"), Status.ANSWERED)
