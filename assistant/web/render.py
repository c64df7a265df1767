"""Answers as HTML. Pure: everything that comes in is data and is escaped.

The HTML holds no line break, because the chat component reads it as Markdown, where a block
of HTML ends at an empty line; and only attributes that Gradio's sanitiser lets through
(``class``, ``value``, ``title``, ``lang`` and the like; no ``data-`` or ``aria-``).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.types import Answer, Citation, Notice, NoticeKind, Status
from assistant.web import texts
from assistant.web.marks import MARK, with_marks

SHOWN_SOURCES = 4
SHORT_PART = 12
"""Characters of a part of a place's name up to which it stays on one line."""
_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）】》]*|\n|$)")

_MARKS = re.compile(rf"(?:{MARK.pattern})+[。，；：！？、]?")


class Numbered(NamedTuple):
    """A citation and the number it goes by in its answer."""

    number: int
    citation: Citation


def escape(text: str) -> str:
    """Text as inert HTML on one line."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return html.escape(whole).replace("\r", "").replace("\n", "<br>")


def place_name(label: str) -> str:
    """The name of a place; on a narrow screen a line ends behind one of its dots."""
    parts = [part for part in re.split(r"(?<=·)", escape(label)) if part]
    return "".join(
        f'<span class="part">{part}</span>' if len(part) <= SHORT_PART else part for part in parts
    )


def question(text: str) -> str:
    return f'<p class="asked">{escape(text)}</p>'


def waiting() -> str:
    return f'<div class="answer streaming"><p class="waiting">{texts.LOOKING_UP}</p></div>'


def partial(sentences: Sequence[str]) -> str:
    """The sentences so far; marks wait for the sources they point at."""
    said = _said(MARK.sub("", "".join(sentences)), ())
    return f'<div class="answer streaming">{said}</div>'


def problem(text: str) -> str:
    """Something broke."""
    return f'<div class="answer problem"><p class="lead">{escape(text)}</p></div>'


def remark(text: str) -> str:
    """Nothing broke, but the question was not taken: empty, too long, too fast."""
    return f'<div class="answer remark"><p class="lead">{escape(text)}</p></div>'


def answer(given: Answer, token: str = "") -> str:
    """A whole answer: what kind it is, the fact, the rest, notices, sources, ways on.

    ``token`` is what a visitor rates it by.
    """
    numbered = number(given)
    own = {_span(citation) for citation in given.citations}
    quotes = [(n, c.label, c.quote) for n, c in numbered if _span(c) in own]
    parts = [
        _kind(given.status),
        _said(with_marks(_without_notices(given), quotes), numbered),
        *(_notice(notice, numbered) for notice in given.notices),
        _ask_list("choices", texts.CHOICES, given.choices),
        _sources(_without_cards(numbered, given.notices), given.status),
        _ask_list("next", texts.SUGGESTIONS, given.suggestions),
        _foot(given.status, token),
    ]
    return f'<div class="answer done {given.status.value}">{"".join(parts)}</div>'


def number(given: Answer) -> list[Numbered]:
    """Every place the answer leans on, once, in the order met: its own sources first."""
    met: dict[tuple[int, int], Citation] = {}
    for citation in (*given.citations, *(c for n in given.notices for c in n.citations)):
        met.setdefault((citation.start, citation.end), citation)
    return [Numbered(i, citation) for i, citation in enumerate(met.values(), 1)]


def welcome(examples: Mapping[str, Sequence[str]]) -> str:
    """The greeting and questions to start with, by who is asking."""
    groups = "".join(
        f'<section class="who"><h3>{escape(who)}</h3>{_ask_buttons(questions)}</section>'
        for who, questions in examples.items()
        if questions
    )
    heading = f'<h2 class="sr">{texts.GREETING_EXAMPLES}</h2>'
    return (
        f'<div class="welcome"><p class="greeting">{texts.GREETING}</p>'
        f'{heading}<div class="whos">{groups}</div></div>'
    )


def _kind(status: Status) -> str:
    name = texts.STATUS[status]
    return f'<p class="kind">{name}</p>' if name else ""


def _said(text: str, numbered: Sequence[Numbered]) -> str:
    text = text.strip()
    match = _SENTENCE.match(text)
    lead = match.group() if match else ""
    rest = [line.strip() for line in text[len(lead) :].split("\n") if line.strip()]
    paragraphs = "".join(f"<p>{_with_marks(line, numbered)}</p>" for line in rest)
    return (
        f'<div class="said"><p class="lead">{_with_marks(lead.strip(), numbered)}</p>'
        f"{paragraphs}</div>"
    )


def _without_notices(given: Answer) -> str:
    """The text without lines (``注意：…``) that stand below as notices."""

    def repeats(line: str) -> bool:
        said = line.strip().removeprefix(texts.NOTE)
        return any(said == notice.text.strip() for notice in given.notices)

    return "\n".join(line for line in given.text.split("\n") if not repeats(line))


def _with_marks(line: str, numbered: Sequence[Numbered]) -> str:
    """``[1]`` becomes a button that opens source 1; a number without a source stays text."""

    marks = {place.number: _mark(place) for place in numbered}

    def together(found: re.Match[str]) -> str:
        said = MARK.sub(lambda m: marks.get(int(m[1] or m[2]), m.group()), found.group())
        return f'<span class="marks">{said}</span>' if said != found.group() else said

    return _MARKS.sub(together, escape(line))


def _mark(place: Numbered) -> str:
    name = texts.SOURCE_MARK.format(number=place.number)
    return (
        f'<button type="button" class="source-mark" value="{_span(place.citation)}" '
        f'title="{name}"><span class="sr">{texts.SOURCES}</span>{place.number}</button>'
    )


def _notice(notice: Notice, numbered: Sequence[Numbered]) -> str:
    places = _among(numbered, notice.citations)
    shows_cards = notice.kind is NoticeKind.CONFLICT
    marks = "" if shows_cards else "".join(_mark(place) for place in places)
    cards = _folded(places) if shows_cards else ""
    return (
        f'<div class="notice {notice.kind.value}"><h2>{texts.NOTICE[notice.kind]}</h2>'
        f"<p>{escape(notice.text)}{marks}</p>{cards}</div>"
    )


def _without_cards(numbered: Sequence[Numbered], notices: Iterable[Notice]) -> list[Numbered]:
    """What is left for the list of sources once a conflict has shown both its places."""
    conflicts = (n for n in notices if n.kind is NoticeKind.CONFLICT)
    shown = _among(numbered, (c for notice in conflicts for c in notice.citations))
    return [n for n in numbered if n not in shown]


def _sources(cited: Sequence[Numbered], status: Status) -> str:
    if not cited:
        return ""
    heading = texts.NEAREST if status is Status.NOT_IN_PLAN else texts.SOURCES
    return f'<div class="sources"><h2>{heading}</h2>{_folded(cited)}</div>'


def _folded(places: Sequence[Numbered]) -> str:
    """The first few as cards, the others behind a line that says how many there are."""
    shown, more = places[:SHOWN_SOURCES], places[SHOWN_SOURCES:]
    if not more:
        return _cards(shown)
    summary = texts.MORE_SOURCES.format(count=len(more))
    return f"{_cards(shown)}<details><summary>{summary}</summary>{_cards(more)}</details>"


def _cards(places: Iterable[Numbered]) -> str:
    cards = "".join(
        f'<li><button type="button" class="source-card" value="{_span(citation)}">'
        f'<span class="number">{n}</span><span class="label">{place_name(citation.label)}</span>'
        f'<span class="quote">{escape(" ".join(citation.quote.split()))}</span>'
        f'<span class="open">{texts.OPEN_SOURCE}</span></button></li>'
        for n, citation in places
    )
    return f'<ul class="cards">{cards}</ul>' if cards else ""


def _ask_list(name: str, heading: str, questions: Sequence[str]) -> str:
    if not questions:
        return ""
    return f'<div class="{name}"><h2>{heading}</h2>{_ask_buttons(questions)}</div>'


def _ask_buttons(questions: Sequence[str]) -> str:
    buttons = "".join(
        f'<li><button type="button" class="ask" value="{q}">{q}</button></li>'
        for q in (escape(" ".join(one.split())) for one in questions)
    )
    return f'<ul class="asks">{buttons}</ul>'


def _foot(status: Status, token: str) -> str:
    if status is Status.ERROR:
        return ""
    copying = (Status.ANSWERED, Status.PARTIAL, Status.NOT_IN_PLAN)
    copy = f'<button type="button" class="copy">{texts.COPY}</button>'
    names = (("helpful", texts.HELPFUL), ("unhelpful", texts.UNHELPFUL)) if token else ()
    rates = "".join(
        f'<button type="button" class="rate {css}" value="{escape(token)}">{name}</button>'
        for css, name in names
    )
    return f'<p class="foot">{copy if status in copying else ""}{rates}</p>'


def _among(numbered: Sequence[Numbered], citations: Iterable[Citation]) -> list[Numbered]:
    spans = {_span(citation) for citation in citations}
    return [n for n in numbered if _span(n.citation) in spans]


def _span(citation: Citation) -> str:
    return f"{citation.start:d}-{citation.end:d}"
