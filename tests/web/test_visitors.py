"""Visitors as the service sees them: one who leaves, and more than there is room for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from assistant.types import Answer
from assistant.web.limits import Limits
from assistant.web.listening import listen, prepare
from assistant.web.server import create_app
from tests.web.scripted import ScriptedAssistant

WITHIN_S = 10


class Slow(ScriptedAssistant):
    """Gives signs of life until it is let go on; ``left`` is set when nobody waits any more."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.left = threading.Event()

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[str | Answer]:
        self.begun.release()
        try:
            while not self.go.wait(0.05):
                yield ""
            yield from super().stream(question, history)
        except GeneratorExit:
            self.left.set()
            raise


@contextmanager
def served(assistant: Slow, limits: Limits) -> Iterator[httpx.Client]:
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = create_app(assistant, limits=limits)
    server = prepare(app.asgi, app.finish)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        with httpx.Client(base_url=address, headers={"origin": address}, timeout=30) as client:
            yield client
    finally:
        assistant.go.set()
        server.should_exit = True
        thread.join(timeout=15)


def join(client: httpx.Client, session: str) -> httpx.Response:
    body = {"data": [f"{session}问", None], "fn_index": 0, "session_hash": session}
    return client.post("/gradio_api/queue/join", json=body)


def read(client: httpx.Client, session: str) -> Iterator[dict[str, Any]]:
    with client.stream(
        "GET", "/gradio_api/queue/data", params={"session_hash": session}
    ) as response:
        for line in response.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line[6:])


@pytest.mark.slow
def test_a_visitor_who_leaves_ends_the_work() -> None:
    assistant = Slow()
    with served(assistant, Limits()) as client:
        assert join(client, "leaver").status_code == 200
        events = read(client, "leaver")
        next(event for event in events if event["msg"] == "process_generating")
        events.close()  # type: ignore[attr-defined]
        assert assistant.left.wait(WITHIN_S)


@pytest.mark.slow
def test_so_many_at_once_so_many_wait_and_the_next_is_turned_away() -> None:
    assistant = Slow()
    with served(assistant, Limits(queue_size=2, concurrency=2)) as client:
        for session in ("a", "b"):
            assert join(client, session).status_code == 200
            assert assistant.begun.acquire(timeout=WITHIN_S)
        assert [join(client, s).status_code for s in ("c", "d")] == [200, 200]
        assert not assistant.begun.acquire(timeout=0.5)
        refused = join(client, "e")
        assert refused.status_code == 503 and "Queue is full" in refused.text
        assistant.go.set()
        for session in "abcd":
            (done,) = [e for e in read(client, session) if e["msg"] == "process_completed"]
            assert done["success"] and f"{session}问" in json.dumps(done, ensure_ascii=False)
