"""What a request is about: the sentences that belong to it, and how closely.

Ids name records outright. Free words are read with the plan's own vocabulary: runs of
characters that the plan has too, in a sentence or in a heading above it.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.drafting.pool import Role, Said, clauses, flat
from assistant.drafting.types import NothingFound, Request
from assistant.drafting.words import pattern, say, weight, words
from knowledge.library import Knowledge

BOX = re.compile(r"专栏\s*(\d{1,3})")
LONGEST = 20
SHORTEST = 2
ID_SPLIT = "·"
LOOKING_BACK = (Role.BACKGROUND, Role.PROBLEM)
QUOTED = re.compile("“([^”]+)”")
QUOTES = str.maketrans("", "", "“”\"'‘’「」『』《》 ")


@dataclass(frozen=True)
class Topic:
    """Its sentences, each with how much it belongs, 0 to 1.5.

    ``name`` is what a reader calls it; "" stands for the whole plan. ``exact`` says that
    records were named, not searched for.
    """

    name: str
    members: tuple[tuple[Said, float], ...]
    exact: bool = False
    roles: frozenset[Role] = frozenset()
    """The only parts of the plan that are wanted, where the words name parts: 存在的问题."""
    found: bool = False
    """Whether its sentences were found by the search for questions, not by words."""
    loose: bool = False
    """Whether the words searched for cover little of what was asked, or nothing has them whole."""
    words: tuple[str, ...] = ()
    """The words that were searched for, with those for the same or near it."""
    subjects: tuple[frozenset[int], ...] = ()
    """Where the sentences of each of several subjects start, if the plan names them all."""


def resolve(request: Request, knowledge: Knowledge, pool: Sequence[Said]) -> Topic:
    """The topic of a request. Raises :class:`NothingFound`."""
    if request.topics:
        return _named(request.topics, knowledge, pool)
    text, roles = _parts(request.text)
    if roles <= {Role.PRINCIPLE} and (section := _titled(request.text, knowledge)):
        return _named([section], knowledge, pool)
    if not text:
        kept = tuple((said, 0.0) for said in pool if not roles or said.role in roles)
        return Topic("", kept, exact=bool(roles), roles=roles)
    if boxes := list(dict.fromkeys(f"专栏{int(n)}" for n in BOX.findall(request.text))):
        return _named(boxes, knowledge, pool)
    if quoted := _quoted(request.text, knowledge, pool):
        return quoted
    found, used, loose, subjects = _searched(text, pool, knowledge.plan.text)
    if not found:
        raise NothingFound(say("problem.nothing", text=text))
    found = _of_parts(found, request.text)
    if subjects:
        found, subjects = _entire(found, subjects, pool, knowledge)
    return Topic(text, tuple(found), words=used, loose=loose, subjects=subjects)


def _quoted(text: str, knowledge: Knowledge, pool: Sequence[Said]) -> Topic | None:
    """The sentences with several quoted phrases of the plan, where nothing else is named."""
    names = [name for name in QUOTED.findall(text) if name in knowledge.plan.text]
    if len(names) < 2 or strip(QUOTED.sub(" ", text).replace("和", " ")):
        return None
    kept = [s for s in pool if s.role is not Role.TERM and any(n in s.text for n in names)]
    told = [s for s in kept if not s.cells] or kept
    if not all(any(name in s.text for s in told) for name in names):
        return None
    return Topic("、".join(names), tuple((s, 1.0) for s in told), exact=True, words=tuple(names))


def _undated(text: str) -> str:
    """Without the last plan's name and its results, where something of them is asked for."""
    back = pattern(f"role_words.{Role.BACKGROUND}")
    return pattern("text.last_plan").sub("", back.sub("", text)) if back.search(text) else text


def _titled(text: str, knowledge: Knowledge) -> str:
    """The section whose title is all that the words name: 指导思想, 存在的问题."""
    bare = text.translate(QUOTES)
    for section in sorted(knowledge.plan.sections, key=lambda s: -len(s.title)):
        title = section.title.translate(QUOTES)
        if len(title) > SHORTEST and title in bare and not strip(bare.replace(title, "")):
            return section.id
    return ""


