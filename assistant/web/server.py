"""The web application: Gradio's chat in a FastAPI app of our own, and the port it listens on."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware

from assistant.web import render, texts
from assistant.web.chat import lay_out
from assistant.web.events import wire
from assistant.web.face import Assistant
from assistant.web.guard import Guard
from assistant.web.limits import Limits
from assistant.web.page import ASSETS, ASSETS_PATH, Dress, Page

OWN_PATHS = ("/healthz", "/readyz", "/passage", f"{ASSETS_PATH}/")
# Long enough to finish an answer; pages left open hold a connection until then.
STOP_WITHIN_S = 5


def build_blocks(assistant: Assistant, limits: Limits) -> gr.Blocks:
    """The chat with its queue, not yet mounted."""
    blocks = gr.Blocks(
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
        wire(lay_out(assistant), assistant, limits)
    blocks.queue(
        api_open=False,
        max_size=limits.queue_size,
        default_concurrency_limit=limits.concurrency,
    )
    return blocks


def create_app(
    assistant: Assistant, *, limits: Limits | None = None, hosts: Collection[str] = ()
) -> FastAPI:
    """Chat page, passages, health. ``hosts``: the only host names served; empty means any."""
    limits = limits or Limits()
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    _add_routes(app, assistant, limits)
    app.mount(ASSETS_PATH, StaticFiles(directory=ASSETS))
    # The last added stands outermost. Gradio leaves CORS to us once it sees this.
    app.add_middleware(Dress, page=Page(assistant.plan_title))
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Guard, body_bytes=limits.body_bytes, own_paths=OWN_PATHS, hosts=hosts)
    gr.mount_gradio_app(
        app,
        build_blocks(assistant, limits),
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
    return app


def _add_routes(app: FastAPI, assistant: Assistant, limits: Limits) -> None:
    @app.get("/healthz")
    def alive() -> Response:
        return PlainTextResponse(texts.ALIVE)

    @app.get("/readyz")
    def ready() -> Response:
        if assistant.ready():
            return PlainTextResponse(texts.READY)
        return PlainTextResponse(texts.NOT_READY, 503)

    @app.get("/passage")
    def passage(start: int, end: int) -> Response:
        if not 0 <= start < end or end - start > limits.passage_chars:
            return PlainTextResponse(texts.READER_MISSING, 404)
        found = assistant.passage(start, end)
        if not found.marked:
            return PlainTextResponse(texts.READER_MISSING, 404)
        return HTMLResponse(render.passage(found))


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


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; ``OSError`` if the port is taken. Callers wait until it is served."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)
            print(texts.SERVING.format(address=f"http://{name}:{port}"), flush=True)


def prepare(app: FastAPI) -> uvicorn.Server:
    """A server to ``run(sockets=[...])``; told to stop, it gives answers time to finish."""
    return _Server(
        uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=STOP_WITHIN_S,
        )
    )
