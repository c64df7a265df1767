"""The desk's first page and the page of its audit log."""

from __future__ import annotations

from fastapi import Response

from assistant.web.staff import frame, texts
from assistant.web.staff.audit import Audit
from assistant.web.staff.moments import local
from assistant.web.staff.rooms import ROOT, Rooms, Visit, page


def register(rooms: Rooms) -> None:
    rooms.get("", _home)
    rooms.get("/log", lambda visit: _log(visit, rooms.audit))


def _home(visit: Visit) -> Response:
    items = "".join(
        f'<li><a href="{ROOT}{path}"><b>{frame.PAGES[path]}</b><span>{told}</span></a></li>'
        for path, told in texts.HOME_ITEMS.items()
    )
    main = f'<h1>{texts.HOME}</h1><ul class="home">{items}</ul>'
    return page(frame.whole(texts.HOME, main, visit))


def _hash(whole: str) -> str:
    return f'<code title="{whole}">{whole[:8]}</code>' if whole else ""


def _log(visit: Visit, audit: Audit) -> Response:
    entries, whole = audit.read()
    rows = [
        (
            local(entry.at),
            frame.esc(entry.who),
            frame.esc(entry.what),
            frame.esc(entry.on),
            _hash(entry.before),
            _hash(entry.after),
        )
        for entry in entries
    ]
    main = (
        f'<h1>{texts.LOG}</h1><p class="about">{texts.LOG_ABOUT.format(count=len(rows))}</p>'
        f"{frame.problem('' if whole else texts.LOG_BROKEN)}"
        + (frame.table(texts.LOG_HEADS, rows, texts.LOG) if rows else f"<p>{texts.LOG_NONE}</p>")
    )
    return page(frame.whole(texts.LOG, main, visit, here="/log"))
