"""Whether an answer tells the kind of thing that was asked, and states what was claimed.

A question for names, money, an age or a number of schools is not answered by the nearest
figure or passage, and a claim that all is free not by a passage on the same subject. Such an
answer says first that the plan does not have it; what was found follows as the nearest thing.
What counts as asking and as telling is data: ``asked.toml`` and ``claims.toml``.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import rivals
from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import words_of
from assistant.phrases import phrases, say
from assistant.query import Query
from assistant.types import Notice, NoticeKind, Status
from assistant.verdicts import PIECE, SAME, covered, opened
from assistant.wording import tidy

FOLDER = Path(__file__).parent
TOLD = frozenset({"passage", "figure", "figures", "measure", "term", "titles"})
"""Kinds of evidence that tell what stands nearest; others tell just what was asked."""
FIGURES = frozenset({"figure", "figures"})
CLAIMED = "asked.instead"
MAX_NEAREST, MAX_BESIDE = 130, 220
ITEM = re.compile(r"^\d+\. ")
CLAUSES = re.compile(r"[,，。;；!！?？]|那(?=我|你|他|咱|怎|如何|按)")
SPAN = re.compile(r"20\d\d(年)?至20\d\d年|每年|逐年")
MILESTONE = re.compile(r"专栏(\d+)·到(20\d\d)年")
SENTENCE = re.compile(r"[^。\n]+。")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: how it is asked for or claimed, how a text tells it, what it is called.

    ``only`` is set where nothing but a figure of an indicator is looked at; with ``near`` the
    clause that tells it must be on the same thing; with ``plan`` the name asked for is looked for
    in the whole plan; with ``done`` what later years bring is told too. ``never`` is
    set where a plan hardly ever says it, so that a passage without it stands for the whole.
    ``within`` names the refusals that say as much.
    """

    asks: re.Pattern[str]
    tells: re.Pattern[str] | None
    what: str = ""
    only: bool = False
    near: bool = False
    plan: bool = False
    done: bool = False
    never: bool = False
    within: frozenset[str] = frozenset()

    def missing(
        self, asked: str, told: str, *, figure: bool, plan: str = ""
    ) -> re.Match[str] | None:
        """Where ``asked`` asks for it, if ``told`` does not tell it."""
        found = self.asks.search(asked)
        if found is None or (self.only and not figure):
            return None
        same = found.groupdict().get("same")
        if same:
            return None if same in (plan if self.plan else told) else found
        if self.near:
            rest = words_of(asked.replace(found["word"], "，"))
            told = "".join(c for c in PIECE.split(told) if covered(rest, c) >= SAME)
        tells = self.tells is not None and self.tells.search(told)
        return None if tells else found


def held(draft: Draft, evidence: Evidence, query: Query, desk: Desk) -> Draft:
    """The draft; led by what the plan does not have where it tells something else."""
    if evidence.kind == "unclear":
        return _unclear(draft, query)
    told = draft.status is Status.ANSWERED and evidence.kind in TOLD
    if told and draft.notices and (missing := unsaid(draft, query)):
        also = say("refuse.also", what=missing)
        return replace(draft, text=draft.text + also, computed=(*draft.computed, missing))
    if not told or draft.notices or query.has("conflict"):
        return draft
    asked = query.own or query.plain
    figure = evidence.kind in FIGURES
    for kind in _kinds("asked.toml"):
        if found := kind.missing(asked, draft.text, figure=figure):
            what = kind.what.format(**found.groupdict())
            lead = say("asked.missing", what=what)
            return _led(draft, query, lead, "refuse.nearest", Status.NOT_IN_PLAN, what)
    if figure and (said := rivals.other(draft, evidence, query, desk)):
        lead = say("asked.rival", said=said)
        return _led(draft, query, lead, "refuse.nearest", Status.NOT_IN_PLAN, said)
    if lacking_years := _undated(draft, evidence, query):
        what = say("asked.year", years=lacking_years)
        lead = say("asked.missing", what=what)
        return _led(draft, query, lead, "refuse.nearest", Status.NOT_IN_PLAN, what)
    said = asserted(asked)
    if not query.has("claim", "confirm", "yesno") or not said:
        return draft
    for kind in _kinds("claims.toml"):
        if found := kind.missing(said, draft.text, figure=figure, plan=desk.plan.text):
            lead = say("asked.unsaid", said=found[0].strip("“”"))
            led = _led(draft, query, lead, CLAIMED, Status.ANSWERED, found[0])
            if kind.done:
                led = later(led, desk)
            return replace(led, notices=(Notice(NoticeKind.PREMISE, lead),))
    return draft


