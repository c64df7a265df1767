"""Visitors' feedback: by week, by what came back, and what was asked in vain."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from fastapi import Response

from assistant.types import Status
from assistant.web.feedback.store import KEPT_DAYS, Kept, Store
from assistant.web.staff import frame, texts
from assistant.web.staff.grouping import Vector, group
from assistant.web.staff.moments import local, week
from assistant.web.staff.rooms import ROOT, Rooms, Visit, page
from embeddings.types import Vectors

PATH = "/feedback"
WEEKS, NEWEST, GROUPS, IN_GROUP = 26, 30, 60, 8
UNANSWERED = {Status.NOT_IN_PLAN.value, Status.PARTIAL.value, Status.OFF_TOPIC.value}


class Opinions:
    """The pages of feedback; vectors of questions are kept while the process lives."""

    def __init__(self, store: Store, vector: Vector) -> None:
        self._store = store
        self._vector = vector
        self._known: dict[str, Vectors | None] = {}
        self._lock = threading.Lock()

    def register(self, rooms: Rooms) -> None:
        rooms.get(PATH, self._overview)
        rooms.get(f"{PATH}/missing", self._missing)

    def _overview(self, visit: Visit) -> Response:
        kept = self._store.read()
        about = texts.FEEDBACK_ABOUT.format(days=KEPT_DAYS, count=len(kept))
        main = f'<h1>{texts.FEEDBACK}</h1><p class="about">{about}</p>'
        if not kept:
            return _page(visit, f"{main}<p>{texts.FEEDBACK_NONE}</p>")
        main += (
            f'<p class="buttons"><a class="action" href="{ROOT}{PATH}/missing">'
            f"{texts.MISSING_LINK}</a></p>"
            f"<h2>{texts.BY_WEEK}</h2>"
            f"{frame.table(texts.FEEDBACK_HEADS, by_week(kept), texts.BY_WEEK)}"
            f"<h2>{texts.BY_KIND}</h2>{frame.table(texts.KIND_HEADS, by_kind(kept), texts.BY_KIND)}"
        )
        unhelpful = [row for row in kept if not row.given.helpful][:NEWEST]
        if unhelpful:
            items = "".join(f"<li>{one(row)}</li>" for row in unhelpful)
            title = texts.NEWEST.format(count=len(unhelpful))
            main += f'<h2>{title}</h2><ul class="findings">{items}</ul>'
        return _page(visit, main)

    def _missing(self, visit: Visit) -> Response:
        rows = [r for r in self._store.read() if not r.given.helpful or in_vain(r)]
        times = Counter(row.given.question for row in rows)
        found = group([row.given.question for row in rows], self._remembered)
        found.sort(key=lambda g: -sum(times[q] for q in g))
        items = "".join(_group(g, times, rows) for g in found[:GROUPS])
        listed = f'<ol class="findings">{items}</ol>' if items else f"<p>{texts.MISSING_NONE}</p>"
        main = f'<h1>{texts.MISSING}</h1><p class="about">{texts.MISSING_ABOUT}</p>{listed}'
        return _page(visit, main)

    def _remembered(self, text: str) -> Vectors | None:
        with self._lock:
            if text not in self._known:
                self._known[text] = self._vector(text)
            return self._known[text]


def in_vain(row: Kept) -> bool:
    """Whether the question got no answer, or not a whole one."""
    return row.given.status in UNANSWERED


def by_week(kept: Sequence[Kept]) -> list[tuple[str, ...]]:
    """The newest weeks first: Monday, helpful, not helpful, unanswered, all."""
    weeks: dict[str, list[Kept]] = {}
    for row in kept:
        weeks.setdefault(week(row.at).isoformat(), []).append(row)
    return [
        (monday, *_counts(rows), str(sum(map(in_vain, rows))), f"<b>{len(rows)}</b>")
        for monday, rows in sorted(weeks.items(), reverse=True)[:WEEKS]
    ]


def by_kind(kept: Sequence[Kept]) -> list[tuple[str, ...]]:
    """What came back: helpful, not helpful, all."""
    kinds: dict[str, list[Kept]] = {status: [] for status in texts.KINDS}
    for row in kept:
        kinds.setdefault(row.given.status, []).append(row)
    return [
        (texts.KINDS.get(kind, kind), *_counts(rows), f"<b>{len(rows)}</b>")
        for kind, rows in kinds.items()
        if rows
    ]


def _counts(rows: Iterable[Kept]) -> tuple[str, str]:
    helpful = [row.given.helpful for row in rows]
    return str(sum(helpful)), str(len(helpful) - sum(helpful))


def one(row: Kept) -> str:
    """A question with what came back, what the visitor said, and what to do about it."""
    given = row.given
    said = f"<p>{texts.SAID}{frame.esc(given.reason)}</p>" if given.reason else ""
    kind = texts.KINDS.get(given.status, given.status)
    sources = f"：{frame.esc(given.sources)}" if given.sources else ""
    return (
        f'<b>{frame.esc(given.question)}</b><p class="note">{local(row.at)} · '
        f"{texts.WAS} {kind}{sources}</p>{said}{ways_on(given.question, row.receipt)}"
    )


def ways_on(question: str, receipt: str = "") -> str:
    """From a question to the chat, a new case, a new way of asking."""
    asked = quote(question, safe="")
    case = f"{ROOT}/evals/new?receipt={quote(receipt)}" if receipt else ""
    return (
        f'<p class="buttons"><a class="action" target="chat" href="/?ask={asked}">{texts.IN_CHAT}'
        f'<span class="sr">{texts.NEW_WINDOW}</span></a>'
        + (f'<a class="action" href="{case}">{texts.MAKE_CASE}</a>' if case else "")
        + f'<a class="action" href="{ROOT}/content?text={asked}">{texts.ADD_WAY}</a></p>'
    )


def _group(questions: Sequence[str], times: Counter[str], rows: Sequence[Kept]) -> str:
    count = sum(times[question] for question in questions)
    first = next(row for row in rows if row.given.question == questions[0])
    more = "".join(f"<li>{frame.esc(q)}</li>" for q in questions[1:IN_GROUP])
    return (
        f'<li><span class="tag">{texts.ASKED_TIMES.format(count=count)}</span> '
        f"<b>{frame.esc(questions[0])}</b><ul>{more}</ul>"
        f"{ways_on(questions[0], first.receipt)}</li>"
    )


def _page(visit: Visit, main: str) -> Response:
    return page(frame.whole(texts.FEEDBACK, main, visit, here=PATH))