def _parts(text: str) -> tuple[str, frozenset[Role]]:
    """Free words without those of asking, and the parts of the plan that they name alone.

    存在的问题 names a part; 义务教育存在的问题 is about something.
    """
    kept = strip(_undated(text))
    named = [
        Role(name) for name in words()["role_words"] if pattern(f"role_words.{name}").search(text)
    ]
    if not named:
        return kept, frozenset()
    rest = text
    for name in words()["role_words"]:
        rest = pattern(f"role_words.{name}").sub("", rest)
    rest = pattern("text.general").sub("", pattern("text.plain").sub("", strip(rest)))
    return ("", frozenset(named)) if len(rest) < SHORTEST else (kept, frozenset())


def _of_parts(found: list[tuple[Said, float]], text: str) -> list[tuple[Said, float]]:
    """Of what words found, what stands where the plan looks back, where that is asked for."""
    wanted = {r for r in LOOKING_BACK if pattern(f"role_words.{r}").search(text)}
    return [(said, share) for said, share in found if said.role in wanted] or found


def _entire(
    found: list[tuple[Said, float]],
    subjects: tuple[frozenset[int], ...],
    pool: Sequence[Said],
    knowledge: Knowledge,
) -> tuple[list[tuple[Said, float]], tuple[frozenset[int], ...]]:
    """Whole sentences for their clauses, unless one of their figures is given otherwise too."""
    disputed = [m for c in knowledge.conflicts if c.kind == "value" for m in c.mentions]
    whole = {(s.start, s.end): s for s in pool}
    moved: dict[int, int] = {}
    kept: dict[int, tuple[Said, float]] = {}
    for said, share in found:
        entire = whole.get(said.whole)
        if entire and not any(m.start < entire.end and entire.start < m.end for m in disputed):
            moved[said.start] = entire.start
            said = entire
        kept[said.start] = (said, max(share, kept.get(said.start, (said, 0.0))[1]))
    places = (frozenset(moved.get(at, at) for at in own) for own in subjects)
    return list(kept.values()), tuple(places)


def strip(text: str) -> str:
    """Free words without those of asking for a draft."""
    pieces = []
    if named := pattern("text.about").search(text):
        text = named[1]
    text = pattern("text.dates").sub("", pattern("text.limits").sub("", text))
    for piece in re.split(r"[\s，。！？；：,!?;:.]+", text):
        piece = pattern("text.asking").sub("", piece)
        piece = pattern("text.edges").sub("", piece).strip('、的和与及“”"《》()（）')
        if len(piece) >= SHORTEST:
            pieces.append(piece)
    return "、".join(pieces)


def _named(ids: Sequence[str], knowledge: Knowledge, pool: Sequence[Said]) -> Topic:
    close: dict[int, float] = {}
    names: list[str] = []
    for wanted in ids:
        own = [n for n, said in enumerate(pool) if _belongs(said, wanted, knowledge)]
        if not own:
            raise NothingFound(say("problem.unknown", id=wanted))
        close.update(dict.fromkeys(own, 1.0))
        names.append(_name(wanted, knowledge))
    members = tuple((pool[n], share) for n, share in sorted(close.items()))
    return Topic("、".join(dict.fromkeys(names)), members, exact=True)


def _belongs(said: Said, wanted: str, knowledge: Knowledge) -> bool:
    leaf = said.leaf
    for own in (leaf.id, leaf.section):
        if own == wanted or own.startswith(wanted + ID_SPLIT):
            return True
    if any(t.indicator_key == wanted or t.id == wanted for t in said.targets):
        return True
    table, _, category = wanted.rpartition(ID_SPLIT)
    in_table = not table or leaf.id.startswith(f"{table}{ID_SPLIT}")
    return bool(category) and said.heading == category and in_table and said.role is Role.GOAL


def _name(wanted: str, knowledge: Knowledge) -> str:
    for section in knowledge.plan.sections:
        if section.id == wanted:
            return section.title
    for column in knowledge.plan.columns:
        if f"专栏{column.number}" == wanted:
            return column.title
    return wanted.rpartition(ID_SPLIT)[2] if "第" not in wanted else wanted


