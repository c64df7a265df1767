"""The page around the chat: Gradio's HTML made ours, with a fresh script nonce each time.

Header, plan reader and AI label are plain HTML of the page, so they are there before any
script has run and stay if the chat breaks.
"""

from __future__ import annotations

import html
import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import shell, texts
from assistant.web.feedback import routes as feedback

STYLES = (
    *("page.css", "reader.css", "plan.css", "chat.css", "answer.css", "sources.css"),
    *("dialog.css", "card.css"),
)


def content_security_policy(nonce: str) -> str:
    """As tight as Gradio runs under: it sets styles inline, but needs no ``eval``."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


class Page:
    """Turns Gradio's page into ours."""

    def __init__(self, plan_title: str, model: str = "") -> None:
        """``model``: the sentence on which language model is used; "" without one."""
        title = html.escape(plan_title)
        used = f'<p class="model">{html.escape(model)}</p>' if model else ""
        self._head = shell.head(texts.NAME, plan_title, STYLES, "page.js")
        skip = f'<a class="skip" href="#question">{texts.SKIP_TO_QUESTION}</a>'
        restart = f'<button type="button" id="restart">{texts.NEW_CONVERSATION}</button>'
        self._top = (
            f"{shell.top('/', plan_title, skip, restart)}"
            f'<div id="room"><p id="loading">{texts.LOADING}</p>'
            f"<noscript><p>{texts.NO_SCRIPT}</p></noscript>"
        )
        self._bottom = (
            f'<div id="reader" role="complementary" aria-label="{texts.READER}" hidden>'
            f'<div class="reader-top"><div><h2>{texts.READER}</h2>'
            f'<p class="basis">{title}</p></div>'
            f'<button type="button" id="reader-close">{texts.READER_CLOSE}</button></div>'
            '<div id="reader-body" tabindex="0" '
            f'role="region" aria-label="{texts.READER}"></div></div></div>'
            f'<footer id="label"><p>{texts.AI_LABEL}</p>{used}</footer>{_DIALOG}'
            '<p id="announce" class="sr" role="status"></p>' + shell.words(_WORDS)
        )

    def dress(self, gradio_html: str, nonce: str) -> str:
        """Ours in place of Gradio's title, language and link previews; scripts get the nonce."""
        page = re.sub(r"<html\s+lang=\"en\"", '<html lang="zh-CN"', gradio_html, count=1)
        page = re.sub(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>", "", page)
        page = re.sub(r"<title>.*?</title>", "", page, flags=re.S)
        page = page.replace("shrink-to-fit=no", "viewport-fit=cover", 1)
        page = page.replace("</head>", self._head + "</head>", 1)
        page = page.replace("<gradio-app", self._top + "<gradio-app", 1)
        page = page.replace("</gradio-app>", "</gradio-app>" + self._bottom, 1)
        return page.replace("<script", f'<script nonce="{nonce}"')


_DIALOG = (
    '<dialog id="rating" aria-labelledby="rating-title"><form method="dialog">'
    f'<h2 id="rating-title">{texts.FEEDBACK}</h2><p class="choice"></p>'
    f'<label for="reason">{texts.FEEDBACK_REASON}</label>'
    f'<textarea id="reason" rows="3" maxlength="{feedback.REASON_CHARS}"></textarea>'
    f'<p class="consent">{feedback.CONSENT}</p><p class="outcome" role="status"></p>'
    f'<p class="buttons"><button type="submit" class="give">{texts.FEEDBACK_SEND}</button>'
    f'<button type="button" class="leave">{texts.FEEDBACK_CANCEL}</button></p></form></dialog>'
)
_WORDS = {
    "rateSending": texts.FEEDBACK_SENDING,
    "rateFailed": texts.FEEDBACK_FAILED,
    "rateClose": texts.CLOSE,
    "rateCancel": texts.FEEDBACK_CANCEL,
    "asked": texts.YOU_ASKED,
    "answer": texts.ANSWER,
    "conversation": texts.CONVERSATION,
    "copied": texts.COPIED,
    "copyFailed": texts.COPY_FAILED,
    "label": texts.AI_LABEL,
    "sources": texts.SOURCES,
    "places": texts.SOURCE_COUNT,
    "readerLoading": texts.READER_LOADING,
    "readerFailed": texts.READER_FAILED,
    "busy": texts.BUSY,
    "notice": texts.ATTENTION,
    "close": texts.CLOSE,
    "termMore": texts.TERM_MORE,
    "oddMore": texts.ODD_MORE,
}


class Dress:
    """Middleware that dresses the page on its way out, and gives it its policy."""

    def __init__(self, app: ASGIApp, page: Page) -> None:
        self._app = app
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        # Gradio would hand out a compressed page, which cannot be dressed.
        scope["headers"] = [h for h in scope["headers"] if h[0] != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def hold(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    await self._finish(start, bytes(body), send)
            else:
                await send(message)

        await self._app(scope, receive, hold)

    async def _finish(self, start: Message, body: bytes, send: Send) -> None:
        if Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            nonce = secrets.token_urlsafe(16)
            body = self._page.dress(body.decode("utf-8"), nonce).encode("utf-8")
            headers = MutableHeaders(scope=start)
            headers["content-length"] = str(len(body))
            headers["content-security-policy"] = content_security_policy(nonce)
            headers["cache-control"] = "no-store"
        await send(start)
        await send({"type": "http.response.body", "body": body})
