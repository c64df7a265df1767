"""What the plan has on a matter altogether, where a question asks for no one thing of it.

规划对家长都提了些啥要求, 对民办是支持还是管紧: condensed from every measure and box that is
about the matter, with its milestones; where a stance or a direction is asked for, the
sentence that states it comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import evidence as found
from assistant.desk import Desk
from assistant.drafting.choosing import distinct
from assistant.drafting.digest import points
from assistant.drafting.material import Material, collect
from assistant.drafting.pool import Role, Said, sentences
from assistant.drafting.topic import Topic, resolve, strip
from assistant.drafting.types import Kind, NothingFound, Request, read
from assistant.drafting.words import pattern, say, weight, words
from assistant.drafting.writer import Writer
from assistant.query import Query
from assistant.types import Status
from assistant.wording import as_figure
from knowledge.types import LeafKind, Locator

TOLD = (Role.MEASURE, Role.PURPOSE, Role.GOAL, Role.SAFEGUARD)
NARROW = ("figure", "count", "where", "when", "who", "why", "conflict", "outcome", "now")
"""Cues of questions for one thing, however broadly they are put."""
CLAUSES = re.compile(r"[，,。；;？?！!\s]+")
MIN_NAME, LEAST_LINES = 2, 3
MEASURE = 4
"""Level of a section that is a measure."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is asked about, its own sentences and, of those, the one that states the stance."""

    name: str
    material: Material
    stance: Said | None
    both: bool


def asked(query: Query) -> bool:
    """Whether a question asks what there is on a matter altogether."""
    text = f"{query.text} {query.plain}"
    named = query.boxes or query.rows or query.sections or query.topics
    if query.carried or named or query.tables or query.claimed or query.has(*NARROW):
        return False
    if any(pattern(f"chat.{name}").search(text) for name in ("sentences", "limit", "numbered")):
        return False
    return pattern("overall.asked").search(query.plain) is not None


def gather(query: Query, desk: Desk) -> found.Evidence | None:
    """Evidence for such a question; ``None`` for others, and where too little is about it."""
    matter = _matter(query, desk) if asked(query) else None
    if matter is None:
        return None
    writer, lines = _told(matter)
    if len(lines) < LEAST_LINES:
        return None
    places = tuple(Locator(s.start, s.end, s.label) for s in writer.sources())
    facts = {"writer": writer, "lines": lines}
    return found.Evidence("overall", places=places, facts=facts, tools=("draft",))


def compose(evidence: found.Evidence, query: Query, desk: Desk) -> found.Draft:
    """The lines told, one for each measure or box, with their figures."""
    writer: Writer = evidence.facts["writer"]
    tokens = writer.tokens
    text = read("\n".join(evidence.facts["lines"]), tokens)
    known = desk.knowledge.target
    targets = [known[t.statement] for t in tokens.values() if t.statement in known]
    figures = tuple(as_figure(t) for t in targets if t.value)
    return found.Draft(text, Status.ANSWERED, evidence.places, figures)


def _matter(query: Query, desk: Desk) -> _Matter | None:
    plan = desk.plan
    for name in dict.fromkeys(_names(query.plain, plan.text)):
        above = [x.id for x in plan.sections if x.level < MEASURE and name in x.title]
        topics = tuple(above) if len(above) == 1 else ()
        request = Request(Kind.PAGE, topics, name, length=int(words()["overall"]["room"]))
        try:
            topic = resolve(request, desk.knowledge, sentences(desk.knowledge))
        except NothingFound:
            continue
        own = _own(topic)
        loose = topic.loose and name not in topic.words
        if loose or not topic.name or len({s.heading for s in own}) < _least():
            continue
        if topic.words:
            # A clause that says one of the matter's words is worth more than its neighbours.
            topic = replace(topic, name="、".join(topic.words))
        material = collect(request, desk.knowledge, topic)
        kept = tuple(s for s in material.every if s in own)
        stance, both = (None, False) if topic.exact else _stance(query.plain, kept)
        rest = [s for s in kept if stance is None or not _within(s, stance)]
        every = tuple(distinct(sorted(rest, key=lambda s: (_row(s), _row(s) and s.when, s.start))))
        if every:
            return _Matter(name, replace(material, every=every, kept={}), stance, both)
    return None


