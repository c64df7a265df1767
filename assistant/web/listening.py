"""The port, and the server on it. Loads no Gradio, so that a taken port is told at once."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable

import uvicorn
from starlette.types import ASGIApp

from assistant.web import texts

# What each step of stopping may take: answers under way, then connections left open.
ANSWERS_END_WITHIN_S = 5
CONNECTIONS_END_WITHIN_S = 2


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
    def __init__(self, config: uvicorn.Config, finish: Callable[[], Awaitable[None]]) -> None:
        super().__init__(config)
        self._finish = finish

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for listener in sockets or []:
            host, port = listener.getsockname()[:2]
            name = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}.get(host, host)
            print(texts.SERVING.format(address=f"http://{name}:{port}"), flush=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._finish()
        await super().shutdown(sockets)


def prepare(app: ASGIApp, finish: Callable[[], Awaitable[None]]) -> uvicorn.Server:
    """A server to ``run(sockets=[...])``; told to stop, it awaits ``finish`` first."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=CONNECTIONS_END_WITHIN_S,
    )
    return _Server(config, finish)
