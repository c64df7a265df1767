"""Feedback over HTTP: every outcome is one honest sentence."""

from __future__ import annotations

import math

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.concurrency import run_in_threadpool

from assistant.web import sending, texts
from assistant.web.feedback.privacy import redact
from assistant.web.feedback.recent import Recent
from assistant.web.feedback.store import KEPT_DAYS, Feedback, Full, NotSaved, Store
from assistant.web.limits import Buckets, Rate

PATH = "/feedback"
PATHS = (PATH,)
REASON_CHARS = 500
CONSENT = texts.FEEDBACK_CONSENT.format(days=KEPT_DAYS)


class Given(BaseModel):
    """What the page sends."""

    model_config = ConfigDict(extra="forbid", strict=True)

    token: str = Field(min_length=1, max_length=64)
    helpful: bool
    reason: str = Field(default="", max_length=REASON_CHARS)


def routes(recent: Recent, store: Store | None, rate: Rate) -> APIRouter:
    """Without a ``store`` nothing is kept, and the visitor is told so."""
    router = APIRouter()
    buckets = Buckets(rate)

    @router.post(PATH)
    async def give(request: Request) -> Response:
        wait = buckets.take(request.client.host if request.client else "")
        if wait:
            said = texts.FEEDBACK_FAST.format(seconds=math.ceil(wait))
            return sending.notice(said, 429)
        try:
            given = Given.model_validate_json(await request.body())
        except ValidationError:
            return sending.notice(texts.FEEDBACK_BAD, 422)
        rated = recent.find(given.token)
        if rated is None:
            return sending.notice(texts.FEEDBACK_GONE, 410)
        if store is None:
            return sending.notice(texts.FEEDBACK_FAILED, 503)
        kept = Feedback(
            helpful=given.helpful,
            reason=redact(given.reason),
            question=redact(rated.question),
            status=rated.status,
            sources=rated.sources,
            plan=rated.plan,
            consent=CONSENT,
        )
        try:
            receipt = await run_in_threadpool(store.add, kept)
        except Full:
            return sending.notice(texts.FEEDBACK_FULL, 507)
        except NotSaved:
            return sending.notice(texts.FEEDBACK_FAILED, 503)
        return sending.notice(texts.FEEDBACK_SAVED.format(receipt=receipt), 200)

    return router
