"""A chat endpoint that speaks the real protocol over HTTP and does what its script says.

One ``Step`` a request, in order; the last one repeats. ``requests`` keeps what was asked.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Step:
    """What one request gets. ``chunks`` are raw SSE lines or pauses in seconds."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: Sequence[bytes | float] = ()
    kind: str = "text/event-stream"
    finished: bool = True


def event(delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    """One streamed chunk of the protocol."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return f"data: {json.dumps({**body, 'choices': [choice]}, ensure_ascii=False)}\n\n".encode()


DONE = b"data: [DONE]\n\n"


def says(*parts: str | float, reasoning: str = "") -> Step:
    """A reply in parts; numbers are pauses."""
    chunks: list[bytes | float] = [event({"role": "assistant", "content": ""})]
    if reasoning:
        chunks.append(event({"reasoning_content": reasoning}))
    chunks += [p if isinstance(p, float) else event({"content": p}) for p in parts]
    return Step(chunks=[*chunks, event({}, "stop"), DONE])


def calls(*tools: tuple[str, str]) -> Step:
    """A request for tools: (name, arguments as JSON text)."""
    listed = [
        {
            "index": n,
            "id": f"c{n}",
            "type": "function",
            "function": {"name": name, "arguments": arguments},
        }
        for n, (name, arguments) in enumerate(tools)
    ]
    return Step(
        chunks=[event({"role": "assistant", "tool_calls": listed}), event({}, "tool_calls"), DONE]
    )


def fails(status: int, headers: Mapping[str, str] | None = None) -> Step:
    body = json.dumps({"error": {"message": "no", "type": "e"}}).encode()
    return Step(status, headers or {}, [body], "application/json")


class Server(ThreadingHTTPServer):
    """Serves a script; ``left`` is set when a client has gone before the end."""

    daemon_threads = True

    def __init__(self, *steps: Step | Callable[[dict[str, Any]], Step]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.steps = list(steps)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.left = threading.Event()
        self.busy = 0
        self.busiest = 0
        self.guard = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def pause(self, seconds: float) -> None:
        """Sleeps; counts how many requests are asleep at a time."""
        with self.guard:
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)
        time.sleep(seconds)
        with self.guard:
            self.busy -= 1

    def next_step(self, request: dict[str, Any]) -> Step:
        with self.guard:
            self.requests.append(request)
            step = self.steps[min(len(self.requests), len(self.steps)) - 1]
        return step if isinstance(step, Step) else step(request)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        server = self.server
        size = int(self.headers.get("content-length", 0))
        server.headers.append(dict(self.headers))
        step = server.next_step(json.loads(self.rfile.read(size)))
        try:
            self._send(step)
        except (BrokenPipeError, ConnectionResetError):
            server.left.set()

    def _send(self, step: Step) -> None:
        self.send_response(step.status)
        self.send_header("content-type", step.kind)
        self.send_header("connection", "close")
        for name, value in step.headers.items():
            self.send_header(name, value)
        self.end_headers()
        for chunk in step.chunks:
            if isinstance(chunk, float):
                self.server.pause(chunk)
            else:
                self.wfile.write(chunk)
                self.wfile.flush()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(*steps: Step | Callable[[dict[str, Any]], Step]) -> Iterator[Server]:
    """A server on a free port for as long as the block lasts."""
    server = Server(*steps)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        with suppress(OSError):
            server.shutdown()
            server.server_close()
