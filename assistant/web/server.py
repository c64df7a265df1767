"""The web application: Gradio's chat in a FastAPI app of our own."""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from gradio.data_classes import BlocksConfigDict
from starlette.middleware.cors import CORSMiddleware

from assistant.web import texts
from assistant.web.canary import Readiness
from assistant.web.chat import lay_out
from assistant.web.events import wire
from assistant.web.face import Assistant
from assistant.web.feedback import routes as feedback
from assistant.web.feedback.recent import Recent
from assistant.web.feedback.store import Store
from assistant.web.guard import Guard
from assistant.web.limits import Limits
from assistant.web.listening import ANSWERS_END_WITHIN_S
from assistant.web.page import Dress, Page
from assistant.web.reader import routes as reader
from assistant.web.reader.document import Document
from assistant.web.shell import ASSETS, ASSETS_PATH
from assistant.web.staff.rooms import PATHS as STAFF_PATHS
from assistant.web.staff.rooms import Staff
from assistant.web.targets import routes as targets

OWN_PATHS = (
    *("/healthz", "/readyz", f"{ASSETS_PATH}/"),
    *(*reader.PATHS, *targets.PATHS, *feedback.PATHS),
)


@dataclass(frozen=True, slots=True)
class WebApp:
    """An ASGI app, and a way to let its visitors go."""

    asgi: FastAPI
    blocks: gr.Blocks

    async def finish(self) -> None:
        """Waits for answers under way."""
        last = time.monotonic() + ANSWERS_END_WITHIN_S
        queue = self.blocks._queue
        while any(queue.pending_event_ids_session.values()) and time.monotonic() < last:
            await asyncio.sleep(0.05)


def build_blocks(assistant: Assistant, limits: Limits, recent: Recent) -> gr.Blocks:
    """The chat with its queue, not yet mounted."""
    blocks = _Blocks(
        analytics_enabled=False,
        title=texts.NAME,
        fill_width=True,
        fill_height=True,
        delete_cache=(3600, 86400),
    )
    # Gradio reads both when its app is made, which queue() does.
    blocks.max_threads = limits.threads
    blocks.state_session_capacity = limits.sessions
    with blocks:
        wire(lay_out(assistant), assistant, limits, recent)
    blocks.queue(
        api_open=False,
        max_size=limits.queue_size,
        default_concurrency_limit=limits.concurrency,
    )
    return blocks


def create_app(
    assistant: Assistant,
    *,
    limits: Limits | None = None,
    hosts: Collection[str] = (),
    data_dir: Path | None = None,
    staff: Staff | None = None,
) -> WebApp:
    """Chat, reader, targets, health, and the staff desk where one is given.

    ``hosts``: the only host names served; empty means any. ``data_dir``: where feedback is
    kept; without it visitors are told that it was not.
    """
    limits = limits or Limits()
    recent = Recent()
    store = Store(data_dir) if data_dir else None
    if store:
        store.tidy()
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    _add_routes(app, assistant, limits)
    app.include_router(feedback.routes(recent, store, limits.feedback_rate))
    if staff:
        app.include_router(staff.router)
    app.mount(ASSETS_PATH, _Assets(directory=ASSETS))
    # The last added stands outermost. Gradio leaves CORS to us once it sees this.
    model = assistant.model.sentence if assistant.model else ""
    app.add_middleware(Dress, page=Page(assistant.plan_title, model))
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(
        Guard,
        body_bytes=limits.body_bytes,
        own_paths=(*OWN_PATHS, *(STAFF_PATHS if staff else ())),
        hosts=hosts,
        room=staff.room if staff else lambda scope: None,
    )
    blocks = build_blocks(assistant, limits, recent)
    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        show_error=False,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        pwa=False,
        ssr_mode=False,
        allowed_paths=[],
        max_file_size="1mb",
        # Fonts named as plain strings are the system's; Gradio's own would be fetched.
        theme=gr.themes.Base(font=["system-ui"], font_mono=["monospace"]),
    )
    return WebApp(app, blocks)


class _Blocks(gr.Blocks):
    def get_config_file(self) -> BlocksConfigDict:
        config = super().get_config_file()
        # A page would hold one of the browser's six connections for as long as it is open, so
        # that a seventh tab could not load; what is kept of a conversation ends by its own time.
        config["connect_heartbeat"] = False
        return config


class _Assets(StaticFiles):
    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        # Asked for again each time, and answered "unchanged": scripts never mix versions.
        response.headers["cache-control"] = "no-cache"
        return response


def _add_routes(app: FastAPI, assistant: Assistant, limits: Limits) -> None:
    @app.get("/healthz")
    def alive() -> Response:
        return PlainTextResponse(texts.ALIVE)

    is_ready = Readiness(assistant)

    @app.get("/readyz")
    def ready() -> Response:
        if is_ready():
            return PlainTextResponse(texts.READY)
        return PlainTextResponse(texts.NOT_READY, 503)

    document = Document(assistant.knowledge)
    app.include_router(reader.routes(document, assistant.plan_title, limits.passage_chars))
    app.include_router(targets.routes(assistant.knowledge, assistant.plan_title))


@contextmanager
def private_folder() -> Iterator[Path]:
    """Works in an empty folder nobody else can read: Gradio may serve files of its own."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="plan-web-") as folder:
        os.environ["GRADIO_TEMP_DIR"] = folder
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)
