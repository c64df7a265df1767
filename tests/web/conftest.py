from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.server import WebApp, create_app
from tests.web.scripted import ScriptedAssistant


@pytest.fixture(scope="module")
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture(scope="module")
def web(assistant: ScriptedAssistant) -> WebApp:
    return create_app(assistant)


@pytest.fixture(scope="module")
def client(web: WebApp) -> Iterator[TestClient]:
    with TestClient(web.asgi, base_url="http://127.0.0.1:7860") as client:
        yield client