def _undated(draft: Draft, evidence: Evidence, query: Query) -> str:
    """The years whose figure is asked for and of which the passage says nothing."""
    single = [year for year in query.years if year.isdigit()]
    told = draft.text + "".join(place.label for place in draft.places)
    if evidence.kind in FIGURES or not query.has("figure") or not single:
        return ""
    lacking = [f"{year}年" for year in single if year not in told]
    return "、".join(lacking) if len(lacking) == len(query.years) and not SPAN.search(told) else ""


def later(draft: Draft, desk: Desk) -> Draft:
    """The draft with what its box sets for later years than the milestone that it tells."""
    found = MILESTONE.match(draft.places[0].label) if draft.places else None
    column = desk.lookup.box(int(found[1])) if found else None
    if column is None or found is None:
        return draft
    after = [m for m in column.milestones if m.year > found[2] and m.text not in draft.text]
    told = "".join(tidy(desk.plan.text[m.locator.start : m.locator.end]) for m in after)
    places = (*draft.places, *(m.locator for m in after))
    return replace(draft, text=draft.text + told, places=places)


def asserted(text: str) -> str:
    """What a message says before or beside its open question: 规划取消了X，那咋办."""
    return "，".join(piece for piece in CLAUSES.split(text) if not opened(piece))


def _unclear(draft: Draft, query: Query) -> Draft:
    """A question that nothing was found for; named where it is known what it asks."""
    text = query.own or query.plain
    if what := lacking(query, ""):
        lead = say("asked.missing", what=what)
        return replace(draft, text=lead, choices=(), computed=(what,))
    if query.has("claim", "confirm"):
        for kind in _kinds("claims.toml"):
            if found := kind.missing(text, "", figure=False):
                lead = say("asked.unsaid", said=found[0].strip("“”"))
                return replace(draft, text=lead, choices=(), computed=(found[0],))
    return draft


def unsaid(draft: Draft, query: Query) -> str:
    """What a question asks for that a corrected answer does not tell; "" for nothing."""
    text = query.own or query.plain
    figure = bool(draft.figures)
    kinds = [kind for kind in _kinds("asked.toml") if kind.never]
    found = ((kind, kind.missing(text, draft.text, figure=figure)) for kind in kinds)
    names = [kind.what.format(**one.groupdict()) for kind, one in found if one]
    return "、".join(dict.fromkeys(names))


def lacking(query: Query, refusal: str) -> str:
    """What a question asks for beside what the refusal of that name says; "" for nothing."""
    text = query.own or query.plain
    names = []
    for kind in _kinds("asked.toml"):
        found = kind.missing(text, "", figure=False)
        if found and refusal not in kind.within:
            names.append(kind.what.format(**found.groupdict()))
    return "、".join(dict.fromkeys(names))


def _led(
    draft: Draft, query: Query, lead: str, joint: str, status: Status, said: str = ""
) -> Draft:
    """``lead``, and of what was found the sentences that are nearest to the question."""
    near = nearest(draft.text, words_of(query.plain), MAX_BESIDE if joint == CLAIMED else 0)
    shown = tuple(f for f in draft.figures if f.value in near)
    text = lead + say(joint, text=near)
    return replace(draft, text=text, status=status, figures=shown, computed=(*draft.computed, said))


def nearest(text: str, pairs: set[str], whole: int = 0) -> str:
    """The line of an answer that shares most with a question; of a long one the sentence.

    All lines where they have no more than ``whole`` characters together.
    """
    for lead in (say("passage.lead"), say("passage.lead_background"), _opening("figure.undated")):
        text = text.removeprefix(lead).lstrip("\n")
    lines = [ITEM.sub("", line) for line in text.splitlines()]
    best = max(covered(pairs, one) for one in lines)
    near = [one for one in lines if covered(pairs, one) >= best / 2]
    if sum(map(len, near)) <= whole:
        return "".join(near)
    line = max(lines, key=lambda one: (covered(pairs, one), len(one) <= MAX_NEAREST and len(one)))
    if len(line) > MAX_NEAREST:
        line = max(SENTENCE.findall(line) or [line], key=lambda one: covered(pairs, one))
    return line


def _opening(key: str) -> str:
    """What a phrase says before its first hole."""
    section, name = key.split(".")
    return str(phrases()[section][name]).partition("{")[0]


@functools.cache
def _kinds(name: str) -> tuple[Kind, ...]:
    return tuple(_read(name))


def _read(name: str) -> Iterator[Kind]:
    for entry in tomllib.loads((FOLDER / name).read_text("utf-8"))["kind"]:
        tells = re.compile(entry["tells"]) if entry["tells"] else None
        yield Kind(
            asks=re.compile(entry["asks"]),
            tells=tells,
            what=entry.get("what", ""),
            within=frozenset(entry.get("within", ())),
            **{flag: True for flag in ("only", "near", "plan", "done", "never") if entry.get(flag)},
        )
