"""What went wrong at an endpoint, in our own kinds, and whether asking again may help."""

from __future__ import annotations

import contextlib

from assistant.llm.transport import TooMuch
from assistant.llm.types import ModelFailure

DEFAULT_WAIT = 0.5


def failure(error: Exception, *, begun: bool) -> ModelFailure:
    """The failure that an exception of the client means; ``begun`` once the reply had started."""
    import httpx
    import openai

    for cause in _causes(error):
        if isinstance(cause, TooMuch):
            return ModelFailure("too_long")
    if begun:
        return ModelFailure("cut")
    if isinstance(error, (openai.AuthenticationError, openai.PermissionDeniedError)):
        return ModelFailure("auth")
    if isinstance(error, openai.RateLimitError):
        return ModelFailure("busy", retry=True, wait=_wait(error.response))
    if isinstance(error, openai.InternalServerError):
        return ModelFailure("server", retry=True, wait=_wait(error.response))
    if isinstance(error, openai.APIStatusError):
        return ModelFailure(f"status_{error.status_code}")
    if isinstance(error, (openai.APIConnectionError, httpx.TransportError)):
        return ModelFailure("connect", retry=True)
    return ModelFailure("garbage")


def _causes(error: BaseException | None) -> list[BaseException]:
    found = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _wait(response: object) -> float:
    """Seconds that the endpoint asks to wait; a small one where it says nothing readable."""
    headers = getattr(response, "headers", {})
    with contextlib.suppress(ValueError):
        return max(0.0, float(headers.get("retry-after", DEFAULT_WAIT)))
    return DEFAULT_WAIT
