"""What a question in chat asks to be written: the form, the subject, how long, for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import shortened
from assistant.desk import Desk
from assistant.drafting.topic import strip
from assistant.drafting.types import Focus, Kind, Period, Request
from assistant.drafting.words import pattern, weight, words
from assistant.numerals import cn_number
from assistant.outline import named_section
from assistant.query import Query
from assistant.records import DETAILED

BOX = "专栏"
NUMBERED = re.compile(BOX + r"\s*\d")
QUOTED = re.compile('[“"]([^”"]+)[”"]')


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
    brief = 0 < limit <= weight("short") or (kind is Kind.LETTER and sentences_wanted)
    if kind in (Kind.POINTS, Kind.BRIEFING, Kind.LETTER) and brief:
        # 150字的汇报：标题和套话占去一半，只写正文。
        kind = Kind.PAGE
    if sentences_wanted == 1 and query.terms and strip(text) in _terms(query, desk):
        # 用一句话说清楚“区管校聘”：名词解释就是这一句
        return None
    if below := _each(query, desk):
        topics, count = below
        return Request(kind=Kind.PAGE, topics=topics, length=limit, sentences=count)
    if kind in (Kind.LETTER, Kind.OUTLINE):
        sentences_wanted = 0
    return Request(
        kind=kind,
        topics=named(query, desk),
        text=about(query, desk),
        period=period(query.years),
        length=limit or (0 if sentences_wanted else length),
        audience="家长" if pattern("chat.parents").search(text) else "",
        focus=_focus(_asking(query.text)) if kind is Kind.PAGE else Focus.ALL,
        sentences=sentences_wanted,
    )


def _terms(query: Query, desk: Desk) -> set[str]:
    found = (desk.lookup.term(number) for number in query.terms)
    return {re.sub("[“”]", "", term.term) for term in found if term}


def listed(query: Query, desk: Desk) -> bool:
    """Whether each sentence is to stand by itself: 每章一句话, 用三点."""
    points = pattern("chat.numbered").search(query.own or query.text)
    return points is not None or _each(query, desk) is not None


def _each(query: Query, desk: Desk) -> tuple[tuple[str, ...], int] | None:
    """What is to be told part by part, a sentence each, and how many parts there are."""
    text = query.own or query.text
    if not (pattern("chat.each").search(text) and pattern("chat.sentences").search(text)):
        return None
    if len(query.boxes) > 1:
        return named(query, desk), len(query.boxes)
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


def _kind(text: str) -> tuple[Kind, int]:
    """The form asked for, and its length where none is given."""
    lengths = words()["chat"]
    if pattern("chat.outline").search(text):
        return Kind.OUTLINE, 0
    if pattern("chat.message").search(text) and not pattern("chat.posted").search(text):
        to_many = pattern("chat.group").search(text)
        return Kind.PAGE, int(lengths["group_length" if to_many else "message_length"])
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


def named(query: Query, desk: Desk) -> tuple[str, ...]:
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


def about(query: Query, desk: Desk) -> str:
    """The words of a question without those that ask for a text."""
    text = shortened.written(query.plain, desk.plan.text)
    for name in ("sentences", "numbered", "limit", "section"):
        text = pattern(f"chat.{name}").sub("", text)
    return text


def period(years: Sequence[str]) -> Period:
    given = [Period(y) for y in years if y in ("2020", "2022", "2025")]
    return given[0] if len(given) == 1 else Period.ALL


def _count(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    number = match[1]
    return int(number) if number.isdigit() else int(cn_number(number.replace("两", "二")) or 0)
