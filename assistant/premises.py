"""What a question takes for granted, held to what the plan says of it.

A wrong frequency, year, name, level, kind of goal, or a word that says the opposite is corrected
before anything else (不是每周，规划写的是…), then what was found is told. Nothing is corrected
but by words of the passage that is told: where it has no other value, nothing is said. The ways
of saying such things are data, ``premises.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import asked as asked_for
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import QUOTES, words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Notice, NoticeKind, Status
from assistant.verdicts import PIECE, covered, may, opened
from assistant.wording import tidy
from knowledge.types import Locator

DATA = Path(__file__).with_name("premises.toml")
TOLD = frozenset(
    {
        "passage",
        "figure",
        "figures",
        "measure",
        "box",
        "refusal",
        "figure_none",
        "attributed",
        "detail",
    }
)
REFUSED = frozenset({"outcome", "other", "fee", "personal"})
"""Refusals whose nearest passage is about what was asked."""
FEW = 3
"""Pairs of characters beside a name from which a question says something of it."""
PART = re.compile(r"[,，。;；!！?？\s]")
MARKS = re.compile(r"[“”\"]")
CLAUSE = re.compile(r"[^。；\n]+[。；]?")
LEVEL = re.compile(r"(?<![国省、和及])(国家级|省级|市级|区级|校级)(?=([一-鿿]{4}))")
YEAR = re.compile(r"20\d\d")
TIMED = re.compile(r"[^。；\n]+")
QUOTED = re.compile(r"[“\"]([^“”\"]{4,})[”\"]")
ABOUT, SURE = 0.4, 0.5
"""Share of a question's words that the passage, and that one clause of it, must have."""
LONGEST, ENDS = 40, '”"'
"""Characters of a clause that is said again as wrong, and what it ends in."""
WIDE = 0.15
"""The same where the opposite word by itself says what it is about."""
BEHIND = 5
"""Characters behind what is said that may belong to it: blanks between sentences are gone."""
AHEAD = 0.1
"""By how much more of them the clause without a name must have than the one with it."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is not so, as the visitor said it, and a place that tells what is so of it.

    ``told`` is the clause that is so where the draft may tell another; ``unnamed`` where the plan
    only names others, not all; ``later`` where what is set for later years is to be told as well.
    """

    said: str
    place: Locator | None = None
    told: Locator | None = None
    later: bool = False
    unnamed: bool = False


@functools.cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(DATA.read_text("utf-8"))


@functools.cache
def _shape(part: str, name: str) -> re.Pattern[str]:
    return re.compile(_data()[part][name])


