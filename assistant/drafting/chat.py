"""Drafting asked for in chat: 概括专栏12, 用三句话说…, 200字以内介绍…, 写一段给家长的说明."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import evidence as found
from assistant.desk import Desk
from assistant.drafting.choosing import distinct
from assistant.drafting.making import make
from assistant.drafting.material import Material, collect
from assistant.drafting.pool import Role, Said, record, sentences
from assistant.drafting.topic import Topic, resolve, strip
from assistant.drafting.types import (
    BlockKind,
    Draft,
    Focus,
    Kind,
    NothingFound,
    Period,
    Request,
    TooShort,
)
from assistant.drafting.words import pattern, say, weight, words
from assistant.numerals import cn_number
from assistant.outline import named_section
from assistant.phrases import say as phrase
from assistant.query import Query
from assistant.records import DETAILED
from assistant.types import Citation, Notice, NoticeKind, Status
from assistant.wording import as_figure
from knowledge.types import LeafKind, Locator, Target

WEIGHTY = ("value", "basis", "below", "deadline")
MAX_NOTICES = 2
BOX = "专栏"
NUMBERED = re.compile(BOX + r"\s*\d")
QUOTED = re.compile('[“"]([^”"]+)[”"]')
UNITS, NEAR, NEAR_SAME = 12, 0.6, 0.5
"""Units that a request's words are searched in, and the share of the best's score that counts:
of a record by itself, and of one that has another such unit."""
UNNAMED = 0.2
"""Confidence where a request for the whole plan may be one for what was just talked about."""
AHEAD = 8
"""Characters of an indicator before the topic's name, for 残疾儿童、少年义务教育…入学率."""


def gather(query: Query, desk: Desk) -> found.Evidence | None:
    """Evidence for a request to write something; ``None`` for other questions."""
    request = asked(query, desk)
    return _evidence(request, query, desk) if request else None


def searched(query: Query, desk: Desk) -> str:
    """What a request is about, where the plan's own words do not tell; "" for other questions."""
    request = asked(query, desk)
    if request is None or request.topics:
        return ""
    try:
        topic = resolve(request, desk.knowledge, sentences(desk.knowledge))
    except NothingFound:
        return strip(request.text)
    return strip(request.text) if topic.loose else ""


def single(query: Query, desk: Desk) -> bool:
    """Whether a message is one request, whose clauses say what for and for whom."""
    first = pattern("chat.ends").split(query.text.strip("？?。!！ "))
    return len(first) == 1 and asked(query, desk) is not None


def gather_found(query: Query, desk: Desk, places: Sequence[Locator]) -> found.Evidence | None:
    """Evidence for a request about what the search found for it, the best place first."""
    request = asked(query, desk)
    if request is None:
        return None
    text = strip(request.text)
    hits = [(p.start, p.end, 1.0) for p in places]
    units = desk.search.units(text, UNITS)
    best = units[0][1].score if units else 1.0
    hits += [(u.start, u.end, h.score / best) for u, h in units if h.score >= NEAR * best]
    pool = sentences(desk.knowledge)
    close: dict[int, float] = {}
    boxes: set[str] = set()
    own = {record(s) for s in pool for a, b, _ in hits if s.start < b and a < s.end}
    hits += [(u.start, u.end, h.score / best) for u, h in units if h.score >= NEAR_SAME * best]
    for start, end, share in hits:
        for said in pool:
            if record(said) not in own:
                continue
            if said.start < end and start < said.end and said.role is not Role.TERM:
                close[said.start] = max(close.get(said.start, 0.0), weight("under") + share / 2)
                boxes |= (
                    {record(said)} if record(said).startswith(BOX) and not said.cells else set()
                )
    # A box is one matter, all of it; a measure may speak of several.
    members = [
        (s, close.get(s.start, weight("least")))
        for s in pool
        if s.start in close or (record(s) in boxes and s.leaf.kind is not LeafKind.TABLE_ROW)
    ]
    topic = Topic(text, tuple(members), found=True)
    return _evidence(request, query, desk, topic) if members else None


def _evidence(
    request: Request, query: Query, desk: Desk, topic: Topic | None = None
) -> found.Evidence | None:
    try:
        draft, short = make(request, desk.knowledge, topic), 0
    except TooShort as error:
        draft, short = error.shortest, request.length
    except NothingFound:
        return None
    places = tuple(Locator(s.start, s.end, s.label) for s in draft.sources)
    facts = {"draft": draft, "short": short}
    # 缩成一句话 by itself names nothing: the question before it should have its say.
    bare = not (request.topics or strip(request.text) or "规划" in query.text)
    confidence = UNNAMED if bare else 1.0
    return found.Evidence(
        "drafted", places=places, facts=facts, confidence=confidence, tools=("draft",)
    )


