"""The reader's page: contents beside the plan, search, and what to say to its script."""

from __future__ import annotations

from assistant.web import shell, texts
from assistant.web.reader.document import READER, Document
from assistant.web.reader.spans import Span

STYLES = ("plan.css", "reading.css", "card.css")
WORDS = {
    "linkCopied": texts.LINK_COPIED,
    "copyFailed": texts.COPY_FAILED,
    "findNone": texts.FIND_NONE,
    "findCount": texts.FIND_COUNT,
    "findMore": texts.FIND_MORE,
    "termMore": texts.TERM_MORE,
    "oddMore": texts.ODD_MORE,
    "close": texts.CLOSE,
}


def whole(document: Document, plan_title: str, mark: Span | None = None, *, lost: bool) -> str:
    """The reader with ``mark`` marked; ``lost``: a span was asked for that is not there."""
    said = f'<p class="lost" role="alert">{texts.CITED_MISSING}</p>' if lost else ""
    back = f'<a class="cited" href="#cited">{texts.TO_CITED}</a>' if mark else ""
    main = (
        '<div id="reading">'
        f'<div id="side"><div class="tools"><button type="button" id="unfold" '
        f'aria-expanded="false" aria-controls="contents">{texts.CONTENTS}</button>'
        f'<label class="sr" for="find">{texts.FIND}</label>'
        f'<input type="search" id="find" placeholder="{texts.FIND_HINT}" autocomplete="off" '
        f'maxlength="60" enterkeyhint="search">{back}</div>'
        f'<div id="found" hidden><p class="count" role="status"></p><ol></ol></div>'
        f'<nav id="contents" aria-label="{texts.CONTENTS}">{document.contents}'
        f'<button type="button" id="print">{texts.PRINT}</button></nav></div>'
        f'<main id="main" class="plan" tabindex="-1">{said}'
        f'<p class="legend">{texts.LEGEND}</p>{document.body(mark)}'
        f"{document.notes}</main></div>"
    )
    return shell.page(READER, plan_title, main, styles=STYLES, script="reading.js", said=WORDS)
