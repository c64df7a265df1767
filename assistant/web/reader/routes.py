"""The reader over HTTP: the whole plan, and an excerpt for the panel beside the chat."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from assistant.web import sending, texts
from assistant.web.reader import page
from assistant.web.reader.document import READER, Document

PASSAGE = "/passage"
PATHS = (READER, PASSAGE)


def routes(document: Document, plan_title: str, passage_chars: int) -> APIRouter:
    """``passage_chars``: the longest span that is marked."""
    router = APIRouter()
    plain = page.whole(document, plan_title, lost=False)

    def known(start: int, end: int) -> bool:
        return end - start <= passage_chars and document.holds(start, end)

    @router.get(READER)
    def reader(request: Request, start: str = "", end: str = "") -> Response:
        if not start and not end:
            return sending.page(request, plain)
        mark = (_offset(start), _offset(end))
        if not known(*mark):
            return sending.page(request, page.whole(document, plan_title, lost=True), 404)
        return sending.page(request, page.whole(document, plan_title, mark, lost=False))

    @router.get(PASSAGE)
    def passage(start: int, end: int) -> Response:
        html = document.excerpt(start, end) if known(start, end) else ""
        if not html:
            return sending.notice(texts.READER_MISSING, 404)
        return HTMLResponse(html)

    return router


def _offset(value: str) -> int:
    """-1 for what is no offset: a link that was cut off still opens the plan."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else -1
