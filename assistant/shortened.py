"""Short names by number for what the plan lists in quotes: “三个自主”, 四个优先.

The plan writes “经费自主管、教师自主用、规则自主定” and has no such name for it.
"""

from __future__ import annotations

import re

from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.mentions import QUOTES, number
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.wording import widen
from knowledge.types import Locator

LIST = re.compile(r"“([^”、]+(?:、[^”、]+)+)”")
SENTENCE = re.compile(r"[^。\n]+。")
NOT_MEANT = ("count", "where", "conflict", "when", "who", "yesno", "claim")


def meant(text: str, plan: str) -> dict[str, tuple[int, int]]:
    """Short names in ``text`` that the plan lacks, with the one list that each stands for."""
    bare = plan.translate(QUOTES)
    found: dict[str, tuple[int, int]] = {}
    for name in re.finditer(phrases()["shortened"]["shape"], text):
        if name[0] in bare:
            continue
        count, shared = number(name["n"]), name["shared"]
        spans: dict[str, tuple[int, int]] = {}
        for listed in LIST.finditer(plan):
            items = listed[1].split("、")
            if len(items) == count and all(shared in item for item in items):
                spans.setdefault(listed[0], listed.span())
        if len(spans) == 1:
            found[name[0]] = next(iter(spans.values()))
    return found


def counted(text: str, plan: str) -> tuple[str, int, int] | None:
    """“六个一”: the name, and the sentence of as many clauses with 一批, 一套 below its box."""
    name = re.search(phrases()["shortened"]["counted"], text)
    if name is None or name[0] not in plan:
        return None
    for sentence in SENTENCE.finditer(plan):
        if len(re.findall(phrases()["shortened"]["one"], sentence[0])) == number(name["n"]):
            return name[0], *sentence.span()
    return None


def written(text: str, plan: str) -> str:
    """``text`` with the plan's lists for their short names."""
    for name, (start, end) in meant(text, plan).items():
        text = re.sub(f'[“"]?{re.escape(name)}[”"]?', plan[start:end], text)
    return text


def gather(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for what such a name stands for; ``None`` for other questions."""
    asked = query.own or query.text
    if query.has(*NOT_MEANT) or query.rows:
        return None
    plan = desk.plan.text
    names = {} if query.boxes else meant(asked, plan)
    if ones := counted(asked, plan):
        name, start, end = ones
        if leaf := desk.knowledge.leaf_at(start):
            lead = say("shortened.ones", name=name)
            place = Locator(start, end, leaf.locator.label)
            return Evidence("passage", places=(place,), facts={"lead": lead}, tools=("search",))
    if not names:
        return None
    leads: list[str] = []
    places: list[Locator] = []
    for name, (start, end) in names.items():
        leaf = desk.knowledge.leaf_at(start)
        if leaf is None:
            return None
        low, high = leaf.locator.start, leaf.locator.end
        places.append(Locator(*widen(desk.plan, start, end, low, high), leaf.locator.label))
        leads.append(say("shortened.stands", name=name, list=plan[start:end]))
    lead = "".join(leads) + say("passage.lead")
    return Evidence("passage", places=tuple(places), facts={"lead": lead}, tools=("search",))
