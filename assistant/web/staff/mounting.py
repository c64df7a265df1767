"""The whole desk on its path, from the settings; nothing of it exists without them."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from assistant import Assistant, Settings
from assistant.drafting import Approvals
from assistant.overlay import overlay_folder
from assistant.web.feedback.store import Store
from assistant.web.staff import entrance, frame, home, texts
from assistant.web.staff.additions import Additions
from assistant.web.staff.audit import Audit
from assistant.web.staff.cases import Cases
from assistant.web.staff.content import Content
from assistant.web.staff.door import Door
from assistant.web.staff.drafts import Drafts
from assistant.web.staff.opinions import Opinions
from assistant.web.staff.proofs import Proofs
from assistant.web.staff.rooms import ROOT, Rooms, Staff, Visit, notice, redirect
from assistant.web.staff.runs import Runs
from assistant.web.staff.shelf import Shelf
from assistant.web.staff.trials import Trials

FILES = Path(__file__).parent / "assets"
FOLDER = "staff"


def staff_desk(settings: Settings, assistant: Assistant, door: Door | None = None) -> Staff | None:
    """The desk over an assistant, or ``None`` where neither a password nor a header is set."""
    if not (settings.staff_password or settings.staff_header):
        return None
    folder = settings.data_dir / FOLDER
    door = door or Door(settings.staff_password, settings.staff_header)
    rooms = Rooms(door, Audit(folder))
    rooms.post("/logout", lambda visit: entrance.leave(rooms, visit))
    home.register(rooms)
    store = Store(settings.data_dir)
    Opinions(store, assistant.vector).register(rooms)
    additions = Additions(overlay_folder(settings, assistant.knowledge))
    Content(rooms, assistant, additions, store).register()
    proofs = Proofs(rooms, assistant.knowledge)
    proofs.register()
    shelf = Shelf(folder, assistant.knowledge)
    Drafts(
        rooms,
        assistant.knowledge,
        shelf,
        Approvals(settings.data_dir),
        proofs,
        # Asked for each time: another assistant's model takes its place when content changes.
        lambda: assistant.language_model,
    ).register()
    cases = Cases(folder / "evals", assistant.knowledge)
    Trials(rooms, Runs(folder / "evals", settings), cases, store).register()
    # Last: what no page above has taken, so that from outside no path looks unlike another.
    rooms.get("/{rest:path}", _elsewhere)
    rooms.post("/{rest:path}", lambda visit: notice(texts.NOTHING_HERE, 404))
    router = APIRouter()
    router.include_router(entrance.routes(rooms))
    router.add_api_route(f"{frame.ASSETS}/{{name}}", _asset, methods=["GET"])
    router.include_router(rooms.router)
    return Staff(rooms, router)


def _elsewhere(visit: Visit) -> Response:
    return notice(texts.NOTHING_HERE, 404) if visit.parts["rest"] else redirect(ROOT)


def _asset(request: Request, name: str) -> Response:
    # Scripts and styles say nothing of what is inside; the login page needs them.
    known = {path.name: path for path in FILES.iterdir() if path.suffix in {".css", ".js"}}
    if name not in known:
        return notice(texts.NOTHING_HERE, 404)
    kind = {".css": "text/css", ".js": "text/javascript"}[known[name].suffix]
    return FileResponse(known[name], media_type=kind, headers={"cache-control": "no-cache"})
