"""Targets and indicators over HTTP: pages, the filtered part alone, exports."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from assistant.web import sending, texts
from assistant.web.targets import export, gallery, page
from assistant.web.targets.filters import Filter, choose
from assistant.web.targets.lines import lines
from assistant.web.targets.rows import Item, items
from knowledge.library import Knowledge

CSV, XLSX, PART = f"{page.PATH}.csv", f"{page.PATH}.xlsx", f"{page.PATH}/results"
PATHS = (page.PATH, CSV, XLSX, PART, gallery.PATH)
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(knowledge: Knowledge, plan_title: str) -> APIRouter:
    router = APIRouter()
    everything = items(knowledge)
    drawn = gallery.whole(lines(knowledge), plan_title)

    def chosen(request: Request) -> tuple[list[Item], Filter]:
        wanted = Filter.read(request.query_params)
        return choose(everything, wanted), wanted

    @router.get(page.PATH)
    def targets(request: Request) -> Response:
        found, wanted = chosen(request)
        return sending.page(request, page.whole(everything, found, wanted, plan_title))

    @router.get(PART)
    def results(request: Request) -> Response:
        return sending.page(request, page.results(*chosen(request)))

    @router.get(CSV)
    def as_csv(request: Request) -> Response:
        return _file(chosen(request)[0], plan_title, export.as_csv, "text/csv", "csv")

    @router.get(XLSX)
    def as_xlsx(request: Request) -> Response:
        return _file(chosen(request)[0], plan_title, export.as_xlsx, _XLSX_TYPE, "xlsx")

    @router.get(gallery.PATH)
    def over_time(request: Request) -> Response:
        return sending.page(request, drawn)

    return router


def _file(
    found: list[Item], title: str, write: Callable[[list[Item], str], bytes], kind: str, end: str
) -> Response:
    name = quote(f"{texts.EXPORT_NAME}.{end}")
    headers = {
        "content-disposition": f"attachment; filename=\"targets.{end}\"; filename*=UTF-8''{name}",
        "cache-control": "no-cache",
    }
    return Response(write(found, title), 200, headers, media_type=kind)
