"""What stands between the internet and the app: who may post, how much, and to which path."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web import texts

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
DEFAULT_POLICY = "default-src 'none'; frame-ancestors 'none'"

# All that the chat page asks of Gradio. Uploads, files, proxying, its API pages and the
# rest are shut: none is used here, and each has had an advisory.
GRADIO_PATHS = frozenset(
    {
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/manifest.json",
        "/robots.txt",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/startup-events",
        "/gradio_api/reset",
        "/gradio_api/cancel",
    }
)
GRADIO_FOLDERS = ("/assets/", "/static/")

_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Guard:
    """Refuses other sites' posts, large bodies and closed paths; adds headers to every answer.

    ``own_paths`` are open beside Gradio's; one that ends in ``/`` opens all below it. With
    ``hosts``, only requests to one of those names are served. ``room`` gives the bytes that a
    request may have where that is not ``body_bytes``.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        body_bytes: int,
        own_paths: Collection[str],
        hosts: Collection[str] = (),
        room: Callable[[Scope], int | None] = lambda scope: None,
    ) -> None:
        self._app = app
        self._body_bytes = body_bytes
        self._room = room
        self._paths = GRADIO_PATHS | {path for path in own_paths if not path.endswith("/")}
        self._folders = (*GRADIO_FOLDERS, *(p for p in own_paths if p.endswith("/")))
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            try:
                await self._http(scope, receive, _with_headers(send))
            except asyncio.CancelledError:
                # Only a stopping server cancels; what is still open is ended, not torn.
                with suppress(RuntimeError):
                    await send({"type": "http.response.body", "body": b""})
        else:
            # Nothing here speaks WebSocket.
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal:
            await refusal(scope, receive, send)
            return
        body = b""
        if scope["method"] in _UNSAFE:
            most = self._most(scope)
            while True:
                message = await receive()
                body += message.get("body", b"")
                if message["type"] == "http.disconnect":
                    return
                if len(body) > most:
                    await _too_large(most)(scope, receive, send)
                    return
                if not message.get("more_body", False):
                    break
            receive = _replay(body, receive)
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "").lower()
        if self._hosts and _name(host) not in self._hosts:
            return PlainTextResponse(texts.FOREIGN_HOST, 421)
        path: str = scope["path"]
        if path not in self._paths and not path.startswith(self._folders):
            return PlainTextResponse(texts.NOT_FOUND, 404)
        if scope["method"] not in _UNSAFE:
            return None
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        foreign = urlsplit(origin).netloc.lower() != host if origin else site not in _OWN_SITE
        if foreign:
            return PlainTextResponse(texts.FOREIGN_ORIGIN, 403)
        length = headers.get("content-length", "0")
        most = self._most(scope)
        if not length.isdecimal() or int(length) > most:
            return _too_large(most)
        return None

    def _most(self, scope: Scope) -> int:
        return self._room(scope) or self._body_bytes


def _too_large(most: int) -> PlainTextResponse:
    said = texts.BODY_TOO_LARGE.format(kilobytes=most // 1024)
    return PlainTextResponse(said, 413, {"connection": "close"})


_OWN_SITE = frozenset({"same-origin", "none"})


def _name(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            # Under no-referrer a browser's form posts say "Origin: null"; pages with forms of
            # their own say same-origin instead.
            headers.setdefault("referrer-policy", SECURITY_HEADERS["referrer-policy"])
            for name, value in SECURITY_HEADERS.items():
                if name != "referrer-policy":
                    headers[name] = value
            headers.setdefault("content-security-policy", DEFAULT_POLICY)
        await send(message)

    return sending


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body already read, then whatever comes (a disconnect)."""
    given = False

    async def receiving() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