def compose(evidence: found.Evidence, query: Query, desk: Desk) -> found.Draft:
    """The draft as plain text, its figures and, beside it, what does not agree."""
    draft: Draft = evidence.facts["draft"]
    text = _head(evidence, query, desk) + plain(draft, listed=_listed(query, desk))
    computed: tuple[str, ...] = ()
    if short := evidence.facts["short"]:
        text, computed = say("chat.shortest", limit=short, text=text), (str(short),)
    targets = [
        desk.knowledge.target[token.statement]
        for token in draft.tokens.values()
        if token.statement in desk.knowledge.target
    ]
    return found.Draft(
        text,
        Status.ANSWERED,
        evidence.places,
        tuple(as_figure(t) for t in targets if t.value),
        tuple(_notices(draft, desk)),
        computed=computed,
    )


def asked(query: Query, desk: Desk) -> Request | None:
    """What a question asks to be written, if it does."""
    text = query.own or query.text
    if query.rows:
        # One row is told as it stands.
        return None
    points = pattern("chat.numbered").search(text)
    sentences_wanted = _count(pattern("chat.sentences").search(text) or points)
    limit = _count(pattern("chat.limit").search(text))
    if not (sentences_wanted or limit or pattern("chat.asked").search(text)):
        return None
    if pattern("chat.never").search(text) and not limit:
        # 一句话，公办园到底占多少：问的是数
        return None
    plain_request = len(query.detail) < DETAILED and not (sentences_wanted or limit)
    if query.boxes and _sums_up(text) and plain_request:
        # 概括专栏24: its purpose, measures and years are a record that is told as such.
        return None
    kind, length = _kind(text)
    if below := _each(query, desk):
        topics, count = below
        return Request(kind=Kind.PAGE, topics=topics, length=limit, sentences=count)
    if kind in (Kind.LETTER, Kind.OUTLINE):
        sentences_wanted = 0
    return Request(
        kind=kind,
        topics=_topics(query, desk),
        text=_about(query),
        period=_period(query.years),
        length=limit or (0 if sentences_wanted else length),
        audience="家长" if pattern("chat.parents").search(text) else "",
        focus=_focus(_asking(query.text)) if kind is Kind.PAGE else Focus.ALL,
        sentences=sentences_wanted,
    )


def _listed(query: Query, desk: Desk) -> bool:
    """Whether each sentence is to stand by itself: 每章一句话, 用三点."""
    points = pattern("chat.numbered").search(query.own or query.text)
    return points is not None or _each(query, desk) is not None


def _each(query: Query, desk: Desk) -> tuple[tuple[str, ...], int] | None:
    """What is to be told part by part, a sentence each, and how many parts there are."""
    text = query.own or query.text
    if not (pattern("chat.each").search(text) and pattern("chat.sentences").search(text)):
        return None
    if len(query.boxes) > 1:
        return _topics(query, desk), len(query.boxes)
    section = named_section(query.plain, desk)
    children = desk.lookup.children(section.id) if section else ()
    return ((section.id,), len(children)) if section and children else None


def _sums_up(text: str) -> bool:
    """Whether a box is to be summed up, not outlined, written to someone or drafted."""
    return _kind(text)[0] is Kind.PAGE and _focus(_asking(text)) is Focus.ALL


def _asking(text: str) -> str:
    """The clause that asks for the text; what is asked beside (并摘出目标) narrows it not."""
    clauses = re.split("[，,；;。]", text)
    return next((c for c in clauses if pattern("chat.sums").search(c)), text)


def key_figures(query: Query, desk: Desk) -> tuple[Target, ...] | None:
    """The aims with a figure of what a question is about, one an indicator and year.

    ``None`` where the plan's own vocabulary does not tell what it is about.
    """
    request = Request(
        Kind.PAGE, _topics(query, desk), _about(query), _period(query.years), focus=Focus.GOALS
    )
    try:
        topic = resolve(request, desk.knowledge, sentences(desk.knowledge))
    except NothingFound:
        return None
    if not topic.name and request.period is Period.ALL:
        return None
    material = collect(request, desk.knowledge, topic)
    found = _main_aims(material) if material.whole else material.goals()
    said = sorted(
        (s for s in found if s.valued),
        key=lambda s: (material.late(s), -material.worth(s)),
    )
    most = int(words()["chat"]["figures"])
    kept: dict[tuple[str, str | None, str | None], Target] = {}
    for each in distinct(said):
        for target in each.valued:
            if _about_topic(each, target, topic):
                kept.setdefault((target.indicator_key, target.value, target.when), target)
    order = {t.id: n for n, t in enumerate(desk.knowledge.targets)}
    chosen = list(kept.values())[:most]
    return tuple(sorted(chosen, key=lambda t: (t.when or "", order[t.id])))


def _main_aims(material: Material) -> list[Said]:
    """What the plan's own list of main aims gives for the year asked for."""
    return [
        said
        for said in material.every
        if said.when == material.request.period and any(t.attribute for t in said.targets)
    ]


def _about_topic(said: Said, target: Target, topic: Topic) -> bool:
    """Whether a figure is the topic's: it stands under a heading of it, or begins with its name."""
    if (
        topic.exact
        or not topic.name
        or any(w in title for w in topic.words for title in said.leaf.path[1:])
    ):
        return True
    clause = target.indicator
    return any(-1 < clause.find(word) <= AHEAD for word in topic.words)