def corrected(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft, led by what the plan says instead of what the question takes for granted."""
    kind = str(evidence.facts.get("kind", ""))
    if evidence.kind not in TOLD or draft.notices or query.has("conflict") or not draft.places:
        return draft
    if evidence.kind == "refusal" and kind not in REFUSED:
        return draft
    asked = MARKS.sub("", query.own or query.plain)
    for check in CHECKS:
        if wrong := check(asked, draft, query, desk):
            return _led(draft, evidence, wrong, query, desk)
    return draft


def _led(draft: Draft, evidence: Evidence, wrong: Wrong, query: Query, desk: Desk) -> Draft:
    if wrong.later:
        draft = asked_for.later(draft, desk)
    told = _bare(draft.text)
    if evidence.kind == "box":
        told = asked_for.nearest(told, words_of(query.plain))
    if wrong.told and not any(_overlap(wrong.told, p) for p in draft.places):
        told = tidy(desk.plan.text[wrong.told.start : wrong.told.end]).rstrip("。；") + "。"
        draft = replace(draft, places=(wrong.told,))
    status, places, after = draft.status, draft.places, ""
    where, _, rest = told.partition(say("passage.lead"))
    if query.has("where") and rest and where.endswith("。"):
        # What is so comes before where it stands.
        told, after = rest.lstrip("\n"), say("premise.stands", place=where)
    if evidence.kind == "refusal":
        # What is refused stays missing: it is said behind what is so.
        after = draft.text.partition(say("refuse.nearest", text="\0").partition("\0")[0])[0]
        told = "".join(tidy(desk.plan.text[p.start : p.end]) for p in places).rstrip("。；") + "。"
        status = Status.PARTIAL
    elif evidence.kind == "figure_none":
        told = _bare(draft.text.partition(say("figure.nearest", rest="\0").partition("\0")[0])[2])
        status = Status.ANSWERED
    if told.startswith("1. "):
        told = f"\n{told}"
    text = say("premise.wrong", said=wrong.said, statement=told)
    if wrong.unnamed:
        text = say("premise.place", place=wrong.said) + draft.text
    if wrong.place and not any(_overlap(wrong.place, p) for p in places):
        quote = tidy(desk.plan.text[wrong.place.start : wrong.place.end]).rstrip("。；")
        text += say("premise.owner", said=wrong.said, statement=f"{quote}。")
        places = (*places, wrong.place)
    notice = Notice(NoticeKind.PREMISE, say("premise.none", said=wrong.said))
    computed = (*draft.computed, wrong.said)
    return replace(
        draft,
        text=text + after,
        status=status,
        places=places,
        notices=(notice,),
        computed=computed,
    )


def _overlap(one: Locator, other: Locator) -> bool:
    return one.start < other.end and other.start < one.end


def _bare(text: str) -> str:
    for key in ("passage.lead", "passage.lead_background"):
        text = text.removeprefix(say(key)).lstrip("\n")
    opening = say("figure.undated", statement="\0", attribute="").partition("\0")[0]
    return text.removeprefix(opening)


def _clauses(draft: Draft, desk: Desk) -> Iterator[Locator]:
    """The clauses of what is told."""
    for place in draft.places:
        leaf = desk.knowledge.leaf_at(place.start)
        start, end = (leaf.locator.start, leaf.locator.end) if leaf else (place.start, place.end)
        for found in CLAUSE.finditer(desk.plan.text, start, end):
            if found.start() < place.end and place.start < found.end():
                yield Locator(found.start(), found.end(), place.label)


def _text(place: Locator, desk: Desk) -> str:
    return desk.plan.text[place.start : place.end].translate(QUOTES)


def _nearest(words: set[str], draft: Draft, desk: Desk) -> str:
    """The clause of what is told that has most of some words; "" where none has enough."""
    texts = [_text(place, desk) for place in _clauses(draft, desk)]
    best = max(texts, key=lambda t: covered(words, t), default="")
    return best if covered(words, best) >= ABOUT else ""


def _often(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """每周 where the plan says 每月一次."""
    said = _times(asked)
    if len(said) != 1 or _shape("turn", "choice").search(asked):
        return None
    kind, match = said[0]
    part = next(p for p in _parts(asked) if match in p)
    after = part[part.index(match) + len(match) :]
    if _shape("turn", "open_count").search(after) or _shape("turn", "own_case").search(part):
        return None
    words = words_of(unfrequent(asked))
    if not words and query.before:
        # 是每月一次吧: of what the turn before was about.
        words = words_of(unfrequent(query.before.plain))
    clause = _nearest(words, draft, desk)
    told = [k for piece in PIECE.split(clause) for k, _ in _times(piece)]
    told = list(dict.fromkeys(told))
    return Wrong(match) if len(told) == 1 and told[0] != kind else None


def unfrequent(text: str) -> str:
    """A text without its words of how often."""
    for shape in (*_data()["often"].values(), _data()["turn"]["times"]):
        text = re.sub(shape, "，", text)
    return text


def _times(text: str) -> list[tuple[str, str]]:
    found = ((kind, re.search(shape, text)) for kind, shape in _data()["often"].items())
    return [(kind, match[0]) for kind, match in found if match]


def _opposed(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """单独编班 where the plan says 混合编班."""
    allowing = may(asked) and not query.has("claim", "confirm")
    if allowing or _shape("turn", "choice").search(asked):
        return None
    for pair in _data()["opposed"]:
        said = re.search(pair["said"], asked)  # type: ignore[index]
        if said is None or re.search(pair["told"], asked):  # type: ignore[index]
            continue
        part = next((p for p in _parts(asked) if said[0] in p), asked)
        until = part[: part.index(said[0])] if said[0] in part else part
        part = until + said[0] + part[len(until) + len(said[0]) :][:BEHIND]
        if opened(part) or _shape("turn", "own_case").search(until):
            continue
        wide = bool(pair.get("wide"))  # type: ignore[attr-defined]
        words = words_of(part if wide else part.replace(said[0], "，"))
        texts = [_text(place, desk) for place in _clauses(draft, desk)]
        pieces = texts if wide else [p for t in texts for p in PIECE.split(t)]
        if not words or any(said[0] in p for p in pieces):
            continue
        near = [p for p in pieces if covered(words, p) >= (WIDE if wide else SURE)]
        if any(re.search(pair["told"], p) for p in near):  # type: ignore[index]
            # A figure of the visitor's own is not said again, not even to deny it.
            return Wrong(say("premise.so") if re.search(r"\d", said[0]) else said[0])
    return None


def _level(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """市级教学成果奖 where the plan says 区级."""
    told = "".join(_text(place, desk) for place in _clauses(draft, desk))
    known = desk.plan.text.translate(QUOTES)
    for found in LEVEL.finditer(asked):
        level, noun = found[1], found[2]
        other = any(one[2] == noun for one in LEVEL.finditer(known))
        if other and noun in told and level + noun not in known and level not in told:
            return Wrong(level)
    return None


def _name(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """艺体中学 where the plan says it of another school; one that the plan does not name."""
    if body := stranger(query, desk):
        told = "".join(_text(place, desk) for place in _clauses(draft, desk))
        others = bool(_shape("bodies", "open_list").search(told))
        same = _shape("bodies", "told").search(told)
        return Wrong(body, unnamed=others) if same else None
    if _shape("turn", "choice").search(asked):
        return None
    named = dict.fromkeys(_shape("bodies", "names").findall(desk.plan.text))
    said = [(name, part) for part in _parts(asked) for name in named if name in part]
    if len(said) == 1:
        said = [(said[0][0], asked)]
    found = (_misnamed(name, part, draft, desk) for name, part in said)
    return next((wrong for wrong in found if wrong), None)


def _misnamed(name: str, asked: str, draft: Draft, desk: Desk) -> Wrong | None:
    """A name of which the plan says something else than what it says of another."""
    words = words_of(asked.replace(name, "，"))
    leaves = {leaf.id: leaf for p in draft.places if (leaf := desk.knowledge.leaf_at(p.start))}
    spans = [
        Locator(found.start(), found.end(), leaf.locator.label)
        for leaf in leaves.values()
        for found in CLAUSE.finditer(desk.plan.text, leaf.locator.start, leaf.locator.end)
    ]
    with_it = [p for p in spans if name in _text(p, desk)]
    others = [
        p for p in spans if p not in with_it and _shape("bodies", "names").search(_text(p, desk))
    ]
    if not others or len(words) < FEW:
        return None
    best = max(others, key=lambda p: covered(words, _text(p, desk)))
    theirs = max((covered(words, _text(p, desk)) for p in with_it), default=0.0)
    other = covered(words, _text(best, desk))
    listed = _shape("bodies", "open_list").search(_text(best, desk))
    if other < ABOUT or other < theirs + AHEAD or listed:
        return None
    own = max(with_it, key=lambda p: covered(words, _text(p, desk)), default=None)
    return Wrong(name, own, best)


def stranger(query: Query, desk: Desk) -> str:
    """An institution that a question names as partner or doer and the plan never names."""
    found = _shape("bodies", "shape").search((query.own or query.text).translate(QUOTES))
    if found is None:
        return ""
    name, known = found["name"], desk.plan.text
    tails = (name[n:] for n in range(len(name) - 3))
    return "" if any(tail in known for tail in tails) else name


def _attribute(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """预期性目标 where the plan says 约束性."""
    targets = [
        desk.knowledge.target[f.target] for f in draft.figures if f.target in desk.knowledge.target
    ]
    told = {t.attribute for t in targets if t.attribute}
    if not query.attribute or len(told) != 1 or query.attribute in told or query.years:
        return None
    return None if _shape("turn", "choice").search(asked) else Wrong(query.attribute)


def _year(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """2030年 where the plan says 2025年."""
    said = list(dict.fromkeys(YEAR.findall(asked)))
    if len(said) != 1 or not presumed(query):
        return None
    told = set(YEAR.findall(draft.text)) - set(said)
    lead = say("figure.nearest", rest="\0").partition("\0")[0]
    here = said[0] in (draft.text.partition(lead)[2] or draft.text)
    after = bool(re.search(phrases()["pattern"]["beyond"], asked))
    return Wrong(f"{said[0]}年", later=after) if told and not here else None


def _dated(asked: str, draft: Draft, query: Query, desk: Desk) -> Wrong | None:
    """2025年 said of a name in quotes that the plan only has for 2022, with the years of both."""
    if not presumed(query):
        return None
    told = "".join(_text(place, desk) for place in _clauses(draft, desk))
    for part in PART.split(query.own or query.text):
        names, years = QUOTED.findall(part), set(YEAR.findall(part))
        if len(names) != 1 or len(years) != 1 or opened(part) or names[0] not in told:
            continue
        known = _years_of(names[0], desk)
        if known and not years & known:
            year = years.pop()
            said = part[part.index(year) :]
            # The clause as it was said, where it is all about that name.
            return Wrong(said if len(said) <= LONGEST and said[-1] in ENDS else f"{year}年")
    return None


def _years_of(name: str, desk: Desk) -> set[str]:
    """The years that the plan's clauses and tables set beside a name."""
    found: set[str] = set()
    for clause in TIMED.findall(desk.plan.text.translate(QUOTES)):
        years = YEAR.findall(clause)
        if name in clause:
            found.update(years)
    for table in desk.plan.tables:
        if table.period and any(
            name in v.translate(QUOTES) for r in table.rows for v in r.cells.values()
        ):
            found.update(YEAR.findall(table.period))
    return found


def sooner(query: Query) -> Query | None:
    """The question without a year after the plan's that it takes for granted."""
    beyond = re.compile(phrases()["pattern"]["beyond"])
    found = beyond.search(query.plain)
    if found is None or not presumed(query) or query.has("figure"):
        return None
    text, plain = (beyond.sub(say("premise.when"), said) for said in (query.text, query.plain))
    years = tuple(y for y in query.years if y not in found[0])
    cues = (query.cues - {"beyond", "claim", "confirm", "why"}) | {"when"}
    return replace(query, text=text, plain=plain, years=years, cues=cues)


def presumed(query: Query) -> bool:
    """Whether a question takes what it says for granted instead of asking for it."""
    asked = query.own or query.plain
    return query.has("claim", "confirm") or bool(_shape("turn", "presumed").search(asked))


def _parts(text: str) -> list[str]:
    return [part for part in PART.split(text) if part]


CHECKS: tuple[Callable[[str, Draft, Query, Desk], Wrong | None], ...] = (
    _name,
    _often,
    _opposed,
    _attribute,
    _level,
    _dated,
    _year,
)
