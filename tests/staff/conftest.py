"""The desk over a real app, and somebody who has logged in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from assistant import Assistant, Settings, open_assistant
from assistant.web.guard import Guard
from assistant.web.limits import Limits
from assistant.web.staff.door import Door
from assistant.web.staff.mounting import staff_desk
from assistant.web.staff.rooms import PATHS, Staff
from tests.assistant.conftest import without_model

PASSWORD = "校园里的梧桐树2025"
HOST = "http://plan.example"
ORIGIN = {"origin": HOST}


@dataclass
class Clock:
    """Time that a test moves on."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Person:
    """Somebody at a browser."""

    client: TestClient
    clock: Clock
    folder: Path
    rooms: list[tuple[str, str]]
    last: str = field(default="")

    def see(self, path: str, status: int = 200) -> str:
        """The page at a path."""
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == status, answer.text
        self.last = answer.text
        return answer.text

    def do(
        self,
        path: str,
        fields: dict[str, str | list[str]] | None = None,
        files: dict[str, tuple[str, bytes]] | None = None,
        follow: bool = True,
    ) -> Any:
        """Sends a form with the token of a page seen before."""
        csrf = token(self.last or self.see("/desk"))
        return self.client.post(
            path,
            data={"csrf": csrf, **(fields or {})},
            files=files,
            headers=ORIGIN,
            follow_redirects=follow,
        )

    def log_in(self, password: str = PASSWORD, name: str = "李老师") -> Any:
        """Through the login page, as a new browser does it."""
        self.client.cookies.clear()
        seal = token(self.client.get("/desk/login").text)
        fields = {"csrf": seal, "who": name, "password": password, "next": "/desk"}
        return self.client.post("/desk/login", data=fields, headers=ORIGIN, follow_redirects=False)


def token(page: str) -> str:
    """The token that a page's forms carry."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, page[:500]
    return found[1]


def served(staff: Staff | None) -> FastAPI:
    """The desk behind the guard, without the chat beside it, which takes a second to make."""
    app = FastAPI(openapi_url=None)
    if staff:
        app.include_router(staff.router)
    app.add_middleware(
        Guard,
        body_bytes=Limits().body_bytes,
        own_paths=PATHS if staff else (),
        room=staff.room if staff else lambda scope: None,
    )
    return app


Site = Callable[..., Person]


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real one over the real plan, searching by characters; nothing may change it."""
    opened = open_assistant(without_model(tmp_path_factory.mktemp("data")))
    yield opened
    opened.close()


@pytest.fixture
def desk_of(tmp_path: Path, assistant: Assistant) -> Iterator[Site]:
    """Opens a site with a desk; ``password`` and ``header`` as in the settings."""
    opened: list[TestClient] = []

    def opening(
        password: str = PASSWORD,
        header: str = "",
        address: str = "192.0.2.7",
        over: Assistant = assistant,
    ) -> Person:
        clock = Clock()
        settings = Settings(data_dir=tmp_path, staff_password=password, staff_header=header)
        staff = staff_desk(settings, over, Door(password, header, clock=clock))
        client = TestClient(served(staff), base_url=HOST, client=(address, 50000))
        opened.append(client)
        routes = staff.rooms.router.routes if staff else []
        rooms = [
            (method, route.path)
            for route in routes
            if isinstance(route, APIRoute)
            for method in route.methods or ()
        ]
        return Person(client, clock, tmp_path, rooms)

    yield opening
    for client in opened:
        client.close()


@pytest.fixture
def outside(desk_of: Site) -> Person:
    """Somebody who has not logged in."""
    return desk_of()


@pytest.fixture
def inside(outside: Person) -> Person:
    """Somebody who has."""
    assert outside.log_in().status_code == 303
    return outside