def _head(evidence: found.Evidence, query: Query, desk: Desk) -> str:
    """The name of the box that a draft is of, where it is of one and no length was set."""
    labels = {place.label.partition("·")[0] for place in evidence.places}
    number = next(iter(labels)).removeprefix("专栏") if len(labels) == 1 else ""
    column = desk.lookup.box(int(number)) if number.isdigit() else None
    if column is None or any(c.isdigit() for c in query.detail):
        return ""
    draft: Draft = evidence.facts["draft"]
    if any(draft.read(block.lead) == column.title for block in draft.blocks):
        return ""
    return phrase("box.head", number=column.number, title=column.title) + "\n"


def plain(draft: Draft, *, listed: bool = False) -> str:
    """A draft as an answer is written: no marks, lists numbered; ``listed``, each sentence."""
    lines: list[str] = []
    if listed:
        told = (draft.read(s.text) for block in draft.blocks for s in block.sentences)
        return "\n".join(f"{n}. {text}" for n, text in enumerate(told, 1))
    number = 0
    for block in draft.blocks:
        text = draft.read(block.lead) + "：" if block.lead else ""
        text += "".join(draft.read(s.text) for s in block.sentences)
        number = number + 1 if block.kind is BlockKind.BULLET else 0
        lines.append(f"{number}. {text}" if number else text)
    return "\n".join(lines)


def _kind(text: str) -> tuple[Kind, int]:
    """The form asked for, and its length where none is given."""
    lengths = words()["chat"]
    if pattern("chat.outline").search(text):
        return Kind.OUTLINE, 0
    if pattern("chat.letter").search(text):
        return Kind.LETTER, int(lengths["letter_length"])
    if pattern("chat.answers").search(text):
        return Kind.ANSWERS, int(lengths["points_length"])
    if pattern("chat.briefing").search(text):
        return Kind.BRIEFING, int(lengths["briefing_length"])
    if pattern("chat.points").search(text):
        return Kind.POINTS, int(lengths["points_length"])
    return Kind.PAGE, int(lengths["brief"])


def _focus(text: str) -> Focus:
    wanted = [
        focus
        for focus, name in ((Focus.MEASURES, "measures"), (Focus.GOALS, "goals"))
        if pattern(f"chat.{name}").search(text)
    ]
    if wanted and not pattern("chat.purpose").search(text):
        return wanted[0] if len(wanted) == 1 else Focus.ALL
    return Focus.BACKGROUND if pattern("chat.background").search(text) else Focus.ALL


def _topics(query: Query, desk: Desk) -> tuple[str, ...]:
    if found := titled(query, desk):
        return found
    if query.boxes:
        return tuple(f"专栏{number}" for number in query.boxes)
    if named := pattern("chat.section").search(query.plain):
        below = (f"·{named[2]}" if named[2] else "") + (f"·（{named[3]}）" if named[3] else "")
        section = f"第{named[1]}部分{below}"
        if desk.lookup.section(section):
            return (section,)
    return query.sections


def titled(query: Query, desk: Desk) -> tuple[str, ...]:
    """Several boxes named by words of their titles: “卫生与食品安全”两专栏."""
    if BOX not in query.plain or NUMBERED.search(query.plain):
        return ()
    text = "".join(QUOTED.findall(query.text)) or pattern("chat.boxes").sub("", query.plain)
    titles = {f"{BOX}{c.number}": c.title for c in desk.plan.columns if not c.table}
    found = []
    for word in pattern("text.joints").split(strip(text)):
        fitting = [name for name, title in titles.items() if len(word) > 1 and word in title]
        found += fitting if len(fitting) == 1 else []
    return tuple(dict.fromkeys(found)) if len(set(found)) > 1 else ()


def _about(query: Query) -> str:
    """The words of a question without those that ask for a text."""
    text = query.plain
    for name in ("sentences", "numbered", "limit", "section"):
        text = pattern(f"chat.{name}").sub("", text)
    return text


def _period(years: Sequence[str]) -> Period:
    given = [Period(y) for y in years if y in ("2020", "2022", "2025")]
    return given[0] if len(given) == 1 else Period.ALL


def _count(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    number = match[1]
    return int(number) if number.isdigit() else int(cn_number(number.replace("两", "二")) or 0)


def _notices(draft: Draft, desk: Desk) -> list[Notice]:
    known = {c.id: c for c in desk.knowledge.conflicts}
    shown = [known[n.conflict] for n in draft.notes if known[n.conflict].kind in WEIGHTY]
    return [
        Notice(
            NoticeKind.CONFLICT,
            conflict.says,
            tuple(
                Citation(m.label, desk.plan.text[m.start : m.end], m.start, m.end)
                for m in conflict.mentions
            ),
        )
        for conflict in shown[:MAX_NOTICES]
    ]
