"""Many visitors at once, over HTTP as the page itself speaks it: ``python -m scripts.load``.

Starts the service in a process of its own on a loopback port, then lets locust's visitors ask:
each joins Gradio's queue and reads the event stream until the whole answer is there. Bounded
in visitors and time; asks nobody but the service it started.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from scripts.bench_questions import FIGURES, SEARCHED

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS: tuple[str, ...] = (*(question for question, _, _ in FIGURES), *SEARCHED[:16])
VISITORS, SECONDS, PAUSE_S = 100, 120, 8.0
MOST_VISITORS, MOST_SECONDS = 200, 600
START_S, ANSWER_S = 60.0, 30.0
DONE = "answer done"

Numbers = dict[str, float]


def measure(visitors: int = VISITORS, seconds: int = SECONDS) -> Numbers:
    """Chats, errors, times and memory. Call in a fresh process: locust patches the sockets."""
    visitors, seconds = min(visitors, MOST_VISITORS), min(seconds, MOST_SECONDS)
    with service() as (process, address):
        before, spent = resident_mb(process.pid), cpu_s(process.pid)
        numbers = visit(address, visitors, seconds)
        numbers |= {"mb_before": before, "mb_after": resident_mb(process.pid)}
        # What an answer costs the service, whatever else the machine was doing.
        numbers["cpu_ms"] = (cpu_s(process.pid) - spent) * 1000 / max(1, numbers["chats"])
    return numbers


@contextmanager
def service() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service as a child on a free port, warm, with limits wide enough for one address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.load", "serve", str(port)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUTF8": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _wait(process, address)
            yield process, address
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: subprocess.Popen[str], address: str) -> None:
    import httpx

    last = time.monotonic() + START_S
    while time.monotonic() < last and process.poll() is None:
        try:
            if httpx.get(f"{address}/readyz", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    sys.exit("服务没有在时限内准备好。")


def serve(port: int) -> None:
    """What the child runs: the real service; all visitors share this machine's address."""
    from assistant import load_settings, open_assistant
    from assistant.web import journal, listening, server, warming
    from assistant.web.limits import Limits, Rate

    journal.start()
    wide = Limits(address_rate=Rate(burst=10_000, per_second=1000))
    listener = listening.listen("127.0.0.1", port)
    assistant = open_assistant(load_settings())
    warming.warm(assistant)
    with server.private_folder():
        app = server.create_app(assistant, limits=wide)
        listening.prepare(app.asgi, app.finish).run(sockets=[listener])


def visit(address: str, visitors: int, seconds: int) -> Numbers:
    """Lets ``visitors`` ask for ``seconds``, each pausing as a reader would."""
    from locust import constant, task
    from locust.contrib.fasthttp import FastHttpUser
    from locust.env import Environment

    turns = count()

    class Visitor(FastHttpUser):
        host = address
        wait_time = constant(PAUSE_S)
        network_timeout = connection_timeout = ANSWER_S

        def on_start(self) -> None:
            self.number = next(turns)
            self.asked = 0
            # People do not all press the button in the same moment.
            time.sleep(PAUSE_S * self.number / visitors)

        @task
        def chat(self) -> None:
            # One conversation a visitor: what was asked before goes along.
            session = f"load{self.number:04}"
            question = QUESTIONS[(self.number * 7 + self.asked) % len(QUESTIONS)]
            self.asked += 1
            start = time.perf_counter()
            problem: Exception | None = None
            try:
                self._chat(question, session)
            except Exception as error:
                problem = error
            self.environment.events.request.fire(
                request_type="CHAT",
                name="chat",
                response_time=(time.perf_counter() - start) * 1000,
                response_length=0,
                exception=problem,
                context={},
            )

        def _chat(self, question: str, session: str) -> None:
            body = {"data": [question, None], "fn_index": 0, "session_hash": session}
            joined = self.client.post(
                "/gradio_api/queue/join", json=body, headers={"Origin": address}, name="join"
            )
            if joined.status_code != 200:
                raise RuntimeError(f"join: {joined.status_code}")
            stream = self.client.get(
                f"/gradio_api/queue/data?session_hash={session}", name="data", stream=True
            )
            finished = _last(stream.text or "")
            if question not in finished or DONE not in finished:
                raise RuntimeError("没有答完，或答的是别的问题")

    environment = Environment(user_classes=[Visitor], host=address)
    runner = environment.create_local_runner()
    runner.start(visitors, spawn_rate=visitors)
    time.sleep(seconds)
    runner.stop()
    chats = environment.stats.get("chat", "CHAT")
    return {
        "visitors": visitors,
        "seconds": seconds,
        "chats": chats.num_requests,
        "errors": chats.num_failures,
        "per_second": chats.num_requests / seconds,
        "median": chats.get_response_time_percentile(0.5),
        "p95": chats.get_response_time_percentile(0.95),
        "p99": chats.get_response_time_percentile(0.99),
        "worst": chats.max_response_time,
    }


def _last(stream: str) -> str:
    """The messages of a completed event; empty if it failed."""
    for line in reversed(stream.splitlines()):
        if line.startswith("data: ") and '"process_completed"' in line:
            event: dict[str, Any] = json.loads(line[6:])
            return json.dumps(event.get("output"), ensure_ascii=False) if event["success"] else ""
    return ""


def resident_mb(pid: int) -> float:
    """Memory that a process holds; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def cpu_s(pid: int) -> float:
    """Processor time that a process has used; 0 where the system does not tell."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str]) -> None:
    """``[visitors seconds]`` measures and prints JSON; ``serve PORT`` is for the child."""
    if arguments[:1] == ["serve"]:
        serve(int(arguments[1]))
        return
    # Makes sockets and sleep give way to each other, which must come before any is opened.
    importlib.import_module("locust")
    print(json.dumps(measure(*(int(argument) for argument in arguments[:2]))))


if __name__ == "__main__":
    main(sys.argv[1:])
