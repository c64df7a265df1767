"""What one turn of a conversation means beside the turns before it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import mentions
from assistant.mentions import QUOTES
from assistant.normalise import clean
from assistant.numerals import YEAR
from assistant.phrases import phrases
from assistant.query import Query, RowRef

BARE_NUMBER = re.compile(r"(?<![\d.])(\d{1,2})(?![\d.%年])")
OWN_WORDS = 3
"""Characters of detail from which a turn names something of its own."""


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """The shape ``turn.name`` of the phrases."""
    return re.compile(phrases()["turn"][name])


def told(query: Query) -> str:
    """What a turn has beside words of asking, periods and words that name nothing new."""
    return mentions.content(query.detail).replace(" ", "")


def said(text: str) -> str:
    """A turn without its courtesies, and of a correction what is meant instead."""
    text = clean(text)
    for edge in (r"^(?:{0})[，,。！!~ ]+(?=.)", r"(?<=.)[，,。！!~ ]+(?:{0})$"):
        courtesy = re.compile(edge.format(phrases()["turn"]["courtesy"]))
        text = courtesy.sub("", text) or text
    shorter = pattern("repair").sub("", text)
    if instead := pattern("instead").match(shorter):
        return instead["is"]
    return pattern("asked").sub("", shorter) or text


def gone_back(text: str, asked: Sequence[Query]) -> Query:
    """The query that a turn goes on from: the last one, or the one that it goes back to."""
    if pattern("first").search(text):
        return asked[0]
    last = asked[-1]
    if not pattern("back").search(text):
        return last
    return next((q for q in reversed(asked[:-1]) if _about(q) != _about(last)), last)


def _about(query: Query) -> tuple[object, ...]:
    named = (query.topics[:1], query.boxes, query.rows, query.terms, query.attribute)
    return named if any(named) else (query.text,)


def stepped(query: Query, before: Query) -> Query | None:
    """下一条, 第三条: another number of what the last answer was about."""
    plain = query.plain.translate(QUOTES)
    step = bool(pattern("next").search(plain)) - bool(pattern("previous").search(plain))
    found = pattern("ordinal").search(plain)
    number = mentions.number(found[1].replace("两", "二")) if found else None
    if query.tables or query.boxes or (not step and number is None):
        return None
    of_terms = before.term_number or (before.terms[0] if len(before.terms) == 1 else None)
    if before.rows and before.rows[0].number.isdigit():
        row = before.rows[0]
        wanted = number if number is not None else int(row.number) + step
        new = replace(before, rows=(RowRef(row.table, str(wanted)),))
    elif before.ordinal:
        new = replace(before, ordinal=number if number is not None else before.ordinal + step)
    elif of_terms is not None and (step or before.term_number is not None):
        wanted = number if number is not None else of_terms + step
        new = replace(before, term_number=wanted, terms=())
    elif before.boxes and step:
        new = replace(before, boxes=(before.boxes[0] + step,), years=(), topics=(), indicators=())
    elif number is not None and not before.boxes:
        new = replace(before, ordinal=number, before=before)
    else:
        return None
    return replace(new, cues=query.cues, carried=True, before=new.before or before)


def paired(query: Query, asked: Sequence[Query]) -> Query | None:
    """这两个哪个高: the last two things talked about, set against each other."""
    if query.topics or query.years or told(query)[OWN_WORDS:]:
        return None
    last = [q for q in asked[-2:] if q.topics]
    both = len(last) == 2 and last[0].topics[0] != last[1].topics[0]
    if not both and not pattern("pair").search(query.plain):
        return None
    topics = tuple(dict.fromkeys(q.topics[0] for q in reversed(asked) if q.topics))[:2][::-1]
    if len(topics) < 2:
        return None
    cues = query.cues | {"compare", "between"}
    # Both were told of one time: that is the time to compare them at.
    times = {q.years for q in asked if q.topics and q.topics[0] in topics}
    years = times.pop() if len(times) == 1 else ()
    return replace(
        query,
        topics=topics,
        indicators=topics,
        years=years,
        cues=cues,
        carried=True,
        before=asked[-1],
    )


def years_talked(turn: Query, merged: Query, asked: Sequence[Query]) -> tuple[str, ...]:
    """The two times to set against each other: 差多少 after 2022年 and 2020年, 比2020呢."""
    same = [q for q in asked if q.topics and q.topics[:1] == merged.topics[:1]]
    if len(turn.years) == 1:
        plain = [q.years[-1] for q in same if q.years and not q.has("compare")]
        return (plain[-1], *turn.years) if plain and plain[-1] != turn.years[0] else ()
    years = tuple(dict.fromkeys(year for q in same for year in q.years))
    return years if len(years) > 1 and not turn.years else ()


def numbered(query: Query, turn: Query, before: Query) -> Query:
    """那31呢 after a box, 那27项呢 after a row: another number of the same kind."""
    found = BARE_NUMBER.search(turn.text)
    if before.rows and turn.rows and not turn.rows[0].table:
        table = query.tables[0] if query.tables else before.rows[0].table
        return replace(query, rows=tuple(replace(r, table=table) for r in query.rows))
    if before.rows and query.tables and query.tables != before.tables:
        return replace(query, rows=(replace(before.rows[0], table=query.tables[0]),))
    if before.boxes and found and not YEAR.search(turn.text):
        return replace(query, boxes=(int(found[1]),), years=(), topics=(), indicators=())
    if before.rows and found and not YEAR.search(turn.text):
        return replace(query, rows=(replace(before.rows[0], number=found[1]),))
    return query
