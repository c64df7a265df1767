"""Our own pages on their way out: their policy, compressed, and "unchanged" when it is so."""

from __future__ import annotations

import gzip
import hashlib

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from assistant.web.shell import STRICT_POLICY

_WORTH_COMPRESSING = 1400


def page(request: Request, html: str, status: int = 200) -> Response:
    """A page under the strict policy; nothing of it may come from elsewhere."""
    return _sent(request, html, HTMLResponse.media_type or "text/html", status)


def notice(text: str, status: int) -> Response:
    """One plain sentence."""
    return PlainTextResponse(text, status)


def _sent(request: Request, text: str, kind: str, status: int) -> Response:
    body = text.encode("utf-8")
    etag = f'W/"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {
        "content-security-policy": STRICT_POLICY,
        "cache-control": "no-cache",
        "vary": "accept-encoding",
        "etag": etag,
    }
    if status == 200 and request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    if len(body) > _WORTH_COMPRESSING and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, compresslevel=5, mtime=0)
        headers["content-encoding"] = "gzip"
    return Response(body, status, headers, media_type=kind)
