"""A word by itself, or asked for its meaning, that 名词解释 does not explain.

Told are the sentences that use it; where the plan has no such word, that is said first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from assistant import shortened
from assistant.desk import Desk
from assistant.evidence import Evidence
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.refusals import refusal
from assistant.selecting.items import bare
from assistant.types import Status
from knowledge.types import Locator

SHARED = 0.5
"""Part of a term's characters that a name must have for the term to be what is meant."""
QUOTED = re.compile(r"[“\"「『]([^”\"」』\d]{2,12})[”\"」』]")
OF_ITSELF = ("yesno", "where", "figure", "count", "when")
AROUND = ("how", "why", "list", "summary")
"""Cues of questions about a name, and of those about what lies around it."""
MARKS = re.compile("、")
SENTENCE = re.compile(r"[。；！？]")
SAID = 0.6
"""Part of a quoted name's pairs of characters from which a sentence says it in other words."""
MAX_USES = 2
ASKED_SO = {"yesno", "aim"}
MIN_READ, MAX_SENTENCE = 4, 12
"""Characters from which a word of the plan's that was read for another says what is
meant, and of a question that has one."""
MIN_WORD, MAX_WORD, MAX_STRANGE = 2, 8, 4
"""Characters of a word that is typed by itself; a longer one may be half a sentence."""


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(phrases()["define"][name])


def named(query: Query) -> str:
    """The word whose meaning is asked for, without quotation marks; "" for other questions."""
    asked = query.own or query.text
    if len(QUOTED.findall(asked)) > 1:
        # “引入一批”“打造一批”指什么：问的不是一个词。
        return ""
    found = _pattern("meaning").search(bare(asked))
    name = (found["a"] or found["b"] or "") if found else ""
    name = re.sub(phrases()["define"]["ending"], "", name)
    return "" if _pattern("not_meaning").search(name) else name


def gather(query: Query, places: Sequence[Locator], score: float, desk: Desk) -> Evidence | None:
    """Evidence that a word is not explained; ``None`` where it is, or none is asked for.

    ``places`` are what the search found, ``score`` its probability.
    """
    name = named(query)
    if not name or query.topics or query.boxes or query.terms:
        return None
    titles = (*(s.title for s in desk.plan.sections), *(c.title for c in desk.plan.columns))
    if any(name in bare(title) for title in titles):
        # 一节、一个专栏就在讲它。
        return None
    if any(_is(name, term.term) for term in desk.plan.terms):
        return None
    used = _uses(name, places, desk)
    if not used and not places:
        return missing(name)
    known = re.sub(MARKS, "", name) in re.sub(MARKS, "", bare(desk.plan.text))
    lead = say("define.unexplained" if known else "define.unknown", name=name)
    near = used[:MAX_USES] if known else tuple(places[:1])
    return Evidence(
        "passage", places=near, facts={"lead": lead, "named": (name,)}, confidence=score
    )


def without_figure(name: str, score: float, desk: Desk) -> Evidence:
    """Evidence that a measure has no figure in the plan, and where the plan writes of it."""
    lead = say("define.no_figure", name=name)
    facts = {"lead": lead, "named": (name,)}
    near = _uses(name, (), desk)[:MAX_USES]
    return Evidence("passage", places=near, facts=facts, confidence=score)


def alone(query: Query, desk: Desk) -> Evidence | None:
    """Evidence for a word that is typed by itself (积分入学), where the plan uses it."""
    word = bare(query.plain)
    size = len(word)
    if query.carried or query.cues - ASKED_SO or not MIN_WORD <= size <= MAX_SENTENCE:
        return None
    used = () if query.cues or size > MAX_WORD else _uses(word, (), desk)
    opened = re.search(phrases()["verdict_asked"]["open"], query.plain)
    if not used and not opened and (read := _read_as(query, desk)):
        used = _uses(read, (), desk)
    used = used[:MAX_USES]
    return Evidence("passage", places=used, tools=("search",)) if used else None


def _read_as(query: Query, desk: Desk) -> str:
    """The plan's word that a lay one was read as (摇号: 随机派位), where it is most of it."""
    plain, known = bare(query.plain), bare(desk.plan.text)
    sizes = range(len(plain), MIN_READ - 1, -1)
    runs = (plain[n : n + size] for size in sizes for n in range(len(plain) - size + 1))
    return next((run for run in runs if run in known and run not in bare(query.text)), "")


def strange(query: Query, desk: Desk) -> str:
    """A short word that is typed by itself and that the plan does not use; else ""."""
    word = bare(query.plain)
    by_itself = not (query.cues or query.carried or query.topics or query.refers)
    short = MIN_WORD <= len(word) <= MAX_STRANGE and query.plain == query.text
    return word if by_itself and short and word not in bare(desk.plan.text) else ""


def foreign(query: Query, desk: Desk) -> str:
    """A name in quotation marks that the plan does not have (“五项管理”); "" for none."""
    typed, read = (
        [bare(found[1]) for found in QUOTED.finditer(text)] for text in (query.text, query.plain)
    )
    known = bare(desk.plan.text)
    short = shortened.meant(query.text, desk.plan.text)
    sentences = SENTENCE.split(known)
    for one, other in zip(typed, read, strict=False):
        has = one in known or other in known or any(_says(s, one) for s in sentences)
        if len(one) >= MIN_WORD and not has and one not in short:
            return one
    return ""


def _says(sentence: str, name: str) -> bool:
    """Whether a sentence has most of a name's words: “校舍不低于配备标准” in other order."""
    pairs = [a + b for a, b in pairwise(name)]
    return sum(pair in sentence for pair in pairs) >= SAID * len(pairs)


def beside(name: str, query: Query, found: Evidence) -> Evidence:
    """What was found for a name that the plan lacks: only near, where the name itself is asked."""
    told = found.status is Status.ANSWERED and bool(found.places)
    if not told or named(query) or not query.has(*OF_ITSELF) or query.has(*AROUND):
        return found
    facts = {"kind": "no_word", "name": name}
    near = found.places[:1]
    return Evidence("refusal", Status.NOT_IN_PLAN, (), near, facts, (), found.confidence)


def missing(name: str) -> Evidence:
    """Evidence that the plan has no such word and nothing near it."""
    evidence = refusal("no_word", (), 1.0)
    return Evidence(evidence.kind, evidence.status, facts={**evidence.facts, "name": name})


def _is(name: str, term: str) -> bool:
    """Whether a term is what a name means: 县管校聘 is near enough to 区管校聘, AFS part of it."""
    whole = bare(term)
    if name.isascii():
        return name.casefold() in whole.casefold()
    return len(set(name) & set(whole)) > SHARED * len(set(whole))


def _uses(name: str, places: Sequence[Locator], desk: Desk) -> tuple[Locator, ...]:
    """Where the plan uses a name: what was found first, then the rest in its order."""
    text = desk.plan.text
    pattern = re.compile("[“”、\\s]*".join(map(re.escape, name)))
    spans = [found.span() for found in pattern.finditer(text)]
    inside = [p for p in places if any(p.start <= a and b <= p.end for a, b in spans)]
    leaves = ((a, b, desk.knowledge.leaf_at(a)) for a, b in spans)
    others = [Locator(a, b, leaf.locator.label) for a, b, leaf in leaves if leaf]
    return (*inside, *(o for o in others if not any(p.start <= o.start < p.end for p in inside)))
