"""Coming in and leaving: the login page and what answers it."""

from __future__ import annotations

import logging
import secrets

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from assistant.web.staff import frame, texts
from assistant.web.staff.audit import NotLogged
from assistant.web.staff.door import NAME_CHARS, Door, Refused
from assistant.web.staff.rooms import (
    COOKIE,
    LOGIN,
    ROOT,
    Rooms,
    Visit,
    from_here,
    notice,
    page,
    read_form,
    redirect,
    with_cookie,
)

BEFORE = "desk-in"
"""The cookie that the login form's token belongs to."""
MINUTES = 60
log = logging.getLogger(__name__)


def routes(rooms: Rooms) -> APIRouter:
    """The login page; it exists only where a password is set."""
    router = APIRouter()
    door = rooms.door

    @router.get(LOGIN)
    async def login(request: Request, next: str = ROOT) -> Response:
        session, _ = await run_in_threadpool(rooms.session, request)
        if session:
            return redirect(_inside(next))
        if not door.takes_password:
            return notice(texts.THROUGH_PROXY, 403)
        return _form(door, request, _inside(next))

    @router.post(LOGIN)
    async def knock(request: Request) -> Response:
        if not door.takes_password:
            return notice(texts.THROUGH_PROXY, 403)
        if not from_here(request):
            return notice(texts.FOREIGN, 403)
        try:
            fields, _ = await read_form(request)
        except Exception:
            return notice(texts.FORM_BROKEN, 400)
        given = {name: values[0] for name, values in fields.items()}
        where = _inside(given.get("next", ROOT))
        if not door.sealed(request.cookies.get(BEFORE, ""), given.get("csrf", "")):
            return _form(door, request, where, texts.STALE_LOGIN, given.get("who", ""), 403)
        address = request.client.host if request.client else ""
        try:
            token = await run_in_threadpool(
                door.knock, given.get("who", ""), given.get("password", ""), address
            )
        except Refused as refused:
            # Neither the name nor the address of who failed is kept.
            log.warning("工作台：一次登录没有成功")
            return _form(door, request, where, str(refused), given.get("who", ""), 403)
        session = door.find(token)
        try:
            who = session.who if session else ""
            await run_in_threadpool(rooms.audit.add, who, texts.DID_ENTER)
        except NotLogged:
            return notice(texts.NOT_LOGGED, 503)
        response = with_cookie(redirect(where), request, token)
        response.delete_cookie(BEFORE, path=LOGIN, httponly=True, samesite="strict")
        return response

    return router


def leave(rooms: Rooms, visit: Visit) -> Response:
    """Ends the session."""
    rooms.audit.add(visit.who, texts.DID_LEAVE)
    rooms.door.leave(visit.csrf)
    response = redirect(LOGIN if rooms.door.takes_password else "/")
    response.delete_cookie(COOKIE, path=ROOT, httponly=True, samesite="strict")
    return response


def _inside(path: str) -> str:
    """A path of the desk: what else a link asks to go to is not gone to."""
    plain = path.startswith((f"{ROOT}/", f"{ROOT}?")) and "//" not in path and "\\" not in path
    return path if plain and path.isprintable() else ROOT


def _form(
    door: Door, request: Request, where: str, said: str = "", who: str = "", status: int = 200
) -> Response:
    before = request.cookies.get(BEFORE) or secrets.token_urlsafe(24)
    seal = door.seal(before)
    name = frame.field(
        texts.YOUR_NAME,
        "who",
        who,
        hint=texts.YOUR_NAME_HINT,
        more=f'maxlength="{NAME_CHARS}" autocomplete="name" required',
    )
    password = frame.field(
        texts.PASSWORD, "password", more='type="password" autocomplete="current-password" required'
    )
    main = (
        f'<div class="narrow"><h1>{texts.LOGIN}</h1>{frame.problem(said)}'
        f'<form class="work" method="post" action="{LOGIN}">'
        f'<input type="hidden" name="csrf" value="{seal}">'
        f'<input type="hidden" name="next" value="{frame.esc(where)}">'
        f'{name}{password}<p class="buttons">{frame.button(texts.ENTER)}</p></form></div>'
    )
    response = page(frame.whole(texts.LOGIN, main, None), status)
    response.set_cookie(
        BEFORE,
        before,
        path=LOGIN,
        max_age=MINUTES * 60,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return response
