"""The one way into every page of the desk: session, token, form; then the page's own work."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.types import Scope

from assistant.web.shell import STRICT_POLICY
from assistant.web.staff import texts
from assistant.web.staff.audit import Audit, NotLogged
from assistant.web.staff.door import Door, Session

ROOT = "/desk"
LOGIN = f"{ROOT}/login"
PATHS = (ROOT, f"{ROOT}/")
COOKIE = "desk"
BODY_BYTES = 22 * 1024 * 1024
"""What somebody let in may send: the largest upload and its form."""
FIELD_BYTES = 4 * 1024 * 1024
MOST_FIELDS = 3000
HEADERS = {
    "content-security-policy": STRICT_POLICY,
    # What stands on these pages stays in no cache.
    "cache-control": "no-store",
    # Their forms must say where they come from, which no-referrer forbids.
    "referrer-policy": "same-origin",
    "x-robots-tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent; its name is not to be trusted."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who was let in."""

    who: str
    csrf: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        """A field's text with plain line ends; ``default`` where it was not sent."""
        found = self.fields.get(name)
        return found[0].replace("\r\n", "\n") if found else default

    def many(self, name: str) -> list[str]:
        """All values of a field."""
        return [value.replace("\r\n", "\n") for value in self.fields.get(name, ())]


Work = Callable[[Visit], Response]


class Rooms:
    """Registers pages. None can be reached without a session, none changes without its token."""

    def __init__(self, door: Door, audit: Audit) -> None:
        self.door = door
        self.audit = audit
        self.router = APIRouter(prefix=ROOT)

    def get(self, path: str, work: Work) -> None:
        """A page that changes nothing."""

        async def show(request: Request) -> Response:
            return await self._let_in(request, work, changes=False)

        self.router.add_api_route(path, show, methods=["GET"])

    def post(self, path: str, work: Work) -> None:
        """Something that is done; the form must carry the session's token."""

        async def do(request: Request) -> Response:
            return await self._let_in(request, work, changes=True)

        self.router.add_api_route(path, do, methods=["POST"])

    def session(self, request: Request) -> tuple[Session | None, str]:
        """The session of a request, and a token to set as a cookie where it is new."""
        found = self.door.find(request.cookies.get(COOKIE, ""))
        named = self.door.named(request.headers.get(self.door.header)) if self.door.header else ""
        if named and (found is None or found.who != named):
            token = self.door.open(named)
            self.audit.add(named, texts.DID_ENTER)
            return self.door.find(token), token
        if found and not named and not self.door.takes_password:
            # The proxy no longer names this person.
            return None, ""
        return found, ""

    def room(self, scope: Scope) -> int | None:
        """Bytes that a request may have: many only for who is let in."""
        if not scope["path"].startswith(f"{ROOT}/"):
            return None
        request = Request(scope)
        named = bool(self.door.header and self.door.named(request.headers.get(self.door.header)))
        inside = named or self.door.find(request.cookies.get(COOKIE, ""))
        return BODY_BYTES if inside else None

    async def _let_in(self, request: Request, work: Work, *, changes: bool) -> Response:
        try:
            session, fresh = await run_in_threadpool(self.session, request)
        except NotLogged:
            return notice(texts.NOT_LOGGED, 503)
        if session is None:
            return self._outside(request, changes)
        fields: dict[str, list[str]] = {}
        files: dict[str, Upload] = {}
        if changes:
            if not from_here(request):
                return notice(texts.FOREIGN, 403)
            try:
                fields, files = await read_form(request)
            except Exception:
                return notice(texts.FORM_BROKEN, 400)
            given = (fields.get("csrf") or [""])[0]
            if fresh or not _same(given, session.csrf):
                return with_cookie(notice(texts.STALE, 403), request, fresh)
        visit = Visit(
            *(session.who, session.csrf, request.url.path, dict(request.query_params)),
            *(fields, files, {k: str(v) for k, v in request.path_params.items()}),
        )
        try:
            response = await run_in_threadpool(work, visit)
        except NotLogged:
            response = notice(texts.NOT_LOGGED, 503)
        return with_cookie(response, request, fresh)

    def _outside(self, request: Request, changes: bool) -> Response:
        if not self.door.takes_password:
            return notice(texts.THROUGH_PROXY, 403)
        if changes or request.headers.get("sec-fetch-mode") == "cors":
            return notice(texts.SESSION_OVER, 401)
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return redirect(LOGIN if back == ROOT else f"{LOGIN}?next={quote(back, safe='/')}")


@dataclass(frozen=True)
class Staff:
    """What the web app needs of the desk."""

    rooms: Rooms
    router: APIRouter

    def room(self, scope: Scope) -> int | None:
        """Bytes that a request to the desk may have."""
        return self.rooms.room(scope)


async def read_form(request: Request) -> tuple[dict[str, list[str]], dict[str, Upload]]:
    """Fields and files of a form; what is too much is refused by the parser."""
    fields: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=FIELD_BYTES) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                if value.filename:
                    files[name] = Upload(value.filename, await value.read())
            else:
                fields.setdefault(name, []).append(value)
    return fields, files


def from_here(request: Request) -> bool:
    """Whether a change comes from a page of this very site, by what the browser says."""
    host = request.headers.get("host", "").lower()
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc.lower() == host
    return urlsplit(request.headers.get("referer", "")).netloc.lower() == host


def _same(given: str, due: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), due.encode())


def page(html: str, status: int = 200) -> Response:
    """A page of the desk."""
    return HTMLResponse(html, status, HEADERS)


def notice(text: str, status: int) -> Response:
    """One plain sentence."""
    return PlainTextResponse(text, status, HEADERS)


def redirect(path: str) -> Response:
    """To another page of the desk, by GET."""
    return RedirectResponse(path, 303, HEADERS)


def download(content: bytes, name: str, kind: str) -> Response:
    """A file to be saved under a Chinese name."""
    end = name.rpartition(".")[2]
    said = f"attachment; filename=\"desk.{end}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, 200, {**HEADERS, "content-disposition": said}, media_type=kind)


def with_cookie(response: Response, request: Request, token: str) -> Response:
    """Sets the session's cookie where there is a token to set."""
    if token:
        response.set_cookie(
            COOKIE,
            token,
            path=ROOT,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
    return response
