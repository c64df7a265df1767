"""What every test shares: no network, no settings from outside, a data folder of its own."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts import chromium

ROOT = Path(__file__).resolve().parent.parent

# Before anything is imported that reads them.
os.environ |= {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
for _name in os.environ.keys() & {
    *("PLAN", "LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY", "EMBEDDING_MODEL", "CHROMA_URL"),
    *("STAFF_PASSWORD", "STAFF_HEADER"),
    *("LLM_PATIENCE", "HOST", "HOSTS", "PORT"),
    *("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"),
}:
    del os.environ[_name]


def _is_local(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback or name in ("0.0.0.0", "::")
    except ValueError:
        return False


def _guard(function: Callable[..., Any], host_of: Callable[..., object]) -> Callable[..., Any]:
    def guarded(*args: Any, **kwargs: Any) -> Any:
        host = host_of(*args)
        if not _is_local(host):
            raise OSError(f"测试不许联网：{host}")
        return function(*args, **kwargs)

    return guarded


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every address but this machine's own."""

    def address_of(sock: socket.socket, address: Any) -> object:
        return address[0] if sock.family in (socket.AF_INET, socket.AF_INET6) else None

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guard(getattr(socket.socket, name), address_of))
        patch.setattr(socket, "getaddrinfo", _guard(socket.getaddrinfo, lambda host, *_: host))
        yield


@pytest.fixture(scope="session")
def plan_path() -> Path:
    """The real plan."""
    return ROOT / "knowledge" / "plans" / "shuangliu-145" / "plan.txt"


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder that the settings name."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv("DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The system's Chromium; without one the test is skipped, and says what would install it."""
    path = chromium.find()
    if path is None:
        pytest.skip(chromium.SKIP)
    return path