def _searched(
    text: str, pool: Sequence[Said], plan: str
) -> tuple[list[tuple[Said, float]], tuple[str, ...], bool, tuple[frozenset[int], ...]]:
    whole = "\n".join(said.text + "\n" + "\n".join(said.leaf.path) for said in pool)
    bare = whole.translate(QUOTES)
    text = text.translate(QUOTES)
    parts = [p for p in pattern("text.joints").split(text) if len(p) > 1]
    joined = len(parts) > 1 and text not in bare
    rarity = _Rarity(pool)
    close: dict[tuple[int, int], tuple[Said, float]] = {}
    used: list[str] = []
    named = 0
    held = joined
    told: list[list[tuple[Said, float]]] = []
    leading: list[list[tuple[Said, float]]] = []
    for part in parts if joined else [text]:
        terms = tuple(_terms(part, bare))
        named += sum(len(t.text) for t in terms)
        used += [word for t in terms for word in (t.text, *t.same, *t.near)]
        members = _one(part, terms, pool, rarity, plan)
        # 近视 of 近视防控: what is seldom said of a subject tells it from others.
        term = max(terms, key=lambda t: rarity.weigh(t.text), default=_Term(part, (), ()))
        names = (part, term.text, *term.same)
        own = [m for m in members if _tells(m[0], names, term.near)]
        held = held and bool(own)
        told.append(members)
        leading.append(own)
    for members in leading if held else told:
        for said, each in members:
            # What a subject's own sentences say does not only touch the topic.
            share = max(each, weight("under")) if held and not said.cells else each
            known = close.get((said.start, said.end))
            if known is None or known[1] < share:
                close[said.start, said.end] = (said, share)
    size = len(pattern("text.plain").sub("", text))
    headed = any(share >= weight("heading") for _, share in close.values())
    loose = not (headed or held) or named < weight("told") * size
    if not close:
        close = {(s.start, s.end): (s, f) for s, f in _nearest(text, pool, bare, rarity)}
    subjects = tuple(frozenset(s.start for s, _ in own) for own in leading) if held else ()
    return list(close.values()), tuple(dict.fromkeys(used)), loose, subjects


def _tells(said: Said, names: Sequence[str], near: Sequence[str]) -> bool:
    """Whether a sentence is about a subject: a measure by its first words, not in passing."""
    text = said.text.translate(QUOTES)
    above = "·".join((*said.leaf.path[1:], said.heading)).translate(QUOTES)
    if said.role is not Role.TERM and any(name in above for name in names):
        return True
    if said.role is Role.BACKGROUND:
        return any(name in text for name in (*names, *near))
    if said.role is Role.GOAL:
        return any(name in text for name in names)
    found = [text.find(name) for name in (*names, *near) if name in text]
    return said.role is not Role.TERM and bool(found) and min(found) <= weight("leading")


class _Rarity:
    """How telling a pair of characters is: the fewer sentences have it, the more."""

    def __init__(self, pool: Sequence[Said]) -> None:
        self._seen = Counter(
            pair for said in pool for pair in {a + b for a, b in itertools.pairwise(said.text)}
        )
        self._size = len(pool)

    def of(self, pair: str) -> float:
        return math.log((self._size + 1) / (self._seen.get(pair, 0) + 1))

    def share(self, term: str, text: str) -> float:
        """How much of ``term`` a text has, 1 where it has it whole."""
        if term in text:
            return 1.0
        pairs = [a + b for a, b in itertools.pairwise(term)]
        most = sum(self.of(p) for p in pairs)
        held = sum(self.of(p) for p in pairs if p in text)
        return weight("broken") * held / most if most else 0.0

    def weigh(self, term: str) -> float:
        return sum(self.of(a + b) for a, b in itertools.pairwise(term))


@dataclass(frozen=True, slots=True)
class _Term:
    """A run of a request's words, with words that say the same and words that are near it."""

    text: str
    same: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True)
class _Measure:
    """How much of a request's words a text has, 0 to 1."""

    terms: tuple[_Term, ...]
    weights: tuple[float, ...]
    rarity: _Rarity

    def counted(self, said: Said) -> float:
        """Of an aim, what its words and its indicators' have: 教师…能力培训 is 教师培训 too."""
        own = self(said.text)
        if said.role is not Role.GOAL:
            return own
        held = "。".join((said.text, *(t.indicator_key for t in said.targets))).translate(QUOTES)
        wide = [w for w, t in zip(self.weights, self.terms, strict=True) if _apart(t.text, held)]
        return max(own, weight("broken") * sum(wide) / (sum(self.weights) or 1.0))

    def __call__(self, held: str, *, near: bool = True) -> float:
        held = held.translate(QUOTES)
        got = sum(
            w * self._term(t, held, near) for w, t in zip(self.weights, self.terms, strict=True)
        )
        return got / (sum(self.weights) or 1.0)

    def _term(self, term: _Term, held: str, near: bool) -> float:
        if any(word in held for word in term.same):
            return 1.0
        share = self.rarity.share(term.text, held)
        if near and any(word in held for word in term.near):
            share = max(share, weight("akin"))
        return share