def _telling(topic: Topic) -> list[str]:
    """Without short words beside longer ones of another sense: 办学 of 国企参与办学."""
    names = topic.words
    short = any(len(name) > MIN_NAME for name in names if name in topic.name)
    return [
        name
        for name in names
        if not (short and len(name) <= MIN_NAME) or any(name in o for o in names if o != name)
    ]


def _within(said: Said, whole: Said) -> bool:
    return whole.start <= said.start and said.end <= whole.end


def _row(said: Said) -> bool:
    """Whether a sentence is a table's row, which says again what a box has said."""
    return said.leaf.kind is LeafKind.TABLE_ROW


def _least() -> int:
    return int(words()["overall"]["strands"])


def _names(text: str, plan: str) -> Iterator[str]:
    """What a question may be about, in the plan's words: all it says, then parts of that."""
    for stance in words()["overall"]["stances"]:
        text = re.sub(stance["asked"], " ", text)
    for name in ("asked", "filling"):
        text = pattern(f"overall.{name}").sub(" ", text)
    parts = [p for part in CLAUSES.split(text) if len(p := _bare(part)) >= MIN_NAME]
    matters = words()["overall"]["matters"]
    for part in ("、".join(parts), *sorted(parts, key=lambda p: p not in plan)):
        if part:
            yield matters.get(part, part)
    known = {w: w for g in words()["related"]["groups"] for w in g["same"]} | matters
    said: list[str] = []
    for word in sorted(known, key=len, reverse=True):
        if word in text and word not in words()["overall"]["vague"]:
            text = text.replace(word, " ")
            said.append(known[word])
    if said:
        # 体育美育: both, where both are said; else the longest.
        yield "、".join(dict.fromkeys(said))
        yield said[0]


def _bare(part: str) -> str:
    name = strip(part)
    short = pattern("overall.people").sub("", name)
    return short if len(short) >= MIN_NAME else name


def _own(topic: Topic) -> list[Said]:
    """The sentences that speak of the matter itself and say what is to be done."""
    fitting = [
        (said, close)
        for said, close in topic.members
        if said.role in TOLD and said.leaf.kind is not LeafKind.HEADING
    ]
    if topic.exact:
        return [said for said, _ in fitting]
    names = _telling(topic)
    told = [(s, c) for s, c in fitting if any(w in s.text + s.heading for w in names)]
    own = [said for said, close in told if close >= weight("under")]
    headed = len({said.heading for said in own}) >= _least()
    return own if headed else [said for said, _ in told]


def _stance(text: str, told: Sequence[Said]) -> tuple[Said | None, bool]:
    """The sentence that states most plainly what stance is asked for, if one is."""
    for stance in words()["overall"]["stances"]:
        if not re.search(stance["asked"], text):
            continue
        found = [(re.findall(stance["told"], s.text), s) for s in told if not s.cells]
        marked = [(len(set(marks)), len(marks), s) for marks, s in found]
        most = max(((kinds, times) for kinds, times, _ in marked), default=(0, 0))
        if most[0] < words()["overall"]["plain"]:
            return None, False
        best = next(s for kinds, times, s in marked if (kinds, times) == most)
        sides = (stance.get("one"), stance.get("other"))
        both = "还是" in text and all(side and re.search(side, best.text) for side in sides)
        return best, both
    return None, False


def _told(matter: _Matter) -> tuple[Writer, list[str]]:
    """The lines of the answer: the stance, then what is condensed, numbered."""
    writer = Writer(matter.material.knowledge)
    room = int(words()["overall"]["room"])
    lines = [say("overall.lead", name=matter.name)]
    if matter.stance:
        first = writer.told(matter.stance).text
        lines = [say("overall.both" if matter.both else "overall.first", text=first)]
        lines.append(say("overall.then"))
        room -= len(matter.stance.text) // 2
    told = points(matter.material, writer, room, int(words()["overall"]["most"]))
    lines += [f"{number}. {sentence.text}" for number, sentence in enumerate(told, 1)]
    return writer, lines
