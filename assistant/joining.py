"""The answers to the parts of one message, made one answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.desk import Desk
from assistant.evidence import Draft, Evidence
from assistant.mentions import cues, words_of
from assistant.phrases import phrases, say, words
from assistant.query import Query
from assistant.types import NoticeKind, Status

FOUND = {Status.ANSWERED, Status.PARTIAL}
TIME = re.compile(r"20\d\d年|“十[三四]五”|近期|全周期|终期|每年|每月|每周")
MONEY = re.compile(r"多少钱|好多钱|几多钱|几万|花费|费用|多少经费|金额|奖金|奖励多少|补贴多少")
AMOUNT = re.compile(r"\d(?:万|亿)?元")
HEAD = re.compile(r"^专栏\d+ [^：]+：")
ITEM = re.compile(r"^\d+\. ")
NUMERAL = "[0-9一二两三四五六七八九十百千万余多个]"
SURE = 0.5
"""Confidence from which a passage answers although it has none of the question's words."""
FAIR = 0.25
"""The same for a follow-up, which mostly is about what was just told."""
MAX_SUGGESTIONS = 3
MAX_NOTICES = 2
NO_NEAREST = {"refusal"}
VAGUE = {"other", "personal", "school"}
"""Refusals that do not name what is missing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One part: what was asked, looked up and drafted. ``said`` is the part as typed."""

    said: str
    query: Query
    evidence: Evidence
    draft: Draft


def shortened(evidence: Evidence, others: Sequence[Evidence]) -> Evidence:
    """A refusal beside another answer: what is missing, without the nearest thing.

    The target of something whose outcome is asked stays where no other part tells it.
    """
    told = {t.indicator_key for other in others if other is not evidence for t in other.targets}
    if evidence.kind in NO_NEAREST and {t.indicator_key for t in evidence.targets} <= told:
        return replace(evidence, places=(), targets=())
    return evidence


def honest(part: Answered, desk: Desk) -> Answered:
    """A follow-up's answer; what is missing instead where only the earlier answer was found."""
    if part.query.before is None:
        return part
    found = part.draft.status in FOUND
    lacking = _unnamed(part, desk) or (found and _lacks(part, part.draft.text, (), desk))
    if lacking:
        computed = (*part.draft.computed, lacking)
        draft = replace(
            part.draft,
            text=lacking,
            status=Status.NOT_IN_PLAN,
            notices=(),
            figures=(),
            places=(),
            computed=computed,
        )
        return replace(part, draft=draft)
    return part


def join(parts: Sequence[Answered], desk: Desk) -> Answered:
    """One answer: each part's fact in the order asked, one set of sources and notices.

    Partial where the plan lacks one of them. The first part lends its query.
    """
    texts: list[str] = []
    told: list[Draft] = []
    statuses: list[Status] = []
    for part in parts:
        text, status = _told(part, texts, desk)
        if text:
            texts.append(text)
            told.append(part.draft)
            statuses.append(status)
    notes = _notes(told)
    first = parts[0]
    draft = Draft(
        _laid_out(texts) + "".join(f"\n{say('notice.conflict', says=n)}" for n in notes[:1]),
        _status(statuses),
        tuple(dict.fromkeys(p for d in told for p in d.places)),
        tuple(dict.fromkeys(f for d in told for f in d.figures)),
        tuple(dict.fromkeys(n for d in told for n in d.notices)),
        (*(c for d in told for c in d.computed), *(p.said for p in parts)),
        _suggestions(told),
    )
    evidence = Evidence(
        "parts",
        draft.status,
        tuple(dict.fromkeys(t for p in parts for t in p.evidence.targets)),
        draft.places,
        {"kinds": tuple(p.evidence.kind for p in parts)},
        confidence=min(p.evidence.confidence for p in parts),
        tools=tuple(dict.fromkeys(t for p in parts for t in p.evidence.tools)),
    )
    return Answered("，".join(p.said for p in parts), first.query, evidence, draft)


def _told(part: Answered, before: Sequence[str], desk: Desk) -> tuple[str, Status]:
    """A part's text without notes and what was told already; what is missing, said plainly."""
    text = _without_notes(part.draft)
    status = part.draft.status
    if part.evidence.kind == "courtesy":
        return "", status
    if part.evidence.kind == "unclear" or status is Status.OFF_TOPIC:
        return say("parts.missing", part=_short(part.said)), Status.NOT_IN_PLAN
    if status not in FOUND:
        vague = part.evidence.facts.get("kind") in VAGUE and before
        text = say("parts.other", part=_short(part.said)) if vague else text
        return ("" if text in before else text), status
    if lacking := _lacks(part, text, before, desk):
        return lacking, Status.NOT_IN_PLAN
    return _fresh(text, before), status