def _apart(term: str, held: str) -> bool:
    """Whether the two words of a term stand in one phrase, with others between them."""
    first, last = term[:2], term[2:]
    between = f"{re.escape(first)}[^，。；：、]{{0,{int(weight('between'))}}}{re.escape(last)}"
    return len(term) == 2 * SHORTEST and re.search(between, held) is not None


def _one(
    text: str, terms: tuple[_Term, ...], pool: Sequence[Said], rarity: _Rarity, plan: str
) -> list[tuple[Said, float]]:
    if not terms:
        return []
    share = _Measure(terms, tuple(rarity.weigh(term.text) for term in terms), rarity)
    titles = {t for said in pool for t in (*said.leaf.path[1:], said.heading, _joined(said))}
    heads = {t: 1.0 if text in t.translate(QUOTES) else share(t, near=False) for t in titles}
    found: list[tuple[Said, float]] = []
    for said in pool:
        above = max(heads[t] for t in (*said.leaf.path[1:], said.heading, _joined(said)))
        own = share.counted(said)
        if above >= weight("heading"):
            near = max(heads[t] for t in (*said.leaf.path[-2:], said.heading) if t in heads)
            under = weight("under" if near >= weight("heading") else "far_under")
            found.append((said, under + own / 2))
        elif own >= weight("within"):
            parts = [(c, share(c.text)) for c in clauses(said, plan)]
            fitting = [(c, s) for c, s in parts if s >= weight("within")]
            kept = fitting if 0 < len(fitting) < len(parts) else [(said, own)]
            found += [(c, s * weight("apart")) for c, s in kept]
    return found


def _joined(said: Said) -> str:
    """All headings above a sentence."""
    return "·".join(said.leaf.path[1:])


def _nearest(
    text: str, pool: Sequence[Said], whole: str, rarity: _Rarity
) -> list[tuple[Said, float]]:
    """The sentences that have most of the words, where none has enough of them."""
    if not (terms := tuple(_terms(text, whole))):
        return []
    share = _Measure(terms, tuple(rarity.weigh(term.text) for term in terms), rarity)
    scored = [(said, share(said.text)) for said in pool]
    best = max(found for _, found in scored)
    if best < weight("least"):
        return []
    return [(said, found) for said, found in scored if found >= best - weight("least_margin")]


def _covers(names: Sequence[str], term: str) -> bool:
    """Whether names of one thing make up most of a term: 成渝 and 双城经济圈 of 成渝双城经济圈."""
    rest = term
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "")
    return len(rest) <= (1 - weight("covered")) * len(term)


def _runs(piece: str, names: Sequence[str], whole: str) -> Iterator[str]:
    """The longest runs of a piece that the plan has, one after another."""
    if piece in names:
        yield piece
        return
    at = 0
    while at < len(piece) - 1:
        lengths = range(2, min(LONGEST, len(piece) - at) + 1)
        length = max((n for n in lengths if piece[at : at + n] in whole), default=0)
        if length:
            yield piece[at : at + length]
        at += length or 1


def _terms(text: str, whole: str) -> list[_Term]:
    """The longest runs that the plan has too, each with words for the same thing."""
    groups = words()["related"]["groups"]
    pieces = [p for p in pattern("text.plain").split(flat(text)) if len(p) > 1]
    every = {w for g in groups for w in (*g["same"], *g.get("near", ()))}
    names = sorted(every, key=len, reverse=True)
    known = re.compile("(" + "|".join(map(re.escape, names)) + ")")
    # What has a name of its own is read first: 学校安全 in 总结下学校安全 is not 下学 and 校安全.
    parts = [part for piece in pieces for part in known.split(piece) if len(part) > 1]
    found = [run for part in parts for run in _runs(part, names, whole)]
    # 的小 of 通知式的小介绍 stands somewhere in the plan and names nothing.
    found = [f for f in found if f in names or not pattern("text.particles").fullmatch(f)]
    terms = []
    for term in dict.fromkeys(found):
        fitting = [g for g in groups if _covers(g["same"], term)]
        same = {w for g in fitting for w in g["same"] if w != term}
        near = {w for g in fitting for w in g.get("near", ())}
        terms.append(_Term(term, tuple(sorted(same)), tuple(sorted(near))))
    return terms
