"""Drafting asked for in chat: 概括专栏12, 用三句话说…, 200字以内介绍…, 写一段给家长的说明."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import evidence as found
from assistant.desk import Desk
from assistant.drafting.choosing import distinct
from assistant.drafting.making import make
from assistant.drafting.material import Material, collect
from assistant.drafting.pool import Role, Said, record, sentences
from assistant.drafting.requests import BOX, about, asked, listed, named, period
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
from assistant.phrases import say as phrase
from assistant.query import Query
from assistant.types import Citation, Notice, NoticeKind, Status
from assistant.wording import as_figure
from knowledge.types import LeafKind, Locator, Target

WEIGHTY = ("value", "basis", "below", "deadline")
MAX_NOTICES = 2
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
    asked_in = query.own or query.text
    spoken = bool(pattern("chat.spoken").search(asked_in))
    one = draft.kind is Kind.PAGE and bool(pattern("chat.prose").search(asked_in))
    body = plain(draft, listed=listed(query, desk), spoken=spoken or one)
    if one and not listed(query, desk) and not _each_named(draft):
        text = _dressed(body.replace("\n", ""), asked_in)
    else:
        text = _dressed(_head(evidence, query, desk) + body, asked_in)
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


def key_figures(query: Query, desk: Desk) -> tuple[Target, ...] | None:
    """The aims with a figure of what a question is about, one an indicator and year.

    ``None`` where the plan's own vocabulary does not tell what it is about.
    """
    request = Request(
        Kind.PAGE, named(query, desk), about(query, desk), period(query.years), focus=Focus.GOALS
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


def _each_named(draft: Draft) -> bool:
    """Whether each paragraph is of a record that was named, and opens with its name."""
    return len(draft.request.topics) > 1


def _dressed(text: str, request: str) -> str:
    """A message to someone, with the courtesies that were asked for."""
    if not pattern("chat.polite").search(request) or not pattern("chat.message").search(request):
        return text
    asks = "asks" if pattern("chat.asking_someone").search(request) else "says"
    thanks = "asks_thanks" if asks == "asks" else "thanks"
    return say("message.greeting") + say(f"message.{asks}") + text + say(f"message.{thanks}")


def plain(draft: Draft, *, listed: bool = False, spoken: bool = False) -> str:
    """A draft as an answer is written: no marks, lists numbered; ``listed``, each sentence.

    ``spoken``, its parts are led to as one speaks, not headed.
    """
    heads = {say(f"part.{name}"): say(f"spoken.{name}") for name in words()["spoken"]}
    lines: list[str] = []
    if listed:
        told = (draft.read(s.text) for block in draft.blocks for s in block.sentences)
        return "\n".join(f"{n}. {text}" for n, text in enumerate(told, 1))
    number = 0
    for block in draft.blocks:
        text = draft.read(block.lead) + "：" if block.lead else ""
        text = heads.get(block.lead, text) if spoken else text
        text += "".join(draft.read(s.text) for s in block.sentences)
        number = number + 1 if block.kind is BlockKind.BULLET else 0
        lines.append(f"{number}. {text}" if number else text)
    return "\n".join(lines)


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