def _fresh(text: str, before: Sequence[str]) -> str:
    """A text without the items that an earlier part has told."""
    told = "\n".join(before)
    items = [ITEM.sub("", line) for line in text.splitlines()]
    sentences = [s for s in HEAD.sub("", text).replace("\n", "").split("。") if s]
    if all(sentence in told for sentence in sentences):
        return ""
    fresh = [item for item in items if item not in told or item == items[0]]
    if len(fresh) == len(items) or not ITEM.match(text.splitlines()[-1]):
        return text
    if len(fresh) == 1:
        return ""
    if len(fresh) == 2:
        return "".join(fresh)
    return "\n".join([fresh[0], *(f"{n}. {item}" for n, item in enumerate(fresh[1:], 1))])


def _lacks(part: Answered, text: str, before: Sequence[str], desk: Desk) -> str:
    """What a part asks for and what was found for it does not tell: by when, by whom, at what cost.

    Where the search only finds the earlier answer again, words of the part's own that are not
    in it are missing too.
    """
    own = part.query.own or part.query.plain
    new = words_of(part.query.own)
    sure = part.evidence.confidence >= (SURE if before else FAIR)
    subject = _short(part.said if len(new) > 1 else _subject(part, desk))
    open_kind = part.evidence.kind in ("passage", "measure", "term", "box")
    again = any(text in earlier for earlier in before)
    if (open_kind or again) and MONEY.search(own) and not AMOUNT.search(text):
        return say("parts.no_money", part=subject)
    if open_kind and part.query.before is not None:
        shown = text + "".join(p.label for p in part.draft.places)
        if "when" in cues(own) and not TIME.search(shown):
            return say("parts.no_when", part=subject)
        asks_who = any(w in own for w in words("cue.who"))
        if asks_who and not sure and (again or not re.search(phrases()["asks"]["bodies"], text)):
            return say("parts.no_who", part=subject)
    unit = re.search(phrases()["turn"]["unit"], own)
    if (
        open_kind
        and unit
        and (again or not sure)
        and not re.search(NUMERAL + re.escape(unit[1]), text)
    ):
        return say("parts.no_number", part=_short(part.said))
    if unnamed := _unnamed(part, desk):
        return unnamed
    unsaid = bool(new) and not any(w in text for w in new)
    if again and unsaid:
        return say("parts.missing", part=_short(part.said))
    if part.evidence.kind == "passage" and unsaid:
        for word, kind in phrases()["lacking"].items():
            if word in own:
                return say(f"refuse.{kind}")
        if part.query.before is not None and not (sure or _related(part, desk)):
            return say("parts.missing", part=_short(part.said))
    return ""


def _unnamed(part: Answered, desk: Desk) -> str:
    """Names asked for (都叫啥名字) where only a number was found, or nothing."""
    found = part.draft.status in FOUND and not part.draft.figures
    if part.query.before is None or found or "names" not in cues(part.query.own):
        return ""
    return say("parts.no_names", part=_subject(part, desk))


def _related(part: Answered, desk: Desk) -> bool:
    """Whether a passage is about what the question before was about."""
    assert part.query.before is not None
    theirs = words_of(part.query.before.plain)
    leaves = [desk.knowledge.leaf_at(place.start) for place in part.draft.places]
    text = part.draft.text + "".join(p for leaf in leaves if leaf for p in leaf.path)
    return not theirs or any(word in text for word in theirs)


def _subject(part: Answered, desk: Desk) -> str:
    """What the part goes on about, by the name that the plan gives it."""
    query = part.query.before or part.query
    for number in query.terms[:1]:
        if term := desk.lookup.term(number):
            return term.term.strip("“”")
    for number in query.boxes[:1]:
        if column := desk.lookup.box(number):
            return column.title
    return next(iter(query.topics), "") or part.said


def _short(text: str) -> str:
    return text.strip("，,。？?！! ")


def _without_notes(draft: Draft) -> str:
    text = draft.text
    for notice in draft.notices:
        text = text.replace(f"\n{say('notice.conflict', says=notice.text)}", "")
    return text


def _notes(drafts: Sequence[Draft]) -> list[str]:
    shown = (n for d in drafts for n in d.notices if n.kind is NoticeKind.CONFLICT)
    own = [n.text for n in shown]
    return [t for t in dict.fromkeys(own) if any(t in d.text for d in drafts)][:MAX_NOTICES]


def _laid_out(texts: Sequence[str]) -> str:
    """Short parts as a numbered list, long ones as paragraphs."""
    if len(texts) == 1:
        return texts[0]
    if all("\n" not in text for text in texts):
        return "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))
    return "\n\n".join(texts)


def _status(statuses: Sequence[Status]) -> Status:
    if statuses and all(s is Status.ANSWERED for s in statuses):
        return Status.ANSWERED
    return Status.PARTIAL if any(s in FOUND for s in statuses) else Status.NOT_IN_PLAN


def _suggestions(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The next questions of the parts in turn."""
    longest = max((len(d.suggestions) for d in drafts), default=0)
    turns = (d.suggestions[n] for n in range(longest) for d in drafts if n < len(d.suggestions))
    return tuple(dict.fromkeys(turns))[:MAX_SUGGESTIONS]
