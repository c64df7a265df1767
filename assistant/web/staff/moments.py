"""Moments as staff read them: in China's time, which has no summer time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from assistant.drafting.approvals import CHINA


def local(at: str) -> str:
    """An ISO moment as 2026-03-05 14:07."""
    return datetime.fromisoformat(at).astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def week(at: str) -> date:
    """The Monday of the week of an ISO moment."""
    day = datetime.fromisoformat(at).astimezone(CHINA).date()
    return day - timedelta(days=day.weekday())


def stamp() -> str:
    """Now, as the name of a file: sorts by time."""
    return datetime.now(CHINA).strftime("%Y%m%d-%H%M%S-%f")[:-3]
