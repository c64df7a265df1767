"""A Chroma server by address, in place of a folder."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from embeddings.types import IndexRefused

if TYPE_CHECKING:
    from chromadb.api.client import Client

TIMEOUT_SECONDS = 5.0
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Where the server is; ``token`` is sent as a bearer token.

    Chroma has no log-in of its own, so an address beyond this machine is refused
    (:class:`IndexRefused`) unless it is encrypted and a token goes with it.
    """

    url: str
    token: str = ""

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in DEFAULT_PORTS or not parts.hostname or parts.username:
            raise IndexRefused(f"CHROMA_URL 的写法不对：{self.url}。应类似 http://127.0.0.1:8000")
        if not _loopback(parts.hostname) and (parts.scheme != "https" or not self.token):
            raise IndexRefused(
                f"拒绝连接 {parts.hostname}：本机以外的 Chroma 服务必须用 https，"
                "并设置访问令牌 CHROMA_TOKEN。"
            )

    def connect(self) -> Client:
        """A client whose requests end after a few seconds; raises where none answers."""
        import chromadb
        import httpx
        from chromadb.api.client import Client

        parts = urlsplit(self.url)
        client = chromadb.HttpClient(
            host=str(parts.hostname),
            port=parts.port or DEFAULT_PORTS[parts.scheme],
            ssl=parts.scheme == "https",
            headers={"Authorization": f"Bearer {self.token}"} if self.token else None,
        )
        # The client waits for ever by default and offers no setting for it.
        session = getattr(getattr(client, "_server", None), "_session", None)
        if isinstance(session, httpx.Client):
            session.timeout = httpx.Timeout(TIMEOUT_SECONDS)
        if not isinstance(client, Client):
            raise IndexRefused("这个版本的 chromadb 不受支持。")
        return client


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
