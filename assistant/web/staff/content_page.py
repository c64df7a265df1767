"""Pieces of the content pages, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from assistant import Answer
from assistant.overlay import OFF
from assistant.web.staff import frame, texts
from assistant.web.staff.additions import Line
from assistant.web.staff.proposals import Differs
from assistant.web.staff.rooms import ROOT, Visit
from knowledge.ways import SEPARATOR

PATH = "/content"
MOST_OFFERED, MOST_QUOTE = 6, 120


def listed(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with its title, or that there is nothing yet."""
    body = frame.table(heads, rows, title.format(count=len(rows)))
    return f"<h2>{title.format(count=len(rows))}</h2>{body if rows else f'<p>{texts.NONE_YET}</p>'}"


def differs(item: Differs) -> str:
    """A question with both answers."""
    return (
        f"<li><b>{frame.esc(item.question)}</b>"
        f"{answered(texts.BEFORE, item.before)}{answered(texts.AFTER, item.after)}</li>"
    )


def answered(title: str, answer: Answer) -> str:
    """The beginning of an answer, with its places."""
    kind = texts.KINDS.get(answer.status.value, answer.status.value)
    places = "；".join(citation.label for citation in answer.citations[:4])
    said = frame.esc(answer.text[:220]) + ("……" if len(answer.text) > 220 else "")
    return (
        f'<p><span class="tag">{title} · {kind}</span> {said}'
        + (f'<br><span class="note">{frame.esc(places)}</span>' if places else "")
        + "</p>"
    )


def offered(answer: Answer) -> str:
    """The places that the answer rests on, to be ticked where they are the right ones."""
    quotes = {c.quote: c.label for c in answer.citations if "\n" not in c.quote}
    fit = {q: label for q, label in quotes.items() if SEPARATOR not in q and len(q) <= MOST_QUOTE}
    options = [(quote, f"{label}：{quote}") for quote, label in list(fit.items())[:MOST_OFFERED]]
    return frame.ticks(texts.WAY_PLACES, "place", options) if options else ""


def proposal(line: Line) -> str:
    """A line of a file as people read it."""
    if len(line) == 2:
        right = texts.OFF_NAME if line[0] == line[1] else frame.esc(line[1])
        return f"{frame.esc(line[0])} → {right}"
    quotes = frame.esc(line[2].replace(SEPARATOR, "；"))
    return f"{frame.esc(line[0])} → {asks(line[1])} <q class='quote'>{quotes}</q>"


def asks(asks: str) -> str:
    """What a way of asking wants, in words."""
    return frame.esc(texts.OFF_NAME if asks == OFF else texts.ASKS.get(asks, asks))


def edit(text: str) -> str:
    """To the form with one of the ways in it."""
    where = f"{ROOT}{PATH}?text={quote(text, safe='')}"
    return f'<a class="action" href="{where}">{texts.EDIT}</a> '


def hidden(name: str, value: str) -> str:
    """A field that is sent along."""
    return f'<input type="hidden" name="{name}" value="{frame.esc(value)}">'


def more_questions(visit: Visit) -> str:
    """Questions of one's own to try the change on."""
    more = visit.one("more")
    field = frame.area(texts.TRY_MORE, "more", more, hint=texts.TRY_MORE_HINT, rows=2)
    return f"<details{' open' if more else ''}><summary>{texts.TRY_MORE}</summary>{field}</details>"


def preview_button() -> str:
    """The button that tries before anything is kept."""
    return (
        f'<p class="buttons"><button type="submit" class="main" '
        f'data-waiting="{texts.PREVIEWING}">{texts.PREVIEW}</button></p>'
    )
