"""The way to the endpoint: no redirects, no proxies from the environment, bounded replies."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx


class TooMuch(httpx.ReadError):
    """A reply larger than any answer can be."""


class _Bounded(httpx.AsyncByteStream):
    def __init__(self, stream: httpx.AsyncByteStream, limit: int) -> None:
        self._stream = stream
        self._limit = limit

    async def __aiter__(self) -> AsyncIterator[bytes]:
        seen = 0
        async for part in self._stream:
            seen += len(part)
            if seen > self._limit:
                raise TooMuch("reply too large")
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class BoundedTransport(httpx.AsyncHTTPTransport):
    """Ends a reply that grows beyond ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        # Packed replies would be counted before they are unpacked.
        request.headers["accept-encoding"] = "identity"
        response = await super().handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        response.stream = _Bounded(response.stream, self._limit)
        return response


def client(connect: float, read: float, limit: int) -> httpx.AsyncClient:
    """A client for one endpoint."""
    return httpx.AsyncClient(
        transport=BoundedTransport(limit),
        timeout=httpx.Timeout(read, connect=connect, pool=connect),
        follow_redirects=False,
        trust_env=False,
    )
